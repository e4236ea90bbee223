#include "protocols/domain/area.hpp"

#include <algorithm>
#include <cmath>

namespace carehub {
namespace {

// East and north of the place in question, in metres; flat enough over the width of an area.
struct Offset {
  double east = 0;
  double north = 0;
};

Offset offset_from(Coordinates from, Coordinates to) {
  constexpr double metres_per_e6 = 0.111195;
  constexpr double radians_per_e6 = 3.14159265358979 / 180e6;
  const double shrink = std::cos(from.lat_e6 * radians_per_e6);
  return {(to.lon_e6 - from.lon_e6) * metres_per_e6 * shrink, (to.lat_e6 - from.lat_e6) * metres_per_e6};
}

double metres_to_edge(Offset a, Offset b) {
  const double east = b.east - a.east;
  const double north = b.north - a.north;
  const double length2 = east * east + north * north;
  const double along = length2 == 0 ? 0 : std::clamp(-(a.east * east + a.north * north) / length2, 0.0, 1.0);
  return std::hypot(a.east + along * east, a.north + along * north);
}

bool near_edge(const std::vector<Coordinates>& outline, Coordinates at) {
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++)
    if (metres_to_edge(offset_from(at, outline[j]), offset_from(at, outline[i])) <= outline_tolerance_m) return true;
  return false;
}

}  // namespace

bool inside(const std::vector<Coordinates>& outline, Coordinates at) {
  bool in = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const auto &a = outline[i], &b = outline[j];
    if ((a.lat_e6 > at.lat_e6) == (b.lat_e6 > at.lat_e6)) continue;
    const double share = static_cast<double>(at.lat_e6 - a.lat_e6) / (b.lat_e6 - a.lat_e6);
    if (at.lon_e6 < a.lon_e6 + share * (b.lon_e6 - a.lon_e6)) in = !in;
  }
  return in;
}

bool outside_area(const Site& site, Coordinates at) {
  bool outlined = false;
  for (const auto& line : site.map_lines) {
    if (line.kind != "outline" || line.points.size() < 3) continue;
    outlined = true;
    if (inside(line.points, at) || near_edge(line.points, at)) return false;
  }
  if (outlined) return true;
  const auto* nearest = nearest_locality(site, at);
  return nearest != nullptr && metres_between(nearest->centre, at) > near_a_locality_m;
}

}  // namespace carehub
