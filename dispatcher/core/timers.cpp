// When each record is next to be looked at. Derived from the record and the site alone, so that a restored state has
// the same timers as the one that went down.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/duties.hpp"
#include "dispatcher/core/indices.hpp"
#include "dispatcher/core/proposals.hpp"
#include "protocols/domain/running_clocks.hpp"

namespace carehub::core {

namespace {

void earliest(Instant& at, Instant other) {
  at = std::min(at, other);
}

bool raised(std::uint64_t alerted, AlertKind kind) {
  return (alerted & bit_of(kind)) != 0;
}

void clock_timers(const Case& c, const Site& site, Instant& at) {
  for (const Clock& clock : c.clocks) {
    if (clock.outcome != ClockOutcome::running || clock.breach_seen) continue;
    earliest(at, clock.due + seconds(1));
    if (!raised(c.alerted, AlertKind::due_soon)) earliest(at, alert_from(clock, site.thresholds));
  }
}

void answer_timers(const Case& c, const Site& site, Instant& at) {
  if (!c.assignment) return;
  const Assignment& a = *c.assignment;
  const bool proposed = c.status == CaseStatus::proposed && !raised(c.alerted, AlertKind::unanswered_proposal);
  const bool allocated = c.status == CaseStatus::allocated && !raised(c.alerted, AlertKind::unanswered_allocation);
  if (a.answer_by && (proposed || allocated)) earliest(at, *a.answer_by);
  const bool travelling = c.status == CaseStatus::signposted || c.status == CaseStatus::booked;
  if (travelling && a.expected && !raised(c.alerted, AlertKind::not_arrived)) {
    earliest(at, *a.expected + minutes(site.thresholds.not_arrived_after_min));
  }
}

// When a figure that staff report is too old while the doors are open.
struct Figure {
  std::optional<Instant> reported;
  std::int32_t stale_min = 60;
  Instant watched_from;
};

Instant stale_at(const Figure& figure, const OpeningHours& opening, const Site& site) {
  const Calendar& calendar = site.calendar;
  const auto count_at_opening = minutes(site.thresholds.count_at_opening_min);
  const Instant old = figure.reported ? *figure.reported + minutes(figure.stale_min) : figure.watched_from;
  const Instant at = std::max(old, figure.watched_from);
  const bool just_old = figure.reported && at == old;
  if (open_interval(opening, calendar, at)) return just_old ? at : at + count_at_opening;
  const auto next = next_opening(opening, calendar, at);
  return next ? next->from + count_at_opening : never;
}

// A raised alert ends when the doors close.
Instant closes_at(const Figure& figure, const OpeningHours& opening, const Site& site) {
  const Instant raised_at = stale_at(figure, opening, site);
  if (raised_at == never) return never;
  const auto open = open_interval(opening, site.calendar, raised_at);
  return open ? open->until : raised_at;
}

Instant figure_timer(std::uint64_t alerted, const Figure& figure, const OpeningHours& opening, const Site& site) {
  return raised(alerted, AlertKind::stale_capacity) ? closes_at(figure, opening, site)
                                                    : stale_at(figure, opening, site);
}

}  // namespace

std::optional<Instant> fail_safe_at(const Case& c, const Site& site) {
  if (!c.referral.ambulance.validation || c.fail_safe_fired || c.accepted || !is_waiting(c)) return std::nullopt;
  std::optional<Instant> by = c.referral.ambulance.breach_at;
  for (const Clock& clock : c.clocks) {
    if (clock.kind == ClockKind::ambulance_validation) by = by ? std::min(*by, clock.due) : clock.due;
  }
  if (!by) return std::nullopt;
  return *by - minutes(site.thresholds.fail_safe_before_min);
}

Instant next_timer_of(const Case& c, const Site& site) {
  if (!is_open(c.status)) return never;
  Instant at = never;
  clock_timers(c, site, at);
  answer_timers(c, site, at);
  if (c.claim) earliest(at, c.claim->until);
  if (auto fail_safe = fail_safe_at(c, site)) earliest(at, *fail_safe);
  if (auto duty = next_duty_at(c, site.thresholds)) earliest(at, *duty);
  return at;
}

Instant next_timer_of(const Team& team, const TeamConfig* config, const Site& site) {
  if (team.status == TeamStatus::off_duty) return never;
  Instant at = never;
  if (team.status == TeamStatus::on_break) {
    if (team.break_until) earliest(at, *team.break_until);
  } else if (!raised(team.alerted, AlertKind::silent_team)) {
    earliest(at, team.last_heard.value_or(team.status_since) + minutes(site.thresholds.silent_team_min));
  }
  if (const auto alone = lone_worker_at(team, config, site.thresholds);
      alone && !raised(team.alerted, AlertKind::lone_worker)) {
    earliest(at, *alone);
  }
  if (team.shift_end && !raised(team.alerted, AlertKind::shift_overrun)) {
    earliest(at, *team.shift_end + minutes(site.thresholds.shift_overrun_min));
  }
  return at;
}

Instant next_timer_of(const Place& place, const PlaceConfig* config, const ServiceConfig* service, const Site& site) {
  if (config == nullptr || service == nullptr || place.retired || place.closed_by_staff) return never;
  const Figure figure{place.counted_at, config->count_stale_min, place.watched_from};
  return figure_timer(place.alerted, figure, service->hours, site);
}

Instant next_timer_of(const ServiceState& service, const ServiceConfig* config, const Site& site) {
  if (config == nullptr || service.retired || service.not_accepting || !service.reported_at) return never;
  if (config->capacity == CapacityKind::mobile_teams || config->capacity == CapacityKind::places) return never;
  const Figure figure{service.reported_at, config->capacity_stale_min, service.watched_from};
  return figure_timer(service.alerted, figure, config->hours, site);
}

Instant next_timer_of(const Alert& alert, const Site& site) {
  if (alert.state == AlertState::shelved) return alert.shelved_until.value_or(never);
  if (alert.state != AlertState::open || alert.escalated) return never;
  const Instant from = std::max(alert.raised, alert.shelved_until.value_or(alert.raised));
  if (alert.severity == Severity::high) return from + minutes(site.thresholds.escalate_high_min);
  if (alert.severity == Severity::medium) return from + minutes(site.thresholds.escalate_medium_min);
  return never;
}

// One that has never reported is missed as well, from when it came into the site file.
Instant next_timer_of(const HomeState& home, const CareHome* config) {
  if (config == nullptr || config->heard_every_min <= 0) return never;
  if (raised(home.alerted, AlertKind::home_silent)) return never;
  return home.heard.value_or(home.expected_from) + minutes(config->heard_every_min);
}

CaseKeys keys_of(const Case& c, const Site& site) {
  CaseKeys keys;
  keys.open = is_open(c.status);
  if (!keys.open) return keys;
  if (const Clock* clock = first_due_clock(c)) keys.due = clock->due;
  keys.waiting = is_waiting(c);
  if (keys.waiting && c.triage && !red_flagged(c) && is_apart(c)) keys.apart = c.referral.location.position;
  const Clock* leading = tightest_clock(c);
  keys.urgency = c.latest_safe_dispatch.value_or(leading != nullptr ? leading->due : never);
  keys.timer = next_timer_of(c, site);
  if (c.status == CaseStatus::proposed && c.assignment) keys.proposed = c.assignment->unit;
  return keys;
}

}  // namespace carehub::core
