#include "tools/maps/look.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "protocols/domain/area.hpp"
#include "protocols/site/map_file.hpp"

namespace carehub::tools::maps {
namespace {

std::int64_t side(Coordinates a, Coordinates b, Coordinates c) {
  return (std::int64_t{b.lon_e6} - a.lon_e6) * (std::int64_t{c.lat_e6} - a.lat_e6) -
         (std::int64_t{b.lat_e6} - a.lat_e6) * (std::int64_t{c.lon_e6} - a.lon_e6);
}

// Properly: lines that only touch do not count.
bool cross(Coordinates a, Coordinates b, Coordinates c, Coordinates d) {
  const auto opposite = [](std::int64_t p, std::int64_t q) { return (p > 0 && q < 0) || (p < 0 && q > 0); };
  if (std::max(a.lat_e6, b.lat_e6) < std::min(c.lat_e6, d.lat_e6) ||
      std::max(c.lat_e6, d.lat_e6) < std::min(a.lat_e6, b.lat_e6))
    return false;
  return opposite(side(a, b, c), side(a, b, d)) && opposite(side(c, d, a), side(c, d, b));
}

// Where the ring first crosses itself, if it does.
const Coordinates* crossing_of(const std::vector<Coordinates>& ring) {
  const std::size_t n = ring.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 2; j < n; ++j)
      if (cross(ring[i], ring[(i + 1) % n], ring[j], ring[(j + 1) % n])) return &ring[i];
  return nullptr;
}

bool is_area(const MapLine& line) {
  const auto* kind = site::find_map_kind(line.kind);
  return kind != nullptr && kind->form == site::MapForm::area;
}

}  // namespace

std::string contents(const std::vector<MapLine>& lines) {
  std::string text;
  std::size_t points = 0;
  for (const MapLine& line : lines) points += line.points.size();
  for (const auto& kind : site::map_kinds()) {
    const auto count = std::ranges::count(lines, kind.name, &MapLine::kind);
    if (count != 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind.name);
  }
  return fmt::format("{}; {} of {} points", text, points, site::map_points_max);
}

std::vector<std::string> oddities(const std::vector<MapLine>& lines) {
  std::vector<std::string> found;
  for (const MapLine& line : lines) {
    if (!is_area(line)) continue;
    if (const auto* at = crossing_of(line.points))
      found.push_back(fmt::format("{} '{}' crosses itself near [{:.4f}, {:.4f}]; it is filled with a hole there",
                                  line.kind, line.name, latitude(*at), longitude(*at)));
  }
  return found;
}

std::vector<std::string> outside(const std::vector<MapLine>& lines, const std::vector<Locality>& localities) {
  std::vector<std::string> found;
  const auto holds_it = [&](Coordinates at) {
    return std::ranges::any_of(lines,
                               [&](const MapLine& line) { return line.kind == "outline" && inside(line.points, at); });
  };
  for (const Locality& locality : localities)
    if (!holds_it(locality.centre))
      found.push_back(fmt::format("locality '{}' lies in no outline of the map", locality.name));
  return found;
}

}  // namespace carehub::tools::maps
