// Questions about the past: the newest of each kind counts.

#include "console/link/looking_back.hpp"

#include <catch2/catch.hpp>

namespace carehub::link {
namespace {

// What was sent, kind by kind.
struct Wire {
  std::vector<wire::AskPast> moments;
  std::vector<wire::AskHistory> histories;
  bool open = true;

  void send(LookingBack& back) {
    back.send_unsent([this](const wire::Request& request) {
      if (!open) return false;
      if (const auto* moment = std::get_if<wire::AskPast>(&request)) moments.push_back(*moment);
      if (const auto* history = std::get_if<wire::AskHistory>(&request)) histories.push_back(*history);
      return true;
    });
  }
};

const Instant noon = *parse_iso8601("2026-11-22T12:00:00Z");

wire::PastPart part_with(std::uint64_t question, std::uint32_t index, bool last, std::uint64_t case_id) {
  wire::PastPart part;
  part.question = question;
  part.at = noon;
  part.index = index;
  part.last = last;
  Case record;
  record.id = CaseId{case_id};
  part.part.cases.push_back(record);
  return part;
}

}  // namespace

TEST_CASE("looking back: a picture shows once all of its parts are there", "[link]") {
  LookingBack back;
  Wire wire;
  back.ask_picture(noon);
  CHECK(back.answers().picture_due);
  wire.send(back);
  wire.send(back);
  REQUIRE(wire.moments.size() == 1);
  const auto question = wire.moments[0].question;
  CHECK_FALSE(back.on(part_with(question, 0, false, 1001), nullptr));
  CHECK(back.answers().picture == nullptr);
  CHECK(back.on(part_with(question, 1, true, 1002), nullptr));
  const auto answers = back.answers();
  REQUIRE(answers.picture != nullptr);
  CHECK(answers.picture->cases.size() == 2);
  CHECK(answers.at == noon);
  CHECK_FALSE(answers.picture_due);
}

TEST_CASE("looking back: answers to a question that was overtaken are not shown", "[link]") {
  LookingBack back;
  Wire wire;
  back.ask_picture(noon);
  wire.send(back);
  CHECK_FALSE(back.on(part_with(wire.moments[0].question, 0, false, 1001), nullptr));
  back.ask_picture(noon + hours(1));
  wire.send(back);
  REQUIRE(wire.moments.size() == 2);
  CHECK_FALSE(back.on(part_with(wire.moments[0].question, 1, true, 1001), nullptr));
  CHECK(back.answers().picture == nullptr);
  CHECK(back.on(part_with(wire.moments[1].question, 0, true, 1003), nullptr));
  CHECK(back.answers().picture->cases.contains(CaseId{1003}));
  CHECK_FALSE(back.answers().picture->cases.contains(CaseId{1001}));
}

TEST_CASE("looking back: what was not answered is asked again on a new connection", "[link]") {
  LookingBack back;
  Wire wire;
  wire.open = false;
  back.ask_picture(noon);
  back.ask_history({.parts = 5});
  wire.send(back);
  CHECK(wire.moments.empty());
  wire.open = true;
  wire.send(back);
  CHECK_FALSE(back.on(part_with(wire.moments.at(0).question, 0, false, 1001), nullptr));
  back.mark_unsent();
  wire.send(back);
  CHECK(wire.moments.size() == 2);
  CHECK(wire.histories.size() == 2);
  // From its first part on.
  CHECK(back.on(part_with(wire.moments[1].question, 0, true, 1001), nullptr));
  CHECK(back.answers().picture->cases.size() == 1);
}

TEST_CASE("looking back: a refusal and a fault are said, and end the waiting", "[link]") {
  LookingBack back;
  Wire wire;
  CHECK_FALSE(back.refuse("not this role"));  // nothing was asked
  back.ask_picture(noon);
  back.ask_history({});
  CHECK(back.refuse("not this role"));
  CHECK(back.answers().fault == "not this role");
  CHECK_FALSE(back.answers().picture_due);
  CHECK_FALSE(back.answers().history_due);
  back.ask_picture(noon);
  wire.send(back);
  auto part = part_with(wire.moments[0].question, 0, true, 1001);
  part.fault = "the journal is damaged";
  CHECK(back.on(part, nullptr));
  CHECK(back.answers().fault == "the journal is damaged");
  CHECK(back.answers().picture == nullptr);
}

}  // namespace carehub::link
