// What the board says of the hours to come: shifts as signed on and rostered, how full services will be, and the ends
// of clocks by who had called.

#include <catch2/catch.hpp>

#include "dispatcher/core/beside.hpp"
#include "dispatcher/core/digest.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/core/staffing.hpp"
#include "dispatcher/matching/lookahead/look_ahead.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

Session shift_of(std::int32_t start_min, std::int32_t end_min) {
  Session shift;
  shift.start_min = start_min;
  shift.end_min = end_min;
  return shift;
}

// CR1 to 22:00, CR2 from 20:30 to 23:30; the crisis team works to 22:30.
Site with_shifts() {
  Site site = small_site();
  for (TeamConfig& config : site.teams) {
    if (config.id == cr1) config.roster = {shift_of(8 * 60, 22 * 60)};
    if (config.id == cr2) config.roster = {shift_of(20 * 60 + 30, 23 * 60 + 30)};
  }
  for (ServiceConfig& service : site.services)
    if (service.id == ServiceId("crisis_response")) service.hours = daily(8 * 60, 22 * 60 + 30);
  site.matching.policy = MatchingPolicy::plan;
  return site;
}

std::vector<StaffingStep> steps_of(const Hub& hub, const char* service) {
  const auto all = core::staffing(hub.state(), hub.now());
  const auto found = std::ranges::find(all, ServiceId(service), &ServiceStaffing::service);
  REQUIRE(found != all.end());
  return found->steps;
}

const SourceTally* source_of(const Hub& hub, Source source) {
  const auto& hour = hub.state().hours().begin()->second.record;
  const auto found = std::ranges::find(hour.sources, source, &SourceTally::source);
  return found == hour.sources.end() ? nullptr : &*found;
}

CaseId reached(Hub& hub) {
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  hub.wait(minutes(30));
  hub.as_crew(ReportOnScene{cr2, {}});
  return id;
}

}  // namespace

TEST_CASE("staffing: shifts under way end as signed on, later ones begin as rostered, doors close", "[core]") {
  Hub hub(with_shifts());
  hub.sign_on("CR1");
  const Instant now = evening();
  const std::vector<StaffingStep> expected = {
      {now, 1, true}, {now + minutes(90), 2, true}, {now + minutes(180), 1, true}, {now + minutes(210), 1, false}};
  CHECK(steps_of(hub, "crisis_response") == expected);
}

TEST_CASE("staffing: who is rostered by now and did not sign on is not counted", "[core]") {
  Hub hub(with_shifts());
  const auto steps = steps_of(hub, "crisis_response");
  REQUIRE_FALSE(steps.empty());
  CHECK(steps.front().on_shift == 0);
  CHECK(steps[1].on_shift == 1);  // CR2 at 20:30; CR1 never came
}

TEST_CASE("staffing: every service with teams is on the board, and no other", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const Board board = core::board(hub.state(), hub.now());
  REQUIRE(board.staffing.size() == 2);
  for (const ServiceStaffing& one : board.staffing) {
    const auto card = std::ranges::find(board.services, one.service, &ServiceBoard::service);
    REQUIRE(card != board.services.end());
    CHECK(one.steps.front().on_shift == card->total);
    CHECK(one.steps.front().from == hub.now());
  }
}

TEST_CASE("forecast: it reaches four hours, and says how many are free and whether none is", "[core][ahead]") {
  Hub hub(with_shifts());
  hub.sign_on("CR1");
  const auto outset = core::forecast_outset(hub.state(), hub.now());
  REQUIRE(outset.has_value());
  const Outlook quiet = matching::lookahead::look_ahead(*outset);
  CHECK(quiet.horizon_min == 240);
  CHECK(quiet.actions.empty());
  const auto crisis = std::ranges::find(quiet.services, ServiceId("crisis_response"), &ServiceOutlook::service);
  REQUIRE(crisis != quiet.services.end());
  // Nobody is expected to call: one free, two from 20:30, one from 22:00, none after 23:30.
  CHECK(crisis->free_x100 == std::vector<std::int32_t>{100, 100, 200, 200, 200, 100, 100, 100});
  CHECK(crisis->full_permille == std::vector<std::int32_t>(8, 0));
  const auto haven_of = std::ranges::find(quiet.services, ServiceId("safe_haven"), &ServiceOutlook::service);
  if (haven_of != quiet.services.end()) CHECK(haven_of->free_x100.empty());
}

TEST_CASE("forecast: a service whose only team is out is full until it is expected back", "[core][ahead]") {
  Site site = with_shifts();
  for (ServiceConfig& service : site.services) service.mode = Mode::automatic;
  Hub hub(site);
  hub.sign_on("CR1");
  hub.register_near(50'701'000, -1'291'000);
  REQUIRE(hub.team_of("CR1").queue.size() == 1);
  const Outlook outlook = matching::lookahead::look_ahead(*core::forecast_outset(hub.state(), hub.now()));
  const auto crisis = std::ranges::find(outlook.services, ServiceId("crisis_response"), &ServiceOutlook::service);
  REQUIRE(crisis != outlook.services.end());
  CHECK(crisis->full_permille.front() > 700);
  CHECK(crisis->free_x100.front() < 30);
  CHECK(crisis->full_permille.back() == 0);
}

TEST_CASE("forecast: a site that asks for none, or looks as far anyway, has none", "[core][ahead]") {
  for (const auto& [forecast_min, horizon_min] : {std::pair{0, 120}, std::pair{240, 240}}) {
    Site site = with_shifts();
    site.lookahead.forecast_min = forecast_min;
    site.lookahead.horizon_min = horizon_min;
    Hub hub(site);
    CHECK_FALSE(core::forecast_outset(hub.state(), hub.now()).has_value());
    CHECK(core::outset(hub.state(), hub.now()).has_value());
  }
}

TEST_CASE("sources: an ended clock counts for whoever had called, and is taken back with its correction", "[core]") {
  Hub hub;
  const CaseId id = reached(hub);
  const Source source = hub.case_of(id).referral.source;
  const SourceTally* tally = source_of(hub, source);
  REQUIRE(tally != nullptr);
  CHECK(*tally == SourceTally{source, 1, 1, 1, 1});
  hub.as_crew(ReportClear{cr2, Outcome::no_contact, "nobody opened", {}});
  CHECK(*source_of(hub, source) == SourceTally{source, 0, 0, 0, 0});
}

TEST_CASE("sources: what ended before the hub counted by source is never taken away from others", "[core]") {
  Hub hub;
  const CaseId id = reached(hub);
  // As it stands in a snapshot of before: the hour's own counts, and none by source.
  HourTally older = hub.state().hours().begin()->second.record;
  older.sources.clear();
  const std::string digest = core::digest(hub.state());
  core::State restored;
  const auto all = hub.state().all_records();
  core::HubRecord site = hub.state().hub();
  site.next_case = 0;  // the row that carries the site
  restored.restore(core::Record(std::move(site)));
  restored.restore(core::Record(hub.state().hub()));
  for (const TeamId& team : all.teams) restored.restore(core::Record(*hub.state().find_team(team)));
  for (const PlaceId& place : all.places) restored.restore(core::Record(*hub.state().find_place(place)));
  for (const ServiceId& service : all.services) restored.restore(core::Record(*hub.state().find_service(service)));
  for (const AlertId alert : all.alerts) restored.restore(core::Record(*hub.state().find_alert(alert)));
  restored.restore(core::Record(hub.case_of(id)));
  restored.restore(core::Record(older));
  CHECK(core::digest(restored) == digest);
  hub.state() = std::move(restored);
  hub.as_crew(ReportClear{cr2, Outcome::no_contact, "nobody opened", {}});
  const auto& hour = hub.state().hours().begin()->second.record;
  CHECK(hour.two_hour_met == 0);
  CHECK(hour.sources.empty());
}

}  // namespace carehub::test
