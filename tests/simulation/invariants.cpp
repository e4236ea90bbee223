#include <algorithm>

#include "dispatcher/core/projection.hpp"
#include "protocols/domain/tally.hpp"
#include "tests/simulation/world.hpp"

namespace carehub::test {

namespace {

std::string team_faults(const core::State& state) {
  for (const Team* team : state.teams()) {
    const bool working = team->status >= TeamStatus::allocated && team->status <= TeamStatus::on_scene;
    if (working == team->queue.empty())
      return fmt::format("{}: {} with {} visits", team->id.value, name_of(team->status), team->queue.size());
    for (std::size_t i = 0; i < team->queue.size(); ++i) {
      const Case* c = state.find_case(team->queue[i].case_id);
      if (c == nullptr || !c->assignment || c->assignment->kind != UnitKind::team ||
          c->assignment->unit != team->id.value) {
        return fmt::format("{} has {}, which does not point back", team->id.value, team->queue[i].case_id.value);
      }
      if (c->status < CaseStatus::allocated || c->status > CaseStatus::on_scene) {
        return fmt::format("{} has {}, which is {}", team->id.value, c->id.value, name_of(c->status));
      }
      if (i > 0 && c->status > CaseStatus::accepted) return fmt::format("{} is with two cases at once", team->id.value);
      if (i == 0 && static_cast<int>(c->status) - static_cast<int>(CaseStatus::allocated) !=
                        static_cast<int>(team->status) - static_cast<int>(TeamStatus::allocated)) {
        return fmt::format("{} is {} but {} is {}", team->id.value, name_of(team->status), c->id.value,
                           name_of(c->status));
      }
    }
  }
  return {};
}

// Where its status says it is, and nowhere else.
std::string case_faults(const core::State& state, const Case& c) {
  std::size_t held = 0, right = 0;
  for (const Team* team : state.teams()) {
    for (const Visit& visit : team->queue) {
      if (visit.case_id != c.id) continue;
      ++held;
      if (c.status >= CaseStatus::allocated && c.status <= CaseStatus::on_scene) ++right;
    }
  }
  for (const Place* place : state.places()) {
    const auto times = static_cast<std::size_t>(std::count(place->travelling.begin(), place->travelling.end(), c.id));
    held += times;
    if (c.status == CaseStatus::signposted && c.assignment && c.assignment->unit == place->id.value) right += times;
  }
  for (const ServiceState* service : state.services()) {
    const auto times = static_cast<std::size_t>(std::count(service->booked.begin(), service->booked.end(), c.id));
    held += times;
    if (c.status == CaseStatus::booked && c.assignment && c.assignment->service == service->id) right += times;
  }
  const bool should = is_open(c.status) && c.status >= CaseStatus::allocated && c.status <= CaseStatus::booked;
  if (held != (should ? 1U : 0U) || right != held) {
    return fmt::format("{} is {} and held {} times, {} of them rightly", c.id.value, name_of(c.status), held, right);
  }
  if (!is_open(c.status)) {
    for (const Clock& clock : c.clocks) {
      if (clock.outcome == ClockOutcome::running) return fmt::format("{} is closed and a clock runs", c.id.value);
    }
    if (c.explanation) return fmt::format("{} is closed and keeps its explanation", c.id.value);
    if (!c.closed) return fmt::format("{} is closed, but when", c.id.value);
  }
  if (c.status == CaseStatus::following_up && c.duties.empty()) {
    return fmt::format("{} is to be followed up, and nobody owes it a call", c.id.value);
  }
  if (c.status == CaseStatus::following_up && c.assignment)
    return fmt::format("{} is followed up and has a unit", c.id.value);
  if ((c.status == CaseStatus::triaged || c.status == CaseStatus::received) && c.assignment) {
    return fmt::format("{} is {} and has a unit", c.id.value, name_of(c.status));
  }
  if (c.status == CaseStatus::proposed && (!c.assignment || !c.explanation || c.explanation->offered.empty())) {
    return fmt::format("{} is proposed without an answer", c.id.value);
  }
  return {};
}

std::string alert_faults(const core::State& state) {
  std::set<core::AlertKey> seen;
  std::array<std::int32_t, 3> severities{};
  for (const Alert* alert : state.alerts()) {
    if (!seen.insert(core::key_of(*alert)).second) return fmt::format("two alerts of one cause: {}", alert->text);
    ++severities.at(static_cast<std::size_t>(alert->severity));
    const Case* c = state.find_case(alert->case_id);
    const bool of_closed = alert->kind == AlertKind::ownership_returned || alert->kind == AlertKind::closed_case_news ||
                           alert->kind == AlertKind::glass_broken;
    if (c != nullptr && !is_open(c->status) && !of_closed) {
      return fmt::format("{} is closed and has the alert {}", c->id.value, name_of(alert->kind));
    }
    if (c != nullptr && !is_waiting(*c) &&
        (alert->kind == AlertKind::unanswered_proposal || alert->kind == AlertKind::no_capacity)) {
      if (!(alert->kind == AlertKind::no_capacity))
        return fmt::format("{} waits for nobody: {}", c->id.value, alert->text);
    }
  }
  if (severities != state.alert_indices().by_severity) return "alerts are counted wrongly";
  return {};
}

std::string count_faults(const core::State& state) {
  const HubStatus status = core::hub_status(state, state.hub().last_at);
  HubStatus expected;
  std::size_t open = 0;
  for (const Case* c : state.cases_after({}, ~std::size_t{0})) {
    if (!is_open(c->status)) continue;
    ++open;
    ++expected.open;
    if (is_waiting(*c)) ++expected.waiting;
    if (has_breached(*c, status.now)) ++expected.breached;
    if (is_due_soon(*c, status.now, state.site().thresholds)) ++expected.due_soon;
  }
  if (open != state.open_cases().size()) return "open cases are counted wrongly";
  if (status.open != expected.open || status.waiting != expected.waiting) return "waiting cases are counted wrongly";
  if (status.breached != expected.breached)
    return fmt::format("{} breached, {} counted", expected.breached, status.breached);
  if (status.due_soon != expected.due_soon)
    return fmt::format("{} due soon, {} counted", expected.due_soon, status.due_soon);
  return {};
}

}  // namespace

std::string broken_invariant(const core::State& state) {
  if (auto fault = team_faults(state); !fault.empty()) return fault;
  for (const Case* c : state.cases_after({}, ~std::size_t{0})) {
    if (auto fault = case_faults(state, *c); !fault.empty()) return fault;
  }
  if (auto fault = alert_faults(state); !fault.empty()) return fault;
  return count_faults(state);
}

std::string Watch::look(const core::State& state) {
  const auto all = state.cases_after({}, ~std::size_t{0});
  if (all.size() < cases_) return "a case has disappeared";
  cases_ = all.size();
  for (const Case* c : all) {
    for (const Clock& clock : c->clocks) {
      const auto [known, first] = clocks_.try_emplace({c->id, clock.kind}, std::pair(clock.started, clock.due));
      if (known->second.first < clock.started) return fmt::format("{}: a clock was started again", c->id.value);
      known->second.first = clock.started;  // earlier only: a duplicate's promise
      if (clock.due > known->second.second) return fmt::format("{}: a clock was given more time", c->id.value);
      known->second.second = clock.due;
    }
    std::set<ClockKind> kinds;
    for (const Clock& clock : c->clocks) {
      if (!kinds.insert(clock.kind).second) return fmt::format("{}: two clocks of one kind", c->id.value);
    }
  }
  return {};
}

}  // namespace carehub::test
