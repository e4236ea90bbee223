#include "protocols/domain/simplify.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "protocols/base/assert.hpp"

namespace carehub {
namespace {

constexpr double metres_per_e6 = 0.111195;
constexpr double radians_per_e6 = 3.14159265358979 / 180e6;

// A stretch between two points that stay, whose own points weigh `most` at most.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
  float most = 0;
};

struct Farthest {
  std::size_t point = 0;
  float metres = -1;
};

Farthest farthest_of(std::span<const Coordinates> line, const Stretch& stretch) {
  Farthest found;
  for (std::size_t i = stretch.first + 1; i < stretch.last; ++i) {
    const auto away = static_cast<float>(metres_to_line(line[i], line[stretch.first], line[stretch.last]));
    if (away > found.metres) found = {i, away};
  }
  return found;
}

}  // namespace

double metres_to_line(Coordinates at, Coordinates from, Coordinates to) {
  const double shrink = std::cos(at.lat_e6 * radians_per_e6);
  const auto east = [&](Coordinates p) { return (p.lon_e6 - at.lon_e6) * metres_per_e6 * shrink; };
  const auto north = [&](Coordinates p) { return (p.lat_e6 - at.lat_e6) * metres_per_e6; };
  const double x = east(from), y = north(from);
  const double dx = east(to) - x, dy = north(to) - y;
  const double length2 = dx * dx + dy * dy;
  const double along = length2 == 0 ? 0 : std::clamp(-(x * dx + y * dy) / length2, 0.0, 1.0);
  return std::hypot(x + along * dx, y + along * dy);
}

std::vector<float> point_weights(std::span<const Coordinates> line, float least_m) {
  constexpr float infinite = std::numeric_limits<float>::infinity();
  std::vector<float> weights(line.size(), 0);
  if (line.empty()) return weights;
  weights.front() = weights.back() = infinite;
  std::vector<Stretch> left{{0, line.size() - 1, infinite}};
  while (!left.empty()) {
    const Stretch stretch = left.back();
    left.pop_back();
    const auto [point, metres] = farthest_of(line, stretch);
    if (metres <= least_m) continue;
    weights[point] = std::min(metres, stretch.most);
    left.push_back({stretch.first, point, weights[point]});
    left.push_back({point, stretch.last, weights[point]});
  }
  return weights;
}

std::vector<Coordinates> simplified(std::span<const Coordinates> line, std::span<const float> weights,
                                    float tolerance_m) {
  CAREHUB_ASSERT(line.size() == weights.size());
  std::vector<Coordinates> kept;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (weights[i] > tolerance_m) kept.push_back(line[i]);
  return kept;
}

}  // namespace carehub
