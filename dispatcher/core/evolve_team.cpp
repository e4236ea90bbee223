// Events of teams, their visits, places and services.

#include <algorithm>

#include "dispatcher/core/evolver.hpp"
#include "dispatcher/core/indices.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

TeamStatus status_for(CaseStatus status) {
  switch (status) {
    case CaseStatus::accepted:
      return TeamStatus::accepted;
    case CaseStatus::en_route:
      return TeamStatus::en_route;
    case CaseStatus::on_scene:
      return TeamStatus::on_scene;
    default:
      return TeamStatus::allocated;
  }
}

}  // namespace

void Evolver::set_status(Team& team, TeamStatus status) {
  if (team.status == status) return;
  team.status = status;
  team.status_since = stamp_.at;
  if (status != TeamStatus::on_scene) team.alerted &= ~bit_of(AlertKind::lone_worker);
}

void Evolver::follow_queue(Team& team) {
  if (!team.queue.empty()) {
    const Case* current = records_.find_case(team.queue.front().case_id);
    set_status(team, current == nullptr ? TeamStatus::allocated : status_for(current->status));
  } else if (team.status != TeamStatus::off_duty && team.status != TeamStatus::on_break) {
    set_status(team, TeamStatus::available);
  }
}

void Evolver::take_visit_off(Team& team, CaseId id) {
  journey_breaks_off(team.id, id);
  std::erase_if(team.queue, [id](const Visit& visit) { return visit.case_id == id; });
  follow_queue(team);
}

void Evolver::bring_to_front(Team& team, CaseId id) {
  const auto at = std::find_if(team.queue.begin(), team.queue.end(), [id](const Visit& v) { return v.case_id == id; });
  if (at == team.queue.end()) {
    team.queue.insert(team.queue.begin(), Visit{id, stamp_.at, stamp_.at});
  } else {
    std::rotate(team.queue.begin(), at, at + 1);
  }
}

void Evolver::operator()(const TeamAllocated& e) {
  Case* c = change(e.case_id);
  Team* team = change(e.team);
  if (c == nullptr || team == nullptr) return;
  release_unit(*c);
  set_assignment(*c, e.assignment);
  if (records_.complete()) c->explanation = e.explanation;
  c->status = CaseStatus::allocated;
  team->queue.push_back(e.visit);
  follow_queue(*team);
  if (!records_.complete()) return;
  std::string text = fmt::format("{} sent", e.team.value);
  if (team->queue.size() > 1)
    text = fmt::format("{} promised after {}", e.team.value, team->queue[team->queue.size() - 2].case_id.value);
  if (e.assignment.expected) text += ", expected " + clock(*e.assignment.expected);
  if (!e.assignment.override_reason.empty()) text += ": " + e.assignment.override_reason;
  add_line(*c, std::move(text), std::nullopt);
}

void Evolver::operator()(const VisitAccepted& e) {
  Team* team = heard(e.team);
  Case* c = change(e.case_id);
  if (c == nullptr || team == nullptr) return;
  c->status = CaseStatus::accepted;
  c->alerted &= ~bit_of(AlertKind::unanswered_allocation);
  team->reported.clear();
  follow_queue(*team);
  note(*c, e.happened, "{} accepted", e.team.value);
}

void Evolver::operator()(const VisitRefused& e) {
  Team* team = heard(e.team);
  Case* c = change(e.case_id);
  if (c == nullptr || team == nullptr) return;
  c->excluded_units.push_back(e.team.value);
  note(*c, std::nullopt, "{} refused: {}", e.team.value, e.reason);
  wait_again(*c);
}

void Evolver::operator()(const TeamEnRoute& e) {
  Team* team = heard(e.team);
  Case* c = change(e.case_id);
  if (c == nullptr || team == nullptr) return;
  c->status = CaseStatus::en_route;
  if (c->assignment) c->assignment->expected = e.expected_arrival;
  bring_to_front(*team, e.case_id);
  Visit& visit = team->queue.front();
  visit.expected_end = e.expected_arrival + (visit.expected_end - visit.expected_arrival);
  visit.expected_arrival = e.expected_arrival;
  team->reported.clear();
  follow_queue(*team);
  journey_begins(e);
  if (records_.complete()) {
    note(*c, e.happened, "{} on the way, expected {}", e.team.value, clock(e.expected_arrival));
  }
}

void Evolver::operator()(const TeamOnScene& e) {
  Team* team = heard(e.team);
  Case* c = change(e.case_id);
  if (c == nullptr || team == nullptr) return;
  c->status = CaseStatus::on_scene;
  bring_to_front(*team, e.case_id);
  Visit& visit = team->queue.front();
  visit.expected_end = e.happened.value_or(stamp_.at) + (visit.expected_end - visit.expected_arrival);
  visit.expected_arrival = e.happened.value_or(stamp_.at);
  team->reported.clear();
  follow_queue(*team);
  count_contact(*c, e.happened);
  journey_ends(e);
  note(*c, e.happened, "{} with the person", e.team.value);
}

void Evolver::operator()(const VisitCompleted& e) {
  Team* team = heard(e.team);
  Case* c = change(e.case_id);
  if (c == nullptr || team == nullptr) return;
  team->reported.clear();
  note(*c, e.happened, "{} clear, {}{}{}", e.team.value, words(e.outcome), e.reason.empty() ? "" : ": ", e.reason);
  end_case(*c, CaseStatus::completed, e.outcome);
}

void Evolver::operator()(const TeamStoodDown& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  note(*c, std::nullopt, "{} stood down{}{}", e.team.value, e.reason.empty() ? "" : ": ", e.reason);
  wait_again(*c);
}

// --- duty ---

void Evolver::operator()(const TeamSignedOn& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  set_status(*team, TeamStatus::available);
  team->crew = e.crew;
  team->crew_user = e.crew_user;
  if (e.position) {
    team->position = e.position;
    team->position_at = stamp_.at;
    team->position_doubtful = false;
  }
  team->shift_start = e.shift_start;
  team->shift_end = e.shift_end;
  team->break_planned = e.break_planned;
  team->break_until.reset();
  team->reported.clear();
  team->alerted = 0;
  follow_queue(*team);
}

void Evolver::operator()(const CrewTookTeam& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  if (!e.crew.empty()) team->crew = e.crew;
  team->crew_user = e.crew_user;
}

// Visits it still has go back to waiting: no case points to a team that is not there.
void Evolver::operator()(const TeamSignedOff& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  const std::vector<Visit> queue = team->queue;
  for (const Visit& visit : queue) {
    if (Case* c = change(visit.case_id)) {
      note(*c, std::nullopt, "{} signed off; waiting again", e.team.value);
      wait_again(*c);
    }
    journey_breaks_off(e.team, visit.case_id);
  }
  team->queue.clear();
  set_status(*team, TeamStatus::off_duty);
  team->shift_start.reset();
  team->shift_end.reset();
  team->break_until.reset();
  team->break_planned.reset();
  team->crew.clear();
  team->reported.clear();
  team->alerted = 0;
}

void Evolver::operator()(const BreakStarted& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  set_status(*team, TeamStatus::on_break);
  team->break_until = e.until;
  team->break_planned.reset();
}

void Evolver::operator()(const BreakEnded& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  team->break_until.reset();
  if (team->status == TeamStatus::on_break) set_status(*team, TeamStatus::available);
  follow_queue(*team);
}

// A position older than the one known says only that the crew was heard. One that cannot be is marked, and one outside
// the islands is not taken.
void Evolver::operator()(const PositionReported& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  const Instant at = e.happened.value_or(stamp_.at);
  if (team->position_at && at < *team->position_at) return;
  team->position_doubtful = e.doubtful;
  if (!in_british_isles(e.position)) return;
  team->position = e.position;
  team->position_at = at;
}

void Evolver::operator()(const ReportedOutOfOrder& e) {
  Team* team = heard(e.team);
  if (team == nullptr) return;
  if (e.reported != words(team->status)) team->reported = e.reported;
}

// --- capacity ---

void Evolver::operator()(const PlaceCounted& e) {
  Place* place = change(e.place);
  if (place == nullptr) return;
  const Instant at = e.happened.value_or(stamp_.at);
  if (place->counted_at && at < *place->counted_at) return;
  place->occupied = e.occupied;
  const auto there = static_cast<std::size_t>(std::max(0, e.occupied));
  if (place->leaving.size() > there)
    place->leaving.erase(place->leaving.begin(), std::prev(place->leaving.end(), static_cast<std::ptrdiff_t>(there)));
  place->counted_at = at;
  place->counted_by = who(stamp_.actor);
  place->watched_from = at;
}

void Evolver::operator()(const PlaceOpenSet& e) {
  Place* place = change(e.place);
  if (place == nullptr) return;
  place->closed_by_staff = !e.open;
  place->closed_reason = e.open ? std::string() : e.reason;
  place->watched_from = stamp_.at;
}

void Evolver::operator()(const ServiceCapacityReported& e) {
  ServiceState* service = change(e.report.service);
  if (service == nullptr) return;
  service->free = e.report.free;
  service->queue = e.report.queue;
  service->wait_min = e.report.wait_min;
  service->free_slots = e.report.free_slots;
  std::sort(service->free_slots.begin(), service->free_slots.end());
  service->not_accepting = e.report.not_accepting;
  service->note = e.report.note;
  service->reported_at = stamp_.at;
  service->reported_by = who(stamp_.actor);
  service->watched_from = stamp_.at;
}

void Evolver::operator()(const ServiceModeChanged& e) {
  if (ServiceState* service = change(e.service)) service->mode = e.mode;
}

}  // namespace carehub::core
