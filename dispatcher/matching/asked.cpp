#include "dispatcher/matching/asked.hpp"

#include <algorithm>
#include <array>

namespace carehub::matching {
namespace {

constexpr std::array emergency_kinds{ServiceKind::ambulance, ServiceKind::emergency_department};

// The middle of the localities: where a person is taken to be of whom no place is known.
Coordinates middle_of(const Site& site) {
  if (site.localities.empty()) return {};
  std::int64_t lat = 0;
  std::int64_t lon = 0;
  for (const auto& locality : site.localities) {
    lat += locality.centre.lat_e6;
    lon += locality.centre.lon_e6;
  }
  const auto count = static_cast<std::int64_t>(site.localities.size());
  return {static_cast<std::int32_t>(lat / count), static_cast<std::int32_t>(lon / count)};
}

void place(Asked& asked, const Site& site, const Location& location) {
  asked.locality = location.locality;
  if (location.position) {
    asked.position = *location.position;
    asked.position_known = true;
    if (asked.locality.empty())
      if (const auto* nearest = nearest_locality(site, asked.position)) asked.locality = nearest->name;
    return;
  }
  const auto named = std::ranges::find(site.localities, asked.locality, &Locality::name);
  asked.position = named == site.localities.end() ? middle_of(site) : named->centre;
}

}  // namespace

Asked asked_by(const World& world, const Case& c) {
  Asked asked;
  asked.call = &c;
  asked.emergency = red_flagged(c);
  asked.housebound = c.referral.person.housebound;
  const auto today = local_time(world.site->calendar, world.now).day;
  asked.age = age_years(c.referral.person, today);
  asked.age_days = age_days(c.referral.person, today);
  if (c.triage) {
    asked.need = c.triage->need;
    asked.skills = c.triage->skills;
    asked.kinds = c.triage->services;
    asked.never = c.triage->never;
  }
  if (const auto* rule = find_need_rule(*world.site, asked.need)) {
    if (asked.kinds.empty()) asked.kinds = rule->services;
    if (asked.skills.empty()) asked.skills = rule->skills;
  }
  if (asked.emergency) {
    // What triage asked of a community team is no condition for an ambulance.
    asked.kinds = emergency_kinds;
    asked.skills = {};
  }
  if (const auto* clock = tightest_clock(c)) asked.due = clock->due;
  asked.hour_now = travel_hour(*world.site, world.now);
  place(asked, *world.site, c.referral.location);
  return asked;
}

bool is_excluded(const Asked& asked, const std::string& unit) {
  return std::ranges::find(asked.call->excluded_units, unit) != asked.call->excluded_units.end();
}

}  // namespace carehub::matching
