#pragma once
// Lines with fewer points: Douglas and Peucker, Canadian Cartographer 10 (1973). Weighed once, a line is there for
// every scale.

#include <span>
#include <vector>

#include "protocols/domain/geo.hpp"

namespace carehub {

// For each point the tolerance, in metres, from which on it can be left out: without all points of a weight up to t the
// line is nowhere further than t from where it was. Ends weigh infinitely. What would be left out below `least_m` is
// not told apart: it weighs 0.
[[nodiscard]] std::vector<float> point_weights(std::span<const Coordinates> line, float least_m = 0);
// The points that weigh more than the tolerance. Requires: as many weights as points.
[[nodiscard]] std::vector<Coordinates> simplified(std::span<const Coordinates> line, std::span<const float> weights,
                                                  float tolerance_m);

// From a position to a straight line between two others, in metres; flat enough over the width of an area.
[[nodiscard]] double metres_to_line(Coordinates at, Coordinates from, Coordinates to);

}  // namespace carehub
