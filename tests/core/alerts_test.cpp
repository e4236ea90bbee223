#include <catch2/catch.hpp>

#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

TEST_CASE("alerts: a proposal and an allocation that nobody answers are raised and end with the answer", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.wait(minutes(5));
  REQUIRE(hub.alert(AlertKind::unanswered_proposal, id) != nullptr);
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(hub.alert(AlertKind::unanswered_proposal, id) == nullptr);
  hub.wait(minutes(5));
  REQUIRE(hub.alert(AlertKind::unanswered_allocation, id)->severity == Severity::high);
  hub.as_crew(AcceptVisit{TeamId("CR2"), id, {}});
  REQUIRE(hub.alert(AlertKind::unanswered_allocation, id) == nullptr);
}

TEST_CASE("alerts: the site says how long one may wait, a break last and a place be uncounted", "[core]") {
  Site site = small_site();
  site.thresholds.escalate_high_min = 2;
  site.thresholds.shelve_max_min = 20;
  site.thresholds.break_max_min = 45;
  site.thresholds.count_at_opening_min = 30;
  Hub hub(site, at("2026-11-22T17:59:00Z"));
  hub.sign_on("CR2");
  hub.as_system(ReportHubCondition{AlertKind::disk_low, Severity::high, "1 GB left", false});
  const AlertId id = hub.alert(AlertKind::disk_low, "hub")->id;
  REQUIRE(code_of(hub.as_operator(ShelveAlert{id, 21, "known"})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_crew(StartBreak{TeamId("CR2"), 46})) == RefusalCode::invalid_value);
  hub.wait(minutes(2) - seconds(1));
  REQUIRE_FALSE(hub.state().find_alert(id)->escalated);
  hub.wait(seconds(1));
  REQUIRE(hub.state().find_alert(id)->escalated);
  hub.wait(at("2026-11-22T18:29:59Z") - hub.now());
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") == nullptr);
  hub.wait(seconds(1));
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") != nullptr);
}

TEST_CASE("alerts: one open for each cause and object", "[core]") {
  Hub hub;
  const ReportHubCondition disk{AlertKind::disk_low, Severity::medium, "2 GB left", false};
  REQUIRE_FALSE(hub.as_system(disk).refusal);
  REQUIRE(code_of(hub.as_system(disk)) == RefusalCode::already_done);
  const AlertId id = hub.alert(AlertKind::disk_low, "hub")->id;
  REQUIRE_FALSE(hub.as_system(ReportHubCondition{AlertKind::disk_low, Severity::high, "1 GB left", false}).refusal);
  REQUIRE(hub.alert(AlertKind::disk_low, "hub")->id == id);
  REQUIRE(hub.alert(AlertKind::disk_low, "hub")->severity == Severity::high);
  REQUIRE_FALSE(hub.as_system(ReportHubCondition{AlertKind::disk_low, Severity::high, "", true}).refusal);
  REQUIRE(hub.alert(AlertKind::disk_low, "hub") == nullptr);
  REQUIRE(code_of(hub.as_system(ReportHubCondition{AlertKind::breached, Severity::high, "", false})) ==
          RefusalCode::invalid_value);
}

TEST_CASE("alerts: taken, put aside, back again, passed on, ended with a reason", "[core]") {
  Hub hub;
  hub.as_system(ReportHubCondition{AlertKind::disk_low, Severity::high, "1 GB left", false});
  const AlertId id = hub.alert(AlertKind::disk_low, "hub")->id;
  hub.as_operator(AcknowledgeAlert{id});
  REQUIRE(hub.state().find_alert(id)->taken_by == "A. Reed (operator)");
  REQUIRE(code_of(hub.as_operator(AcknowledgeAlert{id})) == RefusalCode::already_done);
  REQUIRE(code_of(hub.as_operator(ShelveAlert{id, 0, "x"})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_operator(ShelveAlert{id, 10, ""})) == RefusalCode::missing_reason);
  hub.as_operator(ShelveAlert{id, 10, "engineer is coming"});
  hub.wait(minutes(10) - seconds(1));
  REQUIRE(hub.state().find_alert(id)->state == AlertState::shelved);
  hub.wait(seconds(1));
  REQUIRE(hub.state().find_alert(id)->state == AlertState::open);
  hub.as_operator(EscalateAlert{id, "the duty engineer"});
  REQUIRE(hub.state().find_alert(id)->escalated);
  REQUIRE(code_of(hub.as_operator(ResolveAlert{id, ""})) == RefusalCode::missing_reason);
  REQUIRE_FALSE(hub.as_operator(ResolveAlert{id, "new disk"}).refusal);
  const auto again = hub.as_operator(ResolveAlert{id, "new disk"});
  REQUIRE(code_of(again) == RefusalCode::unknown_alert);
  REQUIRE(again.message.find("has ended already") != std::string::npos);
}

TEST_CASE("alerts: one that was put aside is open again when it is passed on", "[core]") {
  Hub hub;
  hub.as_system(ReportHubCondition{AlertKind::disk_low, Severity::high, "1 GB left", false});
  const AlertId id = hub.alert(AlertKind::disk_low, "hub")->id;
  hub.as_operator(ShelveAlert{id, 10, "engineer is coming"});
  hub.as_operator(EscalateAlert{id, "the duty engineer"});
  REQUIRE(hub.state().find_alert(id)->state == AlertState::open);
  REQUIRE(hub.state().find_alert(id)->escalated);
}

TEST_CASE("alerts: what nobody takes is passed on by itself, once", "[core]") {
  Hub hub;
  hub.as_system(ReportHubCondition{AlertKind::disk_low, Severity::high, "1 GB left", false});
  const AlertId id = hub.alert(AlertKind::disk_low, "hub")->id;
  hub.wait(minutes(5) - seconds(1));
  REQUIRE_FALSE(hub.state().find_alert(id)->escalated);
  hub.wait(seconds(1));
  REQUIRE(hub.state().find_alert(id)->escalated);
  hub.wait(hours(1));
  int passed_on = 0;
  for (const auto& [event, stamp] : hub.journal()) {
    const auto* escalated = std::get_if<AlertEscalated>(&event);
    if (escalated != nullptr && escalated->alert == id) ++passed_on;
  }
  REQUIRE(passed_on == 1);
}

TEST_CASE("alerts: a team on duty that is silent is raised once and ends when it is heard", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  hub.wait(minutes(15) - seconds(1));
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR2") == nullptr);
  hub.wait(seconds(1));
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR2") != nullptr);
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR1") == nullptr);
  hub.as_crew(ReportPosition{TeamId("CR2"), {50'730'000, -1'162'000}, {}});
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR2") == nullptr);
  hub.wait(minutes(15));
  REQUIRE(hub.alert(AlertKind::silent_team, "team/CR2") != nullptr);
}

TEST_CASE("alerts: a team on duty past its shift is raised and ends when it signs off", "[core]") {
  Hub hub;
  hub.as_operator(SignOnTeam{TeamId("CR2"), "crew", {}, hub.now() + minutes(30)});
  hub.wait(minutes(35));
  REQUIRE(hub.alert(AlertKind::shift_overrun, "team/CR2") != nullptr);
  hub.as_operator(SignOffTeam{TeamId("CR2"), ""});
  REQUIRE(hub.alert(AlertKind::shift_overrun, "team/CR2") == nullptr);
}

TEST_CASE("alerts: someone who does not arrive is raised, and waits again when known", "[core]") {
  Hub hub;
  hub.as_operator(ReportPlaceCount{PlaceId("newport_haven"), 1, {}});
  const CaseId id = hub.register_near(50'700'000, -1'293'000, Need::mental_health_crisis, 40);
  REQUIRE(hub.case_of(id).assignment->unit == "newport_haven");
  hub.as_operator(AcceptProposal{id, {}});
  const Instant expected = *hub.case_of(id).assignment->expected;
  hub.wait(expected + minutes(30) - hub.now() - seconds(1));
  REQUIRE(hub.alert(AlertKind::not_arrived, id) == nullptr);
  hub.wait(seconds(1));
  REQUIRE(hub.alert(AlertKind::not_arrived, id) != nullptr);
  hub.as_operator(RecordNotArrived{id, "went home"});
  REQUIRE(hub.alert(AlertKind::not_arrived, id) == nullptr);
  REQUIRE(hub.case_of(id).status == CaseStatus::proposed);
  REQUIRE(hub.state().find_place(PlaceId("newport_haven"))->travelling.empty());
}

TEST_CASE("alerts: everything about a case ends with it", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  hub.wait(minutes(100));
  REQUIRE(hub.state().alerts().size() >= 2);
  hub.as_operator(CloseCase{id, Outcome::not_needed, "rang back: well"});
  for (const Alert* alert : hub.state().alerts()) REQUIRE(alert->case_id != id);
}

TEST_CASE("alerts: thousands of timers fire over several ticks and each once", "[core]") {
  Hub hub;
  hub.keep_journal = false;
  for (int i = 0; i < 700; ++i) hub.register_near(50'600'000 + i * 100, -1'400'000 + i * 400, Need::confusion, i % 100);
  hub.set_time(evening() + hours(3));
  int ticks = 0;
  while (core::next_timer(hub.state()) && *core::next_timer(hub.state()) <= hub.now()) {
    REQUIRE(hub.as_system(Tick{}).events.size() < 4000);
    REQUIRE(++ticks < 50);
  }
  REQUIRE(ticks >= 3);
  int breached = 0;
  for (const Alert* alert : hub.state().alerts()) breached += alert->kind == AlertKind::breached ? 1 : 0;
  int adults = 0;
  for (const Case* c : hub.state().open_cases()) adults += *c->referral.person.age_years >= 18 ? 1 : 0;
  REQUIRE(breached == adults);
}

TEST_CASE("alerts: what ends with its cause is not ended by hand while it goes on", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.wait(hours(3));
  const Alert* breached = hub.alert(AlertKind::breached, id);
  REQUIRE(breached != nullptr);
  REQUIRE(code_of(hub.as_operator(ResolveAlert{breached->id, "had a look"})) == RefusalCode::wrong_state);
  REQUIRE(hub.alert(AlertKind::breached, id) != nullptr);
  hub.as_operator(CancelCase{id, "went by car", false, {}});
  REQUIRE(hub.alert(AlertKind::breached, id) == nullptr);
}

TEST_CASE("alerts: a red flag that comes while a team is on its way is raised", "[core]") {
  Hub hub;
  hub.sign_on_all();
  Referral call = referral_near(50'731'000, -1'163'000);
  call.external_ids = {{"journey", "j1"}};
  const CaseId id = hub.as_system(RegisterCase{call, triage_for(Need::confusion), {}}).case_id;
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(hub.alert(AlertKind::red_flag, id) == nullptr);
  call.ambulance.category = AmbulanceCategory::c1;
  hub.as_system(UpdateReferral{{}, call, "upgraded"});
  const Alert* raised = hub.alert(AlertKind::red_flag, id);
  REQUIRE(raised != nullptr);
  REQUIRE(raised->text.find("CR2") != std::string::npos);
}

}  // namespace carehub::test
