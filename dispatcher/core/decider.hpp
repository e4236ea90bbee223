#pragma once
// Answers one command: the rules of the house. Each event it decides on is applied to the draft at once, so that the
// next rule sees its effect. Used through decide() only.

#include <optional>
#include <string>
#include <vector>

#include "dispatcher/core/core.hpp"
#include "dispatcher/core/draft.hpp"
#include "dispatcher/core/filled.hpp"
#include "dispatcher/matching/matching.hpp"

namespace carehub::matching::plan {
class Plan;
class Situation;
class Standing;
}  // namespace carehub::matching::plan
namespace carehub::matching::lookahead {
struct Outset;
}  // namespace carehub::matching::lookahead

namespace carehub::core {

struct Seen;

class Decider {
 public:
  Decider(const State& state, const Stamp& stamp) : draft_(state), stamp_(stamp) {}

  [[nodiscard]] Decision run(const Command& command);
  // Who could meet the need now, and why not everyone else: for a person who looks at an open case.
  [[nodiscard]] Explanation options(CaseId id) const;
  // For other threads (beside.cpp).
  [[nodiscard]] std::optional<matching::lookahead::Outset> outset(const LookaheadRules& rules) const;
  [[nodiscard]] std::optional<matching::plan::Standing> standing_plan() const;
  // The choice is made on the draft; nothing: it would be carried out.
  [[nodiscard]] std::optional<Refusal> try_choice(const PreviewChoice& choice);

 private:
  using Outcome_ = std::optional<Refusal>;  // nothing: carried out

  // --- intake (decide_intake.cpp) ---
  [[nodiscard]] Outcome_ decide(const RegisterCase& c);
  [[nodiscard]] Outcome_ decide(const UpdateReferral& c);
  [[nodiscard]] Outcome_ decide(const CorrectCase& c);
  [[nodiscard]] Outcome_ decide(const TriageCase& c);
  [[nodiscard]] Outcome_ decide(const SetPriority& c);
  [[nodiscard]] Outcome_ decide(const AddNote& c);
  [[nodiscard]] Outcome_ decide(const LinkCases& c);
  [[nodiscard]] Outcome_ decide(const ReopenCase& c);
  [[nodiscard]] Outcome_ decide(const CancelCase& c);
  [[nodiscard]] Outcome_ decide(const ClaimCase& c);
  [[nodiscard]] Outcome_ decide(const ReleaseClaim& c);
  [[nodiscard]] Outcome_ decide(const RecordResponse& c);
  // --- who meets the need (decide_dispatch.cpp) ---
  [[nodiscard]] Outcome_ decide(const AcceptProposal& c);
  [[nodiscard]] Outcome_ decide(const WithdrawProposal& c);
  [[nodiscard]] Outcome_ decide(const AllocateTeam& c);
  [[nodiscard]] Outcome_ decide(const StandDown& c);
  [[nodiscard]] Outcome_ decide(const Signpost& c);
  [[nodiscard]] Outcome_ decide(const BookService& c);
  // --- what a choice would do to everybody else (decide_preview.cpp) ---
  [[nodiscard]] Outcome_ decide(const PreviewChoice& c);
  [[nodiscard]] Outcome_ choose(const PreviewChoice& c);
  [[nodiscard]] ShiftedCase shifted(CaseId id) const;
  // --- ends (decide_ends.cpp) ---
  [[nodiscard]] Outcome_ decide(const RecordArrival& c);
  [[nodiscard]] Outcome_ decide(const RecordNotArrived& c);
  [[nodiscard]] Outcome_ decide(const ReferOn& c);
  [[nodiscard]] Outcome_ decide(const AdviseAndClose& c);
  [[nodiscard]] Outcome_ decide(const RejectReferral& c);
  [[nodiscard]] Outcome_ check_redirect(const std::string& to, std::string& name) const;
  [[nodiscard]] Outcome_ decide(const CloseCase& c);
  // --- crews (decide_crew.cpp, decide_duty.cpp) ---
  [[nodiscard]] Outcome_ decide(const AcceptVisit& c);
  [[nodiscard]] Outcome_ decide(const RefuseVisit& c);
  [[nodiscard]] Outcome_ decide(const ReportEnRoute& c);
  [[nodiscard]] Outcome_ decide(const ReportOnScene& c);
  [[nodiscard]] Outcome_ decide(const ReportClear& c);
  [[nodiscard]] Outcome_ decide(const ReportPosition& c);
  [[nodiscard]] Outcome_ decide(const SignOnTeam& c);
  [[nodiscard]] Outcome_ decide(const SignOffTeam& c);
  [[nodiscard]] Outcome_ decide(const StartBreak& c);
  [[nodiscard]] Outcome_ decide(const EndBreak& c);
  // --- capacity, alerts, the hub (decide_hub.cpp) ---
  [[nodiscard]] Outcome_ decide(const ReportPlaceCount& c);
  [[nodiscard]] Outcome_ decide(const SetPlaceOpen& c);
  [[nodiscard]] Outcome_ decide(const ReportServiceCapacity& c);
  [[nodiscard]] Outcome_ decide(const SetServiceMode& c);
  [[nodiscard]] Outcome_ decide(const DeclareOpel& c);
  [[nodiscard]] Outcome_ decide(const AcknowledgeAlert& c);
  [[nodiscard]] Outcome_ decide(const ShelveAlert& c);
  [[nodiscard]] Outcome_ decide(const EscalateAlert& c);
  [[nodiscard]] Outcome_ decide(const ResolveAlert& c);
  [[nodiscard]] Outcome_ decide(const ApplySite& c);
  [[nodiscard]] Outcome_ decide(const OpenSession& c);
  [[nodiscard]] Outcome_ decide(const CloseSession& c);
  [[nodiscard]] Outcome_ decide(const ReportHubCondition& c);
  [[nodiscard]] Outcome_ decide(const ImprovePlan& c);
  // --- what is owed to people who wait, and to crews (decide_duties.cpp, decide_handover.cpp) ---
  [[nodiscard]] Outcome_ decide(const RecordContact& c);
  [[nodiscard]] Outcome_ decide(const PromiseCallBack& c);
  // --- what somebody is to do at a level of pressure (decide_actions.cpp) ---
  [[nodiscard]] Outcome_ decide(const AssignAction& c);
  [[nodiscard]] Outcome_ decide(const CompleteAction& c);
  [[nodiscard]] Outcome_ decide(const WithdrawAction& c);
  [[nodiscard]] Outcome_ check_action_texts(const AssignAction& c) const;
  [[nodiscard]] Outcome_ check_action_fits(const AssignAction& c) const;
  [[nodiscard]] const AssignedAction* find_action(ActionId id) const;
  [[nodiscard]] Outcome_ no_such_action(ActionId id) const;
  [[nodiscard]] std::string ended_words(const AssignedAction& action) const;
  [[nodiscard]] std::string suggestions(std::int32_t level) const;
  // --- help that is nobody's visit (decide_community.cpp) ---
  [[nodiscard]] Outcome_ decide(const SignpostToCommunity& c);
  [[nodiscard]] Outcome_ check_entries(const Case& c, const std::vector<std::string>& entries,
                                       const std::string& advice) const;
  [[nodiscard]] Outcome_ check_suits(const Case& c, const CommunityEntry& entry, const std::string& advice) const;
  [[nodiscard]] std::string opening_words(const std::vector<std::string>& entries) const;
  [[nodiscard]] Outcome_ decide(const ReportSafe& c);
  [[nodiscard]] Outcome_ decide(const HandOverShift& c);
  [[nodiscard]] Outcome_ decide(const TakeOverShift& c);
  // --- who is responsible (decide_ownership.cpp) ---
  [[nodiscard]] Outcome_ decide(const AcceptReferral& c);
  [[nodiscard]] Outcome_ decide(const StartConsultation& c);
  [[nodiscard]] Outcome_ decide(const RecordPartnerRefusal& c);
  // --- what is known of a person (decide_person.cpp) ---
  [[nodiscard]] Outcome_ decide(const TellOfPerson& c);
  [[nodiscard]] Outcome_ decide(const ViewPerson& c);
  [[nodiscard]] Outcome_ decide(const BreakGlass& c);
  [[nodiscard]] Outcome_ decide(const ViewCase& c);
  // --- care homes (decide_homes.cpp) ---
  [[nodiscard]] Outcome_ decide(const EnrolResident& c);
  [[nodiscard]] Outcome_ decide(const RemoveResident& c);
  [[nodiscard]] Outcome_ decide(const ReportReadings& c);
  [[nodiscard]] Outcome_ decide(const OpenCaseFromAlert& c);
  [[nodiscard]] Outcome_ check_reporter(const HomeId& id) const;
  class HomeReport;
  // --- time (decide_tick.cpp) ---
  [[nodiscard]] Outcome_ decide(const Tick& c);
  void tick_case(const Case& c);
  void tick_clocks(const Case& c);
  void tick_answers(const Case& c);
  void tick_team(const Team& team);
  void tick_place(const Place& place);
  void tick_service(const ServiceState& service);
  void tick_alert(const Alert& alert);
  void tick_duties(const Case& c);
  void tick_home(const HomeState& home);
  void tick_handover();
  void tick_outlooks();
  void tick_outlook(const Case& c);

  // --- what every rule uses (decider.cpp) ---
  template <class E>
  void emit(E&& event) {
    if (decision_.events.capacity() == 0) decision_.events.reserve(6);
    apply(draft_, decision_.events.emplace_back(std::forward<E>(event)), stamp_);
  }
  template <class... Args>
  [[nodiscard]] static Refusal refuse(RefusalCode code, fmt::format_string<Args...> format, Args&&... args) {
    return {code, filled(format, std::forward<Args>(args)...)};
  }
  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    decision_.message = filled(format, std::forward<Args>(args)...);
  }
  [[nodiscard]] Instant now() const { return stamp_.at; }
  [[nodiscard]] const Site& site() const { return draft_.site(); }
  [[nodiscard]] std::string clock(Instant at) const;
  [[nodiscard]] bool by_machine() const { return stamp_.actor.role == Role::system; }
  [[nodiscard]] bool by_crew() const { return stamp_.actor.role == Role::crew; }

  // The object exists, and the table allows the command in its state.
  [[nodiscard]] Outcome_ check_exists(CaseId id) const;
  [[nodiscard]] Outcome_ check_exists(const TeamId& id) const;
  [[nodiscard]] Outcome_ check_exists(AlertId id) const;
  [[nodiscard]] Outcome_ check_state(const Case& c) const;
  [[nodiscard]] Outcome_ check_state(const Team& team) const;
  [[nodiscard]] Outcome_ check_time(std::optional<Instant> at) const;
  [[nodiscard]] Outcome_ check_claim(const Case& c) const;
  // "1042 has CR2 since 19:40"
  [[nodiscard]] std::string has_words(const Case& c) const;
  // When a report of the crew or staff is about; a clock that runs a little ahead is taken as now.
  [[nodiscard]] std::optional<Instant> told(std::optional<Instant> at) const;

  // --- alerts: one open for each cause and object (alerts.cpp) ---
  void raise(AlertKind kind, Severity severity, CaseId id, std::string text);
  void raise(AlertKind kind, Severity severity, const TeamId& id, std::string text);
  void raise(AlertKind kind, Severity severity, const PlaceId& id, std::string text);
  void raise(AlertKind kind, Severity severity, const ServiceId& id, std::string text);
  void raise(Alert alert);
  [[nodiscard]] bool is_marked(const Alert& alert) const;
  void resolve(const AlertKey& key, std::string_view reason);
  void resolve(AlertKind kind, CaseId id, std::string_view reason) { resolve(AlertKey{id, {}, kind}, reason); }
  void resolve(AlertKind kind, const TeamId& id, std::string_view reason);
  void resolve_waiting_alerts(CaseId id, const std::string& reason);  // what ends when somebody is sent
  void resolve_all(CaseId id, const std::string& reason);             // what ends when the case does
  void team_heard(const TeamId& id);

  // --- clocks (clocks.cpp) ---
  void start_clocks(CaseId id);
  void stop_clocks(CaseId id, ClockMoment moment, Instant at);
  void end_clocks(CaseId id, const std::string& reason, bool counts);  // the case closes
  void resume_clocks(CaseId id);                                       // of a case that is open again
  void exclude_clock(CaseId id, ClockKind kind, const std::string& reason);
  void end_clock_alerts(CaseId id);

  // --- proposals (proposing.cpp) ---
  enum class Automatic { allowed, no };
  [[nodiscard]] matching::World world() const;
  [[nodiscard]] matching::World world_of(UnitKind kind, const std::string& unit, const ServiceId& service) const;
  [[nodiscard]] Explanation find_response(const Case& c) const;
  // Finds who can meet the need and proposes or, in automatic mode, sends. Requires: c waits.
  void propose(CaseId id, Automatic automatic = Automatic::allowed);
  void propose_from(CaseId id, Explanation found, Automatic automatic);
  [[nodiscard]] Assignment assignment_of(const Candidate& candidate, const std::string& override_reason) const;
  void send_team(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why);
  void signpost(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why);
  void book(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why);
  void carry_out(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why);
  [[nodiscard]] Explanation response_of(const Case& c, UnitKind kind, const std::string& unit,
                                        const ServiceId& service) const;
  [[nodiscard]] std::optional<Candidate> as_proposed(const Case& c, const Explanation& why) const;
  [[nodiscard]] Candidate forced_candidate(const Team& team, const Case& c) const;
  [[nodiscard]] Outcome_ check_version(const Case& c, std::optional<std::uint64_t> version) const;
  [[nodiscard]] Outcome_ check_unassigned(const Case& c) const;
  [[nodiscard]] Outcome_ check_team_free(const Team& team, CaseId queue_behind) const;
  [[nodiscard]] Refusal not_possible(const Case& c, const Explanation& possible, UnitKind kind,
                                     const std::string& unit) const;
  void release(CaseId id, const std::string& reason);
  // --- all open cases together (planning.cpp) ---
  // Whether this hub plans; else each case gets the nearest answer for itself.
  [[nodiscard]] bool plans() const { return site().matching.policy == MatchingPolicy::plan; }
  // Something changed that a plan depends on: one is made at the end of the decision.
  void want_plan() { plan_wanted_ = true; }
  void make_plan();
  void plan_once();
  // Crews that were told and have not set off (told.cpp).
  struct Change;
  [[nodiscard]] std::optional<Change> change_of(const Team& team, CaseId id) const;
  void look_at_told();
  void carry_out_change(const Change& change);
  // What one plan covers (scope.cpp).
  struct Scope {
    bool whole = true;  // else only these teams and places, by position
    std::vector<std::uint32_t> teams, places;
    std::vector<const Case*> cases;  // by id
  };
  class ScopeBuilder;
  [[nodiscard]] bool is_small() const;
  [[nodiscard]] Scope scope_of_plan(const Case* about = nullptr) const;
  [[nodiscard]] std::vector<const Case*> cases_to_review() const;
  [[nodiscard]] Coordinates place_of(const Case& c) const;
  [[nodiscard]] matching::World world(const Scope& scope) const;
  struct Planned;
  void announce(const Planned& planned);
  void answer_outside_plan(CaseId id);
  void carry_out_planned(const Planned& planned);
  [[nodiscard]] bool may_send(const Case& c, const ServiceId& service) const;
  void pin_young_proposals(const matching::plan::Situation& situation, matching::plan::Plan& plan) const;
  // What is said of a case to a person who decides otherwise: by the plan, or by the nearest-first policy.
  [[nodiscard]] Explanation explain(const Case& c) const;
  // Turns a plan into proposals, departures and new times of arrival; how many cases have another answer.
  std::int32_t tell(const matching::plan::Situation& situation, const matching::plan::Plan& plan);
  // --- looking again (rounds.cpp) ---
  // Somebody or some place became free: cases that could be better off are looked at again, the tightest first.
  void unit_freed(UnitKind kind, const std::string& unit);
  // It can no longer be had, or later than it was: proposals of it are looked at again at once.
  void unit_gone(UnitKind kind, const std::string& unit);
  [[nodiscard]] bool can_be_answered(const Case& c) const;
  [[nodiscard]] bool is_makeshift(const Case& c, const ServiceId& service) const;
  [[nodiscard]] bool could_gain(const matching::World& world, const Case& c, UnitKind kind,
                                const std::string& unit) const;
  [[nodiscard]] bool concerns(const RoundMoved& round, const matching::World& all, const Case& c) const;
  void look_again(CaseId id);
  void withdraw(CaseId id, const std::string& reason);
  std::size_t go_round(RoundMoved round, std::size_t most);  // how many cases it looked at
  void finish_round(RoundMoved round);
  void start_round(RoundMoved round);
  void go_on_with_rounds();
  void withdraw_proposals_not_in(const Site& newer);
  void spoken_to(const TeamId& id);
  [[nodiscard]] bool is_full(const PlaceId& id) const;
  void note_shortfall(CaseId id, const std::optional<std::string>& shortfall);
  [[nodiscard]] std::optional<Instant> latest_safe_dispatch(const Case& c, const Candidate& best) const;
  [[nodiscard]] Outcome_ check_red_flag(const Case& c, const ServiceId& service) const;

  // --- intake helpers ---
  [[nodiscard]] Outcome_ check_triage(const Triage& triage) const;
  void tidy(Referral& referral) const;  // NHS number, locality, doubts: nothing is dropped
  void triage_at_intake(CaseId id, const Triage& asked);
  void note_floor(CaseId id, const Triage& triage);
  CaseId register_case(Referral&& referral, const std::optional<Triage>& triage, Instant received);
  void look_for_duplicates(CaseId id);
  void after_needs_known(CaseId id, Automatic automatic);
  void mark_red_flag(CaseId id);
  [[nodiscard]] Outcome_ check_may_stand_for(CaseId id, CaseId duplicate) const;
  void carry_clocks(CaseId from, CaseId to);
  // --- messages of other systems (decide_messages.cpp) ---
  [[nodiscard]] std::vector<CaseId> cases_by_external(const std::vector<ExternalId>& ids) const;
  [[nodiscard]] Outcome_ check_new_message(const std::vector<ExternalId>& ids);
  [[nodiscard]] CaseId kept_case_of(CaseId id) const;
  void mark_news_if_closed(CaseId id, const std::string& news);
  void mark_duplicates_of(CaseId id);
  void tell_all(const std::vector<CaseId>& matches, const std::string& what);
  void look_for_same_reference(CaseId id);
  [[nodiscard]] Outcome_ cancel_none_of(const std::vector<CaseId>& matches, const std::string& reason);
  [[nodiscard]] bool has_answer(CaseId id, const RecordResponse& c) const;
  void record_response(CaseId id, const RecordResponse& c, const std::vector<ExternalId>& messages);
  // The unit that works on the case now, so that it can be offered again.
  struct Holder {
    UnitKind kind = UnitKind::team;
    std::string unit;
  };
  [[nodiscard]] std::optional<Holder> holder_of(const Case& c) const;
  void offer_again(const std::optional<Holder>& holder);
  // --- duties (decide_duties.cpp) ---
  [[nodiscard]] const Duty* find_duty(const Case& c, DutyKind kind, std::int32_t number) const;
  [[nodiscard]] Outcome_ check_promised(Instant at) const;
  void promise(CaseId id, Duty duty);
  void after_contact(const RecordContact& c);
  void after_no_answer(const RecordContact& c);
  void end_welfare_call(CaseId id, const std::string& because);
  void stop_validation(CaseId id);
  void look_for_earlier_calls(CaseId id);
  void note_gaps(CaseId id);
  // --- what is known of a person (decide_person.cpp) ---
  [[nodiscard]] PersonId person_of(CaseId case_id, const PersonId& person) const;
  [[nodiscard]] Outcome_ check_person(CaseId case_id, const PersonId& person) const;
  [[nodiscard]] Outcome_ check_own_visit(CaseId case_id) const;
  void recognise(CaseId id);
  [[nodiscard]] Triage with_record(CaseId id, Triage triage) const;
  [[nodiscard]] std::string send_red_bag(CaseId id);
  void recognise_everywhere(const PersonId& person);
  [[nodiscard]] std::string access_of_cases(const PersonId& person, CaseId about) const;
  [[nodiscard]] Seen look_for(const ViewPerson& c) const;
  [[nodiscard]] std::vector<EarlierCase> earlier_cases(const PersonId& person, CaseId except) const;
  // Everything that ends a case but a visit: the event, its clocks, alerts, and what it held.
  void end_case(CaseId id, Event event, const std::string& reason, std::optional<ClockMoment> moment);

  // --- crew helpers ---
  [[nodiscard]] Outcome_ check_own_team(const TeamId& id) const;
  [[nodiscard]] std::string own_teams() const;
  [[nodiscard]] bool may_take_over(const Team& team) const;
  [[nodiscard]] Outcome_ take_over(const SignOnTeam& c);
  [[nodiscard]] std::optional<Outcome_> kept_or_refused_duty(const Team& team, std::string_view reported);
  void sign_off_if_retired(const TeamId& id);
  [[nodiscard]] Outcome_ out_of_order(const Team& team, std::string_view reported, std::optional<Instant> at);
  [[nodiscard]] std::optional<Outcome_> kept_or_refused(const Team& team, std::string_view reported,
                                                        std::optional<Instant> at);
  [[nodiscard]] Outcome_ check_not_before(CaseId id, std::optional<Instant> at) const;
  void team_in_order(const TeamId& id);
  void take_back_contact(CaseId id);
  void resolve_team_alerts(const TeamId& id, const std::string& reason);
  void begin_visit(const Team& team, std::optional<Instant> at, CaseStatus upto);
  [[nodiscard]] Instant arrival_of(const Team& team, const Case& c) const;
  // --- what travel times are learned from (decide_journeys.cpp) ---
  [[nodiscard]] std::optional<Journey> journey_of(const Team& team, const Case& c, Instant departed) const;
  [[nodiscard]] std::optional<std::int32_t> travelled_s(const Team& team, const Case& c, Instant arrived) const;
  [[nodiscard]] std::string position_doubt(const Team& team, Coordinates position, Instant at) const;

  Draft draft_;
  const Stamp& stamp_;
  Decision decision_;
  std::size_t command_ = 0;
  bool proposing_again_ = false;  // one round of proposals for one cause
  bool ticking_ = false;
  bool plan_wanted_ = false;
  bool plan_due_ = false;                  // all is looked at again, in time
  std::vector<CaseId> not_sent_now_;       // proposed, but not sent by this decision even in automatic mode
  std::vector<std::string> planned_with_;  // units that somebody is planned for
  CaseId left_alone_;  // a person has just taken its proposal away: it is planned for from the next decision on
  std::vector<RoundMoved> sent_meanwhile_;  // units that were sent while a round was under way
};

}  // namespace carehub::core
