#include "console/model/case_list.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "console/model/worklist.hpp"
#include "evening.hpp"
#include "protocols/domain/tally.hpp"

using namespace carehub;
using namespace carehub::console;

namespace {

std::vector<std::uint64_t> order_of(const CaseList& list) {
  std::vector<std::uint64_t> ids;
  for (std::size_t i = 0; i < list.size(); ++i) ids.push_back(list.at(i).value);
  return ids;
}

}  // namespace

TEST_CASE("case list: breached first, then the one that waits longest, then by time left", "[model]") {
  Evening evening;
  evening.add(1, minutes{90});
  evening.add(2, minutes{20});
  evening.add(3, -minutes{6});
  evening.add(4, minutes{50});
  evening.of(4).received = evening.now - hours{5};
  evening.add(5, -minutes{1});
  evening.add(6, minutes{10}).clocks.clear();
  evening.add(7, minutes{10}).status = CaseStatus::completed;
  evening.publish();
  CaseList list;
  list.update(evening.picture, evening.now, "", {});
  CHECK(order_of(list) == std::vector<std::uint64_t>{3, 5, 4, 2, 1, 6});
  CHECK(list.pinned() == 3);
}

TEST_CASE("case list: a red flag that nobody answers yet stands before everything that is only late", "[model]") {
  Evening evening;
  evening.add(1, -minutes{50});
  evening.add(2, minutes{110}).referral.red_flags = {"chest_pain"};
  evening.add(3, minutes{20});
  evening.add(4, minutes{90}).referral.red_flags = {"stroke_signs"};
  evening.of(4).status = CaseStatus::booked;  // 999 has it
  evening.add(5, minutes{100}).clocks.clear();
  evening.of(5).referral.ambulance.category = AmbulanceCategory::c2;
  evening.publish();
  CaseList list;
  list.update(evening.picture, evening.now, "", {});
  CHECK(order_of(list) == std::vector<std::uint64_t>{2, 5, 1, 3, 4});
}

TEST_CASE("case list: time left is to the latest safe dispatch, not to the age", "[model]") {
  Evening evening;
  evening.add(1, minutes{40}).latest_safe_dispatch = evening.now + minutes{5};
  evening.add(2, minutes{30}).latest_safe_dispatch = evening.now + minutes{25};
  evening.of(1).received = evening.of(2).received = evening.now - minutes{9};
  evening.add(3, minutes{110});
  evening.of(3).received = evening.now - hours{3};
  evening.publish();
  CaseList list;
  list.update(evening.picture, evening.now, "", {});
  CHECK(order_of(list) == std::vector<std::uint64_t>{3, 1, 2});
}

TEST_CASE("case list: nothing leaves view uncounted, whatever is filtered or scrolled", "[model]") {
  CHECK(rc::check("counts", [] {
    Evening evening;
    const auto count = *rc::gen::inRange<std::uint64_t>(0, 60);
    std::size_t open = 0;
    for (std::uint64_t id = 1; id <= count; ++id) {
      auto& c = evening.add(1000 + id, seconds{*rc::gen::inRange(-4000, 7000)});
      c.status =
          *rc::gen::element(CaseStatus::received, CaseStatus::triaged, CaseStatus::en_route, CaseStatus::advised);
      c.referral.location.locality = *rc::gen::element<std::string>("Lake", "Ryde");
      if (is_open(c.status)) ++open;
    }
    evening.publish();
    CaseList list;
    list.update(evening.picture, evening.now, *rc::gen::element<std::string>("", "ryde", "10", "nobody"), {});
    const auto first = *rc::gen::inRange<std::size_t>(0, 60);
    const auto last = first + *rc::gen::inRange<std::size_t>(0, 30);
    const auto counts = list.counts(first, last);
    std::size_t breached = 0;
    std::size_t due_soon = 0;
    std::size_t waiting = 0;
    for (const auto& [id, c] : evening.picture.cases) {
      const auto index = list.index_of(id);
      const bool shown = index && (*index < list.pinned() || (*index >= first && *index < last));
      if (!is_open(c->status) || shown) continue;
      breached += has_breached(*c, evening.now) ? 1U : 0U;
      const auto urgency = urgency_of(*c, evening.now, evening.picture.site->thresholds);
      due_soon += urgency == Urgency::due_soon || urgency == Urgency::will_breach ? 1U : 0U;
      waiting += is_waiting(*c) ? 1U : 0U;
    }
    RC_ASSERT(counts.open == open);
    RC_ASSERT(counts.breached_out == breached);
    RC_ASSERT(counts.due_soon_out == due_soon);
    RC_ASSERT(counts.waiting_out == waiting);
  }));
}

TEST_CASE("case list: the row under the cursor does not move until it must", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 6; ++id) evening.add(id, minutes{35 + 10 * static_cast<int>(id)});
  evening.publish();
  CaseList list;
  list.update(evening.picture, evening.now, "", {});
  const auto before = list.index_of(CaseId{4});
  evening.of(4).latest_safe_dispatch = evening.now + minutes{31};
  evening.of(4).version = 2;
  evening.publish();
  list.update(evening.picture, evening.now, "", CaseId{4});
  CHECK(list.index_of(CaseId{4}) == before);
  CHECK(list.size() == 6);
  // It breaches: now it must be seen where breached cases are.
  evening.of(4).clocks.front().due = evening.now - seconds{1};
  evening.publish();
  list.update(evening.picture, evening.now, "", CaseId{4});
  CHECK(list.index_of(CaseId{4}) == 0U);
  // Nobody holds it any more.
  evening.of(4).clocks.front().due = evening.now + minutes{200};
  evening.of(4).latest_safe_dispatch.reset();
  evening.publish();
  list.update(evening.picture, evening.now, "", {});
  CHECK(list.index_of(CaseId{4}) == 5U);
}

TEST_CASE("case list: the row under the mouse stays as well, and neither moves the other", "[model]") {
  rc::check("held rows stay where they were, whatever the new order", [] {
    Evening evening;
    for (std::uint64_t id = 1; id <= 9; ++id) evening.add(id, minutes{35 + 10 * static_cast<int>(id)});
    evening.publish();
    OpenCases cases;
    cases.follow(evening.picture, evening.now);
    CaseList list;
    list.update(cases, "", {});
    // The first is the oldest, which is pinned.
    const CaseId chosen{*rc::gen::inRange<std::uint64_t>(2, 10)};
    const CaseId pointed{*rc::gen::inRange<std::uint64_t>(2, 10)};
    const auto chosen_at = list.index_of(chosen);
    const auto pointed_at = list.index_of(pointed);
    for (std::uint64_t id = 2; id <= 9; ++id) {
      evening.of(id).latest_safe_dispatch = evening.now + minutes{*rc::gen::inRange(31, 200)};
      evening.of(id).version = 2;
    }
    evening.publish();
    cases.follow(evening.picture, evening.now);
    list.update(cases, "", chosen, pointed);
    RC_ASSERT(list.size() == 9U);
    RC_ASSERT(list.index_of(chosen) == chosen_at);
    RC_ASSERT(list.index_of(pointed) == pointed_at);
  });
}

TEST_CASE("worklist: who accepted a validation is not told any more to answer it", "[model]") {
  Evening evening;
  evening.add(1, minutes{60});
  auto& c = evening.of(1);
  c.status = CaseStatus::received;
  c.referral.ambulance.validation = true;
  c.referral.ambulance.breach_at = evening.now + minutes{40};
  CHECK(fail_safe_at(c, evening.picture.site->thresholds).has_value());
  CHECK_FALSE(fail_safe_text(c, *evening.picture.site, evening.now).empty());
  c.accepted = evening.now;
  CHECK_FALSE(fail_safe_at(c, evening.picture.site->thresholds).has_value());
  CHECK(fail_safe_text(c, *evening.picture.site, evening.now).empty());
}

TEST_CASE("case list: the filter looks at number, need, place, source, team and state", "[model]") {
  Evening evening;
  auto& c = evening.add(1042, minutes{30});
  c.assignment = Assignment{UnitKind::team, "CR2", {}, evening.now, evening.now + minutes{21}, {}, {}, {}, false};
  c.status = CaseStatus::proposed;
  evening.add(1050, minutes{30}).referral.summary = "Blocked catheter";
  evening.publish();
  CaseList list;
  for (const auto* text : {"1042", "confus", "CR2", "proposed", "cr2 lake", "call for care 104"}) {
    list.update(evening.picture, evening.now, text, {});
    INFO(text);
    CHECK(order_of(list) == std::vector<std::uint64_t>{1042});
  }
  list.update(evening.picture, evening.now, "catheter", {});
  CHECK(order_of(list) == std::vector<std::uint64_t>{1050});
  evening.of(1050).referral.summary = "Something else";
  evening.of(1050).version = 2;
  evening.publish();
  list.update(evening.picture, evening.now, "catheter", {});
  CHECK(list.size() == 0);
}

TEST_CASE("case list: a row says it in the words of the screen", "[model]") {
  Evening evening;
  auto& c = evening.add(1037, -minutes{6} - seconds{12});
  c.referral.source = Source::ambulance999;
  c.referral.ambulance.category = AmbulanceCategory::c3;
  c.referral.summary = "Fall";
  c.referral.on_floor_since = evening.now - minutes{70};
  c.referral.flags = {{FlagKind::safeguarding, "", ""}, {FlagKind::respect, "", ""}};
  c.status = CaseStatus::en_route;
  c.assignment = Assignment{UnitKind::team, "PM2", {}, evening.now, evening.now + minutes{4}, {}, {}, {}, false};
  evening.offer(c, {"PM2"});
  c.explanation->offered.front().breach_permille = 384;
  evening.publish();
  const auto row = make_row(*evening.picture.cases.find(CaseId{1037})->second, evening.picture, evening.now);
  CHECK(row.urgency == Urgency::breached);
  CHECK(row.left == "-6:12");
  CHECK(row.source == "999 C3");
  CHECK(row.need == "Fall, on floor 1 h 10");
  CHECK(row.age == "80s");
  CHECK(row.flags == "SD");
  CHECK(row.unit == "PM2 · 4 min");
  CHECK(row.breach == "38%");
  CHECK(row.bar_permille == 0);
  c.referral.source = Source::nhs111;
  c.referral.disposition = "DX11";
  CHECK(source_text(c) == "111 Dx11");
}

TEST_CASE("case list: nobody can be there in time any more, and it is said before the breach", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{20});
  c.latest_safe_dispatch = evening.now - minutes{3};
  CHECK(urgency_of(c, evening.now, evening.picture.site->thresholds) == Urgency::will_breach);
}

TEST_CASE("case list: the time left falls while the crew that was sent is overdue", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{30});
  c.status = CaseStatus::en_route;
  c.assignment = Assignment{UnitKind::team, "PM2", {}, evening.now, evening.now + minutes{10}, {}, {}, {}, false};
  evening.publish();
  const auto left_at = [&](Instant now) {
    OpenCases cases;
    cases.follow(evening.picture, now);
    CHECK(cases.standing(0).left_s == slack_s(c, now));
    return make_row(c, evening.picture, now).slack_s;
  };
  CHECK(left_at(evening.now) == 20 * 60);
  CHECK(left_at(evening.now + minutes{10}) == 20 * 60);
  CHECK(left_at(evening.now + minutes{25}) == 5 * 60);
  CHECK(make_row(c, evening.picture, evening.now + minutes{25}).unit == "PM2 · overdue 15 min");
}

TEST_CASE("case list: a proposal says the whole journey and how long it waits, and is never overdue", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{90});
  evening.offer(c, {"CR2", "CR1"});
  c.explanation->offered.front().travel_s = 600;
  c.status = CaseStatus::proposed;
  c.assignment = Assignment{UnitKind::team, "CR2", {}, evening.now, evening.now + minutes{10}, {}, {}, {}, false};
  evening.publish();
  const auto unit = [&](Duration after) { return make_row(c, evening.picture, evening.now + after).unit; };
  CHECK(unit(seconds{11}) == "CR2 · 10 min");
  CHECK(unit(minutes{4}) == "CR2 10 min · waits 4 min");
  CHECK(unit(minutes{17}) == "CR2 10 min · waits 17 min");
  c.explanation.reset();  // where only the assignment is known
  CHECK(unit(minutes{17}) == "CR2 10 min · waits 17 min");
  c.assignment =
      Assignment{UnitKind::place, "newport_haven", {}, evening.now, evening.now + minutes{28}, {}, {}, {}, false};
  CHECK(unit(seconds{5}) == "Newport Safe Haven · 28 min away");
  CHECK(unit(minutes{9}) == "Newport Safe Haven · waits 9 min (28 min away)");
  evening.offer(c, {"ambulance"});
  c.explanation->offered.front().kind = UnitKind::queue;
  c.explanation->offered.front().service = ServiceId{"ambulance"};
  c.assignment =
      Assignment{UnitKind::queue, "ambulance", {}, evening.now, evening.now + minutes{40}, {}, {}, {}, false};
  CHECK(unit(minutes{9}) == "Ambulance · waits 9 min (queue not known)");
}

TEST_CASE("case list: who comes behind another case, or waits on purpose, says so", "[model]") {
  Evening evening;
  auto& c = evening.add(1, minutes{90});
  evening.offer(c, {"CR2", "CR1"});
  c.status = CaseStatus::proposed;
  c.assignment =
      Assignment{UnitKind::team, "CR2", {}, evening.now, evening.now + minutes{45}, {}, {}, CaseId{1041}, false};
  evening.publish();
  CHECK(make_row(c, evening.picture, evening.now).unit == "CR2 45 min · after 1041");
  c.assignment->held = true;
  CHECK(make_row(c, evening.picture, evening.now).unit == "CR2 · held for later");
}

TEST_CASE("case list: amber is what the number says, until somebody is on the way, and the header counts the same",
          "[model]") {
  Evening evening;
  const auto& thresholds = evening.picture.site->thresholds;
  auto& waits = evening.add(1, minutes{55});
  waits.latest_safe_dispatch = evening.now + minutes{27};  // 27:00 stands in the list
  auto& sent = evening.add(2, minutes{50});
  sent.status = CaseStatus::allocated;
  sent.assignment = Assignment{UnitKind::team, "CR1", {}, evening.now, evening.now + minutes{25}, {}, {}, {}, false};
  auto& driving = evening.add(3, minutes{28});
  driving.status = CaseStatus::en_route;
  driving.assignment = Assignment{UnitKind::team, "CR2", {}, evening.now, evening.now + minutes{9}, {}, {}, {}, false};
  auto& too_late = evening.add(4, minutes{50});
  too_late.status = CaseStatus::en_route;
  too_late.assignment =
      Assignment{UnitKind::team, "PM1", {}, evening.now, evening.now + minutes{60}, {}, {}, {}, false};
  evening.add(5, minutes{31});
  evening.publish();
  CHECK(urgency_of(waits, evening.now, thresholds) == Urgency::due_soon);
  CHECK(urgency_of(sent, evening.now, thresholds) == Urgency::due_soon);
  CHECK(urgency_of(driving, evening.now, thresholds) == Urgency::later);
  CHECK(urgency_of(too_late, evening.now, thresholds) == Urgency::will_breach);
  CHECK(urgency_of(evening.of(5), evening.now, thresholds) == Urgency::later);
  OpenCases cases;
  cases.follow(evening.picture, evening.now);
  CHECK(cases.totals().due_soon == 3);
}
