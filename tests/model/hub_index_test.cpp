#include "console/model/hub_index.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "console/model/case_list.hpp"
#include "console/model/header.hpp"
#include "console/model/timeline.hpp"
#include "evening.hpp"
#include "protocols/domain/tally.hpp"

using namespace carehub;
using namespace carehub::console;

namespace {

Case random_case(std::uint64_t id, Instant now) {
  Case c;
  c.id = CaseId{id};
  c.version = 1;
  c.received = now - seconds{*rc::gen::inRange(0, 9'000)};
  c.status = *rc::gen::element(CaseStatus::received, CaseStatus::triaged, CaseStatus::proposed, CaseStatus::en_route,
                               CaseStatus::on_scene, CaseStatus::completed);
  if (*rc::gen::inRange(0, 4) != 0) {
    Clock clock;
    clock.started = c.received;
    clock.due = now + seconds{*rc::gen::inRange(-3'000, 9'000)};
    if (*rc::gen::inRange(0, 5) == 0) {
      clock.stopped = now - seconds{60};
      clock.outcome = ClockOutcome::met;
    }
    c.clocks = {clock};
  }
  if (*rc::gen::arbitrary<bool>()) c.latest_safe_dispatch = now + seconds{*rc::gen::inRange(-3'000, 9'000)};
  if (c.status >= CaseStatus::proposed)
    c.assignment = Assignment{UnitKind::team,
                              *rc::gen::element<std::string>("CR1", "CR2", "PM1"),
                              ServiceId{"crisis_response"},
                              now,
                              now + seconds{*rc::gen::inRange(-600, 4'000)},
                              {},
                              {},
                              {},
                              false};
  return c;
}

void change_something(Picture& picture, Instant now) {
  ++picture.number;
  const int changes = *rc::gen::inRange(0, 6);
  for (int i = 0; i < changes; ++i) {
    const CaseId id{*rc::gen::inRange<std::uint64_t>(1, 250)};
    if (*rc::gen::inRange(0, 4) == 0)
      picture.cases.erase(id);
    else
      picture.cases.insert_or_assign(id, std::make_shared<const Case>(random_case(id.value, now)));
  }
  if (*rc::gen::inRange(0, 3) != 0 || picture.teams.empty()) return;
  const auto at = picture.teams.find(TeamId{*rc::gen::element<std::string>("CR1", "CR2", "PM1")});
  auto team = *at->second;
  team.status = *rc::gen::element(TeamStatus::available, TeamStatus::off_duty, TeamStatus::on_scene);
  picture.teams.insert_or_assign(team.id, std::make_shared<const Team>(team));
}

void check_standing(const OpenCases& cases, std::size_t slot, const Picture& picture, Instant now) {
  const Case& c = *picture.cases.find(cases.all()[slot].id)->second;
  const auto& thresholds = picture.site->thresholds;
  RC_ASSERT(cases.all()[slot].record == &c);
  RC_ASSERT(cases.all()[slot].open == is_open(c.status));
  if (!is_open(c.status)) return;
  RC_ASSERT(cases.standing(slot).urgency == urgency_of(c, now, thresholds));
  const auto urgency = urgency_of(c, now, thresholds);
  RC_ASSERT(cases.standing(slot).due_soon == (urgency == Urgency::due_soon || urgency == Urgency::will_breach));
  const auto slack = slack_s(c, now);
  if (slack && !has_breached(c, now)) RC_ASSERT(cases.standing(slot).left_s == *slack);
}

void check_counts(const Counts& counts, const Picture& picture, Instant now) {
  std::int32_t open = 0, waiting = 0, due_soon = 0, breached = 0;
  for (const auto& [id, c] : picture.cases) {
    if (!is_open(c->status)) continue;
    ++open;
    waiting += is_waiting(*c) ? 1 : 0;
    breached += has_breached(*c, now) ? 1 : 0;
    const auto urgency = urgency_of(*c, now, picture.site->thresholds);
    due_soon += urgency == Urgency::due_soon || urgency == Urgency::will_breach ? 1 : 0;
  }
  RC_ASSERT(counts.open == open);
  RC_ASSERT(counts.waiting == waiting);
  RC_ASSERT(counts.due_soon == due_soon);
  RC_ASSERT(counts.breached == breached);
}

}  // namespace

TEST_CASE("records: following from one picture to the next finds exactly what changed", "[model]") {
  CHECK(rc::check("follow", [] {
    Records<CaseId, int> before;
    const auto first = *rc::gen::container<std::vector<std::uint64_t>>(300, rc::gen::inRange<std::uint64_t>(0, 400));
    for (const auto id : first) before.insert_or_assign(CaseId{id}, std::make_shared<const int>(1));
    auto after = before;
    RC_ASSERT(after.same_as(before));
    for (int i = *rc::gen::inRange(1, 40); i > 0; --i) {
      const CaseId id{*rc::gen::inRange<std::uint64_t>(0, 420)};
      if (*rc::gen::arbitrary<bool>())
        after.erase(id);
      else
        after.insert_or_assign(id, std::make_shared<const int>(2));
    }
    std::vector<std::shared_ptr<const int>> old;
    for (const auto& [id, value] : before) old.push_back(value);
    std::vector<std::shared_ptr<const int>> next;
    std::size_t read = 0;
    after.follow(
        before,
        [&](std::size_t from, std::size_t count) {
          for (std::size_t i = from; i < from + count; ++i) next.push_back(old.at(i));
        },
        [&](const auto& entry) {
          ++read;
          next.push_back(entry.second);
        });
    std::vector<std::shared_ptr<const int>> wanted;
    std::size_t changed = 0;
    for (const auto& [id, value] : after) {
      wanted.push_back(value);
      changed += *value == 2 ? 1 : 0;
    }
    RC_ASSERT(next == wanted);
    RC_ASSERT(read == changed);
  }));
}

TEST_CASE("hub index: after any changes it says what a fresh look at the picture says", "[model]") {
  CHECK(rc::check("index", [] {
    Evening evening;
    Instant now = evening.now;
    HubIndex kept;
    CaseList list;
    for (int step = 0; step < 12; ++step) {
      change_something(evening.picture, now);
      now += seconds{*rc::gen::inRange(0, 900)};
      kept.follow(evening.picture, now);
      HubIndex fresh;
      fresh.follow(evening.picture, now);
      RC_ASSERT(kept.cases().all().size() == evening.picture.cases.size());
      for (std::size_t slot = 0; slot < kept.cases().all().size(); ++slot)
        check_standing(kept.cases(), slot, evening.picture, now);
      check_counts(count(evening.picture, kept.cases()), evening.picture, now);
      RC_ASSERT(std::ranges::equal(kept.rows(), fresh.rows()));
      for (std::size_t i = 0; i < kept.teams().size(); ++i)
        RC_ASSERT(std::ranges::equal(kept.proposals_to(kept.teams()[i]), fresh.proposals_to(fresh.teams()[i])));
      list.update(kept.cases(), "", {});
      CaseList other;
      other.update(evening.picture, now, "", {});
      RC_ASSERT(list.size() == other.size());
      RC_ASSERT(list.pinned() == other.pinned());
      for (std::size_t i = 0; i < list.size(); ++i) RC_ASSERT(list.at(i) == other.at(i));
    }
  }));
}

TEST_CASE("case list: a filter over thousands of cases is looked for in parts and then exact", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 3'000; ++id)
    evening.picture.cases.insert_or_assign(CaseId{id}, [&] {
      Case c;
      c.id = CaseId{id};
      c.version = 1;
      c.status = CaseStatus::triaged;
      c.received = evening.now;
      c.referral.summary = id % 100 == 7 ? "Blocked catheter" : "Fall";
      return std::make_shared<const Case>(c);
    }());
  OpenCases cases;
  cases.follow(evening.picture, evening.now);
  CaseList list;
  list.update(cases, "catheter", {});
  CHECK(list.searching());
  CHECK(list.counts(0, list.size()).open == 3'000);
  for (int update = 0; update < 20 && list.searching(); ++update) list.update(cases, "catheter", {});
  CHECK_FALSE(list.searching());
  CHECK(list.size() == 30);
  // A case that changes is looked at again, and only it.
  auto changed = *evening.picture.cases.find(CaseId{8})->second;
  changed.referral.summary = "Blocked catheter";
  ++changed.version;
  evening.picture.cases.insert_or_assign(CaseId{8}, std::make_shared<const Case>(changed));
  cases.follow(evening.picture, evening.now);
  list.update(cases, "catheter", {});
  CHECK_FALSE(list.searching());
  CHECK(list.size() == 31);
}

TEST_CASE("case list: where a clock has ended it is said how", "[model]") {
  Evening evening;
  auto& met = evening.add(1, minutes{30});
  met.status = CaseStatus::on_scene;
  met.clocks.front().stopped = evening.now - minutes{5};
  met.clocks.front().outcome = ClockOutcome::met;
  auto& late = evening.add(2, -minutes{20});
  late.status = CaseStatus::on_scene;
  late.clocks.front().stopped = evening.now - minutes{14};
  late.clocks.front().outcome = ClockOutcome::breached;
  auto& none = evening.add(3, minutes{10});
  none.received = evening.now - minutes{80};
  none.clocks.clear();
  evening.publish();
  const auto row = [&](std::uint64_t id) {
    return make_row(*evening.picture.cases.find(CaseId{id})->second, evening.picture, evening.now);
  };
  CHECK(row(1).left == "met 19:37");
  CHECK(row(1).left_detail == "35 min early");
  CHECK(row(2).left == "late 19:28");
  CHECK(row(2).left_detail == "6 min late");
  CHECK(row(3).left == "no clock");
  CHECK(row(3).left_detail == "here 1 h 20");
}

TEST_CASE("timeline: who is planned behind another comes after it, and who is held stands in one line", "[model]") {
  Evening evening;
  const auto plan = [&](std::uint64_t id, minutes expected, CaseId after, bool held) {
    auto& c = evening.add(id, minutes{200} - minutes{static_cast<std::int64_t>(id)});
    c.status = CaseStatus::proposed;
    c.triage = Triage{};
    c.triage->visit_s = 40 * 60;
    c.assignment = Assignment{
        UnitKind::team, "CR1", ServiceId{"crisis_response"}, evening.now, evening.now + expected, {}, {}, after, held};
  };
  plan(1, minutes{100}, CaseId{3}, false);
  plan(2, minutes{45}, {}, true);  // held: nobody is kept for it
  plan(3, minutes{30}, CaseId{4}, false);
  plan(4, minutes{10}, {}, false);
  plan(5, minutes{90}, {}, true);
  evening.publish();
  const auto timeline = make_timeline(evening.picture, evening.now);
  const auto row = std::ranges::find(timeline.rows, TeamId{"CR1"}, &TimelineRow::team);
  REQUIRE(row != timeline.rows.end());
  CHECK(row->proposed == 1);
  CHECK(row->planned == 2);
  CHECK(row->lanes == 1);
  std::vector<TimelineBlock> visits;
  std::ranges::copy_if(row->blocks, std::back_inserter(visits),
                       [](const TimelineBlock& block) { return block.kind == BlockKind::visit; });
  REQUIRE(visits.size() == 3);
  CHECK(visits[0].case_id == CaseId{4});
  CHECK(visits[0].state == BlockState::proposed);
  CHECK(visits[1].case_id == CaseId{3});
  CHECK(visits[1].state == BlockState::planned);
  CHECK(visits[1].from == evening.now + minutes{50});  // not at 30 minutes, when the team is still with 4
  CHECK(visits[2].case_id == CaseId{1});
  CHECK(visits[2].from == evening.now + minutes{100});
  CHECK(timeline.held.cases == std::vector{CaseId{5}, CaseId{2}});  // 5 has less time left
  CHECK(timeline.held.breached == 0);
  CHECK(held_words(timeline.held) == "2 held for later");
  const auto later = make_timeline(evening.picture, evening.now + minutes{196});
  CHECK(held_words(later.held) == "2 held for later, 1 of them breached");
}

TEST_CASE("timeline: nobody proposed to a team is out of view: drawn in a row, or counted as held", "[model]") {
  CHECK(rc::check("counted", [] {
    Evening evening;
    const auto count = *rc::gen::inRange<std::uint64_t>(1, 12);
    for (std::uint64_t id = 1; id <= count; ++id) {
      auto& c = evening.add(id, minutes{*rc::gen::inRange(-60, 200)});
      c.status = CaseStatus::proposed;
      const bool held = *rc::gen::inRange(0, 2) == 1;
      // Also what cannot be: behind itself, behind a case that is closed, in a circle.
      const CaseId after{held ? 0U : *rc::gen::inRange<std::uint64_t>(0, count + 2)};
      c.assignment = Assignment{UnitKind::team,
                                *rc::gen::element<std::string>("CR1", "CR2"),
                                ServiceId{"crisis_response"},
                                evening.now,
                                evening.now + minutes{*rc::gen::inRange(0, 60)},
                                {},
                                {},
                                after,
                                held};
    }
    evening.publish();
    const auto timeline = make_timeline(evening.picture, evening.now);
    std::size_t counted = timeline.held.cases.size();
    for (const auto& row : timeline.rows) counted += row.proposed + row.planned;
    RC_ASSERT(counted == count);
  }));
}

TEST_CASE("timeline: several proposals to one free team stand below each other, counted", "[model]") {
  CHECK(rc::check("lanes", [] {
    Evening evening;
    const auto count = *rc::gen::inRange<std::uint64_t>(0, 7);
    for (std::uint64_t id = 1; id <= count; ++id) {
      auto& c = evening.add(id, minutes{60});
      c.status = CaseStatus::proposed;
      c.assignment = Assignment{UnitKind::team,
                                "CR1",
                                ServiceId{"crisis_response"},
                                evening.now,
                                evening.now + minutes{*rc::gen::inRange(5, 150)},
                                {},
                                {},
                                {},
                                false};
    }
    evening.publish();
    const auto timeline = make_timeline(evening.picture, evening.now);
    const auto row = std::ranges::find(timeline.rows, TeamId{"CR1"}, &TimelineRow::team);
    RC_ASSERT(row != timeline.rows.end());
    RC_ASSERT(row->proposed == count);
    RC_ASSERT(row->lanes <= timeline_lanes);
    std::size_t drawn = 0;
    for (const auto& a : row->blocks) {
      if (a.kind != BlockKind::visit) continue;
      drawn += a.count;
      RC_ASSERT(a.lane < row->lanes);
      for (const auto& b : row->blocks)
        if (b.kind == BlockKind::visit && &a != &b && a.lane == b.lane)
          RC_ASSERT(a.until <= b.from || b.until <= a.from);
    }
    RC_ASSERT(drawn == count);
  }));
}
