#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "dispatcher/core/permissions.hpp"
#include "tests/support/hub_fixture.hpp"
#include "tests/support/paths.hpp"

namespace carehub::test {

namespace {

constexpr auto each_role = [](auto&& visit) { for_each_value<Role>(visit); };

Site with_directory() {
  Site site = small_site();
  CommunityEntry pharmacy;
  pharmacy.id = pharmacy.name = "pharmacy";
  site.community = {pharmacy};
  return site;
}

// A hub with one case in the wanted state, and CR2 its team.
struct CaseScene {
  Hub hub;
  CaseId id;

  explicit CaseScene(CaseStatus status) : hub(with_directory()) {
    hub.keep_journal = false;
    hub.sign_on_all();
    hub.as_operator(ReportPlaceCount{PlaceId("newport_haven"), 1, {}});
    const Need need = status == CaseStatus::signposted ? Need::mental_health_crisis
                      : status == CaseStatus::booked   ? Need::medication
                                                       : Need::confusion;
    id = status == CaseStatus::received ? hub.register_untriaged() : hub.register_in_ryde(need);
    bring_to(status);
    REQUIRE(hub.case_of(id).status == status);
  }

  void bring_to(CaseStatus status) {
    const TeamId team("CR2");
    switch (status) {
      case CaseStatus::received:
      case CaseStatus::proposed:
        return;
      case CaseStatus::triaged:
        give(WithdrawProposal{id, "wait", false});
        return;
      case CaseStatus::referred_on:
        give(ReferOn{id, ServiceId("ambulance"), "worse"});
        return;
      case CaseStatus::advised:
        hub.as_navigator(AdviseAndClose{id, "rest"});
        return;
      case CaseStatus::rejected:
        hub.as_navigator(RejectReferral{id, 22, "", {}});
        return;
      case CaseStatus::cancelled:
        give(CancelCase{id, "better", false, {}});
        return;
      case CaseStatus::following_up:
        hub.as_navigator(SignpostToCommunity{id, {"pharmacy"}, "", hub.now() + hours(24)});
        return;
      case CaseStatus::duplicate:
        give(LinkCases{id, hub.register_untriaged(), true, "same call"});
        return;
      default:
        break;
    }
    give(AcceptProposal{id, {}});
    if (status == CaseStatus::signposted || status == CaseStatus::booked) return;
    if (status >= CaseStatus::accepted) give(AcceptVisit{team, id, {}});
    if (status >= CaseStatus::en_route) give(ReportEnRoute{team, {}});
    if (status >= CaseStatus::on_scene) give(ReportOnScene{team, {}});
    if (status >= CaseStatus::completed) give(ReportClear{team, Outcome::seen, "", {}});
  }

  void give(const Command& command) {
    const auto decision = hub.as_operator(command);
    INFO(decision.message);
    REQUIRE_FALSE(decision.refusal);
  }
};

Hub team_scene(TeamStatus status) {
  Hub hub;
  hub.keep_journal = false;
  if (status == TeamStatus::off_duty) return hub;
  hub.sign_on("CR2");
  const TeamId team("CR2");
  if (status == TeamStatus::on_break) hub.as_operator(StartBreak{team, 30});
  if (status >= TeamStatus::allocated && status <= TeamStatus::on_scene) {
    const CaseId id = hub.register_in_ryde();
    hub.as_operator(AcceptProposal{id, {}});
    if (status >= TeamStatus::accepted) hub.as_operator(AcceptVisit{team, id, {}});
    if (status >= TeamStatus::en_route) hub.as_operator(ReportEnRoute{team, {}});
    if (status >= TeamStatus::on_scene) hub.as_operator(ReportOnScene{team, {}});
  }
  REQUIRE(hub.team_of("CR2").status == status);
  return hub;
}

// One of each command about a case and CR2 that is right in everything but, perhaps, who and when.
std::vector<Command> every_command(CaseId id, CaseId other) {
  const TeamId team("CR2");
  const PlaceId place("newport_haven");
  Referral note;
  note.summary = "more is known";
  ReportServiceCapacity report;
  report.service = ServiceId("pharmacist");
  Site site = small_site();
  return {RegisterCase{referral_near(50'705'000, -1'290'000), {}, {}},
          UpdateReferral{id, note, ""},
          CorrectCase{id, "age", "81", "told wrongly"},
          TriageCase{id, triage_for(Need::confusion), {}},
          SetPriority{id, Priority::p1, "worse"},
          AddNote{id, "rang back"},
          LinkCases{id, other, true, "same"},
          ReopenCase{id, "rang again"},
          CancelCase{id, "better", false, {}},
          ClaimCase{id},
          ReleaseClaim{id},
          AcceptProposal{id, {}},
          WithdrawProposal{id, "no", false},
          AllocateTeam{id, team, "knows the person", {}, false, {}},
          StandDown{id, "needed elsewhere"},
          Signpost{id, place, "near"},
          RecordArrival{id, {}},
          RecordNotArrived{id, "went home"},
          BookService{id, ServiceId("pharmacist"), {}, "asked for"},
          ReferOn{id, ServiceId("ambulance"), "worse"},
          AdviseAndClose{id, "rest"},
          RejectReferral{id, 22, "", {}},
          CloseCase{id, Outcome::seen, "seen by a neighbour"},
          AcceptVisit{team, id, {}},
          RefuseVisit{team, id, "puncture"},
          ReportEnRoute{team, {}},
          ReportOnScene{team, {}},
          ReportClear{team, Outcome::seen, "", {}},
          ReportPosition{team, {50'730'000, -1'162'000}, {}},
          SignOnTeam{team, "crew", {}, {}},
          SignOffTeam{team, "tired"},
          StartBreak{team, 30},
          EndBreak{team},
          ReportPlaceCount{place, 2, {}},
          SetPlaceOpen{place, false, "flood"},
          report,
          SetServiceMode{ServiceId("pharmacist"), Mode::automatic, ""},
          DeclareOpel{2, "busy"},
          AcknowledgeAlert{AlertId{1}},
          ShelveAlert{AlertId{1}, 10, "known"},
          EscalateAlert{AlertId{1}, "the lead"},
          ResolveAlert{AlertId{1}, "done"},
          RecordResponse{{}, "final", "", ""},
          ApplySite{site},
          Tick{},
          OpenSession{"test", "here"},
          CloseSession{"test", "bye"},
          ReportHubCondition{AlertKind::disk_low, Severity::high, "disk", false},
          ImprovePlan{},
          RecordContact{id, DutyKind::welfare_call, 0, ContactResult::reached, "", {}},
          PromiseCallBack{id, evening() + hours(2), "", ""},
          SignpostToCommunity{id, {"pharmacy"}, "", {}},
          AcceptReferral{id, ""},
          StartConsultation{id},
          RecordPartnerRefusal{id, "police", "no threat to life", ""},
          ReportSafe{team, {}},
          HandOverShift{{}, "quiet"},
          TakeOverShift{""},
          TellOfPerson{{}, PersonId("9990000018"), PersonField::history, "asthma", "", {}},
          ViewPerson{id, {}, {}, ""},
          BreakGlass{{}, PersonId("9990000018"), "unconscious"},
          EnrolResident{},
          RemoveResident{},
          ReportReadings{},
          OpenCaseFromAlert{AlertId{1}, ""},
          ViewCase{id},
          PreviewChoice{id, UnitKind::team, "CR2"},
          AssignAction{"ring district nursing", "J. Marsh", {}, 3, {}},
          CompleteAction{ActionId{1}, "", {}},
          WithdrawAction{ActionId{1}, "not needed"}};
}

// The crew is CR2's own.
core::Decision tried(const Hub& hub, const Command& command, Role role, const char* crew = "CR2") {
  const UserName user(role == Role::crew ? crew : "a.reed");
  const Stamp stamp{hub.state().hub().last_sequence + 1, hub.now(), Actor{user, role, "test"}, {}};
  return core::decide(hub.state(), command, stamp);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("permissions: one row a command, in the order of Command", "[core]") {
  const auto& table = core::permissions();
  REQUIRE(table.size() == command_kinds);
  for (std::size_t i = 0; i < table.size(); ++i) REQUIRE(table[i].command == i);
}

TEST_CASE("permissions: every command x role x case state answers as the table says", "[core]") {
  for_each_value<CaseStatus>([](CaseStatus status) {
    const CaseScene scene(status);
    Hub other_hub;
    const auto commands = every_command(scene.id, CaseId{});
    for (std::size_t i = 0; i < commands.size(); ++i) {
      REQUIRE(commands[i].index() == i);
      each_role([&](Role role) {
        const auto decision = tried(scene.hub, commands[i], role);
        const auto code = code_of(decision);
        INFO(command_name(i) << " by " << name_of(role) << " when " << name_of(status) << ": " << decision.message);
        REQUIRE((code == RefusalCode::role_not_allowed) == !core::role_may(i, role));
        if (!core::role_may(i, role) || core::permissions()[i].object != core::Object::case_) return;
        if (std::holds_alternative<LinkCases>(commands[i])) return;  // tried below with another case
        if (std::holds_alternative<CancelCase>(commands[i]) && status == CaseStatus::cancelled) {
          REQUIRE(code == (role == Role::system ? RefusalCode::duplicate_message : RefusalCode::already_done));
          return;
        }
        REQUIRE((code == RefusalCode::wrong_state) == !core::state_allows(i, status));
      });
    }
  });
}

TEST_CASE("permissions: linking answers as the table says in every case state", "[core]") {
  for_each_value<CaseStatus>([](CaseStatus status) {
    CaseScene scene(status);
    const CaseId other = scene.hub.register_near(50'601'000, -1'490'000);
    const Command link = LinkCases{scene.id, other, true, "same"};
    INFO(name_of(status));
    REQUIRE((code_of(tried(scene.hub, link, Role::operator_)) == RefusalCode::wrong_state) ==
            !core::state_allows(link.index(), status));
  });
}

TEST_CASE("permissions: every command x role x team state answers as the table says", "[core]") {
  for_each_value<TeamStatus>([](TeamStatus status) {
    const Hub hub = team_scene(status);
    const auto& queue = hub.team_of("CR2").queue;
    const CaseId id = queue.empty() ? CaseId{1001} : queue.front().case_id;
    Hub with_case = team_scene(status);
    if (queue.empty()) with_case.register_untriaged();
    const auto commands = every_command(id, CaseId{});
    for (std::size_t i = 0; i < commands.size(); ++i) {
      if (core::permissions()[i].object != core::Object::team) continue;
      each_role([&](Role role) {
        if (!core::role_may(i, role)) return;
        const auto decision = tried(with_case, commands[i], role);
        INFO(command_name(i) << " by " << name_of(role) << " when " << name_of(status) << ": " << decision.message);
        const bool allowed = core::state_allows(i, status);
        if (role == Role::crew && core::permissions()[i].kept_from_crew) {
          REQUIRE_FALSE(code_of(decision) == RefusalCode::wrong_state);
          if (!allowed) REQUIRE(find_event<ReportedOutOfOrder>(decision) != nullptr);
          return;
        }
        const bool cannot_refuse_at_the_door =
            std::holds_alternative<RefuseVisit>(commands[i]) && status == TeamStatus::on_scene;
        if (cannot_refuse_at_the_door) return;  // a rule about the case, see teams_test.cpp
        // What the desk repeats is not wrong: it is so already.
        const bool so_already = !allowed && code_of(decision) == RefusalCode::already_done;
        REQUIRE((code_of(decision) == RefusalCode::wrong_state || so_already) == !allowed);
      });
    }
  });
}

TEST_CASE("permissions: in every team state another crew is refused, whatever it reports", "[core]") {
  for_each_value<TeamStatus>([](TeamStatus status) {
    Hub hub = team_scene(status);
    hub.sign_on("CR1");
    const auto& queue = hub.team_of("CR2").queue;
    const CaseId id = queue.empty() ? hub.register_untriaged() : queue.front().case_id;
    const Team before = hub.team_of("CR2");
    for (const Command& command : every_command(id, CaseId{})) {
      const auto& permission = core::permissions()[command.index()];
      if (permission.object != core::Object::team || !core::role_may(command.index(), Role::crew)) continue;
      if (std::holds_alternative<SignOnTeam>(command)) continue;  // how a crew becomes another team's
      const auto decision = tried(hub, command, Role::crew, "CR1");
      INFO(command_name(command) << " when " << name_of(status) << ": " << decision.message);
      REQUIRE(code_of(decision) == RefusalCode::not_your_team);
      REQUIRE(decision.message.find("you are signed on as CR1") != std::string::npos);
      REQUIRE_FALSE(code_of(tried(hub, command, Role::operator_)) == RefusalCode::not_your_team);
    }
    REQUIRE(hub.team_of("CR2") == before);
  });
}

TEST_CASE("permissions: a refusal is an event, changes nothing else and says why", "[core]") {
  Hub hub;
  const CaseId id = hub.register_untriaged();
  const Case before = hub.case_of(id);
  const auto decision = hub.give(TriageCase{id, triage_for(Need::falls), {}}, Role::auditor, "x.y");
  REQUIRE(decision.events.size() == 1);
  REQUIRE(std::get<CommandRefused>(decision.events.front()).refusal.code == RefusalCode::role_not_allowed);
  REQUIRE(std::get<CommandRefused>(decision.events.front()).command == "TriageCase");
  REQUIRE(hub.case_of(id) == before);
  REQUIRE(decision.message.find("auditor") != std::string::npos);
}

TEST_CASE("permissions: docs/permissions.md is the table", "[core]") {
  const auto path = std::filesystem::path(CAREHUB_SOURCE_DIR) / "docs" / "permissions.md";
  if (std::getenv("CAREHUB_PRINT_DOCS") != nullptr) std::ofstream(path) << core::permissions_markdown();
  REQUIRE(read_file(path) == core::permissions_markdown());
}

}  // namespace carehub::test
