#include <catch2/catch.hpp>

#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

TEST_CASE("allocate: a triaged case is proposed its nearest team with the whole explanation", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  const Case& c = hub.case_of(id);
  REQUIRE(c.status == CaseStatus::proposed);
  REQUIRE(c.assignment->unit == "CR2");
  REQUIRE(c.assignment->answer_by == hub.now() + minutes(5));
  REQUIRE(c.explanation->offered.front().unit == "CR2");
  REQUIRE(c.explanation->not_offered.size() + c.explanation->offered.size() >= hub.state().teams().size());
  REQUIRE(c.latest_safe_dispatch < hub.clock(id, ClockKind::two_hour)->due);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::available);
}

TEST_CASE("allocate: accepting the proposal sends the team and says when it is expected", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  const auto decision = hub.as_operator(AcceptProposal{id, {}});
  REQUIRE_FALSE(decision.refusal);
  REQUIRE(decision.message.find("CR2 sent to") == 0);
  REQUIRE(hub.case_of(id).status == CaseStatus::allocated);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::allocated);
  REQUIRE(hub.team_of("CR2").queue.front().case_id == id);
  REQUIRE(hub.history_has(id, "CR2 sent, expected 19:"));
  REQUIRE(hub.case_of(id).history.back().by == "A. Reed (operator)");
}

TEST_CASE("allocate: the visit takes as long as triage expects it to", "[core]") {
  Hub hub;
  hub.sign_on_all();
  Triage triage = triage_for(Need::confusion);
  triage.visit_s = 5'400;
  const CaseId id = hub.as_handler(RegisterCase{referral_near(50'731'000, -1'163'000), triage, {}}).case_id;
  REQUIRE_FALSE(hub.as_operator(AcceptProposal{id, {}}).refusal);
  const std::string team = hub.case_of(id).assignment->unit;
  const Visit& visit = hub.team_of(team.c_str()).queue.front();
  REQUIRE(visit.expected_end - visit.expected_arrival == seconds(5'400));
}

TEST_CASE("allocate: an expected visit that no shift could hold is refused", "[core]") {
  Hub hub;
  Triage triage = triage_for(Need::confusion);
  for (const std::int32_t wrong : {-1, 86'401}) {
    triage.visit_s = wrong;
    const auto decision = hub.as_handler(RegisterCase{referral_near(50'731'000, -1'163'000), triage, {}});
    REQUIRE(decision.refusal);
    REQUIRE(decision.refusal->code == RefusalCode::invalid_value);
    REQUIRE(decision.refusal->text.find("up to 24 hours") != std::string::npos);
  }
}

TEST_CASE("allocate: two accepts of one proposal give one winner and one clear refusal", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE_FALSE(hub.as_operator(AcceptProposal{id, {}}).refusal);
  const auto second = hub.give(AcceptProposal{id, {}}, Role::operator_, "b.shaw");
  REQUIRE(code_of(second) == RefusalCode::already_allocated);
  REQUIRE(second.message.find("has CR2 since 19:00") != std::string::npos);
  REQUIRE(hub.team_of("CR2").queue.size() == 1);
}

TEST_CASE("allocate: a version that has moved is refused", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  const std::uint64_t seen = hub.case_of(id).version;
  hub.as_operator(AddNote{id, "worse"});
  REQUIRE(code_of(hub.as_operator(AcceptProposal{id, seen})) == RefusalCode::version_moved);
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, cr2, "", {}, false, seen})) == RefusalCode::version_moved);
  REQUIRE_FALSE(hub.as_operator(AcceptProposal{id, hub.case_of(id).version}).refusal);
}

TEST_CASE("allocate: another than the first offer needs a reason, and keeps it", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  const auto without = hub.as_operator(AllocateTeam{id, cr1, "", {}, false, {}});
  REQUIRE(code_of(without) == RefusalCode::missing_reason);
  REQUIRE(without.message.find("CR2 would come first") != std::string::npos);
  REQUIRE_FALSE(hub.as_operator(AllocateTeam{id, cr1, "knows the family", {}, false, {}}).refusal);
  REQUIRE(hub.case_of(id).assignment->override_reason == "knows the family");
  REQUIRE(hub.case_of(id).explanation->offered.front().unit == "CR2");
  REQUIRE(hub.history_has(id, "knows the family"));
}

TEST_CASE("allocate: a team without the skills goes only with a reason", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, fr1, "", {}, false, {}})) == RefusalCode::missing_reason);
  REQUIRE_FALSE(hub.as_operator(AllocateTeam{id, fr1, "next door", {}, false, {}}).refusal);
  REQUIRE(hub.team_of("FR1").status == TeamStatus::allocated);
}

TEST_CASE("allocate: a team off duty or on a break is refused", "[core]") {
  Hub hub;
  hub.sign_on("CR1");
  const CaseId id = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, cr2, "", {}, false, {}})) == RefusalCode::team_off_duty);
  hub.as_operator(StartBreak{cr1, 30});
  const auto decision = hub.as_operator(AllocateTeam{id, cr1, "", {}, false, {}});
  REQUIRE(code_of(decision) == RefusalCode::team_on_break);
  REQUIRE(decision.message.find("until 19:30") != std::string::npos);
}

TEST_CASE("allocate: a busy team is queued behind its last visit or refused, naming what it has", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  const CaseId first = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{first, {}});
  const CaseId second = hub.register_near(50'720'000, -1'180'000);
  const auto refused = hub.as_operator(AllocateTeam{second, cr2, "", {}, false, {}});
  REQUIRE(code_of(refused) == RefusalCode::team_busy);
  REQUIRE(refused.message.find(std::to_string(first.value)) != std::string::npos);
  const auto queued = hub.as_operator(AllocateTeam{second, cr2, "close by", first, false, {}});
  INFO(queued.message);
  REQUIRE_FALSE(queued.refusal);
  REQUIRE(hub.team_of("CR2").queue.size() == 2);
  hub.as_crew(AcceptVisit{cr2, first, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  hub.as_crew(ReportClear{cr2, Outcome::seen, "", {}});
  REQUIRE(hub.case_of(first).status == CaseStatus::completed);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::allocated);
  REQUIRE(hub.team_of("CR2").queue.front().case_id == second);
}

TEST_CASE("allocate: a case that has a team needs replace, and the first team is free again", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, cr1, "nearer", {}, false, {}})) == RefusalCode::already_allocated);
  REQUIRE_FALSE(hub.as_operator(AllocateTeam{id, cr1, "nearer", {}, true, {}}).refusal);
  REQUIRE(hub.case_of(id).assignment->unit == "CR1");
  REQUIRE(hub.team_of("CR2").status == TeamStatus::available);
}

TEST_CASE("allocate: standing down frees the team at once and the case is proposed again", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(code_of(hub.as_operator(StandDown{id, " "})) == RefusalCode::missing_reason);
  REQUIRE_FALSE(hub.as_operator(StandDown{id, "needed elsewhere"}).refusal);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::available);
  REQUIRE(hub.case_of(id).status == CaseStatus::proposed);
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");
}

TEST_CASE("allocate: a crew's refusal excludes it, is raised, and the next best is proposed", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(code_of(hub.as_crew(RefuseVisit{cr2, id, ""})) == RefusalCode::missing_reason);
  REQUIRE_FALSE(hub.as_crew(RefuseVisit{cr2, id, "puncture"}).refusal);
  REQUIRE(hub.case_of(id).excluded_units == std::vector<std::string>{"CR2"});
  REQUIRE(hub.case_of(id).status == CaseStatus::proposed);
  REQUIRE(hub.case_of(id).assignment->unit == "CR1");
  REQUIRE(hub.alert(AlertKind::crew_refused, id) != nullptr);
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(hub.alert(AlertKind::crew_refused, id) == nullptr);
}

TEST_CASE("allocate: a withdrawn proposal may exclude its unit", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_operator(WithdrawProposal{id, "", true})) == RefusalCode::missing_reason);
  hub.as_operator(WithdrawProposal{id, "known to the family", true});
  REQUIRE(hub.case_of(id).assignment->unit == "CR1");
  hub.as_operator(WithdrawProposal{id, "", false});
  REQUIRE(hub.case_of(id).status == CaseStatus::triaged);
  for (int i = 0; i < 61; ++i) {
    hub.wait(seconds(1));
    hub.tick();
  }
  REQUIRE(hub.case_of(id).status == CaseStatus::proposed);
}

TEST_CASE("allocate: when a proposed team is sent elsewhere the other cases get another answer", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId first = hub.register_in_ryde();
  const CaseId second = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
  REQUIRE(hub.case_of(second).assignment->unit == "CR2");
  hub.as_operator(AcceptProposal{first, {}});
  REQUIRE(hub.case_of(second).assignment->unit == "CR1");
}

TEST_CASE("allocate: a team that becomes free is offered to who had nobody in time", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  REQUIRE(hub.alert(AlertKind::no_capacity, id) != nullptr);
  hub.set_time(hub.now() + minutes(2));
  hub.sign_on("CR2");
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");
  REQUIRE(hub.alert(AlertKind::no_capacity, id) == nullptr);
}

TEST_CASE("allocate: a proposal that may be under a person's finger is not taken away", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  hub.set_time(hub.now() + seconds(20));
  hub.sign_on("CR2");
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
}

TEST_CASE("allocate: automatic mode sends at once, but not after a person stood the team down", "[core]") {
  Hub hub(automatic_site());
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).status == CaseStatus::allocated);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::allocated);
  hub.as_operator(StandDown{id, "not yet"});
  REQUIRE(hub.case_of(id).status == CaseStatus::proposed);
}

TEST_CASE("allocate: automatic mode leaves a doubtful place to a person", "[core]") {
  Hub hub(automatic_site());
  hub.sign_on_all();
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.location.doubtful = true;
  const auto decision = hub.as_handler(RegisterCase{referral, triage_for(Need::confusion), {}});
  REQUIRE(hub.case_of(decision.case_id).status == CaseStatus::proposed);
  REQUIRE(hub.alert(AlertKind::location_doubtful, decision.case_id) != nullptr);
}

TEST_CASE("allocate: with a red flag only 999 is offered and only a navigator may send others", "[core]") {
  Hub hub;
  hub.sign_on_all();
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.red_flags = {"chest_pain"};
  const CaseId id = hub.as_handler(RegisterCase{referral, triage_for(Need::confusion), {}}).case_id;
  REQUIRE(hub.alert(AlertKind::red_flag, id)->severity == Severity::high);
  for (const Candidate& candidate : hub.case_of(id).explanation->offered) REQUIRE(candidate.unit == "ambulance");
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, cr2, "near", {}, false, {}})) == RefusalCode::red_flag);
  REQUIRE(code_of(hub.as_operator(ReferOn{id, ServiceId("pharmacist"), "x"})) == RefusalCode::red_flag);
  REQUIRE_FALSE(hub.as_navigator(AllocateTeam{id, cr2, "seen by a doctor already", {}, false, {}}).refusal);
  REQUIRE(hub.alert(AlertKind::red_flag, id) == nullptr);
}

TEST_CASE("allocate: category 1, 2 and 2A are red flags, 3 is not", "[core]") {
  for (auto [category, red] : {std::pair(AmbulanceCategory::c1, true), std::pair(AmbulanceCategory::c2, true),
                               std::pair(AmbulanceCategory::c2a, true), std::pair(AmbulanceCategory::c2b, false),
                               std::pair(AmbulanceCategory::c3, false)}) {
    Hub hub;
    hub.sign_on_all();
    Referral referral = referral_near(50'731'000, -1'163'000);
    referral.ambulance.category = category;
    const CaseId id = hub.as_system(RegisterCase{referral, triage_for(Need::confusion), {}}).case_id;
    REQUIRE((hub.alert(AlertKind::red_flag, id) != nullptr) == red);
    REQUIRE((hub.case_of(id).assignment->unit == "ambulance") == red);
  }
}

TEST_CASE("allocate: refusals name the first fault in the order of their list", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  const AllocateTeam wrong{CaseId{9}, TeamId("XX"), "", {}, false, 77};
  REQUIRE(code_of(hub.give(wrong, Role::auditor, "x")) == RefusalCode::role_not_allowed);
  REQUIRE(code_of(hub.as_operator(wrong)) == RefusalCode::unknown_case);
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, TeamId("XX"), "", {}, false, 77})) == RefusalCode::unknown_team);
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, cr2, "", {}, false, 77})) == RefusalCode::version_moved);
  REQUIRE(code_of(hub.as_operator(AllocateTeam{id, cr2, std::string(20'000, 'x'), {}, false, 77})) ==
          RefusalCode::too_large);
}

}  // namespace carehub::test
