#pragma once
// Everything that can be asked of the hub, in the imperative. A command is a wish; core::decide answers it.
// Stored and sent by position in the list at the end: append only.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocols/domain/care_home.hpp"
#include "protocols/domain/person_record.hpp"
#include "protocols/domain/referral.hpp"
#include "protocols/domain/site.hpp"

namespace carehub {

// --- intake ---
// Registers a case. Needs given at once triage it in the same decision.
struct RegisterCase {
  Referral referral;
  std::optional<Triage> triage;
  std::optional<Instant> received;  // original time, when entered later (paper, message)
};
BOOST_DESCRIBE_STRUCT(RegisterCase, (), (referral, triage, received))

// A newer message about a known case; the earlier version stays in the journal. Without a number the case is found by
// the referral's external ids; if none has them it is registered as new, with a warning, so that no call is lost.
struct UpdateReferral {
  CaseId case_id;
  Referral referral;  // whole; empty fields keep what is known
  std::string note;
};
BOOST_DESCRIBE_STRUCT(UpdateReferral, (), (case_id, referral, note))

// Corrects what was taken down wrongly; the original stays in the history.
struct CorrectCase {
  CaseId case_id;
  std::string field;  // name, nhs_number, age, phone, address, postcode, position, summary, narrative, source
  std::string value;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CorrectCase, (), (case_id, field, value, reason))

struct TriageCase {
  CaseId case_id;
  Triage triage;
  std::vector<std::string> red_flags;
};
BOOST_DESCRIBE_STRUCT(TriageCase, (), (case_id, triage, red_flags))

struct SetPriority {
  CaseId case_id;
  Priority priority = Priority::p3;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SetPriority, (), (case_id, priority, reason))

struct AddNote {
  CaseId case_id;
  std::string text;
  std::optional<Instant> at = {};  // original time, when sent later
};
BOOST_DESCRIBE_STRUCT(AddNote, (), (case_id, text, at))

struct LinkCases {
  CaseId case_id;
  CaseId to;
  bool duplicate = true;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(LinkCases, (), (case_id, to, duplicate, reason))

struct ReopenCase {
  CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReopenCase, (), (case_id, reason))

// Without a number the case is found by external ids.
struct CancelCase {
  CaseId case_id;
  std::string reason;
  bool entered_in_error = false;
  std::vector<ExternalId> external_ids;
};
BOOST_DESCRIBE_STRUCT(CancelCase, (), (case_id, reason, entered_in_error, external_ids))

struct ClaimCase {
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(ClaimCase, (), (case_id))

struct ReleaseClaim {
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(ReleaseClaim, (), (case_id))

// --- who meets the need ---
struct AcceptProposal {
  CaseId case_id;
  std::optional<std::uint64_t> case_version;
};
BOOST_DESCRIBE_STRUCT(AcceptProposal, (), (case_id, case_version))

struct WithdrawProposal {
  CaseId case_id;
  std::string reason;
  bool exclude_unit = false;
};
BOOST_DESCRIBE_STRUCT(WithdrawProposal, (), (case_id, reason, exclude_unit))

// Sends a team. Other than the first offer needs a reason; a second team to the same case needs replace or is refused.
struct AllocateTeam {
  CaseId case_id;
  TeamId team;
  std::string override_reason;
  CaseId queue_behind;   // line up behind this visit; required when the team is busy
  bool replace = false;  // stand down whom it has now
  std::optional<std::uint64_t> case_version;
};
BOOST_DESCRIBE_STRUCT(AllocateTeam, (), (case_id, team, override_reason, queue_behind, replace, case_version))

struct StandDown {
  CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(StandDown, (), (case_id, reason))

struct Signpost {
  CaseId case_id;
  PlaceId place;
  std::string override_reason;
};
BOOST_DESCRIBE_STRUCT(Signpost, (), (case_id, place, override_reason))

struct RecordArrival {
  CaseId case_id;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(RecordArrival, (), (case_id, at))

struct RecordNotArrived {
  CaseId case_id;
  std::string reason;
};  // goes back to waiting
BOOST_DESCRIBE_STRUCT(RecordNotArrived, (), (case_id, reason))

// Books a slot or a place in the queue of a service.
struct BookService {
  CaseId case_id;
  ServiceId service;
  std::optional<Instant> at;
  std::string override_reason;
};
BOOST_DESCRIBE_STRUCT(BookService, (), (case_id, service, at, override_reason))

struct ReferOn {
  CaseId case_id;
  ServiceId service;
  std::string reason;
};  // closes: another service owns it now
BOOST_DESCRIBE_STRUCT(ReferOn, (), (case_id, service, reason))

struct AdviseAndClose {
  CaseId case_id;
  std::string advice;
};
BOOST_DESCRIBE_STRUCT(AdviseAndClose, (), (case_id, advice))

// Rejects with one of the standard reasons (DoS reject reasons, domain facts 03); ownership returns to the referrer.
struct RejectReferral {
  CaseId case_id;
  std::int32_t reason_code = 99;
  std::string comment;
  std::string redirect_to;  // a service or community entry that the referrer is told to try
};
BOOST_DESCRIBE_STRUCT(RejectReferral, (), (case_id, reason_code, comment, redirect_to))

// Closes a case that has no visit under way, with its outcome.
struct CloseCase {
  CaseId case_id;
  Outcome outcome = Outcome::none;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CloseCase, (), (case_id, outcome, reason))

// --- crews, or the desk on their behalf ---
struct AcceptVisit {
  TeamId team;
  CaseId case_id;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(AcceptVisit, (), (team, case_id, at))

struct RefuseVisit {
  TeamId team;
  CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefuseVisit, (), (team, case_id, reason))

// A crew's report that cannot be true is kept as reported and flagged; the same from the desk is refused.
struct ReportEnRoute {
  TeamId team;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(ReportEnRoute, (), (team, at))

struct ReportOnScene {
  TeamId team;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(ReportOnScene, (), (team, at))

struct ReportClear {
  TeamId team;
  Outcome outcome = Outcome::seen;
  std::string reason;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(ReportClear, (), (team, outcome, reason, at))

struct ReportPosition {
  TeamId team;
  Coordinates position;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(ReportPosition, (), (team, position, at))

struct SignOnTeam {
  TeamId team;
  std::string crew;
  std::optional<Coordinates> position;
  std::optional<Instant> shift_end;
};
BOOST_DESCRIBE_STRUCT(SignOnTeam, (), (team, crew, position, shift_end))

struct SignOffTeam {
  TeamId team;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SignOffTeam, (), (team, reason))

struct StartBreak {
  TeamId team;
  std::int32_t minutes = 30;
};
BOOST_DESCRIBE_STRUCT(StartBreak, (), (team, minutes))

struct EndBreak {
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(EndBreak, (), (team))

// --- capacity ---
struct ReportPlaceCount {
  PlaceId place;
  std::int32_t occupied = 0;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(ReportPlaceCount, (), (place, occupied, at))

struct SetPlaceOpen {
  PlaceId place;
  bool open = true;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SetPlaceOpen, (), (place, open, reason))

struct ReportServiceCapacity {
  ServiceId service;
  std::optional<std::int32_t> free;
  std::optional<std::int32_t> queue;
  std::optional<std::int32_t> wait_min;
  std::vector<Instant> free_slots;
  bool not_accepting = false;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ReportServiceCapacity, (), (service, free, queue, wait_min, free_slots, not_accepting, note))

struct SetServiceMode {
  ServiceId service;
  Mode mode = Mode::propose;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SetServiceMode, (), (service, mode, reason))

// --- the hub ---
struct DeclareOpel {
  std::int32_t level = 1;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DeclareOpel, (), (level, reason))

struct AcknowledgeAlert {
  AlertId alert;
};
BOOST_DESCRIBE_STRUCT(AcknowledgeAlert, (), (alert))

struct ShelveAlert {
  AlertId alert;
  std::int32_t minutes = 30;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ShelveAlert, (), (alert, minutes, reason))

struct EscalateAlert {
  AlertId alert;
  std::string to;
};
BOOST_DESCRIBE_STRUCT(EscalateAlert, (), (alert, to))

// Ends an alert whose cause cannot be seen by the hub to have ended.
struct ResolveAlert {
  AlertId alert;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ResolveAlert, (), (alert, reason))

// A partner's answer to something this hub sent or returned (BaRS response message).
struct RecordResponse {
  std::vector<ExternalId> external_ids;
  std::string kind;    // accepted, rejected, final, interim
  std::string reason;  // code and words as sent
  std::string note;
};
BOOST_DESCRIBE_STRUCT(RecordResponse, (), (external_ids, kind, reason, note))

// --- the system itself ---
struct ApplySite {
  Site site;
};
BOOST_DESCRIBE_STRUCT(ApplySite, (), (site))

// Time has passed: timers that are due fire.
struct Tick {};
BOOST_DESCRIBE_STRUCT(Tick, (), ())

struct OpenSession {
  std::string console;
  std::string address;
};
BOOST_DESCRIBE_STRUCT(OpenSession, (), (console, address))

struct CloseSession {
  std::string console;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CloseSession, (), (console, reason))

// Something about the machine that people must know: disk low, clock stepped.
struct ReportHubCondition {
  AlertKind kind = AlertKind::disk_low;
  Severity severity = Severity::high;
  std::string text;
  bool over = false;
};
BOOST_DESCRIBE_STRUCT(ReportHubCondition, (), (kind, severity, text, over))

// What a unit is to do, in order; a case at its version.
struct PlannedCase {
  CaseId case_id;
  std::uint64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PlannedCase, (), (case_id, version))

struct PlannedRoute {
  UnitKind kind = UnitKind::team;
  std::string unit;
  std::vector<PlannedCase> cases;
};
BOOST_DESCRIBE_STRUCT(PlannedRoute, (), (kind, unit, cases))

// A better plan, found between events: the routes of all units that have one; who is in none is held back. Refused if a
// case has changed since, or if the plan is no better as things are now.
struct ImprovePlan {
  std::vector<PlannedRoute> routes;
  std::int64_t moves = 0;  // how many were tried
};
BOOST_DESCRIBE_STRUCT(ImprovePlan, (), (routes, moves))

// --- what is owed to people who wait, and to crews ---
// A call to the person or for them: a welfare call, or one that was promised.
struct RecordContact {
  CaseId case_id;
  DutyKind kind = DutyKind::welfare_call;
  std::int32_t number = 0;  // of the duty; 0: the one of that kind that is due first
  ContactResult result = ContactResult::reached;
  std::string note;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(RecordContact, (), (case_id, kind, number, result, note, at))

struct PromiseCallBack {
  CaseId case_id;
  Instant at;
  std::string to;
  std::string about;
};
BOOST_DESCRIBE_STRUCT(PromiseCallBack, (), (case_id, at, to, about))

// Tells the person of help in the community. With a follow-up the case stays open until somebody has heard how it went.
struct SignpostToCommunity {
  CaseId case_id;
  std::vector<std::string> entries;  // of the site's community directory
  std::string advice;
  std::optional<Instant> follow_up;
};
BOOST_DESCRIBE_STRUCT(SignpostToCommunity, (), (case_id, entries, advice, follow_up))

// A person says that this hub takes the responsibility: the referrer has its answer.
struct AcceptReferral {
  CaseId case_id;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(AcceptReferral, (), (case_id, note))

// Only when a clinician speaks with the person, not on an attempt nor a welfare call (BaRS application 4).
struct StartConsultation {
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(StartConsultation, (), (case_id))

// A partner who was asked will not come, as the police under Right Care Right Person. The case stays here.
struct RecordPartnerRefusal {
  CaseId case_id;
  std::string partner;
  std::string reason;
  std::string reference;
};
BOOST_DESCRIBE_STRUCT(RecordPartnerRefusal, (), (case_id, partner, reason, reference))

struct ReportSafe {
  TeamId team;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(ReportSafe, (), (team, at))

struct HandOverShift {
  UserName to;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(HandOverShift, (), (to, note))

struct TakeOverShift {
  std::string note;
};
BOOST_DESCRIBE_STRUCT(TakeOverShift, (), (note))

// --- what is known of a person: of the one of a case, or by NHS number ---
struct TellOfPerson {
  CaseId case_id;
  PersonId person;
  PersonField field = PersonField::history;
  std::string text;  // empty: what this organisation told of the field no longer holds
  std::string organisation;
  std::optional<Instant> until;
};
BOOST_DESCRIBE_STRUCT(TellOfPerson, (), (case_id, person, field, text, organisation, until))

// The answer shows what the agreements allow.
struct ViewPerson {
  CaseId case_id;
  PersonId person;
  std::vector<PersonField> fields;  // empty: all but those that are shown only when named
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ViewPerson, (), (case_id, person, fields, reason))

struct BreakGlass {
  CaseId case_id;
  PersonId person;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(BreakGlass, (), (case_id, person, reason))

// Somebody has the case before them. A screen tells it by itself, once for as long as it stays open there.
struct ViewCase {
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(ViewCase, (), (case_id))

// --- care homes ---
// New, or told anew; readings so far are kept.
struct EnrolResident {
  HomeId home;
  ResidentId resident;
  std::string nhs_number;
  std::string name;
  std::optional<LocalDay> born;
  bool spo2_scale_2 = false;
  std::vector<Usual> usual;
};
BOOST_DESCRIBE_STRUCT(EnrolResident, (), (home, resident, nhs_number, name, born, spo2_scale_2, usual))

struct RemoveResident {
  HomeId home;
  ResidentId resident;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RemoveResident, (), (home, resident, reason))

struct ReportReadings {
  HomeId home;
  std::optional<Instant> device_now;  // what the sender's clock says, to tell its skew
  std::vector<Reading> readings;      // none: the home is there and has nothing to say
};
BOOST_DESCRIBE_STRUCT(ReportReadings, (), (home, device_now, readings))

// Of an alert about a resident or a home: a case with all that is known, in one step.
struct OpenCaseFromAlert {
  AlertId alert;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(OpenCaseFromAlert, (), (alert, note))

// What would become of everybody else if this unit took the case. Changes nothing; the answer shows it.
struct PreviewChoice {
  CaseId case_id;
  UnitKind kind = UnitKind::team;
  std::string unit;
};
BOOST_DESCRIBE_STRUCT(PreviewChoice, (), (case_id, kind, unit))

// --- what somebody is to do at a level of pressure (action.hpp); the board shows every text of it to everybody ---
struct AssignAction {
  std::string text;
  std::string owner;
  std::optional<Instant> due;
  std::int32_t opel_level = 0;  // that it belongs to; 0: to none
  ServiceId service;
};
BOOST_DESCRIBE_STRUCT(AssignAction, (), (text, owner, due, opel_level, service))

struct CompleteAction {
  ActionId action;
  std::string word;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(CompleteAction, (), (action, word, at))

struct WithdrawAction {
  ActionId action;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawAction, (), (action, reason))

using CommandKinds =
    std::variant<RegisterCase, UpdateReferral, CorrectCase, TriageCase, SetPriority, AddNote, LinkCases, ReopenCase,
                 CancelCase, ClaimCase, ReleaseClaim, AcceptProposal, WithdrawProposal, AllocateTeam, StandDown,
                 Signpost, RecordArrival, RecordNotArrived, BookService, ReferOn, AdviseAndClose, RejectReferral,
                 CloseCase, AcceptVisit, RefuseVisit, ReportEnRoute, ReportOnScene, ReportClear, ReportPosition,
                 SignOnTeam, SignOffTeam, StartBreak, EndBreak, ReportPlaceCount, SetPlaceOpen, ReportServiceCapacity,
                 SetServiceMode, DeclareOpel, AcknowledgeAlert, ShelveAlert, EscalateAlert, ResolveAlert,
                 RecordResponse, ApplySite, Tick, OpenSession, CloseSession, ReportHubCondition, ImprovePlan,
                 RecordContact, PromiseCallBack, SignpostToCommunity, AcceptReferral, StartConsultation,
                 RecordPartnerRefusal, ReportSafe, HandOverShift, TakeOverShift, TellOfPerson, ViewPerson, BreakGlass,
                 EnrolResident, RemoveResident, ReportReadings, OpenCaseFromAlert, ViewCase, PreviewChoice,
                 AssignAction, CompleteAction, WithdrawAction>;

// Used like the std::variant it is. A class of its own because copying, moving and destroying so many kinds takes
// seconds to compile: it is done once, in command.cpp, instead of in every file that holds a command.
class Command : public CommandKinds {
 public:
  Command();
  template <class Kind>
    requires boost::mp11::mp_contains<CommandKinds, Kind>::value
  Command(Kind kind) : CommandKinds{std::in_place_type<Kind>, std::move(kind)} {}
  template <std::size_t I, class... Arguments>
  explicit Command(std::in_place_index_t<I> index, Arguments&&... arguments)
      : CommandKinds{index, std::forward<Arguments>(arguments)...} {}

  Command(const Command&);
  Command(Command&&) noexcept;
  Command& operator=(const Command&);
  Command& operator=(Command&&) noexcept;
  ~Command();
};

inline constexpr std::size_t command_kinds = std::variant_size_v<CommandKinds>;
[[nodiscard]] std::string_view command_name(std::size_t index);  // "RegisterCase"
[[nodiscard]] inline std::string_view command_name(const Command& command) {
  return command_name(command.index());
}

// Who gives a command: taken from the session by the endpoint, never from the message.
struct Actor {
  UserName user;
  Role role = Role::system;
  std::string console;
  bool operator==(const Actor&) const = default;
};
BOOST_DESCRIBE_STRUCT(Actor, (), (user, role, console))

}  // namespace carehub
