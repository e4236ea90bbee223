// Who could meet the need: the first answer, and better ones as people and places become free.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"

namespace carehub::core {

namespace {

const Candidate* candidate_for(const Explanation& found, const std::string& unit) {
  for (const Candidate& candidate : found.offered) {
    if (candidate.unit == unit) return &candidate;
  }
  return nullptr;
}

bool in_time(const Explanation& found) {
  return !found.escalate && !found.offered.empty() && !found.offered.front().late;
}

}  // namespace

bool Decider::red_flagged(const Case& c) const {
  if (!c.referral.red_flags.empty()) return true;
  const AmbulanceCategory category = c.referral.ambulance.category;
  return category == AmbulanceCategory::c1 || category == AmbulanceCategory::c2 || category == AmbulanceCategory::c2a;
}

Decider::Outcome_ Decider::check_red_flag(const Case& c, const ServiceId& service) const {
  if (!red_flagged(c)) return std::nullopt;
  const Role role = stamp_.actor.role;
  if (role == Role::navigator) return std::nullopt;
  const ServiceConfig* config = draft_.service_config(service);
  if (config != nullptr && config->takes_red_flags) return std::nullopt;
  return refuse(RefusalCode::red_flag,
                "{} has a red flag: only 999 may be sent; a clinical navigator can decide otherwise", c.id.value);
}

matching::World Decider::world() const {
  matching::World world;
  world.site = &site();
  world.now = now();
  world.known_until = draft_.below().hub().last_sequence;
  world.teams = draft_.teams();
  world.places = draft_.places();
  world.services = draft_.services();
  world.position_of_case = [draft = &draft_](CaseId id) -> std::optional<Coordinates> {
    const Case* c = draft->find_case(id);
    return c == nullptr ? std::nullopt : c->referral.location.position;
  };
  return world;
}

// The world with nothing but one unit and its service.
matching::World Decider::world_of(UnitKind kind, const std::string& unit, const ServiceId& service) const {
  matching::World world;
  world.site = &site();
  world.now = now();
  world.known_until = draft_.below().hub().last_sequence;
  if (kind == UnitKind::team) {
    if (const Team* team = draft_.find_team(TeamId(unit))) world.teams.push_back(team);
  } else if (kind == UnitKind::place) {
    if (const Place* place = draft_.find_place(PlaceId(unit))) world.places.push_back(place);
  }
  if (const ServiceState* state = draft_.find_service(service)) world.services.push_back(state);
  world.position_of_case = [draft = &draft_](CaseId id) -> std::optional<Coordinates> {
    const Case* c = draft->find_case(id);
    return c == nullptr ? std::nullopt : c->referral.location.position;
  };
  return world;
}

ServiceId Decider::service_of_unit(UnitKind kind, const std::string& unit) const {
  if (kind == UnitKind::team) {
    const Team* team = draft_.find_team(TeamId(unit));
    return team == nullptr ? ServiceId() : team->service;
  }
  if (kind == UnitKind::place) {
    const Place* place = draft_.find_place(PlaceId(unit));
    return place == nullptr ? ServiceId() : place->service;
  }
  return ServiceId(unit);
}

Explanation Decider::find_response(const Case& c) const {
  return matching::find_response(world(), c);
}

Assignment Decider::assignment_of(const Candidate& candidate, const std::string& override_reason) const {
  Assignment assignment;
  assignment.kind = candidate.kind;
  assignment.unit = candidate.unit;
  assignment.service = candidate.service;
  assignment.since = now();
  assignment.expected = candidate.arrival;
  assignment.override_reason = override_reason;
  return assignment;
}

// How long the case can still wait before this answer would be late.
std::optional<Instant> Decider::latest_safe_dispatch(const Case& c, const Candidate& best) const {
  const Clock* tightest = tightest_clock(c);
  if (tightest == nullptr) return std::nullopt;
  if (best.late) return now() + (tightest->due - best.arrival);
  return tightest->due - seconds(best.travel_s);
}

void Decider::note_shortfall(CaseId id, const Explanation& found) {
  if (in_time(found)) {
    resolve(AlertKind::no_capacity, id, "an answer in time was found");
    return;
  }
  const std::string why = found.shortfall.empty() ? "nothing free meets the target" : found.shortfall;
  raise(AlertKind::no_capacity, Severity::high, id, fmt::format("{}: {}", id.value, why));
}

void Decider::propose(CaseId id, Automatic automatic) {
  const Case& c = *draft_.find_case(id);
  if (!is_waiting(c) || (!c.triage && !red_flagged(c))) return;
  propose_from(id, find_response(c), automatic);
}

void Decider::propose_from(CaseId id, Explanation found, Automatic automatic) {
  if (found.offered.empty()) {
    note_shortfall(id, found);
    return;
  }
  const Candidate first = found.offered.front();
  const Case& c = *draft_.find_case(id);
  const ServiceState* service = draft_.find_service(first.service);
  const bool send = automatic == Automatic::allowed && service != nullptr && service->mode == Mode::automatic &&
                    !c.referral.location.doubtful && c.triage;
  if (send) {
    const Explanation why = found;
    carry_out(id, first, {}, std::move(found));
    note_shortfall(id, why);
    return;
  }
  Assignment assignment = assignment_of(first, {});
  assignment.answer_by = now() + minutes(site().thresholds.proposal_answer_min);
  const auto latest = latest_safe_dispatch(c, first);
  const bool meets = in_time(found);
  const std::string shortfall = found.shortfall;
  resolve(AlertKind::unanswered_proposal, id, "another proposal was made");
  emit(ResponseProposed{id, std::move(assignment), std::move(found), latest});
  Explanation summary;
  summary.escalate = !meets;
  summary.shortfall = shortfall;
  summary.offered = {first};
  note_shortfall(id, summary);
}

void Decider::carry_out(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why) {
  switch (candidate.kind) {
    case UnitKind::team:
      return send_team(id, candidate, std::move(override_reason), std::move(why));
    case UnitKind::place:
      return signpost(id, candidate, std::move(override_reason), std::move(why));
    case UnitKind::slot:
    case UnitKind::queue:
      return book(id, candidate, std::move(override_reason), std::move(why));
  }
}

void Decider::send_team(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why) {
  const ServiceConfig* service = draft_.service_config(candidate.service);
  Assignment assignment = assignment_of(candidate, override_reason);
  assignment.answer_by = now() + minutes(site().thresholds.allocation_answer_min);
  const Visit visit{id, candidate.arrival,
                    candidate.arrival + minutes(service == nullptr ? ServiceConfig{}.visit_min : service->visit_min)};
  emit(TeamAllocated{id, TeamId(candidate.unit), std::move(assignment), visit, std::move(why)});
  stop_clocks(id, ClockMoment::responded, now());
  resolve_waiting_alerts(id, fmt::format("{} was sent", candidate.unit));
  say("{} sent to {}, expected {}", candidate.unit, id.value, clock(candidate.arrival));
  unit_gone(candidate.unit);
}

void Decider::signpost(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why) {
  const PlaceId place(candidate.unit);
  emit(PersonSignposted{id, place, assignment_of(candidate, override_reason), std::move(why)});
  stop_clocks(id, ClockMoment::responded, now());
  resolve_waiting_alerts(id, "signposted");
  say("{} signposted to {}, expected {}", id.value, place_words(site(), place), clock(candidate.arrival));
}

void Decider::book(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why) {
  emit(ServiceBooked{id, candidate.service, assignment_of(candidate, override_reason), std::move(why)});
  stop_clocks(id, ClockMoment::responded, now());
  resolve_waiting_alerts(id, "passed to a service");
  say("{} {} {}, expected {}", id.value, candidate.kind == UnitKind::slot ? "booked with" : "in the queue of",
      service_words(site(), candidate.service), clock(candidate.arrival));
}

// --- again ---

// One unit alone answers quickly whether it could be better than what the case has.
bool Decider::could_gain(const matching::World& only_it, const Case& c, const std::string& unit) const {
  const Explanation found = matching::find_response(only_it, c);
  const Candidate* candidate = candidate_for(found, unit);
  if (candidate == nullptr) return false;
  if (c.status != CaseStatus::proposed || !c.assignment || !c.assignment->expected) return true;
  if (c.assignment->unit == unit) return false;
  return candidate->arrival + better_by <= *c.assignment->expected;
}

void Decider::unit_freed(UnitKind kind, const std::string& unit) {
  if (proposing_again_ || draft_.below().case_indices().waiting().empty()) return;
  proposing_again_ = true;
  const matching::World only_it = world_of(kind, unit, service_of_unit(kind, unit));
  std::vector<CaseId> gaining;
  std::size_t looked_at = 0;
  for (const auto& [urgency, id] : draft_.below().case_indices().waiting()) {
    if (looked_at == reconsidered_max) break;
    const Case& c = *draft_.find_case(id);
    if (draft_.has_changed(id) || !is_waiting(c) || (!c.triage && !red_flagged(c))) continue;
    ++looked_at;
    if (could_gain(only_it, c, unit)) gaining.push_back(id);
  }
  for (CaseId id : gaining) propose_if_better(id);
  proposing_again_ = false;
}

// A person may be confirming a young proposal: it stays, the better one shows among the options.
void Decider::propose_if_better(CaseId id) {
  const Case& c = *draft_.find_case(id);
  if (!is_waiting(c)) return;
  const bool proposed = c.status == CaseStatus::proposed && c.assignment.has_value();
  if (proposed && c.assignment->since + confirming > now()) return;
  Explanation found = find_response(c);
  if (found.offered.empty()) return;
  const Candidate& first = found.offered.front();
  if (proposed) {
    if (first.unit == c.assignment->unit) return;
    if (c.assignment->expected && first.arrival + better_by > *c.assignment->expected) return;
  }
  propose_from(id, std::move(found), Automatic::allowed);
}

void Decider::unit_gone(const std::string& unit) {
  const auto& proposed = draft_.below().case_indices().proposed_to(unit);
  if (proposing_again_ || proposed.empty()) return;
  proposing_again_ = true;
  std::vector<std::pair<Instant, CaseId>> affected;
  for (CaseId id : proposed) {
    const Case& c = *draft_.find_case(id);
    if (c.status != CaseStatus::proposed || !c.assignment || c.assignment->unit != unit) continue;
    affected.emplace_back(c.latest_safe_dispatch.value_or(never), id);
  }
  std::sort(affected.begin(), affected.end());
  if (affected.size() > reconsidered_max) affected.resize(reconsidered_max);
  for (const auto& [urgency, id] : affected) propose(id);
  proposing_again_ = false;
}

std::optional<Decider::Holder> Decider::holder_of(const Case& c) const {
  if (!c.assignment || c.status < CaseStatus::allocated || !is_open(c.status)) return std::nullopt;
  return Holder{c.assignment->kind, c.assignment->unit};
}

void Decider::offer_again(const std::optional<Holder>& holder) {
  if (holder && (holder->kind == UnitKind::team || holder->kind == UnitKind::place))
    unit_freed(holder->kind, holder->unit);
}

}  // namespace carehub::core
