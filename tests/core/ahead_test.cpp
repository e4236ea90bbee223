#include <catch2/catch.hpp>

#include "dispatcher/core/beside.hpp"
#include "dispatcher/matching/lookahead/compare.hpp"
#include "dispatcher/matching/lookahead/look_ahead.hpp"
#include "tests/support/hub_fixture.hpp"

// What goes on beside the hub: the next hours played forward, and the plan made better between events.

namespace carehub::test {

namespace {

Site planning(Site site) {
  site.matching.policy = MatchingPolicy::plan;
  return site;
}

// So many calls of one need an hour, at every hour.
Site with_demand(Site site, std::int32_t an_hour) {
  DemandStream stream;
  stream.per_day_x100 = an_hour * 24 * 100;
  stream.weekday_weights.assign(24, 1);
  stream.weekend_weights.assign(24, 1);
  stream.needs = {Need::confusion};
  stream.need_weights = {1};
  site.demand = {stream};
  return site;
}

Outlook look(const Hub& hub) {
  const auto outset = core::outset(hub.state(), hub.now());
  REQUIRE(outset.has_value());
  return matching::lookahead::look_ahead(*outset);
}

const CaseOutlook& of(const Outlook& outlook, CaseId id) {
  const auto found = std::ranges::find(outlook.cases, id, &CaseOutlook::case_id);
  REQUIRE(found != outlook.cases.end());
  return *found;
}

std::int64_t late_in(const Outlook& outlook, const char* service) {
  std::int64_t sum = 0;
  for (const ServiceOutlook& one : outlook.services)
    if (one.service.value == service)
      for (const std::int32_t late : one.late_x100) sum += late;
  return sum;
}

}  // namespace

TEST_CASE("ahead: with a free team next door nobody is late; with no team at all everybody is", "[core][ahead]") {
  Hub hub(planning(automatic_site()));
  hub.sign_on("CR2");
  const CaseId sent = hub.register_in_ryde();
  REQUIRE(hub.case_of(sent).status == CaseStatus::allocated);
  const Outlook good = look(hub);
  CHECK(of(good, sent).breach_permille == 0);
  REQUIRE(of(good, sent).likely.has_value());
  CHECK(*of(good, sent).likely < hub.now() + minutes(60));

  Hub empty(planning(small_site()));
  const CaseId id = empty.register_in_ryde();
  CHECK(of(look(empty), id).breach_permille == 1000);
  CHECK_FALSE(of(look(empty), id).likely.has_value());
}

TEST_CASE("ahead: the same state gives the same outlook", "[core][ahead]") {
  Hub hub(with_demand(planning(small_site()), 4));
  hub.sign_on_all();
  for (int i = 0; i < 6; ++i) hub.register_near(50'690'000 + i * 9000, -1'250'000 + i * 20'000);
  CHECK(look(hub) == look(hub));
}

TEST_CASE("ahead: behind others on one team it is a matter of chance, the later the more", "[core][ahead]") {
  Hub hub(planning(automatic_site()));
  hub.sign_on("CR2");
  std::vector<CaseId> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(hub.register_near(50'731'000 + i * 3000, -1'163'000));
  const Outlook outlook = look(hub);
  std::vector<std::int32_t> chances;
  for (const CaseId id : ids) chances.push_back(of(outlook, id).breach_permille);
  std::ranges::sort(chances);
  CHECK(chances.front() == 0);
  CHECK(chances.back() > 600);
  const bool open = std::ranges::any_of(chances, [](std::int32_t one) { return one > 20 && one < 980; });
  CHECK(open);
}

TEST_CASE("ahead: more calls to come are counted by the half hour, and leave more people late", "[core][ahead]") {
  const auto outlook_with = [](std::int32_t an_hour) {
    Hub hub(with_demand(planning(automatic_site()), an_hour));
    hub.sign_on_all();
    return look(hub);
  };
  const Outlook quiet = outlook_with(1), busy = outlook_with(12);
  const auto crisis = std::ranges::find(busy.services, ServiceId("crisis_response"), &ServiceOutlook::service);
  REQUIRE(crisis != busy.services.end());
  REQUIRE(crisis->calls_x100.size() == 4);
  for (const std::int32_t calls : crisis->calls_x100) CHECK(calls == Approx(600).margin(120));
  CHECK(late_in(busy, "crisis_response") > late_in(quiet, "crisis_response") + 100);
}

TEST_CASE("ahead: a proposal that is left for a while is seen later", "[core][ahead]") {
  Site site = planning(small_site());
  site.lookahead.delay_min = 75;
  Hub hub(site);
  hub.sign_on("CR2");
  const CaseId id = hub.register_in_ryde();
  hub.set_time(hub.now() + minutes(50));
  hub.as_crew(ReportPosition{cr2, {50'730'000, -1'162'000}, {}});
  const Outlook outlook = look(hub);
  REQUIRE(outlook.actions.size() == 1);
  CHECK(outlook.actions.front().case_id == id);
  CHECK(outlook.actions.front().unit == "CR2");
  CHECK(outlook.actions.front().now_permille == 0);
  CHECK(outlook.actions.front().later_permille > 300);
  CHECK(outlook.actions.front().saved_x100 > 100);
}

TEST_CASE("ahead: a hub that does not plan does not look ahead, which would be by another rule", "[core][ahead]") {
  Hub hub;
  hub.register_in_ryde();
  CHECK_FALSE(core::outset(hub.state(), hub.now()).has_value());
  CHECK_FALSE(core::standing_plan(hub.state(), hub.now()).has_value());
}

TEST_CASE("ahead: a hub too large to be planned as one is not looked at", "[core][ahead]") {
  Site site = planning(small_site());
  for (int i = 0; i < 100; ++i)
    site.teams.push_back(team(fmt::format("CX{}", i).c_str(), "crisis_response", skills({Skill::home_visit}),
                              {50'600'000 + i * 1000, -1'450'000}));
  Hub hub(site);
  CHECK_FALSE(core::outset(hub.state(), hub.now()).has_value());
}

TEST_CASE("beside: a better plan is found, taken, and not found twice", "[core][ahead]") {
  Site site = planning(small_site());
  site.matching.rounds = 0;
  site.matching.moves = 1;  // what is decided at once is only the cheapest insertion
  site.thresholds.confirming_s = 1;
  Hub hub(site);
  hub.sign_on_all();
  for (int i = 0; i < 9; ++i)
    hub.register_near(50'600'000 + i * 7919 % 160'000, -1'480'000 + i * 104'729 % 380'000, Need::confusion, 20 + i);
  hub.set_time(hub.now() + seconds(5));
  const auto standing = core::standing_plan(hub.state(), hub.now());
  REQUIRE(standing.has_value());
  const auto better = standing->improved(500);
  REQUIRE(better.has_value());
  const auto taken = hub.as_system(*better);
  REQUIRE_FALSE(taken.refusal);
  REQUIRE(find_event<PlanReviewed>(taken) != nullptr);
  CHECK(find_event<PlanReviewed>(taken)->cost_after < find_event<PlanReviewed>(taken)->cost_before);
  CHECK(code_of(hub.as_system(*better)).has_value());  // versions have moved
}

TEST_CASE("beside: what a person may be confirming is not moved by a better plan", "[core][ahead]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  const Case& c = hub.case_of(id);
  REQUIRE(c.assignment->unit == "CR2");
  ImprovePlan command;
  command.routes = {{UnitKind::team, "CR1", {{id, c.version}}}};
  CHECK(code_of(hub.as_system(command)) == RefusalCode::version_moved);
  hub.set_time(hub.now() + seconds(31));
  CHECK(code_of(hub.as_system(command)) == RefusalCode::already_done);
}

namespace {

matching::lookahead::Comparison compared(const Hub& hub, CaseId id, const TeamId& team) {
  std::string why;
  const auto outsets = core::choice_outsets(hub.state(), {id, UnitKind::team, team.value},
                                            {UserName("a.reed"), Role::operator_, "test"}, hub.now(), why);
  INFO(why);
  REQUIRE(outsets.has_value());
  return matching::lookahead::compare(outsets->now, outsets->then);
}

std::int32_t then_of(const matching::lookahead::Comparison& found, CaseId id) {
  const auto one = std::ranges::find(found.cases, id, &matching::lookahead::ChancesOf::id);
  REQUIRE(one != found.cases.end());
  return one->then_permille;
}

}  // namespace

TEST_CASE("choice: taking the only team near from somebody raises their chance of a breach", "[core][ahead]") {
  Hub hub(planning(small_site()));
  hub.sign_on("CR2");
  const CaseId first = hub.register_in_ryde();
  REQUIRE(hub.case_of(first).assignment.has_value());
  const CaseId second = hub.register_near(50'700'000, -1'293'000);
  const auto found = compared(hub, second, cr2);
  CHECK(found.futures > 0);
  const auto of_first = std::ranges::find(found.cases, first, &matching::lookahead::ChancesOf::id);
  REQUIRE(of_first != found.cases.end());
  CHECK(of_first->then_permille > of_first->now_permille);
  CHECK(then_of(found, second) < 100);
  CHECK(hub.case_of(second).status < CaseStatus::allocated);  // nothing was done
}

TEST_CASE("choice: what the hub would do by itself changes nobody's chance", "[core][ahead]") {
  Hub hub(with_demand(planning(small_site()), 2));
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment.has_value());
  const auto found = compared(hub, id, TeamId(hub.case_of(id).assignment->unit));
  for (const auto& one : found.cases) CHECK(std::abs(one.then_permille - one.now_permille) <= 20);
}

TEST_CASE("choice: one that would be refused says why instead", "[core][ahead]") {
  Hub hub(planning(small_site()));
  const CaseId id = hub.register_in_ryde();
  std::string why;
  CHECK_FALSE(core::choice_outsets(hub.state(), {id, UnitKind::team, "CR2"},
                                   {UserName("a.reed"), Role::operator_, "test"}, hub.now(), why));
  CHECK_FALSE(why.empty());
}

}  // namespace carehub::test
