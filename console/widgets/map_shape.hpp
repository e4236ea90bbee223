#pragma once
// Lines and areas of the map as they are drawn: an area as what fills it, a line in pieces of which those out of sight
// are left out.

#include <span>
#include <vector>

#include "protocols/domain/geo.hpp"

namespace carehub::widgets {

// In millionths of a degree; the edges belong to it.
struct MapBounds {
  std::int32_t south = 0;
  std::int32_t west = 0;
  std::int32_t north = -1;
  std::int32_t east = -1;

  [[nodiscard]] bool meets(const MapBounds& other) const {
    return south <= other.north && other.south <= north && west <= other.east && other.west <= east;
  }
};
[[nodiscard]] MapBounds bounds_of(std::span<const Coordinates> points);

// Between two parallels, from one line to another; in millionths of a degree.
struct Trapezoid {
  double south = 0;
  double north = 0;
  double south_west = 0;
  double south_east = 0;
  double north_west = 0;
  double north_east = 0;
};
// What fills a ring, whether or not its last point is its first. A ring that crosses itself is filled where an odd
// number of its lines lies to the west.
[[nodiscard]] std::vector<Trapezoid> fill_of(std::span<const Coordinates> ring);

// A stretch of a line; each begins with the point that ended the one before it.
struct MapPiece {
  MapBounds bounds;
  std::vector<Coordinates> points;
};
void add_pieces(std::span<const Coordinates> line, std::vector<MapPiece>& pieces);

}  // namespace carehub::widgets
