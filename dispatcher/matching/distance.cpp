#include "dispatcher/matching/distance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub::matching {

namespace {

constexpr double earth_km = 6371;

// Great circle from the straight line through the globe.
double arc_km(const Spot& a, const Spot& b) {
  const double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
  const double chord = std::sqrt(dx * dx + dy * dy + dz * dz);
  return 2 * earth_km * std::asin(std::min(1.0, chord / 2));
}

}  // namespace

Spot spot_at(Coordinates at) {
  const double lat = at.lat_e6 * 1e-6 * std::numbers::pi / 180;
  const double lon = at.lon_e6 * 1e-6 * std::numbers::pi / 180;
  return {at, std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

Distances::Distances(const Site& site, Instant now) : site_(&site) {
  const LocalTime local = local_time(site.calendar, now);
  into_hour_s_ = local.second_of_day % 3600;
  for (std::size_t ahead = 0; ahead < metres_per_s_.size(); ++ahead) {
    const auto hour = (static_cast<std::size_t>(local.second_of_day / 3600) + ahead) % 24;
    const auto& kmh = site.travel.kmh_by_hour;
    metres_per_s_[ahead] = (hour < kmh.size() ? kmh[hour] : kmh_unknown) / 3.6;
  }
}

Distance Distances::between(const Spot& from, const Spot& to) const {
  const auto extra = barrier_s(site_->travel, from.at, to.at);
  if (!extra) return {0, Distance::no_way};
  return {1000 * (site_->travel.detour_percent / 100.0) * arc_km(from, to), static_cast<std::int32_t>(*extra)};
}

std::int32_t Distances::team_s(const Distance& way, std::int32_t start_s) const {
  if (way.extra_s == Distance::no_way) return -1;
  const auto hour = static_cast<std::size_t>((into_hour_s_ + std::max(0, start_s)) / 3600);
  const double speed = metres_per_s_[std::min(hour, metres_per_s_.size() - 1)];
  if (speed <= 0) return -1;
  return static_cast<std::int32_t>(site_->travel.fixed_s + way.metres / speed) + way.extra_s;
}

std::int32_t Distances::person_s(const Distance& way) const {
  if (way.extra_s == Distance::no_way || site_->travel.person_kmh <= 0) return -1;
  const double speed = site_->travel.person_kmh / 3.6;
  return static_cast<std::int32_t>(site_->travel.person_fixed_s + way.metres / speed) + way.extra_s;
}

}  // namespace carehub::matching
