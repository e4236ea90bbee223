#include <catch2/catch.hpp>

#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {
CaseId allocated(Hub& hub) {
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  return id;
}
}  // namespace

TEST_CASE("teams: a whole visit, pressed in order", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  hub.wait(minutes(1));
  hub.as_crew(AcceptVisit{cr2, id, {}});
  REQUIRE(hub.team_of("CR2").status == TeamStatus::accepted);
  hub.as_crew(ReportEnRoute{cr2, {}});
  REQUIRE(hub.case_of(id).status == CaseStatus::en_route);
  hub.wait(minutes(9));
  hub.as_crew(ReportOnScene{cr2, {}});
  REQUIRE(hub.case_of(id).first_seen == evening() + minutes(10));
  hub.wait(minutes(40));
  hub.as_crew(ReportClear{cr2, Outcome::treated_at_home, "", {}});
  REQUIRE(hub.case_of(id).status == CaseStatus::completed);
  REQUIRE(hub.case_of(id).outcome == Outcome::treated_at_home);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::available);
  REQUIRE_FALSE(hub.case_of(id).explanation);
  REQUIRE(hub.case_of(id).history.back().by == "CR2");
}

TEST_CASE("teams: a forgotten button is taken as pressed", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  hub.wait(minutes(12));
  const auto decision = hub.as_crew(ReportOnScene{cr2, evening() + minutes(10)});
  REQUIRE(find_event<VisitAccepted>(decision) != nullptr);
  REQUIRE(find_event<TeamEnRoute>(decision) != nullptr);
  REQUIRE(hub.case_of(id).status == CaseStatus::on_scene);
  REQUIRE(hub.case_of(id).first_seen == evening() + minutes(10));
  REQUIRE(hub.clock(id, ClockKind::two_hour)->stopped == evening() + minutes(10));
}

TEST_CASE("teams: clear without any other button closes the visit with its contact", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  hub.wait(minutes(50));
  REQUIRE_FALSE(hub.as_crew(ReportClear{cr2, Outcome::seen, "", {}}).refusal);
  REQUIRE(hub.case_of(id).status == CaseStatus::completed);
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::met);
}

TEST_CASE("teams: an impossible report is kept from the crew, refused at the desk", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  const Team before = hub.team_of("CR2");
  REQUIRE(code_of(hub.as_operator(ReportOnScene{cr2, {}})) == RefusalCode::wrong_state);
  const auto kept = hub.as_crew(ReportOnScene{cr2, {}});
  REQUIRE_FALSE(kept.refusal);
  REQUIRE(find_event<ReportedOutOfOrder>(kept) != nullptr);
  REQUIRE(hub.team_of("CR2").status == before.status);
  REQUIRE_FALSE(hub.team_of("CR2").reported.empty());
  REQUIRE(hub.alert(AlertKind::reported_out_of_order, "team/CR2") != nullptr);
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  REQUIRE(hub.team_of("CR2").reported.empty());
  REQUIRE(hub.alert(AlertKind::reported_out_of_order, "team/CR2") == nullptr);
}

TEST_CASE("teams: the same button twice is no alarm", "[core]") {
  Hub hub;
  allocated(hub);
  hub.as_crew(ReportOnScene{cr2, {}});
  REQUIRE_FALSE(hub.as_crew(ReportOnScene{cr2, {}}).refusal);
  REQUIRE(hub.alert(AlertKind::reported_out_of_order, "team/CR2") == nullptr);
  REQUIRE(hub.team_of("CR2").reported.empty());
}

TEST_CASE("teams: a crew cannot refuse a person it is already with", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  hub.as_crew(ReportOnScene{cr2, {}});
  REQUIRE(code_of(hub.as_operator(RefuseVisit{cr2, id, "x"})) == RefusalCode::wrong_state);
  hub.as_crew(RefuseVisit{cr2, id, "x"});
  REQUIRE(hub.case_of(id).status == CaseStatus::on_scene);
}

TEST_CASE("teams: reports from the future or before the call are refused", "[core]") {
  Hub hub;
  allocated(hub);
  REQUIRE(code_of(hub.as_crew(ReportOnScene{cr2, evening() + minutes(5)})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_crew(ReportOnScene{cr2, evening() - minutes(5)})) == RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_crew(ReportOnScene{cr2, evening() + seconds(30)}).refusal);
}

TEST_CASE("teams: signing on takes the shift and base from the roster", "[core]") {
  Hub hub;
  REQUIRE(code_of(hub.as_operator(SignOnTeam{TeamId("CR9"), "", {}, {}})) == RefusalCode::unknown_team);
  REQUIRE(code_of(hub.as_operator(SignOnTeam{cr2, "", {}, evening() - minutes(1)})) == RefusalCode::invalid_value);
  hub.sign_on("CR2");
  REQUIRE(hub.team_of("CR2").position == Coordinates{50'730'000, -1'162'000});
  REQUIRE(hub.team_of("CR2").shift_start == evening());
  REQUIRE(hub.team_of("CR2").crew == "crew of CR2");
  REQUIRE(code_of(hub.as_operator(SignOnTeam{cr2, "", {}, {}})) == RefusalCode::wrong_state);
}

TEST_CASE("teams: signing off with a visit is refused at the desk, and kept from a crew", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  REQUIRE_FALSE(hub.as_crew(SignOffTeam{cr2, "tired"}).refusal);
  REQUIRE(hub.alert(AlertKind::reported_out_of_order, "team/CR2") != nullptr);
  REQUIRE_FALSE(hub.as_crew(StartBreak{cr2, 30}).refusal);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::allocated);
  const auto refused = hub.as_operator(SignOffTeam{cr2, "tired"});
  REQUIRE(code_of(refused) == RefusalCode::wrong_state);
  REQUIRE(refused.message.find(std::to_string(id.value)) != std::string::npos);
  hub.as_operator(StandDown{id, "end of shift"});
  REQUIRE_FALSE(hub.as_crew(SignOffTeam{cr2, "tired"}).refusal);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::off_duty);
  REQUIRE(hub.case_of(id).assignment->unit == "CR1");
}

TEST_CASE("teams: a break ends by itself and the team is offered again", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  REQUIRE(code_of(hub.as_crew(StartBreak{cr2, 0})) == RefusalCode::invalid_value);
  hub.as_crew(StartBreak{cr2, 30});
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  hub.wait(minutes(30));
  REQUIRE(hub.team_of("CR2").status == TeamStatus::available);
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");
}

TEST_CASE("teams: an older position is only a sign of life", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  hub.wait(minutes(2));
  hub.as_crew(ReportPosition{cr2, {50'729'000, -1'161'000}, {}});
  hub.wait(minutes(1));
  hub.as_crew(ReportPosition{cr2, {50'728'000, -1'160'000}, evening() + minutes(1)});
  REQUIRE(hub.team_of("CR2").position == Coordinates{50'729'000, -1'161'000});
  REQUIRE(hub.team_of("CR2").position_at == evening() + minutes(2));
  REQUIRE(hub.team_of("CR2").last_heard == evening() + minutes(3));
}

TEST_CASE("teams: a jump that no car makes and a place abroad are doubtful until positions fit", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  hub.wait(seconds(60));
  hub.as_crew(ReportPosition{cr2, {51'500'000, -120'000}, {}});
  REQUIRE(hub.team_of("CR2").position_doubtful);
  REQUIRE(hub.alert(AlertKind::position_doubtful, "team/CR2") != nullptr);
  hub.wait(seconds(60));
  hub.as_crew(ReportPosition{cr2, {51'501'000, -121'000}, {}});
  REQUIRE_FALSE(hub.team_of("CR2").position_doubtful);
  REQUIRE(hub.alert(AlertKind::position_doubtful, "team/CR2") == nullptr);
  hub.as_crew(ReportPosition{cr2, {-1'540'000, 53'800'000}, {}});
  REQUIRE(hub.team_of("CR2").position_doubtful);
  REQUIRE(hub.team_of("CR2").position == Coordinates{51'501'000, -121'000});
}

TEST_CASE("teams: a crew acts for the team it is signed on as, and the desk for every team", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  const auto stranger = hub.give(ReportOnScene{cr2, {}}, Role::crew, "CR1");
  REQUIRE(code_of(stranger) == RefusalCode::not_your_team);
  REQUIRE(stranger.message ==
          "CR2 is signed on by CR2; you are signed on as CR1; sign on as CR2 first or ask the desk");
  REQUIRE(hub.case_of(id).status == CaseStatus::allocated);
  REQUIRE(hub.clock(id, ClockKind::two_hour)->outcome == ClockOutcome::running);
  const auto nobody = hub.give(AcceptVisit{cr2, id, {}}, Role::crew, "somebody");
  REQUIRE(code_of(nobody) == RefusalCode::not_your_team);
  REQUIRE(nobody.message.find("you are not signed on") != std::string::npos);
  REQUIRE_FALSE(hub.as_crew(AcceptVisit{cr2, id, {}}).refusal);
  REQUIRE_FALSE(hub.as_operator(ReportEnRoute{cr2, {}}).refusal);
}

TEST_CASE("teams: a crew takes over the team that the desk signed on for it, once", "[core]") {
  Hub hub;
  hub.as_operator(SignOnTeam{cr2, "night crew", {}, {}});
  const Instant shift_start = *hub.team_of("CR2").shift_start;
  hub.wait(minutes(3));
  const auto early = hub.as_crew(ReportPosition{cr2, {50'730'000, -1'162'000}, {}});
  REQUIRE(code_of(early) == RefusalCode::not_your_team);
  REQUIRE(early.message.find("signed on by the desk") != std::string::npos);
  REQUIRE_FALSE(hub.as_crew(SignOnTeam{cr2, "", {}, {}}).refusal);
  REQUIRE(hub.team_of("CR2").crew_user == UserName("CR2"));
  REQUIRE(hub.team_of("CR2").crew == "night crew");
  REQUIRE(hub.team_of("CR2").shift_start == shift_start);
  REQUIRE_FALSE(hub.as_crew(ReportPosition{cr2, {50'730'000, -1'162'000}, {}}).refusal);
  REQUIRE(code_of(hub.give(SignOnTeam{cr2, "", {}, {}}, Role::crew, "CR1")) == RefusalCode::wrong_state);
}

TEST_CASE("teams: what a crew sent late, after signing off, still counts as its own", "[core]") {
  Hub hub;
  hub.sign_on("CR2");
  hub.as_crew(SignOffTeam{cr2, "end of shift"});
  const auto late = hub.as_crew(ReportOnScene{cr2, evening()});
  REQUIRE_FALSE(late.refusal);
  REQUIRE(find_event<ReportedOutOfOrder>(late) != nullptr);
  REQUIRE(code_of(hub.give(ReportOnScene{cr2, {}}, Role::crew, "CR1")) == RefusalCode::not_your_team);
}

TEST_CASE("teams: a new site adds, updates and retires; a team with a visit stays until it ends", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  Site site = small_site();
  site.teams.erase(site.teams.begin() + 1);  // CR2
  site.teams.front().skills.add(Skill::prescriber);
  site.teams.push_back(team("CR3", "crisis_response", skills({Skill::crisis}), {50'700'000, -1'300'000}));
  REQUIRE_FALSE(hub.as_system(ApplySite{site}).refusal);
  REQUIRE(hub.team_of("CR1").skills.has(Skill::prescriber));
  REQUIRE(hub.team_of("CR1").status == TeamStatus::available);
  REQUIRE(hub.team_of("CR3").status == TeamStatus::off_duty);
  REQUIRE(hub.team_of("CR2").retired);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::allocated);
  hub.as_crew(ReportOnScene{cr2, {}});
  hub.as_crew(ReportClear{cr2, Outcome::seen, "", {}});
  REQUIRE(hub.case_of(id).status == CaseStatus::completed);
  REQUIRE(hub.team_of("CR2").status == TeamStatus::off_duty);
  REQUIRE(code_of(hub.as_operator(SignOnTeam{cr2, "", {}, {}})) == RefusalCode::not_eligible);
  REQUIRE(code_of(hub.as_system(ApplySite{Site{}})) == RefusalCode::invalid_value);
}

TEST_CASE("teams: a new site with other times for a team on its way moves its timers, and loses none", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  hub.as_crew(ReportOnScene{cr2, {}});
  Site site = small_site();
  site.thresholds.lone_worker_min = 20;
  site.thresholds.silent_team_min = 7;
  REQUIRE_FALSE(hub.as_system(ApplySite{site}).refusal);
  site.thresholds.lone_worker_min = 30;
  REQUIRE_FALSE(hub.as_system(ApplySite{site}).refusal);
  CHECK(hub.case_of(id).status == CaseStatus::on_scene);
  hub.wait(minutes(29));
  CHECK(hub.alert(AlertKind::lone_worker, "team/CR2") == nullptr);
  hub.wait(minutes(1));
  CHECK(hub.alert(AlertKind::lone_worker, "team/CR2") != nullptr);
}

TEST_CASE("teams: with its last visit a retired team's alerts end, however the visit does", "[core]") {
  Hub hub;
  const CaseId id = allocated(hub);
  Site site = small_site();
  site.teams.erase(site.teams.begin() + 1);  // CR2
  hub.as_system(ApplySite{site});
  hub.as_crew(SignOffTeam{cr2, "tired"});
  REQUIRE(hub.alert(AlertKind::reported_out_of_order, "team/CR2") != nullptr);
  hub.as_operator(StandDown{id, "not in the site any more"});
  REQUIRE(hub.team_of("CR2").status == TeamStatus::off_duty);
  REQUIRE(hub.alert(AlertKind::reported_out_of_order, "team/CR2") == nullptr);
}

}  // namespace carehub::test
