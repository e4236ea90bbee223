#pragma once
// What is read from GeoJSON or OpenStreetMap files, before it becomes a map (docs/maps.md).

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/domain/geo.hpp"

namespace carehub::tools::maps {

enum class Shape { area, line, point };

// `kind` as in a map file, or "coast": shore with land on its left; or "boundary": of an administrative area.
struct Feature {
  std::string kind;
  std::string name;
  int rank = 0;  // of what has to be left out, the highest first
  Shape shape = Shape::line;
  std::vector<Coordinates> points;  // an area's first is its last

  [[nodiscard]] bool closed() const { return points.size() > 3 && points.front() == points.back(); }
};

struct Found {
  std::vector<Feature> features;
  std::map<std::string, std::size_t> left_out;  // why -> how many

  void leave_out(const std::string& why, std::size_t count = 1) { left_out[why] += count; }
};

// South, west, north, east.
struct Box {
  Coordinates south_west;
  Coordinates north_east;

  [[nodiscard]] bool holds(Coordinates at) const {
    return at.lat_e6 >= south_west.lat_e6 && at.lat_e6 <= north_east.lat_e6 && at.lon_e6 >= south_west.lon_e6 &&
           at.lon_e6 <= north_east.lon_e6;
  }
};

// The value of a tag or property, empty where there is none.
using Tags = std::function<std::string_view(std::string_view key)>;

// What these tags are on a map: kind, name and rank; none where a map does not show it. The points are the caller's.
[[nodiscard]] std::optional<Feature> feature_of(const Tags& tags, Shape shape);

}  // namespace carehub::tools::maps
