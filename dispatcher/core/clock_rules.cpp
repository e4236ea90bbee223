#include "dispatcher/core/clock_rules.hpp"

#include <algorithm>

namespace carehub::core {

namespace {

template <class T>
bool has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool old_enough(const ClockRule& rule, const Case& c, const Site& site) {
  if (rule.minimum_age_years <= 0) return true;
  const auto age = age_years(c.referral.person, local_time(site.calendar, c.received).day);
  return !age || *age >= rule.minimum_age_years;  // an unknown age keeps the promise running
}

// The first service of the kinds that triage named, whose hours count.
const ServiceConfig* service_of(const Site& site, const Case& c) {
  if (!c.triage) return nullptr;
  for (ServiceKind kind : service_kinds(site, *c.triage)) {
    for (const ServiceConfig& service : site.services) {
      if (service.kind == kind) return &service;
    }
  }
  return nullptr;
}

Instant when_open(const Site& site, const Case& c, Instant at) {
  const ServiceConfig* service = service_of(site, c);
  if (service == nullptr || open_interval(service->hours, site.calendar, at)) return at;
  const auto next = next_opening(service->hours, site.calendar, at);
  return next ? next->from : at;
}

// Minutes, by what 111 said; none for a code that is not known or that gives no time.
std::optional<std::int32_t> time_allowed(const Case& c, const Site& site) {
  const Disposition* disposition = find_disposition(site.clinical, c.referral.disposition);
  return disposition == nullptr ? std::nullopt : disposition->within_min;
}

// Kinds of service with a team that has all the skills, in the order of the site.
std::vector<ServiceKind> kinds_with(const Site& site, SkillSet skills) {
  std::vector<ServiceKind> kinds;
  for (const ServiceConfig& service : site.services) {
    const bool skilled = std::any_of(site.teams.begin(), site.teams.end(), [&](const TeamConfig& team) {
      return team.service == service.id && team.skills.covers(skills);
    });
    if (skilled && !has(kinds, service.kind)) kinds.push_back(service.kind);
  }
  return kinds;
}

}  // namespace

std::vector<ServiceKind> service_kinds(const Site& site, const Triage& triage) {
  if (!triage.services.empty()) return triage.services;
  const bool only_skills = triage.need == Need::other || triage.need == Need::unknown;
  if (only_skills && !triage.skills.empty()) {
    if (auto kinds = kinds_with(site, triage.skills); !kinds.empty()) return kinds;
  }
  for (const NeedRule& rule : site.need_rules) {
    if (rule.need == triage.need) return rule.services;
  }
  return {};
}

bool rule_applies(const ClockRule& rule, const Case& c, const Site& site) {
  if (!rule.sources.empty() && !has(rule.sources, c.referral.source)) return false;
  if (rule.from_message) {
    const AmbulanceDetails& ambulance = c.referral.ambulance;
    const bool told =
        rule.kind == ClockKind::ambulance_validation ? ambulance.validation : ambulance.breach_at.has_value();
    if (!told) return false;
  }
  if (!rule.categories.empty() && !has(rule.categories, c.referral.ambulance.category)) return false;
  if (rule.from_floor && !c.referral.on_floor_since) return false;
  if (rule.from_disposition && !time_allowed(c, site)) return false;
  const bool has_own = c.referral.ambulance.validation && c.referral.ambulance.breach_at;
  if (rule.kind == ClockKind::call_back && has_own) return false;  // the ambulance service's time counts
  const Need need = c.triage ? c.triage->need : Need::unknown;
  if (!rule.needs.empty() && !has(rule.needs, need)) return false;
  if (!rule.services.empty()) {
    if (!c.triage) return false;
    const auto kinds = service_kinds(site, *c.triage);
    if (std::none_of(kinds.begin(), kinds.end(), [&](ServiceKind kind) { return has(rule.services, kind); }))
      return false;
  }
  return old_enough(rule, c, site);
}

const Clock* find_clock(const Case& c, ClockKind kind) {
  for (const Clock& clock : c.clocks) {
    if (clock.kind == kind) return &clock;
  }
  return nullptr;
}

const ClockRule* rule_for(const Site& site, const Case& c, ClockKind kind) {
  const ClockRule* any = nullptr;
  for (const ClockRule& rule : site.clock_rules) {
    if (rule.kind != kind) continue;
    if (rule_applies(rule, c, site)) return &rule;
    if (any == nullptr) any = &rule;
  }
  return any;
}

std::optional<Clock> clock_by(const ClockRule& rule, const Case& c, const Site& site, Instant now) {
  Clock clock;
  clock.kind = rule.kind;
  switch (rule.start) {
    case ClockMoment::received:
      clock.started = c.received;
      break;
    case ClockMoment::triaged:
      if (!c.triage) return std::nullopt;
      clock.started = now;
      break;
    case ClockMoment::on_scene:
    case ClockMoment::arrived_at_place:
      if (!c.first_seen) return std::nullopt;
      clock.started = *c.first_seen;
      break;
    default:
      return std::nullopt;
  }
  const bool ambulances = rule.from_message || rule.kind == ClockKind::ambulance_response;
  if (ambulances && c.referral.ambulance.clock_start) clock.started = *c.referral.ambulance.clock_start;
  if (rule.starts_when_open) clock.started = when_open(site, c, clock.started);
  if (rule.from_floor && c.referral.on_floor_since) clock.started = *c.referral.on_floor_since;
  clock.due = clock.started + minutes(rule.target_min);
  if (rule.from_disposition) clock.due = clock.started + minutes(time_allowed(c, site).value_or(rule.target_min));
  if (rule.from_message && c.referral.ambulance.breach_at) clock.due = *c.referral.ambulance.breach_at;
  return clock;
}

Instant alert_from(const Clock& clock, const Thresholds& thresholds) {
  return clock.due - std::min<Duration>(minutes(thresholds.due_soon_min), (clock.due - clock.started) / 3);
}

bool stops_on(const ClockRule* rule, ClockMoment moment) {
  if (rule == nullptr) return moment == ClockMoment::on_scene || moment == ClockMoment::arrived_at_place;
  return has(rule->stop, moment);
}

}  // namespace carehub::core
