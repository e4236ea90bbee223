#include "tools/simulate/ground.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "protocols/domain/area.hpp"

namespace carehub::tools::simulate {
namespace {

constexpr double millionths_per_metre = 8.983;
constexpr std::int64_t unreachable_s = 4 * 3600;

std::int64_t side(Coordinates a, Coordinates b, Coordinates c) {
  return (std::int64_t{b.lon_e6} - a.lon_e6) * (std::int64_t{c.lat_e6} - a.lat_e6) -
         (std::int64_t{b.lat_e6} - a.lat_e6) * (std::int64_t{c.lon_e6} - a.lon_e6);
}

bool cross(Coordinates a, Coordinates b, Coordinates c, Coordinates d) {
  return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0);
}

bool crosses(const Barrier& barrier, Coordinates from, Coordinates to) {
  for (std::size_t i = 1; i < barrier.line.size(); ++i)
    if (cross(from, to, barrier.line[i - 1], barrier.line[i])) return true;
  return false;
}

std::int64_t barriers_s(const Site& site, Coordinates from, Coordinates to) {
  std::int64_t extra = 0;
  for (const auto& barrier : site.travel.barriers)
    if (crosses(barrier, from, to))
      extra += barrier.extra_min < 0 ? unreachable_s : std::int64_t{barrier.extra_min} * 60;
  return extra;
}

std::int64_t road_s(const Site& site, Coordinates from, Coordinates to, std::int64_t kmh) {
  return metres_between(from, to) * site.travel.detour_percent * 36 / (1000 * std::max<std::int64_t>(kmh, 1));
}

}  // namespace

bool on_land(const Site& site, Coordinates at) {
  bool outlined = false;
  for (const auto& line : site.map_lines) {
    if (line.kind != "outline" || line.points.size() < 3) continue;
    outlined = true;
    if (inside(line.points, at)) return true;
  }
  return !outlined;
}

Coordinates home_near(const Site& site, const Locality& locality, Random& random) {
  const bool outlying = random.chance(120);
  const auto town = 300 + static_cast<std::int64_t>(6 * std::sqrt(static_cast<double>(locality.population)));
  const auto radius = std::clamp<std::int64_t>(town, 350, 1600) * (outlying ? 2 : 1);
  const double shrink = std::cos(latitude(locality.centre) * std::numbers::pi / 180.0);
  for (int attempt = 0; attempt < 40; ++attempt) {
    const auto north = random.between(-radius, radius);
    const auto east = random.between(-radius, radius);
    if (north * north + east * east > radius * radius) continue;
    const Coordinates at{locality.centre.lat_e6 +
                             static_cast<std::int32_t>(std::lround(static_cast<double>(north) * millionths_per_metre)),
                         locality.centre.lon_e6 + static_cast<std::int32_t>(std::lround(
                                                      static_cast<double>(east) * millionths_per_metre / shrink))};
    if (on_land(site, at)) return at;
  }
  return locality.centre;
}

seconds drive_time(const Site& site, Coordinates from, Coordinates to, Instant at) {
  const auto hour = static_cast<std::size_t>(local_time(site.calendar, at).second_of_day / 3600);
  const auto kmh = hour < site.travel.kmh_by_hour.size() ? site.travel.kmh_by_hour[hour] : 42;
  return seconds{site.travel.fixed_s + road_s(site, from, to, kmh) + barriers_s(site, from, to)};
}

seconds walk_in_time(const Site& site, Coordinates from, Coordinates to) {
  return seconds{site.travel.person_fixed_s + road_s(site, from, to, site.travel.person_kmh) +
                 barriers_s(site, from, to)};
}

Coordinates along(Coordinates from, Coordinates to, Duration part, Duration whole) {
  if (whole <= Duration{} || part >= whole) return to;
  if (part <= Duration{}) return from;
  const auto millis = [](Duration span) { return std::chrono::duration_cast<std::chrono::milliseconds>(span).count(); };
  const auto between = [&](std::int32_t a, std::int32_t b) {
    return a +
           static_cast<std::int32_t>((std::int64_t{b} - a) * millis(part) / std::max<std::int64_t>(millis(whole), 1));
  };
  return {between(from.lat_e6, to.lat_e6), between(from.lon_e6, to.lon_e6)};
}

}  // namespace carehub::tools::simulate
