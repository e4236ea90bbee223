#pragma once
// The meaning of every event, one function each. Used through apply() and evolve() only.

#include "dispatcher/core/filled.hpp"
#include "dispatcher/core/records.hpp"

namespace carehub::core {

class Evolver {
 public:
  Evolver(Records& records, const Stamp& stamp) : records_(records), stamp_(stamp) {}

  void operator()(const SiteApplied& e);
  void operator()(const CaseReceived& e);
  void operator()(const CaseTriaged& e);
  void operator()(const ReferralUpdated& e);
  void operator()(const CaseCorrected& e);
  void operator()(const PriorityChanged& e);
  void operator()(const NoteAdded& e);
  void operator()(const PossibleDuplicateFound& e);
  void operator()(const CaseLinked& e);
  void operator()(const CaseReopened& e);
  void operator()(const CaseCancelled& e);
  void operator()(const CaseClaimed& e);
  void operator()(const ClaimEnded& e);
  void operator()(const ClockStarted& e);
  void operator()(const ClockStopped& e);
  void operator()(const ClockBreached& e);
  void operator()(const ResponseProposed& e);
  void operator()(const ProposalWithdrawn& e);
  void operator()(const TeamAllocated& e);
  void operator()(const VisitAccepted& e);
  void operator()(const VisitRefused& e);
  void operator()(const TeamEnRoute& e);
  void operator()(const TeamOnScene& e);
  void operator()(const VisitCompleted& e);
  void operator()(const TeamStoodDown& e);
  void operator()(const PersonSignposted& e);
  void operator()(const PersonArrived& e);
  void operator()(const PersonNotArrived& e);
  void operator()(const ServiceBooked& e);
  void operator()(const CaseReferredOn& e);
  void operator()(const CaseAdvised& e);
  void operator()(const CaseRejected& e);
  void operator()(const CaseClosed& e);
  void operator()(const FailSafeFired& e);
  void operator()(const ResponseRecorded& e);
  void operator()(const TeamSignedOn& e);
  void operator()(const TeamSignedOff& e);
  void operator()(const BreakStarted& e);
  void operator()(const BreakEnded& e);
  void operator()(const PositionReported& e);
  void operator()(const ReportedOutOfOrder& e);
  void operator()(const PlaceCounted& e);
  void operator()(const PlaceOpenSet& e);
  void operator()(const ServiceCapacityReported& e);
  void operator()(const ServiceModeChanged& e);
  void operator()(const AlertRaised& e);
  void operator()(const AlertChanged& e);
  void operator()(const AlertAcknowledged& e);
  void operator()(const AlertShelved& e);
  void operator()(const AlertUnshelved& e);
  void operator()(const AlertEscalated& e);
  void operator()(const AlertResolved& e);
  void operator()(const OpelDeclared& e);
  void operator()(const SessionOpened&) {}
  void operator()(const SessionClosed&) {}
  void operator()(const CommandRefused&) { records_.count_refusal(); }
  void operator()(const StateDigested&) {}
  void operator()(const OutlookChanged& e);
  void operator()(const CrewTookTeam& e);
  void operator()(const RoundMoved& e) { records_.move_round(e); }
  void operator()(const PlanReviewed&) { records_.plan_reviewed(stamp_.at); }
  void operator()(const ContactRecorded& e);
  void operator()(const DutyPromised& e);
  void operator()(const SignpostedToCommunity& e);
  void operator()(const ReferralAccepted& e);
  void operator()(const ConsultationStarted& e);
  void operator()(const PartnerRefused& e);
  void operator()(const CrewReportedSafe& e);
  void operator()(const ShiftHandedOver& e);
  void operator()(const ShiftTakenOver& e);
  void operator()(const EarlierCallsFound& e);
  void operator()(const GapNoted& e) { records_.count_gap(e); }
  void operator()(const PersonTold& e);
  void operator()(const PersonRecognised& e);
  void operator()(const PersonViewed& e);
  void operator()(const CaseViewed&) {}  // stands in the journal, and changes nothing
  void operator()(const GlassBroken& e);
  void operator()(const ResidentEnrolled& e);
  void operator()(const ResidentRemoved& e);
  void operator()(const ReadingsTaken& e);
  void operator()(const TriggersChanged& e);
  void operator()(const ActionAssigned& e);
  void operator()(const ActionCompleted& e);
  void operator()(const ActionWithdrawn& e);

 private:
  // Change functions return null when the record is not there; then the event says nothing about this state.
  [[nodiscard]] Case* change(CaseId id);
  [[nodiscard]] Team* change(const TeamId& id);
  [[nodiscard]] Place* change(const PlaceId& id);
  [[nodiscard]] ServiceState* change(const ServiceId& id);
  [[nodiscard]] Alert* change(AlertId id);
  [[nodiscard]] Team* heard(const TeamId& id);  // change, and the crew was heard

  void set_assignment(Case& c, std::optional<Assignment> assignment);
  void release_unit(Case& c);  // takes the case off the team, place or service that holds it
  void wait_again(Case& c);
  void end_case(Case& c, CaseStatus status, Outcome outcome);
  void take_visit_off(Team& team, CaseId id);
  void follow_queue(Team& team);  // the state of the team is that of its current visit
  void set_status(Team& team, TeamStatus status);
  void bring_to_front(Team& team, CaseId id);
  void mark_alert(const Alert& alert, bool raised);

  void count_need(const Triage& triage);
  void count_clock(const Case& c, const Clock& clock, std::int32_t by);
  void count_contact(Case& c, std::optional<Instant> happened);
  [[nodiscard]] HourTally* hour_of(Instant at);
  void journey_begins(const TeamEnRoute& e);
  void journey_ends(const TeamOnScene& e);
  void journey_breaks_off(const TeamId& team, CaseId id);

  // Adds a line to the history. Formats nothing on a draft.
  template <class... Args>
  void note(Case& c, std::optional<Instant> happened, fmt::format_string<Args...> format, Args&&... args);
  void add_line(Case& c, std::string what, std::optional<Instant> happened);
  [[nodiscard]] std::string clock(Instant at) const;

  Records& records_;
  const Stamp& stamp_;
};

template <class... Args>
void Evolver::note(Case& c, std::optional<Instant> happened, fmt::format_string<Args...> format, Args&&... args) {
  if (records_.complete()) add_line(c, filled(format, std::forward<Args>(args)...), happened);
}

}  // namespace carehub::core
