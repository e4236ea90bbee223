#include "dispatcher/core/permissions.hpp"

#include <fmt/format.h>

#include "protocols/base/assert.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

template <class... E>
constexpr std::uint32_t bits(E... values) {
  return ((1U << static_cast<unsigned>(values)) | ... | 0U);
}

constexpr std::uint32_t call_handler = bits(Role::call_handler), operator_ = bits(Role::operator_),
                        navigator = bits(Role::navigator), manager = bits(Role::manager), admin = bits(Role::admin),
                        crew = bits(Role::crew), referrer = bits(Role::referrer), machine = bits(Role::system);
constexpr std::uint32_t intake = call_handler | operator_ | navigator;
constexpr std::uint32_t desk = operator_ | navigator;

using CS = CaseStatus;
constexpr std::uint32_t every = ~0U;
constexpr std::uint32_t waiting = bits(CS::received, CS::triaged, CS::proposed);
constexpr std::uint32_t with_team = bits(CS::allocated, CS::accepted, CS::en_route, CS::on_scene);
constexpr std::uint32_t at_service = bits(CS::signposted, CS::booked);
constexpr std::uint32_t open = waiting | with_team | at_service | bits(CS::following_up);
constexpr std::uint32_t closed =
    bits(CS::completed, CS::referred_on, CS::advised, CS::rejected, CS::cancelled, CS::duplicate);
constexpr std::uint32_t stoppable = open & ~bits(CS::on_scene);  // a crew with the person ends the case by clearing

using TS = TeamStatus;
constexpr std::uint32_t sent = bits(TS::allocated, TS::accepted, TS::en_route);

template <class C>
constexpr std::size_t at = boost::mp11::mp_find<CommandKinds, C>::value;

Permission hub_row(std::size_t command, std::uint32_t roles) {
  return {command, Object::hub, roles};
}
Permission case_row(std::size_t command, std::uint32_t roles, std::uint32_t states) {
  return {command, Object::case_, roles, states};
}
Permission team_row(std::size_t command, std::uint32_t roles, std::uint32_t states, bool kept = false) {
  return {command, Object::team, roles, every, states, kept};
}
Permission object_row(std::size_t command, Object object, std::uint32_t roles) {
  return {command, object, roles};
}

std::vector<Permission> make_table() {
  return {
      hub_row(at<RegisterCase>, intake | referrer | machine),
      case_row(at<UpdateReferral>, intake | referrer | machine, every),
      case_row(at<CorrectCase>, intake, every),
      case_row(at<TriageCase>, navigator, open),
      case_row(at<SetPriority>, desk, open & ~bits(CS::received)),
      case_row(at<AddNote>, intake | referrer | machine, every),
      case_row(at<LinkCases>, intake, stoppable),
      case_row(at<ReopenCase>, desk, closed),
      case_row(at<CancelCase>, desk | referrer | machine, stoppable),
      case_row(at<ClaimCase>, desk, open),
      case_row(at<ReleaseClaim>, desk, open),
      case_row(at<AcceptProposal>, desk, open & ~bits(CS::received, CS::triaged, CS::following_up)),
      case_row(at<WithdrawProposal>, desk, bits(CS::proposed)),
      case_row(at<AllocateTeam>, desk, open & ~bits(CS::received, CS::following_up)),
      case_row(at<StandDown>, desk, with_team),
      case_row(at<Signpost>, desk, open & ~bits(CS::received, CS::following_up)),
      case_row(at<RecordArrival>, desk, at_service),
      case_row(at<RecordNotArrived>, desk, at_service),
      case_row(at<BookService>, desk, open & ~bits(CS::received, CS::following_up)),
      case_row(at<ReferOn>, desk, waiting | at_service | bits(CS::following_up)),
      case_row(at<AdviseAndClose>, navigator, waiting | at_service | bits(CS::following_up)),
      case_row(at<RejectReferral>, navigator, waiting),
      case_row(at<CloseCase>, desk, waiting | at_service | bits(CS::following_up)),
      team_row(at<AcceptVisit>, operator_ | crew, bits(TS::allocated, TS::accepted, TS::en_route, TS::on_scene), true),
      team_row(at<RefuseVisit>, operator_ | crew, bits(TS::allocated, TS::accepted, TS::en_route, TS::on_scene), true),
      team_row(at<ReportEnRoute>, operator_ | crew, bits(TS::allocated, TS::accepted), true),
      team_row(at<ReportOnScene>, operator_ | crew, sent, true),
      team_row(at<ReportClear>, operator_ | crew, sent | bits(TS::on_scene), true),
      team_row(at<ReportPosition>, operator_ | crew | machine, every),
      team_row(at<SignOnTeam>, operator_ | crew, bits(TS::off_duty)),
      team_row(at<SignOffTeam>, operator_ | crew, bits(TS::available, TS::on_break), true),
      team_row(at<StartBreak>, operator_ | crew, bits(TS::available), true),
      team_row(at<EndBreak>, operator_ | crew, bits(TS::on_break), true),
      object_row(at<ReportPlaceCount>, Object::place, desk | machine),
      object_row(at<SetPlaceOpen>, Object::place, operator_ | machine),
      object_row(at<ReportServiceCapacity>, Object::service, desk | machine),
      object_row(at<SetServiceMode>, Object::service, operator_ | manager | admin),
      hub_row(at<DeclareOpel>, operator_ | manager),
      object_row(at<AcknowledgeAlert>, Object::alert, desk | manager),
      object_row(at<ShelveAlert>, Object::alert, desk),
      object_row(at<EscalateAlert>, Object::alert, desk),
      object_row(at<ResolveAlert>, Object::alert, desk | admin),
      hub_row(at<RecordResponse>, desk | machine),
      hub_row(at<ApplySite>, admin | machine),
      hub_row(at<Tick>, machine),
      hub_row(at<OpenSession>, machine),
      hub_row(at<CloseSession>, machine),
      hub_row(at<ReportHubCondition>, machine),
      hub_row(at<ImprovePlan>, machine),
      case_row(at<RecordContact>, intake, open),
      case_row(at<PromiseCallBack>, intake, open),
      case_row(at<SignpostToCommunity>, navigator, waiting | at_service | bits(CS::following_up)),
      case_row(at<AcceptReferral>, navigator, open),
      case_row(at<StartConsultation>, navigator, open),
      case_row(at<RecordPartnerRefusal>, desk | machine, every),
      team_row(at<ReportSafe>, operator_ | crew, every),
      hub_row(at<HandOverShift>, intake),
      hub_row(at<TakeOverShift>, intake),
      hub_row(at<TellOfPerson>, intake | referrer | machine),
      hub_row(at<ViewPerson>, intake | crew),
      hub_row(at<BreakGlass>, desk | crew),
      hub_row(at<EnrolResident>, desk | admin | referrer | machine),
      hub_row(at<RemoveResident>, desk | admin | referrer | machine),
      hub_row(at<ReportReadings>, desk | referrer | machine),
      object_row(at<OpenCaseFromAlert>, Object::alert, intake),
      case_row(at<ViewCase>, intake | bits(Role::auditor, Role::admin), every),
      case_row(at<PreviewChoice>, desk, open & ~bits(CS::received, CS::following_up)),
      hub_row(at<AssignAction>, desk | manager),
      hub_row(at<CompleteAction>, desk | manager),
      hub_row(at<WithdrawAction>, desk | manager),
  };
}

const Permission& row(std::size_t command) {
  CAREHUB_ASSERT(command < permissions().size(), "command {}", command);
  return permissions()[command];
}

std::string_view object_words(Object object) {
  switch (object) {
    case Object::hub:
      return "hub";
    case Object::case_:
      return "case";
    case Object::team:
      return "team";
    case Object::place:
      return "place";
    case Object::service:
      return "service";
    case Object::alert:
      return "alert";
  }
  return "hub";
}

template <class E>
std::string states_words(std::uint32_t states) {
  std::string text;
  bool all = true;
  for_each_value<E>([&](E value) {
    if ((states >> static_cast<unsigned>(value) & 1U) == 0) {
      all = false;
    } else {
      if (!text.empty()) text += ", ";
      text += words(value);
    }
  });
  return all ? "any" : text;
}

}  // namespace

const std::vector<Permission>& permissions() {
  static const std::vector<Permission> table = make_table();
  return table;
}

bool role_may(std::size_t command, Role role) {
  return (row(command).roles >> static_cast<unsigned>(role) & 1U) != 0;
}

bool state_allows(std::size_t command, CaseStatus status) {
  return (row(command).case_states >> static_cast<unsigned>(status) & 1U) != 0;
}

bool state_allows(std::size_t command, TeamStatus status) {
  return (row(command).team_states >> static_cast<unsigned>(status) & 1U) != 0;
}

std::string permissions_markdown() {
  std::string text =
      "# Who may do what, when\n\n"
      "Printed from the table in `dispatcher/core/permissions.cpp`; a test holds this page against it, and another "
      "tries\n"
      "every cell. A command is checked in this order: the role, that what it names exists, its values, the state.\n\n"
      "\"Kept\": the same report from a crew, in another state, is not refused: it is kept as reported and flagged.\n"
      "A crew may act only for a team that its user is signed on as; the desk for every team. What is so already (a "
      "case\ncancelled twice) is answered as already done.\n\n"
      "| command |";
  for_each_value<Role>([&](Role role) { text += fmt::format(" {} |", words(role)); });
  text += " object | in these states |\n|---|";
  for_each_value<Role>([&](Role) { text += "---|"; });
  text += "---|---|\n";
  for (const Permission& permission : permissions()) {
    text += fmt::format("| {} |", command_name(permission.command));
    for_each_value<Role>([&](Role role) { text += role_may(permission.command, role) ? " yes |" : "  |"; });
    std::string states = "-";
    if (permission.object == Object::case_) states = states_words<CaseStatus>(permission.case_states);
    if (permission.object == Object::team) states = states_words<TeamStatus>(permission.team_states);
    if (permission.kept_from_crew) states += "; else kept";
    text += fmt::format(" {} | {} |\n", object_words(permission.object), states);
  }
  return text;
}

}  // namespace carehub::core
