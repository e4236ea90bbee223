// A picture in parts is the same picture again, whatever its size; a board's holds nobody.
#include "console/model/picture_parts.hpp"

#include <catch2/catch.hpp>

#include "rapidcheck.h"

namespace carehub::console {
namespace {

std::shared_ptr<const Picture> invented_picture(std::size_t cases, std::size_t teams) {
  auto picture = std::make_shared<Picture>();
  picture->number = 7;
  picture->epoch = 8;
  picture->sequence = 9;
  picture->status.hub_name = "Somewhere";
  picture->board.emplace().status.hub_name = "Somewhere";
  for (std::size_t i = 0; i < cases; ++i) {
    Case one;
    one.id = CaseId{1000 + 3 * i};
    one.referral.narrative = "invented " + std::to_string(i);
    picture->cases.insert_or_assign(one.id, std::make_shared<const Case>(one));
  }
  for (std::size_t i = 0; i < teams; ++i) {
    Team one;
    one.id = TeamId("T" + std::to_string(i));
    picture->teams.insert_or_assign(one.id, std::make_shared<const Team>(one));
  }
  return picture;
}

}  // namespace

TEST_CASE("picture parts: put together they are the same picture, and none is large", "[model]") {
  const bool holds = rc::check("any number of cases and teams", [] {
    const auto cases = *rc::gen::inRange<std::size_t>(0, 700);
    const auto teams = *rc::gen::inRange<std::size_t>(0, 1200);
    const auto before = invented_picture(cases, teams);
    PictureParts parts(before);
    Picture after;
    while (auto part = parts.next()) {
      RC_ASSERT(part->cases.size() <= 128U);
      RC_ASSERT(part->teams.size() <= 512U);
      apply_part(after, *std::move(part));
    }
    RC_ASSERT(parts.done());
    RC_ASSERT(after.number == 7U);
    RC_ASSERT(after.epoch == 8U);
    RC_ASSERT(after.cases.size() == cases);
    RC_ASSERT(after.teams.size() == teams);
    for (const auto& [id, one] : before->cases) RC_ASSERT(*after.cases.find(id)->second == *one);
    RC_ASSERT(after.status == before->status);
    RC_ASSERT(after.board == before->board);
  });
  CHECK(holds);
}

TEST_CASE("picture parts: of a board nothing goes along but the hub's figures", "[model]") {
  const Picture board = board_only(*invented_picture(3, 4));
  CHECK(board.number == 7);
  CHECK(board.cases.empty());
  CHECK(board.teams.empty());
  CHECK(board.alerts.empty());
  CHECK(board.status.hub_name == "Somewhere");
}

}  // namespace carehub::console
