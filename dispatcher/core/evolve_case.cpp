// Events of cases: what was told, what was decided about them, how they end.

#include <algorithm>

#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/evolver.hpp"
#include "dispatcher/core/indices.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

constexpr std::uint64_t answer_bits =
    bit_of(AlertKind::unanswered_proposal) | bit_of(AlertKind::unanswered_allocation) | bit_of(AlertKind::not_arrived);

Clock* find_clock(Case& c, ClockKind kind) {
  for (Clock& clock : c.clocks) {
    if (clock.kind == kind) return &clock;
  }
  return nullptr;
}

void add_id(std::vector<CaseId>& list, CaseId id) {
  if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
}

}  // namespace

void Evolver::set_assignment(Case& c, std::optional<Assignment> assignment) {
  c.assignment = std::move(assignment);
  c.alerted &= ~answer_bits;
}

void Evolver::release_unit(Case& c) {
  if (!c.assignment) return;
  const Assignment& a = *c.assignment;
  if (c.status >= CaseStatus::allocated && c.status <= CaseStatus::on_scene) {
    if (Team* team = change(TeamId(a.unit))) take_visit_off(*team, c.id);
  } else if (c.status == CaseStatus::signposted) {
    if (Place* place = change(PlaceId(a.unit))) std::erase(place->travelling, c.id);
  } else if (c.status == CaseStatus::booked) {
    if (ServiceState* service = change(a.service)) std::erase(service->booked, c.id);
  }
}

void Evolver::wait_again(Case& c) {
  if (c.status >= CaseStatus::allocated) c.fail_safe_fired = false;  // a validation without anybody is unanswered again
  release_unit(c);
  set_assignment(c, std::nullopt);
  c.status = c.triage ? CaseStatus::triaged : CaseStatus::received;
}

// A closed case is kept for good, so what only served the decision is let go.
void Evolver::end_case(Case& c, CaseStatus status, Outcome outcome) {
  const bool was_only_proposed = c.status <= CaseStatus::proposed;
  release_unit(c);
  if (was_only_proposed) set_assignment(c, std::nullopt);
  for (const Duty& duty : c.duties)
    note(c, std::nullopt, "{} promised for {} ends with the case", words(duty.kind), clock(duty.due));
  c.duties.clear();
  c.status = status;
  c.outcome = outcome;
  c.closed = stamp_.at;
  c.claim.reset();
  c.explanation.reset();
  c.latest_safe_dispatch.reset();
  c.alerted = 0;
  c.history.shrink_to_fit();
  c.clocks.shrink_to_fit();
  c.excluded_units.shrink_to_fit();
}

void Evolver::operator()(const CaseReceived& e) {
  Case& c = records_.add_case(e.case_id);
  c.version = 1;
  c.received = e.received;
  c.referral = e.referral;
  records_.after_referral_change(c);
  const std::optional<Instant> happened = e.received == stamp_.at ? std::nullopt : std::optional<Instant>(e.received);
  note(c, happened, "received from {}{}{}", words(e.referral.source), e.referral.summary.empty() ? "" : ": ",
       e.referral.summary);
  for (const std::string& warning : e.referral.warnings) note(c, std::nullopt, "warning: {}", warning);
  if (HourTally* hour = hour_of(e.received)) {
    ++hour->received;
    const auto source = static_cast<std::size_t>(e.referral.source);
    if (source < hour->received_by_source.size()) ++hour->received_by_source[source];
  }
}

// What demand is learned from. Only where it is used: hubs that do not plan have the digests that they always had.
void Evolver::count_need(const Triage& triage) {
  if (records_.site().matching.policy != MatchingPolicy::plan) return;
  HourTally* hour = hour_of(stamp_.at);
  if (hour == nullptr) return;
  auto tally = std::ranges::find(hour->needs, triage.need, &NeedTally::need);
  if (tally == hour->needs.end()) tally = hour->needs.insert(hour->needs.end(), NeedTally{triage.need, 0, 0});
  ++tally->calls;
  tally->weight += weight_of(records_.site().matching, triage.priority);
}

void Evolver::operator()(const CaseTriaged& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  const bool again = c->triage.has_value();
  c->triage = e.triage;
  for (const std::string& flag : e.red_flags) {
    auto& flags = c->referral.red_flags;
    if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(flag);
  }
  if (c->status == CaseStatus::received || c->status == CaseStatus::following_up) c->status = CaseStatus::triaged;
  c->claim.reset();
  c->alerted &= ~(bit_of(AlertKind::claim_lapsed) | bit_of(AlertKind::red_flag));
  if (!records_.complete()) return;
  if (!again) count_need(e.triage);
  std::string text = fmt::format("{}: {}, priority {}", again ? "triaged again" : "triaged", words(e.triage.need),
                                 static_cast<int>(e.triage.priority));
  if (!e.triage.skills.empty()) text += "; needs " + words(e.triage.skills);
  if (!e.red_flags.empty()) text += "; red flags " + listed(e.red_flags);
  add_line(*c, with_reason(std::move(text), e.triage.reason), std::nullopt);
}

void Evolver::operator()(const ReferralUpdated& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->referral = e.referral;
  records_.after_referral_change(*c);
  note(*c, std::nullopt, "referral updated{}{}", e.note.empty() ? "" : ": ", e.note);
}

void Evolver::operator()(const CaseCorrected& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->referral = e.referral;
  records_.after_referral_change(*c);
  note(*c, std::nullopt, "{} corrected from \"{}\" to \"{}\": {}", e.field, e.before, e.after, e.reason);
}

void Evolver::operator()(const PriorityChanged& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  if (c->triage) c->triage->priority = e.after;
  note(*c, std::nullopt, "priority {} to {}{}{}", static_cast<int>(e.before), static_cast<int>(e.after),
       e.reason.empty() ? "" : ": ", e.reason);
}

void Evolver::operator()(const NoteAdded& e) {
  if (Case* c = change(e.case_id)) note(*c, e.happened, "note: {}", e.text);
}

void Evolver::operator()(const PossibleDuplicateFound& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  for (CaseId other : e.others) add_id(c->possible_duplicates, other);
  if (!records_.complete()) return;  // no rule looks at the earlier cases again in the same decision
  std::vector<std::string> names;
  for (CaseId other : e.others) {
    names.push_back(std::to_string(other.value));
    if (Case* earlier = change(other)) {
      add_id(earlier->possible_duplicates, c->id);
      note(*earlier, std::nullopt, "{} may be about the same person", c->id.value);
    }
  }
  note(*c, std::nullopt, "may be about the same person as {}", listed(names));
}

void Evolver::operator()(const CaseLinked& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  if (e.duplicate) {
    note(*c, std::nullopt, "closed as a duplicate of {}{}{}", e.to.value, e.reason.empty() ? "" : ": ", e.reason);
    end_case(*c, CaseStatus::duplicate, Outcome::other);
    c->duplicate_of = e.to;
  } else {
    note(*c, std::nullopt, "linked with {}{}{}", e.to.value, e.reason.empty() ? "" : ": ", e.reason);
    std::erase(c->possible_duplicates, e.to);
  }
  if (Case* other = change(e.to)) {
    note(*other, std::nullopt, "{} {}", e.case_id.value, e.duplicate ? "is a duplicate of this case" : "linked");
    std::erase(other->possible_duplicates, e.case_id);
  }
}

void Evolver::operator()(const CaseReopened& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  if (c->duplicate_of.given()) {
    if (Case* other = change(c->duplicate_of)) note(*other, std::nullopt, "{} is no duplicate", c->id.value);
  }
  c->duplicate_of = {};
  c->closed.reset();
  c->outcome = Outcome::none;
  c->returned_to_ambulance = false;
  c->status = c->triage ? CaseStatus::triaged : CaseStatus::received;
  set_assignment(*c, std::nullopt);
  note(*c, std::nullopt, "reopened: {}", e.reason);
}

void Evolver::operator()(const CaseCancelled& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  note(*c, std::nullopt, "{}: {}", e.entered_in_error ? "cancelled, entered in error" : "cancelled", e.reason);
  end_case(*c, CaseStatus::cancelled, Outcome::not_needed);
}

void Evolver::operator()(const CaseClaimed& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->claim = Claim{e.user, e.until};
  c->alerted &= ~bit_of(AlertKind::claim_lapsed);
  note(*c, std::nullopt, "taken up until {}", clock(e.until));
}

void Evolver::operator()(const ClaimEnded& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->claim.reset();
  note(*c, std::nullopt, "claim ended: {}", e.reason);
}

// --- clocks ---

// A clock that runs again or is due earlier keeps its start: nothing ever gives a case its time back.
void Evolver::operator()(const ClockStarted& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->alerted &= ~bit_of(AlertKind::due_soon);
  if (Clock* known = find_clock(*c, e.clock.kind)) {
    count_clock(*c, *known, -1);
    known->started = std::min(known->started, e.clock.started);
    known->due = std::min(known->due, e.clock.due);
    known->breach_seen = false;  // one that is past its time is raised again
    known->stopped.reset();
    known->outcome = ClockOutcome::running;
    known->reason.clear();
    if (!records_.complete()) return;
    note(*c, std::nullopt, "clock {} runs on, due {}", words(e.clock.kind), clock(known->due));
  } else {
    c->clocks.push_back(e.clock);
    if (!records_.complete()) return;
    note(*c, e.clock.started, "clock {} runs, due {}", words(e.clock.kind), clock(e.clock.due));
  }
}

void Evolver::operator()(const ClockStopped& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  Clock* known = find_clock(*c, e.kind);
  if (known == nullptr) return;
  count_clock(*c, *known, -1);
  known->stopped = e.at;
  known->outcome = e.outcome;
  known->reason = e.reason;
  count_clock(*c, *known, +1);
  c->alerted &= ~bit_of(AlertKind::due_soon);  // another clock may be due soon
  const std::string_view ended = e.outcome == ClockOutcome::met        ? "met"
                                 : e.outcome == ClockOutcome::breached ? "not met"
                                                                       : "does not count";
  note(*c, e.at, "clock {} {}{}{}", words(e.kind), ended, e.reason.empty() ? "" : ": ", e.reason);
}

void Evolver::operator()(const ClockBreached& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  if (Clock* known = find_clock(*c, e.kind)) known->breach_seen = true;
  note(*c, std::nullopt, "clock {} breached, still running", words(e.kind));
}

namespace {

// Who counted an end must take it back where it is: hours of an older snapshot, and referrals that came anew from
// somebody else, hold fewer.
void count_source(HourTally& hour, Source source, const SourceTally& more, std::int32_t by) {
  auto tally = std::ranges::find(hour.sources, source, &SourceTally::source);
  if (tally == hour.sources.end()) {
    if (by < 0) return;
    tally = hour.sources.insert(hour.sources.end(), SourceTally{source, 0, 0, 0, 0});
  }
  const bool there = tally->two_hour_met >= more.two_hour_met && tally->two_hour_ended >= more.two_hour_ended &&
                     tally->all_response_met >= more.all_response_met &&
                     tally->all_response_ended >= more.all_response_ended;
  if (by < 0 && !there) return;
  tally->two_hour_met += by * more.two_hour_met;
  tally->two_hour_ended += by * more.two_hour_ended;
  tally->all_response_met += by * more.all_response_met;
  tally->all_response_ended += by * more.all_response_ended;
}

}  // namespace

// By the hour in which the case was received. An ended clock that is corrected leaves its first count.
void Evolver::count_clock(const Case& c, const Clock& clock, std::int32_t by) {
  if (clock.kind != ClockKind::two_hour) return;
  if (clock.outcome != ClockOutcome::met && clock.outcome != ClockOutcome::breached) return;
  HourTally* hour = hour_of(c.received);
  if (hour == nullptr) return;
  const bool met = clock.outcome == ClockOutcome::met;
  (met ? hour->two_hour_met : hour->two_hour_breached) += by;
  hour->all_response_ended += by;
  if (met) hour->all_response_met += by;
  const std::int32_t one = met ? 1 : 0;
  count_source(*hour, c.referral.source, {c.referral.source, one, 1, one, 1}, by);
}

// The first contact face to face. Without a two-hour clock it counts among all urgent responses, by its service's
// target.
void Evolver::count_contact(Case& c, std::optional<Instant> happened) {
  if (c.first_seen) return;
  c.first_seen = happened.value_or(stamp_.at);
  if (find_clock(c, ClockKind::two_hour) != nullptr || !c.assignment) return;
  const ServiceConfig* service = records_.service_config(c.assignment->service);
  if (service == nullptr || service->capacity != CapacityKind::mobile_teams) return;
  HourTally* hour = hour_of(c.received);
  if (hour == nullptr) return;
  ++hour->all_response_ended;
  const std::int32_t met = is_late(*c.first_seen, c.received + minutes(service->target_min)) ? 0 : 1;
  hour->all_response_met += met;
  count_source(*hour, c.referral.source, {c.referral.source, 0, 0, met, 1}, +1);
}

// --- proposals, places, services ---

void Evolver::operator()(const ResponseProposed& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  release_unit(*c);
  set_assignment(*c, e.assignment);
  if (records_.complete()) c->explanation = e.explanation;
  c->latest_safe_dispatch = e.latest_safe_dispatch;
  c->status = CaseStatus::proposed;
  c->alerted &= ~bit_of(AlertKind::no_capacity);
  if (!records_.complete()) return;
  std::string text = "proposed " + unit_words(records_.site(), e.assignment);
  if (e.assignment.expected) text += ", expected " + clock(*e.assignment.expected);
  if (e.explanation.escalate) text += "; " + with_reason("nothing meets the target", e.explanation.shortfall);
  add_line(*c, std::move(text), std::nullopt);
}

void Evolver::operator()(const ProposalWithdrawn& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  if (records_.complete() && c->assignment) {
    add_line(*c, with_reason("proposal of " + unit_words(records_.site(), *c->assignment) + " withdrawn", e.reason),
             std::nullopt);
  }
  if (!e.excluded_unit.empty()) c->excluded_units.push_back(e.excluded_unit);
  wait_again(*c);
}

void Evolver::operator()(const PersonSignposted& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  release_unit(*c);
  set_assignment(*c, e.assignment);
  if (records_.complete()) c->explanation = e.explanation;
  c->status = CaseStatus::signposted;
  if (Place* place = change(e.place)) add_id(place->travelling, c->id);
  if (!records_.complete()) return;
  note(*c, std::nullopt, "signposted to {}, expected {}{}{}", place_words(records_.site(), e.place),
       e.assignment.expected ? clock(*e.assignment.expected) : "any time",
       e.assignment.override_reason.empty() ? "" : ": ", e.assignment.override_reason);
}

void Evolver::operator()(const PersonArrived& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  count_contact(*c, e.happened);
  const bool plans = records_.site().matching.policy == MatchingPolicy::plan;
  const bool at_place = plans && c->assignment && c->assignment->kind == UnitKind::place;
  if (Place* place = at_place ? records_.edit_place(PlaceId(c->assignment->unit)) : nullptr) {
    const PlaceConfig* config = records_.place_config(place->id);
    const seconds usual = minutes(config == nullptr ? 90 : config->typical_stay_min);
    const Instant leaves = stamp_.at + (c->triage && c->triage->visit_s ? seconds(*c->triage->visit_s) : usual);
    place->leaving.insert(std::ranges::upper_bound(place->leaving, leaves), leaves);
  }
  note(*c, e.happened, "arrived at {}", c->assignment ? unit_words(records_.site(), *c->assignment) : "the place");
  end_case(*c, CaseStatus::completed, Outcome::attended_place);
}

void Evolver::operator()(const PersonNotArrived& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  note(*c, std::nullopt, "did not arrive at {}{}{}",
       c->assignment ? unit_words(records_.site(), *c->assignment) : "the place", e.reason.empty() ? "" : ": ",
       e.reason);
  wait_again(*c);
}

void Evolver::operator()(const ServiceBooked& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  release_unit(*c);
  set_assignment(*c, e.assignment);
  if (records_.complete()) c->explanation = e.explanation;
  c->status = CaseStatus::booked;
  if (ServiceState* service = change(e.service)) {
    add_id(service->booked, c->id);
    if (e.assignment.kind == UnitKind::slot && e.assignment.expected) {
      std::erase(service->free_slots, *e.assignment.expected);
    }
  }
  if (!records_.complete()) return;
  note(*c, std::nullopt, "{} with {}, expected {}{}{}", e.assignment.kind == UnitKind::slot ? "booked" : "in the queue",
       service_words(records_.site(), e.service), e.assignment.expected ? clock(*e.assignment.expected) : "any time",
       e.assignment.override_reason.empty() ? "" : ": ", e.assignment.override_reason);
}

// --- ends ---

void Evolver::operator()(const CaseReferredOn& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  note(*c, std::nullopt, "referred on to {}: {}", service_words(records_.site(), e.service), e.reason);
  end_case(*c, CaseStatus::referred_on, Outcome::referred_on);
}

void Evolver::operator()(const CaseAdvised& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  note(*c, std::nullopt, "advised: {}", e.advice);
  end_case(*c, CaseStatus::advised, Outcome::advised);
}

void Evolver::operator()(const CaseRejected& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->returned_to_ambulance = c->referral.ambulance.validation;
  note(*c, std::nullopt, "rejected, reason {}{}{}{}{}{}", e.reason_code, e.comment.empty() ? "" : ": ", e.comment,
       e.redirect_to.empty() ? "" : "; try ", e.redirect_to,
       c->returned_to_ambulance ? "; the ambulance service owns it again" : "; the referrer owns it again");
  end_case(*c, CaseStatus::rejected, Outcome::other);
}

void Evolver::operator()(const CaseClosed& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  note(*c, std::nullopt, "closed, {}{}{}", words(e.outcome), e.reason.empty() ? "" : ": ", e.reason);
  end_case(*c, CaseStatus::completed, e.outcome);
}

void Evolver::operator()(const FailSafeFired& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->fail_safe_fired = true;
  note(*c, std::nullopt, "{}", e.text);
}

void Evolver::operator()(const ResponseRecorded& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  if (!e.messages.empty()) {
    for (const ExternalId& message : e.messages) c->referral.external_ids.push_back(message);
    records_.after_referral_change(*c);
  }
  if (records_.complete()) add_line(*c, answer_words(e.kind, e.reason, e.note), std::nullopt);
}

// No new version: a person who is just confirming must not be sent back by the passing of time.
void Evolver::operator()(const OutlookChanged& e) {
  Case* c = records_.edit_case(e.case_id);
  if (c == nullptr) return;
  c->latest_safe_dispatch = e.latest_safe_dispatch;
  if (c->assignment && c->status == CaseStatus::proposed) c->assignment->expected = e.expected;
}

}  // namespace carehub::core
