#include <catch2/catch.hpp>

#include "dispatcher/core/digest.hpp"
#include "tests/support/hub_fixture.hpp"

// Whoever becomes free is offered to everybody it could help, the most urgent first; whoever cannot come any more is
// taken off the proposals at once.

namespace carehub::test {

namespace {

// Ticks at the present moment until no round is open; how many that were.
int ticks_to_finish(Hub& hub) {
  int ticks = 0;
  while (!hub.state().hub().rounds.empty() && ticks < 1000) {
    hub.tick();
    ++ticks;
  }
  return ticks;
}

// Waiting calls for which nobody is on duty, spread so that no two look like the same.
std::vector<CaseId> waiting_calls(Hub& hub, int how_many) {
  std::vector<CaseId> ids;
  for (int i = 0; i < how_many; ++i) {
    hub.set_time(hub.now() + seconds(2));
    ids.push_back(hub.register_near(50'731'000 + (i % 20) * 2000, -1'163'000 - (i / 20) * 8000));
  }
  hub.set_time(hub.now() + minutes(1));
  return ids;
}

}  // namespace

TEST_CASE("rounds: one freed team and 200 waiting: all are looked at again in a few ticks, no case starves", "[core]") {
  Hub hub;
  hub.keep_journal = false;
  const auto ids = waiting_calls(hub, 200);
  for (const CaseId id : ids) REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  hub.sign_on("CR2");
  REQUIRE(hub.case_of(ids.front()).assignment->unit == "CR2");  // the one with the least time left, in the same moment
  REQUIRE(hub.case_of(ids.back()).assignment->unit == "ambulance");
  REQUIRE_FALSE(hub.state().hub().rounds.empty());
  REQUIRE(*core::next_timer(hub.state()) <= hub.now());
  REQUIRE(ticks_to_finish(hub) <= 10);
  for (const CaseId id : ids) {
    INFO(id.value);
    REQUIRE(hub.case_of(id).assignment->unit == "CR2");
  }
  REQUIRE(*core::next_timer(hub.state()) > hub.now());
}

TEST_CASE("rounds: where answers are sent at once the team goes to the most urgent of 200", "[core]") {
  Hub hub(automatic_site());
  hub.keep_journal = false;
  hub.sign_on("CR1");
  hub.as_operator(StartBreak{cr1, 30});
  for (const char* service : {"ambulance"})
    hub.as_operator(SetServiceMode{ServiceId(service), Mode::propose, "a person decides about 999"});
  const auto ids = waiting_calls(hub, 200);
  // The last to ring is the one with the least time left.
  hub.as_navigator(CancelCase{ids.front(), "well again", false, {}});
  CaseId tightest = ids[1];
  for (const CaseId id : ids) {
    const Case& c = hub.case_of(id);
    if (is_waiting(c) && c.latest_safe_dispatch < hub.case_of(tightest).latest_safe_dispatch) tightest = id;
  }
  hub.as_operator(EndBreak{cr1});
  ticks_to_finish(hub);
  REQUIRE(hub.team_of("CR1").queue.front().case_id == tightest);
}

TEST_CASE("rounds: too many open rounds become one, and it too ends", "[core]") {
  Site site = small_site();
  for (int i = 0; i < 30; ++i)
    site.teams.push_back(team(fmt::format("CX{:02}", i).c_str(), "crisis_response",
                              skills({Skill::home_visit, Skill::crisis, Skill::nurse}), {50'730'000, -1'162'000}));
  Hub hub(site);
  hub.keep_journal = false;
  const auto ids = waiting_calls(hub, 120);
  for (int i = 0; i < 30; ++i) hub.sign_on(fmt::format("CX{:02}", i).c_str());
  REQUIRE(hub.state().hub().rounds.size() <= 9);
  REQUIRE(ticks_to_finish(hub) < 100);
  for (const CaseId id : ids) REQUIRE(hub.case_of(id).assignment->unit.starts_with("CX"));
}

TEST_CASE("rounds: a state that is restored goes on with its rounds", "[core]") {
  Hub hub;
  const auto ids = waiting_calls(hub, 60);
  hub.sign_on("CR2");
  core::State copy;
  Sequence sequence = 0;
  for (const auto& [event, stamp] : hub.journal()) core::evolve(copy, event, stamp, ++sequence);
  REQUIRE_FALSE(copy.hub().rounds.empty());
  REQUIRE(copy.hub().rounds == hub.state().hub().rounds);
  REQUIRE(core::digest(copy) == core::digest(hub.state()));
}

TEST_CASE("rounds: every minute more cases than one tick looks at are all looked at in the end", "[core]") {
  Hub hub;
  hub.keep_journal = false;
  // 30 calls that share one second of the minute.
  std::vector<CaseId> ids;
  for (int i = 0; i < 30 * 60; ++i) {
    const CaseId id = i % 60 == 7 ? hub.register_near(50'731'000, -1'163'000 - i * 50) : hub.register_untriaged();
    if (i % 60 == 7) ids.push_back(id);
  }
  const auto first_outlook = [&](CaseId id) { return hub.case_of(id).assignment->expected; };
  std::map<CaseId, std::optional<Instant>> before;
  for (const CaseId id : ids) before[id] = first_outlook(id);
  for (int second = 0; second < 180; ++second) {
    hub.set_time(hub.now() + seconds(1));
    hub.tick();
  }
  for (const CaseId id : ids) {
    INFO(id.value);
    REQUIRE(first_outlook(id) > before[id]);  // an ambulance's wait counts from now
  }
}

// --- capacity that is not there any more ---

TEST_CASE("gone: a count that becomes too old takes the place off the proposals in the same moment", "[core]") {
  Hub hub;
  hub.count_haven(0);
  hub.wait(minutes(50));
  const CaseId id = hub.register_in_crisis();
  REQUIRE(hub.case_of(id).assignment->unit == "newport_haven");
  hub.wait(minutes(10) - seconds(1));
  REQUIRE(hub.case_of(id).assignment->unit == "newport_haven");
  hub.wait(seconds(1));
  REQUIRE(hub.case_of(id).status == CaseStatus::proposed);
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  REQUIRE(hub.history_has(id, "proposal of Newport Safe Haven withdrawn: count last reported"));
  hub.count_haven(0);
  hub.wait(minutes(1));
  hub.count_haven(0);
  REQUIRE(hub.case_of(id).assignment->unit == "newport_haven");
}

TEST_CASE("gone: a place that fills, by a count or by those on the way, is proposed to nobody else", "[core]") {
  Hub hub;
  hub.count_haven(3);
  const CaseId first = hub.register_in_crisis();
  const CaseId second = hub.register_in_crisis(50'712'000);
  REQUIRE(hub.case_of(second).assignment->unit == "newport_haven");
  hub.as_operator(AcceptProposal{first, {}});
  REQUIRE(hub.case_of(second).assignment->unit == "ambulance");
  REQUIRE(hub.history_has(second, "withdrawn: all 4 places taken"));
  Hub other;
  other.count_haven(0);
  const CaseId third = other.register_in_crisis();
  other.count_haven(4);
  REQUIRE(other.case_of(third).assignment->unit == "ambulance");
  REQUIRE(other.history_has(third, "withdrawn: all 4 places taken"));
}

TEST_CASE("gone: a place that staff close is proposed to nobody, with the reason", "[core]") {
  Hub hub;
  hub.count_haven(0);
  const CaseId id = hub.register_in_crisis();
  hub.as_operator(SetPlaceOpen{haven, false, "flood"});
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  REQUIRE(hub.history_has(id, "withdrawn: closed by its staff"));
}

TEST_CASE("gone: doors that close with the hour end a proposal within the minute, and meanwhile it is refused",
          "[core]") {
  Hub hub(small_site(), at("2026-11-22T22:00:00Z"));
  hub.count_haven(0);
  const CaseId id = hub.register_in_crisis();
  REQUIRE(hub.case_of(id).assignment->unit == "newport_haven");
  hub.set_time(at("2026-11-22T22:16:00Z"));
  REQUIRE(code_of(hub.as_operator(AcceptProposal{id, {}})) == RefusalCode::place_closed);
  for (int i = 0; i < 60; ++i) {
    hub.set_time(hub.now() + seconds(1));
    hub.tick();
  }
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  REQUIRE(hub.history_has(id, "withdrawn: last entry would be missed"));
}

TEST_CASE("gone: a team off shift, on a break or busy elsewhere loses its proposals at once", "[core]") {
  for (const int how : {0, 1, 2}) {
    Hub hub;
    hub.sign_on_all();
    const CaseId id = hub.register_in_ryde();
    REQUIRE(hub.case_of(id).assignment->unit == "CR2");
    std::string why;
    if (how == 0) {
      hub.as_crew(SignOffTeam{cr2, "ill"});
      why = "withdrawn: off duty";
    } else if (how == 1) {
      hub.as_crew(StartBreak{cr2, 30});
      why = "withdrawn: on a break";
    } else {
      const CaseId other = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
      hub.as_operator(AcceptProposal{other, {}});
      why = "withdrawn: it would now arrive at";
    }
    INFO(why);
    REQUIRE(hub.case_of(id).status == CaseStatus::proposed);
    REQUIRE(hub.case_of(id).assignment->unit == "CR1");
    REQUIRE(hub.history_has(id, why));
  }
}

TEST_CASE("gone: a team that falls silent is offered to nobody until it is heard or spoken to", "[core]") {
  Hub hub;
  hub.sign_on_all();
  hub.wait(minutes(14));
  hub.as_crew(ReportPosition{cr1, {50'701'000, -1'291'000}, {}});
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");
  hub.wait(minutes(1));
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR2") != nullptr);
  REQUIRE(hub.case_of(id).assignment->unit == "CR1");
  REQUIRE(hub.history_has(id, "proposal of CR2 withdrawn: not heard for 15 min"));
  hub.wait(minutes(2));
  hub.as_crew(ReportPosition{cr2, {50'730'000, -1'162'000}, {}});
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");

  hub.wait(minutes(15));
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR2") != nullptr);
  const CaseId next = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
  REQUIRE(hub.case_of(next).assignment->unit != "CR2");
  hub.wait(minutes(1));
  hub.as_operator(ResolveAlert{hub.alert(AlertKind::silent_team, "team/CR2")->id, "rang them: all well"});
  REQUIRE(hub.case_of(next).assignment->unit == "CR2");
  REQUIRE(hub.team_of("CR2").crew_user == UserName("CR2"));
  hub.wait(minutes(15));
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR2") != nullptr);
}

TEST_CASE("gone: a slot that somebody else takes is not proposed twice", "[core]") {
  Hub hub;
  ReportServiceCapacity report;
  report.service = ServiceId("out_of_hours_gp");
  report.free_slots = {hub.now() + hours(1)};
  hub.as_operator(report);
  const CaseId first = hub.register_near(50'701'000, -1'291'000, Need::minor_illness, 30);
  const CaseId second = hub.register_near(50'741'000, -1'201'000, Need::minor_illness, 60);
  REQUIRE(hub.case_of(second).assignment->unit == "out_of_hours_gp");
  hub.as_operator(AcceptProposal{first, {}});
  REQUIRE(hub.case_of(second).assignment->unit == "ambulance");
  REQUIRE(hub.history_has(second, "withdrawn: no free slot"));
  report.free_slots = {hub.now() + hours(3)};
  hub.wait(minutes(1));
  hub.as_operator(report);
  REQUIRE(hub.case_of(second).assignment->unit == "out_of_hours_gp");
}

TEST_CASE("gone: a service that takes nobody is proposed to nobody", "[core]") {
  Hub hub;
  ReportServiceCapacity report;
  report.service = ServiceId("pharmacist");
  report.wait_min = 5;
  hub.as_operator(report);
  const CaseId id = hub.register_near(50'741'000, -1'201'000, Need::medication, 60);
  REQUIRE(hub.case_of(id).assignment->unit == "pharmacist");
  report.not_accepting = true;
  hub.as_operator(report);
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  REQUIRE(hub.history_has(id, "withdrawn: not accepting referrals"));
}

TEST_CASE("gone: a new site file withdraws what it no longer has and answers again by what it has", "[core]") {
  Hub hub;
  hub.sign_on_all();
  hub.count_haven(0);
  const CaseId of_team = hub.register_in_ryde();
  const CaseId of_place = hub.register_in_crisis();
  const CaseId on_the_way = hub.register_in_crisis(50'712'000);
  hub.as_operator(AcceptProposal{on_the_way, {}});
  Site site = small_site();
  site.teams.erase(site.teams.begin() + 1);  // CR2
  site.places.clear();
  REQUIRE_FALSE(hub.as_system(ApplySite{site}).refusal);
  REQUIRE(hub.case_of(of_team).status == CaseStatus::triaged);
  REQUIRE(hub.history_has(of_team, "proposal of CR2 withdrawn: CR2 is no longer in the site file"));
  REQUIRE(hub.alert(AlertKind::not_arrived, on_the_way)->text.find("no longer in the site file") != std::string::npos);
  hub.wait(seconds(0));  // what is due now
  REQUIRE(hub.case_of(of_team).assignment->unit == "CR1");
  REQUIRE(hub.case_of(of_place).assignment->unit == "ambulance");
  REQUIRE(hub.state().hub().rounds.empty());
}

TEST_CASE("gone: more proposals of one team than one decision looks at are all exchanged at once", "[core]") {
  Hub hub;
  hub.keep_journal = false;
  hub.sign_on_all();
  std::vector<CaseId> ids;
  for (int i = 0; i < 70; ++i) ids.push_back(hub.register_near(50'731'000 + i * 1000, -1'163'000));
  for (const CaseId id : ids) REQUIRE(hub.case_of(id).assignment->unit == "CR2");
  hub.as_crew(SignOffTeam{cr2, "ill"});
  REQUIRE(ticks_to_finish(hub) <= 10);
  for (const CaseId id : ids) REQUIRE(hub.case_of(id).assignment->unit == "CR1");
}

TEST_CASE("outlook: a proposal that comes too late gives way to one in time", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  const CaseId first = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{first, {}});
  hub.wait(minutes(75));
  const CaseId late = hub.register_near(50'720'000, -1'180'000, Need::confusion, 30);
  const std::string had = hub.case_of(late).assignment->unit;
  REQUIRE_FALSE(had.empty());
  hub.wait(minutes(2));
  hub.sign_on("CR1");
  REQUIRE(hub.case_of(late).assignment->unit == "CR1");
}

}  // namespace carehub::test
