// What falls due with time. Each timer leaves a mark in the state, so that it fires once.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/capacity.hpp"
#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/duties.hpp"
#include "dispatcher/core/handover.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

// Ids of what is due, the longest overdue first.
template <class Set>
auto due_until(const Set& timers, Instant now, std::size_t most) {
  std::vector<typename Set::value_type::second_type> due;
  for (const auto& [at, id] : timers) {
    if (at > now || due.size() == most) break;
    due.push_back(id);
  }
  return due;
}

bool raised(std::uint64_t alerted, AlertKind kind) {
  return (alerted & bit_of(kind)) != 0;
}

}  // namespace

namespace {

// While anybody waits.
std::optional<Instant> next_plan_review(const State& state) {
  const MatchingRules& rules = state.site().matching;
  if (rules.policy != MatchingPolicy::plan || state.case_indices().waiting().empty()) return std::nullopt;
  const bool small = state.team_list().size() + state.place_list().size() <= small_hub_units;
  return state.hub().plan_reviewed + seconds(small ? rules.review_s : std::min(rules.review_s, large_review_s));
}

}  // namespace

std::optional<Instant> next_timer(const State& state) {
  Instant at = state.hub().rounds.empty() ? never : state.hub().last_at;
  const auto first = [&at](const auto& timers) {
    if (!timers.empty()) at = std::min(at, timers.begin()->first);
  };
  first(state.case_indices().timers());
  first(state.timers().teams);
  first(state.timers().places);
  first(state.timers().services);
  first(state.timers().alerts);
  first(state.timers().homes);
  if (const auto review = next_plan_review(state)) at = std::min(at, *review);
  if (const auto late = handover_late_at(state)) at = std::min(at, *late);
  return at == never ? std::nullopt : std::optional(at);
}

Decider::Outcome_ Decider::decide(const Tick&) {
  ticking_ = true;
  const State& state = draft_.below();
  for (CaseId id : due_until(state.case_indices().timers(), now(), timers_max)) tick_case(*state.find_case(id));
  for (const TeamId& id : due_until(state.timers().teams, now(), timers_max)) tick_team(*state.find_team(id));
  for (const PlaceId& id : due_until(state.timers().places, now(), timers_max)) tick_place(*state.find_place(id));
  for (const ServiceId& id : due_until(state.timers().services, now(), timers_max))
    tick_service(*state.find_service(id));
  for (AlertId id : due_until(state.timers().alerts, now(), timers_max)) {
    if (const Alert* alert = draft_.find_alert(id)) tick_alert(*alert);
  }
  for (const HomeId& id : due_until(state.timers().homes, now(), timers_max)) tick_home(*state.find_home(id));
  if (const auto review = next_plan_review(state); review && *review <= now()) {
    plan_due_ = true;
    want_plan();
  }
  tick_handover();
  go_on_with_rounds();
  tick_outlooks();
  return std::nullopt;
}

void Decider::tick_case(const Case& c) {
  const CaseId id = c.id;
  tick_clocks(c);
  if (c.claim && c.claim->until <= now()) {
    const std::string user = person_words(c.claim->user.value);
    emit(ClaimEnded{id, "time ran out"});
    if (is_waiting(c)) {
      raise(AlertKind::claim_lapsed, Severity::low, id,
            fmt::format("{}: taken up by {} and not finished", id.value, user));
    }
  }
  if (const auto at = fail_safe_at(c, site()); at && *at <= now()) {
    const auto breach = c.referral.ambulance.breach_at;
    const std::string by = breach ? " by " + clock(*breach) : std::string();
    emit(FailSafeFired{
        id,
        fmt::format("no answer to the validation in time: the ambulance has to go in its original timeframe{}", by)});
    raise(AlertKind::validation_fail_safe, Severity::high, id,
          fmt::format("{}: not answered; tell the ambulance service to go{}", id.value, by));
  }
  tick_answers(*draft_.find_case(id));
  tick_duties(*draft_.find_case(id));
}

void Decider::tick_clocks(const Case& c) {
  const CaseId id = c.id;
  const Clock* soon = nullptr;
  for (const Clock& clock : c.clocks) {
    if (clock.outcome != ClockOutcome::running || clock.breach_seen) continue;
    if (is_late(now(), clock.due)) {
      emit(ClockBreached{id, clock.kind});
      resolve(AlertKind::due_soon, id, "breached");
      resolve(AlertKind::breached, id, "another clock is past its time as well");  // not hidden by who took the first
      raise(AlertKind::breached, Severity::high, id,
            fmt::format("{}: {} breached at {}", id.value, words(clock.kind), this->clock(clock.due)));
    } else if (alert_from(clock, site().thresholds) <= now()) {
      if (soon == nullptr || clock.due < soon->due) soon = &clock;
    }
  }
  if (soon != nullptr && !raised(c.alerted, AlertKind::due_soon)) {
    raise(AlertKind::due_soon, Severity::medium, id,
          fmt::format("{}: {} due at {}", id.value, words(soon->kind), this->clock(soon->due)));
  }
}

void Decider::tick_answers(const Case& c) {
  if (!c.assignment) return;
  const Assignment& a = *c.assignment;
  const std::string unit = unit_words(site(), a);
  if (a.answer_by && *a.answer_by <= now()) {
    if (c.status == CaseStatus::proposed && !raised(c.alerted, AlertKind::unanswered_proposal)) {
      raise(AlertKind::unanswered_proposal, Severity::medium, c.id,
            fmt::format("{}: {} proposed since {}, nobody has answered", c.id.value, unit, clock(a.since)));
    }
    if (c.status == CaseStatus::allocated && !raised(c.alerted, AlertKind::unanswered_allocation)) {
      raise(AlertKind::unanswered_allocation, Severity::high, c.id,
            fmt::format("{}: {} was sent at {} and has not answered", c.id.value, unit, clock(a.since)));
    }
  }
  const bool travelling = c.status == CaseStatus::signposted || c.status == CaseStatus::booked;
  const auto late = minutes(site().thresholds.not_arrived_after_min);
  if (travelling && a.expected && *a.expected + late <= now() && !raised(c.alerted, AlertKind::not_arrived)) {
    raise(AlertKind::not_arrived, Severity::medium, c.id,
          fmt::format("{}: not arrived at {}, expected {}", c.id.value, unit, clock(*a.expected)));
  }
}

void Decider::tick_team(const Team& team) {
  const TeamId id = team.id;
  const auto quiet = minutes(site().thresholds.silent_team_min);
  if (team.status == TeamStatus::on_break) {
    if (team.break_until && *team.break_until <= now()) {
      emit(BreakEnded{id});
      unit_freed(UnitKind::team, id.value);
    }
  } else {
    const Instant last = team.last_heard.value_or(team.status_since);
    if (last + quiet <= now() && !raised(team.alerted, AlertKind::silent_team)) {
      raise(AlertKind::silent_team, Severity::high, id, fmt::format("{}: not heard since {}", id.value, clock(last)));
      unit_gone(UnitKind::team, id.value);
    }
  }
  const auto alone = lone_worker_at(team, draft_.below().team_config(id), site().thresholds);
  if (alone && *alone <= now() && !raised(team.alerted, AlertKind::lone_worker)) {
    const CaseId with = team.queue.empty() ? CaseId{} : team.queue.front().case_id;
    raise(AlertKind::lone_worker, Severity::high, id,
          fmt::format("{}: alone with {} since {} and not heard from; ring and ask whether all is well", id.value,
                      with.value, clock(team.status_since)));
  }
  if (team.shift_end && *team.shift_end + minutes(site().thresholds.shift_overrun_min) <= now() &&
      !raised(team.alerted, AlertKind::shift_overrun)) {
    raise(AlertKind::shift_overrun, Severity::medium, id,
          fmt::format("{}: still on duty, its shift ended at {}", id.value, clock(*team.shift_end)));
  }
}

void Decider::tick_place(const Place& place) {
  const AlertKey key{{}, "place/" + place.id.value, AlertKind::stale_capacity};
  if (raised(place.alerted, AlertKind::stale_capacity)) return resolve(key, "closed now");
  const std::string name = place_words(site(), place.id);
  raise(AlertKind::stale_capacity, Severity::medium, place.id,
        place.counted_at ? fmt::format("{}: last counted at {}; ask for a count", name, clock(*place.counted_at))
                         : fmt::format("{}: open and not counted; ask for a count", name));
  unit_gone(UnitKind::place, place.id.value);
}

void Decider::tick_service(const ServiceState& service) {
  const AlertKey key{{}, "service/" + service.id.value, AlertKind::stale_capacity};
  if (raised(service.alerted, AlertKind::stale_capacity)) return resolve(key, "closed now");
  raise(AlertKind::stale_capacity, Severity::low, service.id,
        fmt::format("{}: last reported at {}; ask again", service_words(site(), service.id),
                    clock(service.reported_at.value_or(now()))));
  const ServiceConfig* config = draft_.service_config(service.id);
  if (config != nullptr) unit_gone(unit_kind(*config), service.id.value);
}

void Decider::tick_alert(const Alert& alert) {
  if (alert.state == AlertState::shelved) {
    emit(AlertUnshelved{alert.id});
  } else if (alert.state == AlertState::open && !alert.escalated && next_timer_of(alert, site()) <= now()) {
    emit(AlertEscalated{alert.id, "the shift lead"});
  }
}

}  // namespace carehub::core
