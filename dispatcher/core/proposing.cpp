// Who could meet the need: the first answer, and carrying it out.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/red_flags.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::core {

namespace {

// None where the answer is in time.
std::optional<std::string> shortfall_of(const Explanation& found) {
  if (!found.escalate && !found.offered.empty() && !found.offered.front().late) return std::nullopt;
  return found.shortfall.empty() ? "nothing free meets the target" : found.shortfall;
}

}  // namespace

Decider::Outcome_ Decider::check_red_flag(const Case& c, const ServiceId& service) const {
  return refuse_other_than_999(site(), c, stamp_.actor.role, service, {});
}

matching::World Decider::world() const {
  matching::World world;
  world.site = &site();
  world.now = now();
  world.known_until = draft_.below().hub().last_sequence;
  world.teams = draft_.teams();
  world.places = draft_.places();
  world.services = draft_.services();
  world.directory = &draft_.below().directory();
  world.find_case = [draft = &draft_](CaseId id) { return draft->find_case(id); };
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
  world.travel = draft_.below().travel();
  world.find_case = [draft = &draft_](CaseId id) { return draft->find_case(id); };
  return world;
}

Explanation Decider::find_response(const Case& c) const {
  if (!plans() || is_small()) return matching::find_response(world(), c);
  const Scope scope = scope_of_plan(&c);
  return matching::find_response(world(scope), c);
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

// `shortfall`: in words; none where the answer is in time.
void Decider::note_shortfall(CaseId id, const std::optional<std::string>& shortfall) {
  if (!shortfall) {
    resolve(AlertKind::no_capacity, id, "an answer in time was found");
    return;
  }
  raise(AlertKind::no_capacity, Severity::high, id, fmt::format("{}: {}", id.value, *shortfall));
}

void Decider::propose(CaseId id, Automatic automatic) {
  const Case& c = *draft_.find_case(id);
  if (!is_waiting(c) || (!c.triage && !red_flagged(c))) return;
  if (plans()) want_plan();  // a red flag may have taken it out of the plan, and others came behind it
  if (plans() && !red_flagged(c)) {
    if (automatic == Automatic::no) not_sent_now_.push_back(id);
    return;
  }
  propose_from(id, find_response(c), automatic);
}

void Decider::propose_from(CaseId id, Explanation found, Automatic automatic) {
  const std::optional<std::string> shortfall = shortfall_of(found);
  if (found.offered.empty()) return note_shortfall(id, shortfall);
  const Candidate first = found.offered.front();
  const Case& c = *draft_.find_case(id);
  const ServiceState* service = draft_.find_service(first.service);
  const bool send = automatic == Automatic::allowed && service != nullptr && service->mode == Mode::automatic &&
                    !c.referral.location.doubtful && c.triage;
  if (send) {
    carry_out(id, first, {}, std::move(found));
    note_shortfall(id, shortfall);
    return;
  }
  Assignment assignment = assignment_of(first, {});
  assignment.answer_by = now() + minutes(site().thresholds.proposal_answer_min);
  const auto latest = latest_safe_dispatch(c, first);
  if (c.status == CaseStatus::proposed && c.assignment && c.assignment->unit == first.unit) {
    // Only its arrival is new: whoever has not answered is still asked since then.
    assignment.since = c.assignment->since;
    assignment.answer_by = c.assignment->answer_by;
  } else {
    resolve(AlertKind::unanswered_proposal, id, "another proposal was made");
  }
  emit(ResponseProposed{id, std::move(assignment), std::move(found), latest});
  note_shortfall(id, shortfall);
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
  const Visit visit{
      id, candidate.arrival,
      candidate.arrival + expected_visit(*draft_.find_case(id), service == nullptr ? ServiceConfig{} : *service)};
  emit(TeamAllocated{id, TeamId(candidate.unit), std::move(assignment), visit, std::move(why)});
  stop_clocks(id, ClockMoment::responded, now());
  resolve_waiting_alerts(id, fmt::format("{} was sent", candidate.unit));
  say("{} sent to {}, expected {}", candidate.unit, id.value, clock(candidate.arrival));
  unit_gone(UnitKind::team, candidate.unit);
}

void Decider::signpost(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why) {
  const PlaceId place(candidate.unit);
  emit(PersonSignposted{id, place, assignment_of(candidate, override_reason), std::move(why)});
  stop_clocks(id, ClockMoment::responded, now());
  resolve_waiting_alerts(id, "signposted");
  end_welfare_call(id, "on the way to a place");
  say("{} signposted to {}, expected {}", id.value, place_words(site(), place), clock(candidate.arrival));
  if (plans()) want_plan();
  if (is_full(place)) unit_gone(UnitKind::place, candidate.unit);
}

// Or not known to have room.
bool Decider::is_full(const PlaceId& id) const {
  const Place* place = draft_.find_place(id);
  const PlaceConfig* config = draft_.below().place_config(id);
  return place == nullptr || config == nullptr || free_places(*place, *config, now()).value_or(0) <= 0;
}

void Decider::book(CaseId id, const Candidate& candidate, std::string override_reason, Explanation why) {
  emit(ServiceBooked{id, candidate.service, assignment_of(candidate, override_reason), std::move(why)});
  stop_clocks(id, ClockMoment::responded, now());
  resolve_waiting_alerts(id, "passed to a service");
  say("{} {} {}, expected {}", id.value, candidate.kind == UnitKind::slot ? "booked with" : "in the queue of",
      service_words(site(), candidate.service), clock(candidate.arrival));
  if (plans()) want_plan();  // whoever came behind it with a team or a place comes sooner
  if (candidate.kind == UnitKind::slot) unit_gone(candidate.kind, candidate.unit);  // others were proposed this time
}

}  // namespace carehub::core
