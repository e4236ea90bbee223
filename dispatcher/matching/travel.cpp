#include "dispatcher/matching/travel.hpp"

#include <algorithm>

#include "dispatcher/matching/matching.hpp"
#include "protocols/domain/geo.hpp"
#include "protocols/domain/opening_hours.hpp"

namespace carehub::matching {
namespace {

// Which side of the line a-b the point lies on: the sign of the cross product.
std::int64_t side(Coordinates a, Coordinates b, Coordinates point) {
  const auto x = [](Coordinates p) { return std::int64_t{p.lon_e6}; };
  const auto y = [](Coordinates p) { return std::int64_t{p.lat_e6}; };
  return (x(b) - x(a)) * (y(point) - y(a)) - (y(b) - y(a)) * (x(point) - x(a));
}

// A point on the line counts as left of it, so that a path through the joint of two barrier segments crosses one of
// them.
bool opposite(std::int64_t a, std::int64_t b) {
  return (a < 0) != (b < 0);
}

bool crosses(Coordinates from, Coordinates to, Coordinates a, Coordinates b) {
  return opposite(side(a, b, from), side(a, b, to)) && opposite(side(from, to, a), side(from, to, b));
}

// What a path lies within. Segments outside of it, to one side, need no closer look.
struct Box {
  std::int32_t south, north, west, east;

  Box(Coordinates a, Coordinates b)
      : south(std::min(a.lat_e6, b.lat_e6)),
        north(std::max(a.lat_e6, b.lat_e6)),
        west(std::min(a.lon_e6, b.lon_e6)),
        east(std::max(a.lon_e6, b.lon_e6)) {}
  [[nodiscard]] bool beside(Coordinates a, Coordinates b) const {
    return (a.lat_e6 < south && b.lat_e6 < south) || (a.lat_e6 > north && b.lat_e6 > north) ||
           (a.lon_e6 < west && b.lon_e6 < west) || (a.lon_e6 > east && b.lon_e6 > east);
  }
};

bool crosses(const Barrier& barrier, Coordinates from, Coordinates to, const Box& box) {
  for (std::size_t i = 1; i < barrier.line.size(); ++i) {
    const auto a = barrier.line[i - 1], b = barrier.line[i];
    if (!box.beside(a, b) && crosses(from, to, a, b)) return true;
  }
  return false;
}

}  // namespace

std::optional<std::int64_t> barrier_s(const TravelModel& travel, Coordinates from, Coordinates to) {
  const Box box(from, to);
  std::int64_t extra = 0;
  for (const auto& barrier : travel.barriers) {
    if (!crosses(barrier, from, to, box)) continue;
    if (barrier.extra_min < 0) return std::nullopt;
    extra += std::int64_t{60} * barrier.extra_min;
  }
  return extra;
}

namespace {

double metres_on_road(const TravelModel& travel, Coordinates from, Coordinates to) {
  const double circuity = travel.detour_percent / 100.0;
  return 1000 * circuity * great_circle_km(from, to);
}

std::optional<std::int32_t> estimate_s(const TravelModel& travel, Coordinates from, Coordinates to, std::int32_t kmh,
                                       std::int32_t fixed_s) {
  const auto extra = barrier_s(travel, from, to);
  if (!extra || kmh <= 0) return std::nullopt;
  // Cut to whole seconds once, at the end, as the shift trace's formula does (docs/shift-trace.md).
  const double moving_s = metres_on_road(travel, from, to) / (kmh / 3.6);
  return static_cast<std::int32_t>(fixed_s + moving_s) + static_cast<std::int32_t>(*extra);
}

std::optional<std::int32_t> measured_or_learned_s(const TravelBasis& basis, Coordinates from, Coordinates to,
                                                  const TravelHour& hour) {
  const TravelModel& travel = basis.site->travel;
  std::optional<TravelGround> made;
  const TravelGround& ground = basis.ground != nullptr ? *basis.ground : made.emplace(*basis.site);
  Spot start = spot_at(from), end = spot_at(to);
  ground.locate_zone(travel, start);
  ground.locate_zone(travel, end);
  if (basis.corrects()) ground.locate_area(end);
  TravelParts parts{metres_on_road(travel, from, to), std::nullopt, hour.kmh / 3.6, hour.hour};
  if (const auto extra = barrier_s(travel, from, to)) parts.extra_s = static_cast<std::int32_t>(*extra);
  const std::int32_t takes_s = team_s_of(basis, parts, ground.leg(travel, start, end), end.area);
  return takes_s < 0 ? std::nullopt : std::optional(takes_s);
}

}  // namespace

TravelBasis travel_basis(const World& world) {
  if (world.travel) return {*world.site, world.travel->ground, world.travel->learned};
  if (world.directory == nullptr) return *world.site;
  return {*world.site, world.directory->ground, world.directory->learned};
}

TravelHour travel_hour(const Site& site, Instant at) {
  const auto& speeds = site.travel.kmh_by_hour;
  const auto hour = static_cast<std::size_t>(local_time(site.calendar, at).second_of_day / 3600);
  return {static_cast<std::int32_t>(hour), hour < speeds.size() ? speeds[hour] : kmh_unknown};
}

std::int32_t team_s_of(const TravelBasis& basis, const TravelParts& parts, const Leg& leg, Part area) {
  const TravelModel& travel = basis.site->travel;
  double moving_s = -1;
  if (parts.extra_s && parts.metres_per_s > 0) moving_s = parts.metres / parts.metres_per_s + *parts.extra_s;
  const double measured_s = driven_s(travel, leg, parts.hour, parts.metres_per_s);
  // Where the estimate knows no way, what was measured stands alone.
  if (measured_s >= 0) moving_s = moving_s < 0 ? measured_s : moving_s + leg.share * (measured_s - moving_s);
  if (moving_s < 0) return -1;
  const std::int32_t permille = basis.corrects() ? basis.learned->permille(area, band_of(parts.hour)) : 1000;
  return static_cast<std::int32_t>((travel.fixed_s + moving_s) * permille / 1000);
}

std::optional<std::int32_t> team_travel_at_s(const TravelBasis& basis, Coordinates from, Coordinates to,
                                             const TravelHour& hour) {
  if (!basis.plain()) return measured_or_learned_s(basis, from, to, hour);
  return estimate_s(basis.site->travel, from, to, hour.kmh, basis.site->travel.fixed_s);
}

std::optional<std::int32_t> team_travel_s(const TravelBasis& basis, Coordinates from, Coordinates to, Instant at) {
  return team_travel_at_s(basis, from, to, travel_hour(*basis.site, at));
}

std::optional<std::int32_t> person_travel_s(const Site& site, Coordinates from, Coordinates to) {
  return estimate_s(site.travel, from, to, site.travel.person_kmh, site.travel.person_fixed_s);
}

}  // namespace carehub::matching
