#include "console/model/handover_list.hpp"

#include <catch2/catch.hpp>

#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;

namespace {

// 1042 is due in eight minutes and owes a call, 1043 later; 1044 has left the picture.
Evening handed_over() {
  Evening evening;
  evening.add(1043, minutes(50));
  Case& c = evening.add(1042, minutes(8));
  c.duties.push_back({1, DutyKind::call_back, evening.now + minutes(5), "Ann Bly, 01632 960123", "how she is", 0});
  evening.publish();
  Handover handover;
  handover.from = UserName("r.hale");
  handover.to = UserName("m.cole");
  handover.at = evening.now - minutes(4);
  handover.note = "CR2 has a flat tyre";
  handover.cases = {CaseId{1043}, CaseId{1042}, CaseId{1044}};
  handover.open = 31;
  evening.picture.status.handover = handover;
  return evening;
}

}  // namespace

TEST_CASE("handover list: who gave it, that nobody has it, and each case by time left with what it is owed",
          "[model]") {
  const Evening evening = handed_over();
  const auto list = handover_list(evening.picture, evening.now);
  REQUIRE(list.has_value());
  CHECK(list->waits);
  CHECK(list->head == "r.hale handed over at 19:38 to m.cole");
  CHECK(list->taken == "nobody has taken it over yet");
  CHECK(list->note == "CR2 has a flat tyre");
  CHECK(list->counts.find("31 cases were open, 3 are named here, 2 of them still open") == 0);
  REQUIRE(list->lines.size() == 3);
  CHECK(list->lines[0].id == CaseId{1042});
  CHECK(list->lines[0].owed.find("Ann Bly, 01632 960123") != std::string::npos);
  CHECK(list->lines[1].id == CaseId{1043});
  CHECK(list->lines[1].owed.empty());
  CHECK(list->lines[2].state == "closed");
}

TEST_CASE("handover list: stays after it was taken over, and says by whom", "[model]") {
  Evening evening = handed_over();
  evening.picture.status.handover->taken_by = UserName("m.cole");
  evening.picture.status.handover->taken = evening.now;
  const auto list = handover_list(evening.picture, evening.now);
  REQUIRE(list.has_value());
  CHECK_FALSE(list->waits);
  CHECK(list->taken == "taken over by m.cole at 19:42");
  CHECK(list->lines.size() == 3);
}

TEST_CASE("handover list: none before the first shift was given", "[model]") {
  Evening evening;
  evening.publish();
  CHECK_FALSE(handover_list(evening.picture, evening.now).has_value());
}
