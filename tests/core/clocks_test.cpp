#include <catch2/catch.hpp>

#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

CaseId sent(Hub& hub) {
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  return id;
}

// Whoever is not triaged is rung back within half an hour.
Site with_call_back() {
  Site site = small_site();
  ClockRule rule;
  rule.kind = ClockKind::call_back;
  rule.needs = {Need::unknown};
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::triaged};
  rule.target_min = 30;
  site.clock_rules.push_back(rule);
  return site;
}

Referral validation(Instant breach) {
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.source = Source::ambulance999;
  referral.ambulance.validation = true;
  referral.ambulance.category = AmbulanceCategory::c3;
  referral.ambulance.breach_at = breach;
  referral.external_ids = {{"journey", "j1"}};
  return referral;
}

}  // namespace

TEST_CASE("clocks: exactly 120 minutes is met, one second more is a breach", "[core]") {
  for (auto [later, outcome] :
       {std::pair(seconds(7200), ClockOutcome::met), std::pair(seconds(7201), ClockOutcome::breached)}) {
    Hub hub;
    const CaseId id = sent(hub);
    REQUIRE(hub.clock(id, ClockKind::two_hour)->due == evening() + minutes(120));
    hub.set_time(evening() + later);
    hub.as_crew(ReportOnScene{cr2, {}});
    REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == outcome);
    REQUIRE(hub.clock(id, ClockKind::two_hour)->stopped == evening() + later);
  }
}

TEST_CASE("clocks: a breach is raised once, one second after it is due", "[core]") {
  Hub hub;
  const CaseId id = sent(hub);
  hub.wait(minutes(120));
  REQUIRE(hub.alert(AlertKind::due_soon, id) != nullptr);
  REQUIRE(hub.alert(AlertKind::breached, id) == nullptr);
  hub.wait(seconds(1));
  REQUIRE(hub.alert(AlertKind::breached, id)->severity == Severity::high);
  REQUIRE(hub.alert(AlertKind::due_soon, id) == nullptr);
  REQUIRE(hub.clock(id, ClockKind::two_hour)->breach_seen);
  hub.wait(hours(3));
  int breaches = 0;
  for (const auto& [event, stamp] : hub.journal()) breaches += std::holds_alternative<ClockBreached>(event) ? 1 : 0;
  REQUIRE(breaches == 1);
}

TEST_CASE("clocks: due soon is raised at its threshold and once, also after a person ended it", "[core]") {
  Hub hub;
  const CaseId id = sent(hub);
  hub.wait(minutes(90) - seconds(1));
  REQUIRE(hub.alert(AlertKind::due_soon, id) == nullptr);
  hub.wait(seconds(1));
  const Alert* alert = hub.alert(AlertKind::due_soon, id);
  REQUIRE(alert != nullptr);
  hub.as_operator(ResolveAlert{alert->id, "crew says five minutes"});
  hub.wait(minutes(20));
  REQUIRE(hub.alert(AlertKind::due_soon, id) == nullptr);
}

TEST_CASE("clocks: nothing gives a case its time back", "[core]") {
  Hub hub;
  const CaseId id = sent(hub);
  const Clock first = *hub.clock(id, ClockKind::two_hour);
  hub.wait(minutes(10));
  const auto same = [&] {
    return hub.clock(id, ClockKind::two_hour)->started == first.started &&
           hub.clock(id, ClockKind::two_hour)->due == first.due;
  };
  hub.as_navigator(TriageCase{id, triage_for(Need::confusion, Priority::p1), {}});
  REQUIRE(same());
  hub.as_operator(StandDown{id, "needed elsewhere"});
  hub.as_operator(AllocateTeam{id, TeamId("CR1"), "free", {}, false, {}});
  REQUIRE(same());
  Referral more;
  more.summary = "worse";
  hub.as_handler(UpdateReferral{id, more, "rang again"});
  hub.as_operator(SetPriority{id, Priority::p2, ""});
  REQUIRE(same());
  hub.as_operator(CancelCase{id, "went to her daughter", false, {}});
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::excluded);
  hub.wait(minutes(10));
  hub.as_operator(ReopenCase{id, "she did not"});
  REQUIRE(same());
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::running);
}

TEST_CASE("clocks: a rule that newly applies counts from the call, not from the triage", "[core]") {
  Hub hub;
  const CaseId id = hub.register_untriaged();
  REQUIRE(hub.clock(id, ClockKind::two_hour) == nullptr);
  hub.wait(minutes(25));
  hub.as_navigator(TriageCase{id, triage_for(Need::confusion), {}});
  REQUIRE(hub.clock(id, ClockKind::two_hour)->started == evening());
}

TEST_CASE("clocks: triage to another need takes the case out of the measure, and back into it with the first start",
          "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  hub.wait(minutes(5));
  hub.as_navigator(TriageCase{id, triage_for(Need::medication), {}});
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::excluded);
  hub.wait(minutes(5));
  hub.as_navigator(TriageCase{id, triage_for(Need::confusion), {}});
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::running);
  REQUIRE(hub.clock(id, ClockKind::two_hour)->started == evening());
}

TEST_CASE("clocks: a call entered late keeps its own time, one from the future is refused", "[core]") {
  Hub hub;
  const auto paper = hub.as_handler(
      RegisterCase{referral_near(50'705'000, -1'290'000), triage_for(Need::confusion), evening() - minutes(50)});
  REQUIRE(hub.clock(paper.case_id, ClockKind::two_hour)->due == evening() + minutes(70));
  const RegisterCase future{referral_near(50'605'000, -1'490'000), {}, evening() + minutes(5)};
  REQUIRE(code_of(hub.as_handler(future)) == RefusalCode::invalid_value);
  const auto fed = hub.as_system(future);
  REQUIRE_FALSE(fed.refusal);
  REQUIRE(hub.case_of(fed.case_id).received == evening());
  REQUIRE(hub.case_of(fed.case_id).referral.warnings.size() == 1);
  const auto old = hub.as_handler(RegisterCase{referral_near(50'605'000, -1'490'000), {}, evening() - hours(30)});
  REQUIRE(hub.case_of(old.case_id).referral.warnings.size() == 1);
}

TEST_CASE("clocks: under 18 there is no two-hour clock, at an unknown age there is", "[core]") {
  Hub hub;
  REQUIRE(hub.clock(hub.register_near(50'705'000, -1'290'000, Need::confusion, 17), ClockKind::two_hour) == nullptr);
  REQUIRE(hub.clock(hub.register_near(50'705'000, -1'290'000, Need::confusion, 18), ClockKind::two_hour) != nullptr);
  Referral unknown = referral_near(50'735'000, -1'190'000);
  unknown.person.age_years.reset();
  const auto decision = hub.as_handler(RegisterCase{unknown, triage_for(Need::confusion), {}});
  REQUIRE(hub.clock(decision.case_id, ClockKind::two_hour) != nullptr);
}

TEST_CASE("clocks: received while its service is closed, a rule may start at the opening", "[core]") {
  Site site = small_site();
  for (auto& config : site.services) {
    if (config.id.value == "crisis_response") config.hours = daily(8 * 60, 18 * 60);
  }
  site.clock_rules.front().starts_when_open = true;
  Hub hub(site);
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.clock(id, ClockKind::two_hour)->started == at("2026-11-23T08:00:00Z"));
  REQUIRE(hub.case_of(id).received == evening());
}

TEST_CASE("clocks: the message's breach time leads, and an update may only bring it nearer", "[core]") {
  Hub hub;
  const Instant breach = evening() + minutes(45);
  const CaseId id = hub.as_system(RegisterCase{validation(breach), {}, {}}).case_id;
  REQUIRE(hub.clock(id, ClockKind::ambulance_validation)->due == breach);
  hub.as_system(UpdateReferral{{}, validation(evening() + minutes(90)), ""});
  REQUIRE(hub.clock(id, ClockKind::ambulance_validation)->due == breach);
  REQUIRE(hub.case_of(id).referral.ambulance.breach_at == breach);
  hub.as_system(UpdateReferral{{}, validation(evening() + minutes(20)), ""});
  REQUIRE(hub.clock(id, ClockKind::ambulance_validation)->due == evening() + minutes(20));
}

TEST_CASE("clocks: a 999 call without a validation's own time is rung back like any other", "[core]") {
  Hub hub(with_call_back());
  Referral plain = validation(evening() + minutes(45));
  plain.ambulance = {};
  const CaseId rung = hub.as_system(RegisterCase{plain, {}, {}}).case_id;
  REQUIRE(hub.clock(rung, ClockKind::call_back) != nullptr);
  const CaseId asked = hub.as_system(RegisterCase{validation(evening() + minutes(45)), {}, {}}).case_id;
  REQUIRE(hub.clock(asked, ClockKind::call_back) == nullptr);
}

TEST_CASE("clocks: the fail-safe fires before the breach time unless the community has answered", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId silent = hub.as_system(RegisterCase{validation(evening() + minutes(45)), {}, {}}).case_id;
  Referral other = validation(evening() + minutes(45));
  other.external_ids = {{"journey", "j2"}};
  const CaseId answered = hub.as_system(RegisterCase{other, triage_for(Need::confusion), {}}).case_id;
  hub.as_operator(AcceptProposal{answered, {}});
  REQUIRE(hub.clock(answered, ClockKind::ambulance_validation)->outcome == ClockOutcome::met);
  hub.wait(minutes(35) - seconds(1));
  REQUIRE_FALSE(hub.case_of(silent).fail_safe_fired);
  hub.wait(seconds(1));
  REQUIRE(hub.case_of(silent).fail_safe_fired);
  REQUIRE(hub.alert(AlertKind::validation_fail_safe, silent)->severity == Severity::high);
  REQUIRE(hub.history_has(silent, "the ambulance has to go in its original timeframe"));
  REQUIRE(is_open(hub.case_of(silent).status));
  REQUIRE_FALSE(hub.case_of(answered).fail_safe_fired);
}

TEST_CASE("clocks: rejecting a validation returns it to the ambulance service and says so until somebody acts",
          "[core]") {
  Hub hub;
  const CaseId id = hub.as_system(RegisterCase{validation(evening() + minutes(45)), {}, {}}).case_id;
  REQUIRE(code_of(hub.as_navigator(RejectReferral{id, 40, "", {}})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_navigator(RejectReferral{id, 98, "x", {}})) == RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_navigator(RejectReferral{id, 22, "", {}}).refusal);
  REQUIRE(hub.case_of(id).returned_to_ambulance);
  REQUIRE(hub.case_of(id).status == CaseStatus::rejected);
  const Alert* alert = hub.alert(AlertKind::ownership_returned, id);
  REQUIRE(alert->severity == Severity::high);
  hub.wait(hours(4));
  REQUIRE(hub.alert(AlertKind::ownership_returned, id) != nullptr);
  hub.as_navigator(ResolveAlert{alert->id, "rang the ambulance desk"});
  REQUIRE(hub.alert(AlertKind::ownership_returned, id) == nullptr);
}

TEST_CASE("clocks: closing without contact is out of the measure unless the promise was broken already", "[core]") {
  Hub hub;
  const CaseId early = hub.register_in_ryde();
  hub.as_navigator(AdviseAndClose{early, "drink more"});
  REQUIRE(hub.clock(early, ClockKind::two_hour)->outcome == ClockOutcome::excluded);
  REQUIRE(hub.clock(early, ClockKind::two_hour)->reason == "advised");
  const CaseId late = hub.register_near(50'600'000, -1'490'000);
  hub.wait(minutes(121));
  hub.as_navigator(AdviseAndClose{late, "drink more"});
  REQUIRE(hub.clock(late, ClockKind::two_hour)->outcome == ClockOutcome::breached);
}

TEST_CASE("clocks: reaching the door without contact does not keep the promise", "[core]") {
  Hub hub;
  const CaseId id = sent(hub);
  hub.wait(minutes(30));
  hub.as_crew(ReportOnScene{cr2, {}});
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::met);
  REQUIRE(code_of(hub.as_crew(ReportClear{cr2, Outcome::no_contact, "", {}})) == RefusalCode::missing_reason);
  hub.as_crew(ReportClear{cr2, Outcome::no_contact, "nobody opened", {}});
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::excluded);
}

TEST_CASE("clocks: the hour's counts follow the ends of the clocks", "[core]") {
  Hub hub;
  sent(hub);
  hub.wait(minutes(30));
  hub.as_crew(ReportOnScene{cr2, {}});
  const auto& hour = hub.state().hours().begin()->second.record;
  REQUIRE(hour.hour == 19);
  REQUIRE(hour.received == 1);
  REQUIRE(hour.two_hour_met == 1);
  REQUIRE(hour.all_response_ended == 1);
  hub.as_crew(ReportClear{cr2, Outcome::no_contact, "nobody opened", {}});
  REQUIRE(hour.two_hour_met == 0);
  REQUIRE(hour.all_response_ended == 0);
}

TEST_CASE("clocks: each clock that is due soon is raised, also after another one ended", "[core]") {
  Hub hub;
  hub.sign_on_all();
  Referral both = validation(evening() + minutes(45));
  const CaseId id = hub.as_system(RegisterCase{both, triage_for(Need::confusion), {}}).case_id;
  hub.wait(minutes(40));
  REQUIRE(hub.alert(AlertKind::due_soon, id) != nullptr);
  REQUIRE_FALSE(hub.as_operator(AllocateTeam{id, cr2, "rang the crew", {}, {}, {}}).refusal);
  REQUIRE(hub.alert(AlertKind::due_soon, id) == nullptr);
  hub.wait(minutes(55));
  REQUIRE(hub.alert(AlertKind::due_soon, id) != nullptr);
}

TEST_CASE("clocks: a second breach is not hidden by who acknowledged the first", "[core]") {
  Hub hub;
  const CaseId id =
      hub.as_system(RegisterCase{validation(evening() + minutes(45)), triage_for(Need::confusion), {}}).case_id;
  hub.wait(minutes(50));
  const Alert* first = hub.alert(AlertKind::breached, id);
  REQUIRE(first != nullptr);
  hub.as_operator(AcknowledgeAlert{first->id});
  REQUIRE(hub.alert(AlertKind::breached, id)->state == AlertState::acknowledged);
  hub.wait(minutes(75));
  REQUIRE(hub.alert(AlertKind::breached, id)->state == AlertState::open);
}

TEST_CASE("clocks: a case that is opened again after its time is raised again", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  hub.wait(minutes(125));
  hub.as_operator(CloseCase{id, Outcome::not_needed, "daughter is there"});
  REQUIRE(hub.alert(AlertKind::breached, id) == nullptr);
  hub.as_operator(ReopenCase{id, "daughter left"});
  if (hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::running) {
    hub.wait(seconds(2));
    REQUIRE(hub.alert(AlertKind::breached, id) != nullptr);
  } else {
    REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::breached);
  }
}

TEST_CASE("clocks: triage in time meets the call back, and late triage does not", "[core]") {
  for (const auto& [after, outcome] :
       {std::pair(minutes(20), ClockOutcome::met), std::pair(minutes(40), ClockOutcome::breached)}) {
    Hub hub(with_call_back());
    const CaseId id = hub.register_untriaged();
    REQUIRE(hub.clock(id, ClockKind::call_back) != nullptr);
    hub.wait(after);
    hub.as_navigator(TriageCase{id, triage_for(Need::confusion), {}});
    REQUIRE(hub.clock(id, ClockKind::call_back)->outcome == outcome);
  }
}

TEST_CASE("clocks: an answered validation whose team is lost is unanswered again", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id =
      hub.as_system(RegisterCase{validation(evening() + minutes(60)), triage_for(Need::confusion), {}}).case_id;
  hub.wait(minutes(50));
  REQUIRE(hub.alert(AlertKind::validation_fail_safe, id) != nullptr);
  REQUIRE_FALSE(hub.as_operator(AllocateTeam{id, cr2, "rang the crew", {}, {}, {}}).refusal);
  REQUIRE(hub.alert(AlertKind::validation_fail_safe, id) == nullptr);
  hub.as_operator(StandDown{id, "puncture"});
  hub.wait(seconds(2));
  REQUIRE(hub.alert(AlertKind::validation_fail_safe, id) != nullptr);
}

}  // namespace carehub::test
