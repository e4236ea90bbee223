#pragma once
// Everything that has happened, in the past tense. Only core::evolve turns events into state; old ones stay facts for
// ever. Stored by position in the list at the end: append only, and never change the meaning of a member.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocols/domain/case.hpp"
#include "protocols/domain/command.hpp"
#include "protocols/domain/duty_events.hpp"
#include "protocols/domain/home_events.hpp"
#include "protocols/domain/journeys.hpp"
#include "protocols/domain/person_events.hpp"
#include "protocols/domain/refusal.hpp"
#include "protocols/domain/resources.hpp"

namespace carehub {

struct SiteApplied {
  Site site;
};
BOOST_DESCRIBE_STRUCT(SiteApplied, (), (site))

// --- cases ---
struct CaseReceived {
  CaseId case_id;
  Referral referral;
  Instant received;
};
BOOST_DESCRIBE_STRUCT(CaseReceived, (), (case_id, referral, received))

struct CaseTriaged {
  CaseId case_id;
  Triage triage;
  std::vector<std::string> red_flags;
};
BOOST_DESCRIBE_STRUCT(CaseTriaged, (), (case_id, triage, red_flags))

struct ReferralUpdated {
  CaseId case_id;
  Referral referral;
  std::string note;
};  // the merged whole
BOOST_DESCRIBE_STRUCT(ReferralUpdated, (), (case_id, referral, note))

struct CaseCorrected {
  CaseId case_id;
  Referral referral;
  std::string field;
  std::string before;
  std::string after;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseCorrected, (), (case_id, referral, field, before, after, reason))

struct PriorityChanged {
  CaseId case_id;
  Priority before = Priority::p3;
  Priority after = Priority::p3;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PriorityChanged, (), (case_id, before, after, reason))

struct NoteAdded {
  CaseId case_id;
  std::string text;
  std::optional<Instant> happened = {};  // written down then, sent later
};
BOOST_DESCRIBE_STRUCT(NoteAdded, (), (case_id, text, happened))

struct PossibleDuplicateFound {
  CaseId case_id;
  std::vector<CaseId> others;
};
BOOST_DESCRIBE_STRUCT(PossibleDuplicateFound, (), (case_id, others))

struct CaseLinked {
  CaseId case_id;
  CaseId to;
  bool duplicate = true;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseLinked, (), (case_id, to, duplicate, reason))

struct CaseReopened {
  CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseReopened, (), (case_id, reason))

struct CaseCancelled {
  CaseId case_id;
  std::string reason;
  bool entered_in_error = false;
};
BOOST_DESCRIBE_STRUCT(CaseCancelled, (), (case_id, reason, entered_in_error))

struct CaseClaimed {
  CaseId case_id;
  UserName user;
  Instant until;
};
BOOST_DESCRIBE_STRUCT(CaseClaimed, (), (case_id, user, until))

struct ClaimEnded {
  CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ClaimEnded, (), (case_id, reason))

struct ClockStarted {
  CaseId case_id;
  Clock clock;
};
BOOST_DESCRIBE_STRUCT(ClockStarted, (), (case_id, clock))

struct ClockStopped {
  CaseId case_id;
  ClockKind kind = ClockKind::two_hour;
  Instant at;
  ClockOutcome outcome = ClockOutcome::met;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ClockStopped, (), (case_id, kind, at, outcome, reason))

struct ClockBreached {
  CaseId case_id;
  ClockKind kind = ClockKind::two_hour;
};  // still running
BOOST_DESCRIBE_STRUCT(ClockBreached, (), (case_id, kind))

// --- who meets the need ---
// The first offer is the proposal. Also recorded when nothing fits: then the best that can be had, with escalate.
struct ResponseProposed {
  CaseId case_id;
  Assignment assignment;
  Explanation explanation;
  std::optional<Instant> latest_safe_dispatch;
};
BOOST_DESCRIBE_STRUCT(ResponseProposed, (), (case_id, assignment, explanation, latest_safe_dispatch))

struct ProposalWithdrawn {
  CaseId case_id;
  std::string reason;
  std::string excluded_unit;
};
BOOST_DESCRIBE_STRUCT(ProposalWithdrawn, (), (case_id, reason, excluded_unit))

struct TeamAllocated {
  CaseId case_id;
  TeamId team;
  Assignment assignment;
  Visit visit;
  Explanation explanation;
};
BOOST_DESCRIBE_STRUCT(TeamAllocated, (), (case_id, team, assignment, visit, explanation))

struct VisitAccepted {
  CaseId case_id;
  TeamId team;
  std::optional<Instant> happened;
};
BOOST_DESCRIBE_STRUCT(VisitAccepted, (), (case_id, team, happened))

struct VisitRefused {
  CaseId case_id;
  TeamId team;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(VisitRefused, (), (case_id, team, reason))

struct TeamEnRoute {
  CaseId case_id;
  TeamId team;
  std::optional<Instant> happened;
  Instant expected_arrival;
  std::optional<Journey> journey;  // where travel times are learned, and nothing about this one is doubtful
};
BOOST_DESCRIBE_STRUCT(TeamEnRoute, (), (case_id, team, happened, expected_arrival, journey))

struct TeamOnScene {
  CaseId case_id;
  TeamId team;
  std::optional<Instant> happened;
  std::optional<std::int32_t> travelled_s;  // what the journey took, where it can be learned from
};
BOOST_DESCRIBE_STRUCT(TeamOnScene, (), (case_id, team, happened, travelled_s))

struct VisitCompleted {
  CaseId case_id;
  TeamId team;
  Outcome outcome = Outcome::seen;
  std::string reason;
  std::optional<Instant> happened;
};
BOOST_DESCRIBE_STRUCT(VisitCompleted, (), (case_id, team, outcome, reason, happened))

struct TeamStoodDown {
  CaseId case_id;
  TeamId team;
  std::string reason;
};  // the case waits again
BOOST_DESCRIBE_STRUCT(TeamStoodDown, (), (case_id, team, reason))

struct PersonSignposted {
  CaseId case_id;
  PlaceId place;
  Assignment assignment;
  Explanation explanation;
};
BOOST_DESCRIBE_STRUCT(PersonSignposted, (), (case_id, place, assignment, explanation))

struct PersonArrived {
  CaseId case_id;
  std::optional<Instant> happened;
};  // closes a signposted or booked case
BOOST_DESCRIBE_STRUCT(PersonArrived, (), (case_id, happened))

struct PersonNotArrived {
  CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PersonNotArrived, (), (case_id, reason))

struct ServiceBooked {
  CaseId case_id;
  ServiceId service;
  Assignment assignment;
  Explanation explanation;
};
BOOST_DESCRIBE_STRUCT(ServiceBooked, (), (case_id, service, assignment, explanation))

struct CaseReferredOn {
  CaseId case_id;
  ServiceId service;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseReferredOn, (), (case_id, service, reason))

struct CaseAdvised {
  CaseId case_id;
  std::string advice;
};
BOOST_DESCRIBE_STRUCT(CaseAdvised, (), (case_id, advice))

struct CaseRejected {
  CaseId case_id;
  std::int32_t reason_code = 99;
  std::string comment;
  std::string redirect_to;
};
BOOST_DESCRIBE_STRUCT(CaseRejected, (), (case_id, reason_code, comment, redirect_to))

struct CaseClosed {
  CaseId case_id;
  Outcome outcome = Outcome::none;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseClosed, (), (case_id, outcome, reason))

// The validation breach time came near with no answer: the ambulance is sent in its original timeframe.
struct FailSafeFired {
  CaseId case_id;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(FailSafeFired, (), (case_id, text))

struct ResponseRecorded {
  CaseId case_id;
  std::string kind;
  std::string reason;
  std::string note;
  std::vector<ExternalId> messages;  // those that brought it
};
BOOST_DESCRIBE_STRUCT(ResponseRecorded, (), (case_id, kind, reason, note, messages))

// --- teams ---
struct TeamSignedOn {
  TeamId team;
  std::string crew;
  std::optional<Coordinates> position;
  Instant shift_start;
  std::optional<Instant> shift_end;
  std::optional<Instant> break_planned;
  UserName crew_user;  // of the crew that signed itself on; empty: the desk did
};
BOOST_DESCRIBE_STRUCT(TeamSignedOn, (), (team, crew, position, shift_start, shift_end, break_planned, crew_user))

struct TeamSignedOff {
  TeamId team;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TeamSignedOff, (), (team, reason))

struct BreakStarted {
  TeamId team;
  Instant until;
};
BOOST_DESCRIBE_STRUCT(BreakStarted, (), (team, until))

struct BreakEnded {
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(BreakEnded, (), (team))

struct PositionReported {
  TeamId team;
  Coordinates position;
  std::optional<Instant> happened;
  bool doubtful = false;
};
BOOST_DESCRIBE_STRUCT(PositionReported, (), (team, position, happened, doubtful))

// A crew's report that does not fit what is known: kept, flagged, state unchanged.
struct ReportedOutOfOrder {
  TeamId team;
  std::string reported;
  std::optional<Instant> happened;
};
BOOST_DESCRIBE_STRUCT(ReportedOutOfOrder, (), (team, reported, happened))

// --- capacity ---
struct PlaceCounted {
  PlaceId place;
  std::int32_t occupied = 0;
  std::optional<Instant> happened;
};
BOOST_DESCRIBE_STRUCT(PlaceCounted, (), (place, occupied, happened))

struct PlaceOpenSet {
  PlaceId place;
  bool open = true;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PlaceOpenSet, (), (place, open, reason))

struct ServiceCapacityReported {
  ReportServiceCapacity report;
};
BOOST_DESCRIBE_STRUCT(ServiceCapacityReported, (), (report))

struct ServiceModeChanged {
  ServiceId service;
  Mode mode = Mode::propose;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ServiceModeChanged, (), (service, mode, reason))

// --- alerts and the hub ---
struct AlertRaised {
  Alert alert;
};
BOOST_DESCRIBE_STRUCT(AlertRaised, (), (alert))

struct AlertChanged {
  AlertId alert;
  Severity severity = Severity::medium;
  std::string text;
};  // same cause, worse or newer
BOOST_DESCRIBE_STRUCT(AlertChanged, (), (alert, severity, text))

struct AlertAcknowledged {
  AlertId alert;
};
BOOST_DESCRIBE_STRUCT(AlertAcknowledged, (), (alert))

struct AlertShelved {
  AlertId alert;
  Instant until;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AlertShelved, (), (alert, until, reason))

struct AlertUnshelved {
  AlertId alert;
};
BOOST_DESCRIBE_STRUCT(AlertUnshelved, (), (alert))

struct AlertEscalated {
  AlertId alert;
  std::string to;
};
BOOST_DESCRIBE_STRUCT(AlertEscalated, (), (alert, to))

struct AlertResolved {
  AlertId alert;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AlertResolved, (), (alert, reason))

struct OpelDeclared {
  std::int32_t level = 1;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(OpelDeclared, (), (level, reason))

struct SessionOpened {
  std::string console;
  std::string address;
};
BOOST_DESCRIBE_STRUCT(SessionOpened, (), (console, address))

struct SessionClosed {
  std::string console;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SessionClosed, (), (console, reason))

struct CommandRefused {
  std::string command;
  Refusal refusal;
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(CommandRefused, (), (command, refusal, case_id))

// The digest of the whole state after the event before this one.
struct StateDigested {
  std::string digest;
};  // 32 hexadecimal digits
BOOST_DESCRIBE_STRUCT(StateDigested, (), (digest))

// How the expectation of a case without a team changed; keeps the ranking honest while it waits.
struct OutlookChanged {
  CaseId case_id;
  std::optional<Instant> latest_safe_dispatch;
  std::optional<Instant> expected;
};
BOOST_DESCRIBE_STRUCT(OutlookChanged, (), (case_id, latest_safe_dispatch, expected))

// A crew took over a team that the desk had signed on.
struct CrewTookTeam {
  TeamId team;
  std::string crew;
  UserName crew_user;
};
BOOST_DESCRIBE_STRUCT(CrewTookTeam, (), (team, crew, crew_user))

// More cases wait than one decision looks at when somebody becomes free: how far the round has come.
struct RoundMoved {
  UnitKind kind = UnitKind::team;
  std::string unit;         // who became free; empty: every case that lost its proposal
  Instant reached_urgency;  // everything up to here, in order of urgency, has been looked at
  std::uint64_t reached_case = 0;
  bool over = false;
  bool operator==(const RoundMoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoundMoved, (), (kind, unit, reached_urgency, reached_case, over))

// All open cases were planned together again: in time, or because something better was found between events. Costs in
// the unit of CandidateCost.
struct PlanReviewed {
  std::int64_t cost_before = 0;
  std::int64_t cost_after = 0;
  std::int32_t changed = 0;  // cases with another answer
  std::int64_t moves = 0;    // tried
};
BOOST_DESCRIBE_STRUCT(PlanReviewed, (), (cost_before, cost_after, changed, moves))

struct ActionAssigned {
  ActionId action;
  std::string text;
  std::string owner;
  std::optional<Instant> due;
  std::int32_t opel_level = 0;
  ServiceId service;
};
BOOST_DESCRIBE_STRUCT(ActionAssigned, (), (action, text, owner, due, opel_level, service))

struct ActionCompleted {
  ActionId action;
  std::string word;
  std::optional<Instant> happened;
};
BOOST_DESCRIBE_STRUCT(ActionCompleted, (), (action, word, happened))

struct ActionWithdrawn {
  ActionId action;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ActionWithdrawn, (), (action, reason))

using EventKinds =
    std::variant<SiteApplied, CaseReceived, CaseTriaged, ReferralUpdated, CaseCorrected, PriorityChanged, NoteAdded,
                 PossibleDuplicateFound, CaseLinked, CaseReopened, CaseCancelled, CaseClaimed, ClaimEnded, ClockStarted,
                 ClockStopped, ClockBreached, ResponseProposed, ProposalWithdrawn, TeamAllocated, VisitAccepted,
                 VisitRefused, TeamEnRoute, TeamOnScene, VisitCompleted, TeamStoodDown, PersonSignposted, PersonArrived,
                 PersonNotArrived, ServiceBooked, CaseReferredOn, CaseAdvised, CaseRejected, CaseClosed, FailSafeFired,
                 ResponseRecorded, TeamSignedOn, TeamSignedOff, BreakStarted, BreakEnded, PositionReported,
                 ReportedOutOfOrder, PlaceCounted, PlaceOpenSet, ServiceCapacityReported, ServiceModeChanged,
                 AlertRaised, AlertChanged, AlertAcknowledged, AlertShelved, AlertUnshelved, AlertEscalated,
                 AlertResolved, OpelDeclared, SessionOpened, SessionClosed, CommandRefused, StateDigested,
                 OutlookChanged, CrewTookTeam, RoundMoved, PlanReviewed, ContactRecorded, DutyPromised,
                 SignpostedToCommunity, ReferralAccepted, ConsultationStarted, PartnerRefused, CrewReportedSafe,
                 ShiftHandedOver, ShiftTakenOver, EarlierCallsFound, GapNoted, PersonTold, PersonRecognised,
                 PersonViewed, GlassBroken, ResidentEnrolled, ResidentRemoved, ReadingsTaken, TriggersChanged,
                 CaseViewed, ActionAssigned, ActionCompleted, ActionWithdrawn>;

// Used like the std::variant it is; see Command.
class Event : public EventKinds {
 public:
  Event();
  template <class Kind>
    requires boost::mp11::mp_contains<EventKinds, Kind>::value
  Event(Kind kind) : EventKinds{std::in_place_type<Kind>, std::move(kind)} {}
  template <std::size_t I, class... Arguments>
  explicit Event(std::in_place_index_t<I> index, Arguments&&... arguments)
      : EventKinds{index, std::forward<Arguments>(arguments)...} {}

  Event(const Event&);
  Event(Event&&) noexcept;
  Event& operator=(const Event&);
  Event& operator=(Event&&) noexcept;
  ~Event();
};

inline constexpr std::size_t event_kinds = std::variant_size_v<EventKinds>;
[[nodiscard]] std::string_view event_name(std::size_t index);  // "CaseReceived"
[[nodiscard]] inline std::string_view event_name(const Event& event) {
  return event_name(event.index());
}

// Where and when a decision was made. Handed to the core, which reads no clock.
struct Stamp {
  Sequence sequence = 0;  // of the first event of the decision
  Instant at;             // UTC
  Actor actor;
  CommandId command;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (sequence, at, actor, command))

}  // namespace carehub
