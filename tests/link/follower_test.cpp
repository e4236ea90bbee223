#include "console/link/follower.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::link;
using namespace std::chrono_literals;

namespace {

const Steady start = Steady{} + 1h;

Case make_case(std::uint64_t id, std::uint64_t version) {
  Case c;
  c.id = CaseId{id};
  c.version = version;
  return c;
}
PictureUpdate update(std::uint64_t number, std::uint64_t epoch = 1) {
  PictureUpdate made;
  made.number = number;
  made.epoch = epoch;
  made.cases = {make_case(1, number)};
  return made;
}
wire::SnapshotPart part(std::uint64_t number, std::uint32_t index, bool last, std::uint64_t epoch = 1) {
  wire::SnapshotPart made;
  made.index = index;
  made.last = last;
  made.part.number = number;
  made.part.epoch = epoch;
  made.part.cases = {make_case(100 + index, 1)};
  if (index == 0) made.part.cases.push_back(make_case(1, number));
  return made;
}
std::uint64_t version_of_case_1(const Follower& follower) {
  const auto at = follower.picture().cases.find(CaseId{1});
  return at == follower.picture().cases.end() ? 0 : at->second->version;
}

}  // namespace

TEST_CASE("follower: asks for a snapshot once, and again when it does not come", "[link]") {
  Follower follower;
  follower.restart();
  CHECK(follower.take_wish(start));
  CHECK_FALSE(follower.take_wish(start + 1s));
  CHECK(follower.take_wish(start + 4s));
}

TEST_CASE("follower: updates that come before the snapshot is whole are held and applied", "[link]") {
  Follower follower;
  follower.restart();
  follower.on_update(update(10));  // older than the snapshot: part of it
  follower.on_update(update(11));
  follower.on_part(part(10, 0, false), start);
  follower.on_update(update(12));
  CHECK_FALSE(follower.in_step());
  CHECK(version_of_case_1(follower) == 0);
  follower.on_part(part(10, 1, true), start);
  CHECK(follower.in_step());
  CHECK(version_of_case_1(follower) == 12);
  CHECK(follower.picture().cases.contains(CaseId{101}));
  CHECK(follower.take_changed());
  CHECK_FALSE(follower.take_changed());
}

TEST_CASE("follower: a gap asks for a snapshot and keeps the old picture until the new one is whole", "[link]") {
  Follower follower;
  follower.restart();
  follower.on_part(part(10, 0, true), start);
  REQUIRE(follower.in_step());
  follower.on_update(update(12));
  CHECK_FALSE(follower.in_step());
  CHECK(version_of_case_1(follower) == 10);
  CHECK(follower.take_wish(start));
  follower.on_update(update(13));
  follower.on_part(part(12, 0, false), start);
  CHECK(version_of_case_1(follower) == 10);
  follower.on_part(part(12, 1, true), start);
  CHECK(version_of_case_1(follower) == 13);
}

TEST_CASE("follower: another start of the dispatcher asks for a snapshot", "[link]") {
  Follower follower;
  follower.restart();
  follower.on_part(part(10, 0, true), start);
  follower.on_update(update(11, 2));
  CHECK_FALSE(follower.in_step());
  follower.on_part(part(11, 0, true, 2), start);
  CHECK(follower.in_step());
  CHECK(follower.picture().epoch == 2);
}

TEST_CASE("follower: a lost last update is noticed by the pulse", "[link]") {
  Follower follower;
  follower.restart();
  follower.on_part(part(10, 0, true), start);
  follower.on_pulse(11, 1, start);
  CHECK(follower.in_step());  // it may be on its way
  follower.on_pulse(11, 1, start + 2s);
  CHECK_FALSE(follower.in_step());
}

TEST_CASE("follower: an update that is only late does not cost a snapshot", "[link]") {
  Follower follower;
  follower.restart();
  follower.on_part(part(10, 0, true), start);
  follower.on_pulse(11, 1, start);
  follower.on_update(update(11));
  follower.on_pulse(12, 1, start + 2s);
  CHECK(follower.in_step());
  follower.on_update(update(12));
  follower.on_pulse(12, 1, start + 4s);
  CHECK(follower.in_step());
}

TEST_CASE("follower: a missing part of a snapshot asks for another one", "[link]") {
  Follower follower;
  follower.restart();
  follower.on_part(part(10, 0, false), start);
  follower.on_part(part(10, 2, true), start);
  CHECK_FALSE(follower.in_step());
  CHECK(follower.take_wish(start));
}

TEST_CASE("follower: whatever is lost or doubled, a picture in step is the dispatcher's", "[link]") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& script) {
    Follower follower;
    follower.restart();
    std::uint64_t published = 1;
    auto now = start;
    for (const auto step : script) {
      now += 400ms;
      switch (step % 6) {
        case 0:
        case 1:
          follower.on_update(update(++published));
          break;
        case 2:
          ++published;
          break;  // lost
        case 3:
          follower.on_update(update(published));
          break;  // doubled
        case 4:
          follower.on_pulse(published, 1, now);
          break;
        default:
          if (follower.take_wish(now)) follower.on_part(part(published, 0, true), now);
      }
      if (follower.in_step() && follower.picture().number == published)
        RC_ASSERT(version_of_case_1(follower) == published);
      RC_ASSERT(version_of_case_1(follower) <= published);
    }
    for (int i = 0; i < 4; ++i) {  // nothing is lost any more
      now += 4s;
      follower.on_pulse(published, 1, now);
      if (follower.take_wish(now)) follower.on_part(part(published, 0, true), now);
    }
    RC_ASSERT(follower.in_step());
    RC_ASSERT(version_of_case_1(follower) == published);
  }));
}
