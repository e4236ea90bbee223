// Deciding who meets the need: accepting what was proposed, or choosing otherwise.

#include <algorithm>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/red_flags.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

const Candidate* candidate_for(const Explanation& found, UnitKind kind, const std::string& unit) {
  for (const Candidate& candidate : found.offered) {
    if (candidate.unit == unit && candidate.kind == kind) return &candidate;
  }
  return nullptr;
}

const NotOffered* reason_against(const Explanation& found, const std::string& unit) {
  for (const NotOffered& not_offered : found.not_offered) {
    if (not_offered.unit == unit) return &not_offered;
  }
  return nullptr;
}

// No reason makes these right: an age limit is part of what a place may take in.
bool is_hard(NotOfferedReason reason) {
  return reason == NotOfferedReason::too_young || reason == NotOfferedReason::too_old;
}

}  // namespace

// The world with nothing but one unit: what it alone could do for the case, and every reason against it.
Explanation Decider::response_of(const Case& c, UnitKind kind, const std::string& unit,
                                 const ServiceId& service) const {
  return matching::find_response(world_of(kind, unit, service), c);
}

Decider::Outcome_ Decider::check_version(const Case& c, std::optional<std::uint64_t> version) const {
  if (!version || *version == c.version) return std::nullopt;
  return refuse(RefusalCode::version_moved, "{} has changed since you looked: {}; look again", c.id.value,
                has_words(c));
}

Decider::Outcome_ Decider::check_unassigned(const Case& c) const {
  if (c.status < CaseStatus::allocated) return std::nullopt;
  return refuse(RefusalCode::already_allocated, "{}; stand that down first or replace it", has_words(c));
}

// Off duty, on a break, or busy without a place in its queue.
Decider::Outcome_ Decider::check_team_free(const Team& team, CaseId queue_behind) const {
  if (team.retired || team.status == TeamStatus::off_duty) {
    return refuse(RefusalCode::team_off_duty, "{} is off duty; choose another team", team.id.value);
  }
  if (team.status == TeamStatus::on_break) {
    return refuse(RefusalCode::team_on_break, "{} is on a break until {}; choose another team or end its break",
                  team.id.value, team.break_until ? clock(*team.break_until) : "it says so");
  }
  if (team.queue.empty()) return std::nullopt;
  const Visit& last = team.queue.back();
  if (queue_behind == last.case_id) return std::nullopt;
  return refuse(RefusalCode::team_busy, "{} is {} with {}, free about {}; queue it behind {} or choose another team",
                team.id.value, words(team.status), team.queue.front().case_id.value, clock(last.expected_end),
                last.case_id.value);
}

// A young proposal of a team that is still free stands as it was made; only its arrival is worked out again.
std::optional<Candidate> Decider::as_proposed(const Case& c, const Explanation& why) const {
  if (why.offered.empty() || why.at + seconds(site().thresholds.proposal_fresh_s) < now()) return std::nullopt;
  const Candidate& first = why.offered.front();
  if (first.kind != UnitKind::team || first.unit != c.assignment->unit || first.after.given()) return std::nullopt;
  const Team* team = draft_.find_team(TeamId(first.unit));
  if (team == nullptr || team->status != TeamStatus::available || !team->position || !c.referral.location.position) {
    return std::nullopt;
  }
  Candidate candidate = forced_candidate(*team, c);
  const ServiceConfig* service = draft_.service_config(team->service);
  const ServiceState* state = draft_.find_service(team->service);
  if (service == nullptr || state == nullptr || state->not_accepting) return std::nullopt;
  if (team->shift_end && candidate.arrival + expected_visit(c, *service) > *team->shift_end) return std::nullopt;
  candidate.position_age_s = first.position_age_s;
  candidate.rank_penalty = first.rank_penalty;
  return candidate;
}

Decider::Outcome_ Decider::decide(const AcceptProposal& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_version(known, c.case_version)) return refused;
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_unassigned(known)) return refused;
  if (!known.assignment) return refuse(RefusalCode::wrong_state, "nothing is proposed for {}", c.case_id.value);
  const Assignment proposed = *known.assignment;
  Explanation why = known.explanation.value_or(Explanation{});
  if (proposed.kind == UnitKind::team) {
    const Team* team = draft_.find_team(TeamId(proposed.unit));
    if (team == nullptr) return refuse(RefusalCode::unknown_team, "there is no team {} any more", proposed.unit);
    CaseId behind = why.offered.empty() ? CaseId{} : why.offered.front().after;
    const auto sent_to = [&](const Visit& visit) { return visit.case_id == behind; };
    // Behind a case that is only planned means behind what the team has been sent to.
    if (!team->queue.empty() && std::ranges::none_of(team->queue, sent_to)) behind = team->queue.back().case_id;
    if (auto refused = check_team_free(*team, behind)) return refused;
  }
  if (auto refused = check_red_flag(known, proposed.service)) return refused;
  std::optional<Candidate> chosen = as_proposed(known, why);
  if (!chosen && !why.offered.empty()) chosen = matching::find_offer(world(), known, proposed.kind, proposed.unit);
  if (!chosen) {
    Explanation possible = response_of(known, proposed.kind, proposed.unit, proposed.service);
    const Candidate* candidate = candidate_for(possible, proposed.kind, proposed.unit);
    if (candidate == nullptr) return not_possible(known, possible, proposed.kind, proposed.unit);
    chosen = *candidate;
    if (why.offered.empty()) why = std::move(possible);
  }
  carry_out(c.case_id, *chosen, {}, std::move(why));
  return std::nullopt;
}

Refusal Decider::not_possible(const Case& c, const Explanation& possible, UnitKind kind,
                              const std::string& unit) const {
  const NotOffered* against = reason_against(possible, unit);
  const std::string why = against == nullptr ? std::string("it cannot take this case now") : words(*against);
  const std::string name = unit_words(site(), Assignment{kind, unit, ServiceId(unit), {}, {}, {}, {}, {}, false});
  if (against != nullptr && kind == UnitKind::place) {
    switch (against->reason) {
      case NotOfferedReason::closed:
      case NotOfferedReason::not_accepting:
      case NotOfferedReason::last_entry_passed:
        return refuse(RefusalCode::place_closed, "{}: {}; choose another", name, why);
      case NotOfferedReason::full:
        return refuse(RefusalCode::place_full, "{}: {}; choose another", name, why);
      default:
        break;
    }
  }
  return refuse(RefusalCode::not_eligible, "{} for {}: {}; choose another", name, c.id.value, why);
}

Decider::Outcome_ Decider::decide(const WithdrawProposal& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (c.exclude_unit && blank(c.reason)) {
    return refuse(RefusalCode::missing_reason, "say why this unit is not to be offered for {} again", c.case_id.value);
  }
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  const std::string unit = known.assignment ? known.assignment->unit : std::string();
  emit(ProposalWithdrawn{c.case_id, c.reason, c.exclude_unit ? unit : std::string()});
  resolve(AlertKind::unanswered_proposal, c.case_id, "withdrawn");
  say("{}: proposal withdrawn", c.case_id.value);
  if (c.exclude_unit) {
    propose(c.case_id);
  } else if (plans()) {
    left_alone_ = c.case_id;
    want_plan();  // for whoever came behind it
  }
  return std::nullopt;
}

// A reason is asked for only when the team could be sent: first everything that would stop it anyway.
Decider::Outcome_ Decider::decide(const AllocateTeam& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (auto refused = check_exists(c.team)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_version(known, c.case_version)) return refused;
  if (auto refused = check_state(known)) return refused;
  const Team& team = *draft_.find_team(c.team);
  const bool has_it =
      known.status >= CaseStatus::allocated && known.assignment && known.assignment->unit == c.team.value;
  if (has_it) return refuse(RefusalCode::already_allocated, "{} already", has_words(known));
  if (auto refused = check_team_free(team, c.queue_behind)) return refused;
  if (!c.replace) {
    if (auto refused = check_unassigned(known)) return refused;
  }
  if (auto refused = refuse_other_than_999(site(), known, stamp_.actor.role, team.service, c.override_reason))
    return refused;
  Explanation why = explain(known);
  const bool proposed =
      known.status == CaseStatus::proposed && known.assignment && known.assignment->unit == c.team.value;
  const bool first = !why.offered.empty() && why.offered.front().unit == c.team.value;
  std::optional<Candidate> chosen = matching::find_offer(world(), known, UnitKind::team, c.team.value);
  if (!chosen) {
    const NotOffered* against = reason_against(why, c.team.value);
    if (against != nullptr && is_hard(against->reason)) return not_possible(known, why, UnitKind::team, c.team.value);
    if (blank(c.override_reason)) {
      return refuse(RefusalCode::missing_reason, "{} is not offered for {}: {}; give a reason to send it all the same",
                    c.team.value, c.case_id.value, against == nullptr ? "others come first" : words(*against));
    }
    chosen = forced_candidate(team, known);
  } else if (!first && !proposed && blank(c.override_reason)) {
    const Candidate& better = why.offered.front();
    return refuse(RefusalCode::missing_reason, "{} would come first, at {}; give a reason to send {}",
                  unit_words(site(), assignment_of(better, {})), clock(better.arrival), c.team.value);
  }
  chosen->after = team.queue.empty() ? CaseId{} : team.queue.back().case_id;
  const auto replaced = holder_of(known);
  if (replaced) release(c.case_id, "replaced by " + c.team.value);
  send_team(c.case_id, *chosen, c.override_reason, std::move(why));
  const std::string message = decision_.message;
  offer_again(replaced);
  decision_.message = message;
  return std::nullopt;
}

// A team that a person insists on: arrival by the travel model, or an hour where that knows nothing.
Candidate Decider::forced_candidate(const Team& team, const Case& c) const {
  Candidate candidate;
  candidate.kind = UnitKind::team;
  candidate.unit = team.id.value;
  candidate.service = team.service;
  candidate.arrival = arrival_of(team, c);
  candidate.travel_s = static_cast<std::int32_t>(whole_seconds(candidate.arrival - now()));
  if (const Clock* tightest = tightest_clock(c)) {
    candidate.slack_s = whole_seconds(tightest->due - candidate.arrival);
    candidate.late = candidate.slack_s < 0;
  }
  return candidate;
}

// The case gives back whoever holds it, and waits.
void Decider::release(CaseId id, const std::string& reason) {
  const Case& c = *draft_.find_case(id);
  const auto holder = holder_of(c);
  if (!holder) return;
  if (holder->kind == UnitKind::team) {
    emit(TeamStoodDown{id, TeamId(holder->unit), reason});
    resolve(AlertKind::unanswered_allocation, id, reason);
    resolve(AlertKind::better_crew, id, reason);
  } else {
    emit(PersonNotArrived{id, reason});
    resolve(AlertKind::not_arrived, id, reason);
  }
}

Decider::Outcome_ Decider::decide(const StandDown& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why the team is stood down");
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  const auto holder = holder_of(known);
  release(c.case_id, c.reason);
  propose(c.case_id, Automatic::no);
  offer_again(holder);
  say("{} stood down from {}; the case waits again", holder ? holder->unit : "the team", c.case_id.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const Signpost& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Place* place = draft_.find_place(c.place);
  if (place == nullptr)
    return refuse(RefusalCode::unknown_place, "there is no place \"{}\"", shortened(c.place.value, 40));
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_unassigned(known)) return refused;
  if (auto refused = refuse_other_than_999(site(), known, stamp_.actor.role, place->service, c.override_reason))
    return refused;
  Explanation why = explain(known);
  const Explanation alone = response_of(known, UnitKind::place, c.place.value, place->service);
  const Candidate* chosen = candidate_for(alone, UnitKind::place, c.place.value);
  if (chosen == nullptr) return not_possible(known, alone, UnitKind::place, c.place.value);
  const Candidate candidate = *chosen;
  signpost(c.case_id, candidate, c.override_reason, std::move(why));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const BookService& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const ServiceState* service = draft_.find_service(c.service);
  const ServiceConfig* config = draft_.service_config(c.service);
  if (service == nullptr || config == nullptr) {
    return refuse(RefusalCode::unknown_service, "there is no service \"{}\"", shortened(c.service.value, 40));
  }
  const bool teams_or_places =
      config->capacity == CapacityKind::mobile_teams || config->capacity == CapacityKind::places;
  if (teams_or_places) {
    return refuse(RefusalCode::invalid_value, "{} has no slots or queue; send a team or name a place", config->name);
  }
  if (c.at && *c.at < now()) return refuse(RefusalCode::invalid_value, "{} is in the past", clock(*c.at));
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_unassigned(known)) return refused;
  if (auto refused = refuse_other_than_999(site(), known, stamp_.actor.role, c.service, c.override_reason))
    return refused;
  Explanation why = explain(known);
  const bool slots = config->capacity == CapacityKind::bookable_slots;
  const UnitKind kind = slots ? UnitKind::slot : UnitKind::queue;
  const Explanation alone = response_of(known, kind, c.service.value, c.service);
  const Candidate* offered = candidate_for(alone, kind, c.service.value);
  const NotOffered* against = reason_against(alone, c.service.value);
  if (offered == nullptr && (blank(c.override_reason) || (against != nullptr && is_hard(against->reason)))) {
    return not_possible(known, alone, kind, c.service.value);
  }
  Candidate candidate = offered == nullptr ? Candidate{} : *offered;
  candidate.kind = kind;
  candidate.unit = c.service.value;
  candidate.service = c.service;
  if (offered == nullptr) candidate.arrival = now() + minutes(config->typical_wait_min);
  if (c.at) {
    const auto& free = service->free_slots;
    if (!free.empty() && std::find(free.begin(), free.end(), *c.at) == free.end() && blank(c.override_reason)) {
      return refuse(RefusalCode::not_eligible, "{} has no free time at {}; choose another time", config->name,
                    clock(*c.at));
    }
    candidate.arrival = *c.at;
  }
  book(c.case_id, candidate, c.override_reason, std::move(why));
  return std::nullopt;
}

}  // namespace carehub::core
