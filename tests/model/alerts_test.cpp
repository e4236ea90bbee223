#include "console/model/alerts.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <set>

#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;

TEST_CASE("alerts: every unresolved alert is in exactly one group, and counted", "[model]") {
  CHECK(rc::check("partition", [] {
    Evening evening;
    const auto count = *rc::gen::inRange<std::uint64_t>(0, 80);
    for (std::uint64_t id = 1; id <= count; ++id) {
      const bool of_case = *rc::gen::arbitrary<bool>();
      auto& alert = evening.alert(id,
                                  *rc::gen::element(AlertKind::breached, AlertKind::silent_team,
                                                    AlertKind::unanswered_proposal, AlertKind::stale_capacity),
                                  *rc::gen::element(Severity::low, Severity::medium, Severity::high),
                                  of_case ? CaseId{*rc::gen::inRange<std::uint64_t>(1, 9)} : CaseId{});
      if (!of_case) alert.team = TeamId{"CR1"};
      alert.state = *rc::gen::element(AlertState::open, AlertState::acknowledged, AlertState::shelved);
    }
    evening.publish();
    const auto panel = alert_panel(evening.picture, evening.now);
    std::multiset<std::uint64_t> seen;
    for (const auto& group : panel.groups) {
      RC_ASSERT(!group.ids.empty());
      RC_ASSERT(!group.title.empty());
      for (const auto id : group.ids) seen.insert(id.value);
    }
    RC_ASSERT(seen.size() == count);
    RC_ASSERT(std::set<std::uint64_t>(seen.begin(), seen.end()).size() == count);
    RC_ASSERT(panel.total() == count);
    RC_ASSERT(panel.unresolved[0] + panel.unresolved[1] + panel.unresolved[2] == count);
  }));
}

TEST_CASE("alerts: ten thousand of a few causes are a handful of groups, worst first", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 10'000; ++id) {
    auto& alert = evening.alert(id, id % 2 == 0 ? AlertKind::silent_team : AlertKind::stale_capacity,
                                id % 2 == 0 ? Severity::medium : Severity::low, {});
    alert.team = TeamId{"CR1"};
  }
  evening.alert(20'000, AlertKind::breached, Severity::high, CaseId{1037}).text = "1037 past two hours";
  evening.publish();
  const auto panel = alert_panel(evening.picture, evening.now);
  REQUIRE(panel.groups.size() == 3);
  CHECK(panel.groups[0].title == "1037 past two hours");
  CHECK(panel.groups[1].ids.size() == 5000);
  CHECK(panel.groups[1].severity == Severity::medium);
}

TEST_CASE("alerts: those of one case have one cause", "[model]") {
  Evening evening;
  evening.alert(1, AlertKind::due_soon, Severity::medium, CaseId{1042});
  evening.alert(2, AlertKind::unanswered_proposal, Severity::high, CaseId{1042}).text =
      "1042 must go, CR2 not confirmed";
  evening.publish();
  const auto panel = alert_panel(evening.picture, evening.now);
  REQUIRE(panel.groups.size() == 1);
  CHECK(panel.groups[0].case_id == CaseId{1042});
  CHECK(panel.groups[0].title == "1042 must go, CR2 not confirmed");
  CHECK(panel.groups[0].ids == std::vector<AlertId>{AlertId{2}, AlertId{1}});
  CHECK(panel.groups[0].detail.find("due soon") != std::string::npos);
}

TEST_CASE("alerts: acknowledged and shelved ones stay, behind the open ones", "[model]") {
  Evening evening;
  auto& done = evening.alert(1, AlertKind::breached, Severity::high, CaseId{1});
  done.state = AlertState::acknowledged;
  done.taken_by = "a.reed";
  evening.alert(2, AlertKind::silent_team, Severity::low, {}).team = TeamId{"PM1"};
  evening.publish();
  const auto panel = alert_panel(evening.picture, evening.now);
  REQUIRE(panel.groups.size() == 2);
  CHECK(panel.groups[0].ids.front() == AlertId{2});
  CHECK(panel.groups[1].detail.find("a.reed has it") != std::string::npos);
  CHECK(alert_counts_text(panel, 1) == "1 open, 1 in hand, 1 of 2 shown");
}

TEST_CASE("alerts: at most ten are announced in ten minutes, the worst first, the rest is counted", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 25; ++id)
    evening.alert(id, AlertKind::silent_team, id > 20 ? Severity::high : Severity::low, {});
  evening.publish();
  Annunciator annunciator;
  const auto first = annunciator.update(evening.picture, evening.now);
  REQUIRE(first.announce.size() == 10);
  CHECK(first.announce.front() == AlertId{21});
  CHECK(first.unannounced == 15);
  CHECK(annunciator.update(evening.picture, evening.now + minutes{9}).announce.empty());
  CHECK(annunciator.update(evening.picture, evening.now + minutes{10}).announce.size() == 10);
  CHECK(annunciator.update(evening.picture, evening.now + minutes{20}).announce.size() == 5);
  CHECK(annunciator.update(evening.picture, evening.now + minutes{40}).announce.empty());
}

TEST_CASE("alerts: a group says its cause in the right words, every case once, and what else it holds", "[model]") {
  Evening evening;
  std::uint64_t next = 1;
  for (std::uint64_t id = 1001; id <= 1006; ++id) {
    evening.add(id, minutes{60});
    auto& back = evening.alert(next++, AlertKind::ownership_returned, Severity::high, CaseId{id});
    back.text = std::to_string(id) + ": the partner rejected it; this hub is responsible again";
    if (id % 2 == 0) evening.alert(next++, AlertKind::possible_duplicate, Severity::low, CaseId{id});
  }
  evening.alert(next++, AlertKind::location_doubtful, Severity::medium, CaseId{1006});
  evening.publish();
  const auto panel = alert_panel(evening.picture, evening.now);
  REQUIRE(panel.groups.size() == 1);
  const auto& group = panel.groups[0];
  CHECK(group.title == "Rejected by partner, 6 cases: 1001, 1002, 1003, 1004 and 2 more");
  CHECK(group.detail == "also location doubtful, 3 × possible duplicate · 2 min old");
  CHECK(group.ids.size() == 10);  // what K acknowledges, all of it named
}

TEST_CASE("alerts: what went back to the ambulance service is not grouped with what came back from a partner",
          "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 8; ++id) {
    auto& alert = evening.alert(id, AlertKind::ownership_returned, Severity::high, CaseId{id});
    alert.text = std::to_string(id) + (id <= 4 ? ": the partner rejected it; this hub is responsible again"
                                               : ": back with the ambulance service (no capacity); tell them");
  }
  evening.publish();
  const auto panel = alert_panel(evening.picture, evening.now);
  REQUIRE(panel.groups.size() == 2);
  CHECK(panel.groups[0].title == "Rejected by partner, 4 cases: 1, 2, 3, 4");
  CHECK(panel.groups[1].title == "Back with the ambulance service, 4 cases: 5, 6, 7, 8");
}

TEST_CASE("alerts: several alerts of one case name it once", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 10; ++id)
    evening.alert(id, AlertKind::breached, Severity::high, CaseId{1010 + id / 2});
  evening.publish();
  const auto panel = alert_panel(evening.picture, evening.now);
  REQUIRE(panel.groups.size() == 1);
  CHECK(panel.groups[0].title == "Late, 6 cases: 1010, 1011, 1012, 1013 and 2 more");
}

TEST_CASE("homes: alerts about residents and homes are counted by whom they are about", "[model]") {
  Evening evening;
  for (std::uint64_t id = 1; id <= 3; ++id)
    evening.alert(id, AlertKind::resident_unwell, Severity::high, {}).resident =
        ResidentId(id == 3 ? "SV-002" : "SV-00" + std::to_string(id));
  evening.alert(4, AlertKind::home_silent, Severity::medium, {}).home = HomeId("solent_view");
  evening.publish();
  const auto panel = alert_panel(evening.picture, evening.now);
  REQUIRE(panel.groups.size() == 2);
  CHECK(panel.groups[0].title == "Resident unwell, 2 residents: SV-001, SV-002");
  CHECK(panel.groups[1].title.find("solent_view") != std::string::npos);
}
