#include "tests/simulation/unit_facts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "protocols/base/assert.hpp"
#include "protocols/domain/referral.hpp"

namespace carehub::test {

namespace {

template <class List, class Value>
bool contains(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::int64_t minutes_from(Instant from, Instant to) {
  return std::chrono::floor<minutes>(to - from).count();
}

const NeedRule* rule_of(const Site& site, const Case& c) {
  for (const NeedRule& rule : site.need_rules)
    if (c.triage && rule.need == c.triage->need) return &rule;
  return nullptr;
}

}  // namespace

UnitFacts::UnitFacts(const core::State& state, Instant now, const Pairing& pairing)
    : state_(state), site_(state.site()), now_(now), pairing_(pairing) {
  service_ = find_service(site_, pairing.service);
  service_state_ = state.find_service(pairing.service);
  CAREHUB_ASSERT(service_ != nullptr, "{}", pairing.service.value);
  if (pairing.kind == UnitKind::team) {
    team_ = state.find_team(TeamId(pairing.unit));
    team_config_ = find_team(site_, TeamId(pairing.unit));
    CAREHUB_ASSERT(team_ != nullptr, "{}", pairing.unit);
  } else if (pairing.kind == UnitKind::place) {
    place_ = state.find_place(PlaceId(pairing.unit));
    place_config_ = find_place(site_, PlaceId(pairing.unit));
    CAREHUB_ASSERT(place_ != nullptr && place_config_ != nullptr, "{}", pairing.unit);
  }
}

std::vector<ServiceKind> UnitFacts::kinds() const {
  const Case& c = *pairing_.call;
  if (c.triage && !c.triage->services.empty()) return c.triage->services;
  const NeedRule* rule = rule_of(site_, c);
  return rule == nullptr ? std::vector<ServiceKind>{} : rule->services;
}

// An ambulance is not asked for what triage wanted of a community team.
SkillSet UnitFacts::skills() const {
  const Case& c = *pairing_.call;
  if (red_flagged(c)) return {};
  if (c.triage && !c.triage->skills.empty()) return c.triage->skills;
  const NeedRule* rule = rule_of(site_, c);
  return rule == nullptr ? SkillSet{} : rule->skills;
}

std::optional<std::int32_t> UnitFacts::age() const {
  return age_years(pairing_.call->referral.person, local_time(site_.calendar, now_).day);
}

// A need with a name is taken by whoever lists it or lists nothing; one without by the kinds that triage named.
bool UnitFacts::wrong_need() const {
  const Case& c = *pairing_.call;
  if (red_flagged(c)) return false;
  const auto wanted = kinds();
  if (!wanted.empty() && !contains(wanted, service_->kind)) return true;
  const Need need = c.triage ? c.triage->need : Need::unknown;
  const bool listed = need != Need::unknown && need != Need::other && !service_->needs.empty();
  return listed ? !contains(service_->needs, need) : wanted.empty();
}

bool UnitFacts::wrong_area() const {
  if (service_->localities.empty()) return false;
  const Location& location = pairing_.call->referral.location;
  std::string locality = location.locality;
  if (locality.empty() && location.position)
    if (const Locality* nearest = nearest_locality(site_, *location.position)) locality = nearest->name;
  return !contains(service_->localities, locality);
}

// A drop-in room has to be open when the person gets there; everybody else now.
bool UnitFacts::closed() const {
  const Instant when = pairing_.kind == UnitKind::place ? at_the_door() : now_;
  if (service_->capacity == CapacityKind::places && pairing_.kind != UnitKind::place) return false;
  return !open_interval(service_->hours, site_.calendar, when);
}

std::optional<std::int32_t> UnitFacts::free_now() const {
  const bool counted = place_->occupied && place_->counted_at;
  if (!counted || now_ >= *place_->counted_at + minutes{place_config_->count_stale_min}) return std::nullopt;
  return std::max(0,
                  place_config_->capacity - *place_->occupied - static_cast<std::int32_t>(place_->travelling.size()));
}

// Of whom no place is known: the middle of the named locality, else of all of them.
Coordinates UnitFacts::home() const {
  const Location& location = pairing_.call->referral.location;
  if (location.position) return *location.position;
  std::int64_t lat = 0, lon = 0;
  for (const Locality& locality : site_.localities) {
    if (locality.name == location.locality) return locality.centre;
    lat += locality.centre.lat_e6;
    lon += locality.centre.lon_e6;
  }
  const auto count = std::max<std::int64_t>(1, std::ssize(site_.localities));
  return {static_cast<std::int32_t>(lat / count), static_cast<std::int32_t>(lon / count)};
}

// On a round earth of 6371 km, by the words of the site's travel model. Barriers are not known here.
seconds UnitFacts::drive(Coordinates from, Coordinates to, Instant at) const {
  const TravelModel& travel = site_.travel;
  const auto hour = static_cast<std::size_t>(local_time(site_.calendar, at).second_of_day / 3600);
  const double km = static_cast<double>(metres_between(from, to)) / 1000;
  const double hours_driven = km * travel.detour_percent / 100 / travel.kmh_by_hour.at(hour);
  return seconds{travel.fixed_s + std::llround(hours_driven * 3600)};
}

// When the person would stand in front of the place, going now.
Instant UnitFacts::at_the_door() const {
  if (pairing_.arrival) return *pairing_.arrival;
  const TravelModel& travel = site_.travel;
  const double km = static_cast<double>(metres_between(home(), place_config_->position)) / 1000;
  return now_ +
         seconds{travel.person_fixed_s + std::llround(km * travel.detour_percent / 100 / travel.person_kmh * 3600)};
}

std::optional<Instant> UnitFacts::set_off() const {
  if (team_ == nullptr) return std::nullopt;
  return team_->queue.empty() ? now_ : std::max(now_, team_->queue.back().expected_end);
}

Instant UnitFacts::visit_over(Instant arrival) const {
  const auto& triage = pairing_.call->triage;
  return arrival + (triage && triage->visit_s ? seconds{*triage->visit_s} : seconds{minutes{service_->visit_min}});
}

std::optional<Instant> UnitFacts::shift_end() const {
  if (team_ == nullptr) return std::nullopt;
  if (team_->status != TeamStatus::off_duty) return team_->shift_end.value_or(Instant::max());
  if (team_config_ == nullptr) return std::nullopt;
  const Instant latest = now_ + minutes{site_.matching.ahead_min};
  const LocalTime local = local_time(site_.calendar, now_);
  for (std::int32_t ahead = 0; ahead <= 1; ++ahead) {
    const LocalDay day{local.day.days + ahead};
    for (const Session& shift : team_config_->roster) {
      const Instant from = instant_of(site_.calendar, day, shift.start_min);
      if (from > now_ && from <= latest) return instant_of(site_.calendar, day, shift.end_min);
    }
  }
  return std::nullopt;
}

std::int64_t UnitFacts::minutes_to_shift() const {
  if (team_config_ == nullptr) return -1;
  const LocalTime local = local_time(site_.calendar, now_);
  for (std::int32_t ahead = 0; ahead < 8; ++ahead) {
    const LocalDay day{local.day.days + ahead};
    const auto weekday = static_cast<unsigned>((local.weekday + ahead) % 7);
    const bool holiday = contains(site_.calendar.bank_holidays, day);
    std::optional<Instant> first;
    for (const Session& shift : team_config_->roster) {
      if (holiday ? !shift.bank_holidays : (shift.weekdays >> weekday & 1U) == 0) continue;
      const Instant from = instant_of(site_.calendar, day, shift.start_min);
      if (from > now_ && (!first || from < *first)) first = from;
    }
    if (first) return minutes_from(now_, *first);
  }
  return -1;
}

bool UnitFacts::takes_everybody() const {
  return service_->catch_all || (red_flagged(*pairing_.call) && service_->takes_red_flags);
}

// By how much the visit would pass the shift's end, as near as can be told without the hub's own arithmetic.
std::optional<std::int64_t> UnitFacts::minutes_past_shift() const {
  const auto end = shift_end();
  if (!end || *end == Instant::max() || !site_.travel.barriers.empty()) return std::nullopt;
  std::optional<Coordinates> from = team_->position;
  const seconds unknown{site_.thresholds.position_unknown_s};
  if (!team_->position_at || now_ - *team_->position_at > unknown)
    from = team_config_ == nullptr ? from : std::optional(team_config_->base);
  if (!team_->queue.empty()) {
    const Case* last = state_.find_case(team_->queue.back().case_id);
    if (last != nullptr && last->referral.location.position) from = last->referral.location.position;
  }
  if (!from) return std::nullopt;
  return minutes_from(*end, visit_over(*set_off() + drive(*from, home(), *set_off())));
}

bool UnitFacts::holds(NotOfferedReason reason) const {
  using enum NotOfferedReason;
  const Case& c = *pairing_.call;
  const auto years = age();
  switch (reason) {
    case red_flag:
      return red_flagged(c) && !service_->takes_red_flags;
    case excluded:
      return contains(c.excluded_units, pairing_.unit) || contains(c.excluded_units, pairing_.service.value);
    case wrong_need:
      return this->wrong_need();
    case skill_missing:
      return team_ != nullptr && (skills().bits & ~team_->skills.bits) != 0;
    case too_young:
      return years && service_->min_age_years && *years < *service_->min_age_years;
    case too_old:
      if (!years) return service_->max_age_years && *service_->max_age_years < 18;
      return service_->max_age_years && *years > *service_->max_age_years;
    case wrong_area:
      return this->wrong_area();
    case off_duty:
      return team_ != nullptr && team_->status == TeamStatus::off_duty;
    case on_break:
      return team_ != nullptr && team_->status == TeamStatus::on_break;
    case silent:
      return team_ != nullptr && (team_->alerted >> static_cast<unsigned>(AlertKind::silent_team) & 1U) != 0;
    case busy:
      return team_ != nullptr && !team_->queue.empty() && !service_->queueing;
    case closed:
      return this->closed();
    case last_referral_passed: {
      const auto open = open_interval(service_->hours, site_.calendar, now_);
      return open && now_ > open->until - minutes{service_->last_referral_before_close_min};
    }
    case last_entry_passed: {
      const auto open =
          place_ == nullptr ? std::nullopt : open_interval(service_->hours, site_.calendar, at_the_door());
      const seconds stay{c.triage ? c.triage->visit_s.value_or(0) : 0};
      return open &&
             at_the_door() + std::max<seconds>(minutes{place_config_->last_entry_before_close_min}, stay) > open->until;
    }
    case full:
      return place_ != nullptr && free_now() == 0;
    case capacity_unknown: {
      if (place_ != nullptr) return !free_now();
      const bool fresh = service_state_ != nullptr && service_state_->reported_at &&
                         now_ < *service_state_->reported_at + minutes{service_->capacity_stale_min};
      return service_->capacity == CapacityKind::bookable_slots && !fresh;
    }
    case no_free_slot:
      return service_state_ != nullptr && (service_state_->free_slots.empty() || service_->position.has_value() ||
                                           service_state_->free_slots.back() < now_);
    case cannot_travel:
      return c.referral.person.housebound && pairing_.kind != UnitKind::team;
    case not_accepting:
      return (service_state_ != nullptr && service_state_->not_accepting) ||
             (place_ != nullptr && place_->closed_by_staff);
    case shift_ends: {
      const auto past = minutes_past_shift();
      return team_ != nullptr && team_->shift_end && (!past || *past >= -1);
    }
    case ruled_out:
      return c.triage && contains(c.triage->never, service_->kind);
    case wrong_practice:
      return !service_->practices.empty() && !contains(service_->practices, c.referral.person.practice);
    case wrong_referrer:
      return !service_->referrers.empty() && !contains(service_->referrers, c.referral.source);
    default:
      return false;
  }
}

std::optional<std::int64_t> UnitFacts::figure(NotOfferedReason reason) const {
  using enum NotOfferedReason;
  switch (reason) {
    case skill_missing:
      return std::countr_zero(skills().bits & ~team_->skills.bits);
    case too_young:
      return service_->min_age_years;
    case too_old:
      return service_->max_age_years;
    case off_duty:
      return minutes_to_shift();
    case on_break:
      return team_->break_until ? std::max<std::int64_t>(0, minutes_from(now_, *team_->break_until)) : -1;
    case silent:
      return minutes_from(team_->last_heard.value_or(team_->status_since), now_);
    case busy:
      return minutes_from(now_, *set_off());
    case full:
      return place_config_->capacity;
    case capacity_unknown: {
      const auto at = place_ != nullptr ? place_->counted_at
                                        : (service_state_ == nullptr ? std::nullopt : service_state_->reported_at);
      return at ? minutes_from(*at, now_) : -1;
    }
    case shift_ends:
      return minutes_past_shift();
    default:
      return std::nullopt;
  }
}

}  // namespace carehub::test
