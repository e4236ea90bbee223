#include "tools/maps/fit.hpp"

#include <algorithm>
#include <functional>

#include "protocols/domain/simplify.hpp"

namespace carehub::tools::maps {
namespace {

constexpr float coarsest_m = 60;  // rather than draw everything worse than this, the least important is left out

struct Weighed {
  Feature feature;
  std::vector<float> weights;
  float lost_m = 0;  // the tolerance that this one needs whatever the others do
};

// Rings stay whole, so that of one too long for a map more points are left out.
void shorten_ring(Weighed& ring, std::size_t most) {
  if (ring.weights.size() <= most) return;
  auto weights = ring.weights;
  const auto at = weights.begin() + static_cast<std::ptrdiff_t>(most);
  std::ranges::nth_element(weights, at, std::greater<>{});
  ring.lost_m = *at;
  for (float& weight : ring.weights)
    if (weight <= ring.lost_m) weight = 0;
}

std::size_t points_above(const std::vector<Weighed>& all, float tolerance_m) {
  std::size_t count = 0;
  for (const Weighed& one : all)
    count += static_cast<std::size_t>(std::ranges::count_if(one.weights, [&](float w) { return w > tolerance_m; }));
  return count;
}

// The tolerance by which at most so many points are left, and not below `least`.
float tolerance_for(const std::vector<Weighed>& all, std::size_t points, float least) {
  if (points_above(all, least) <= points) return least;
  std::vector<float> weights;
  for (const Weighed& one : all) weights.insert(weights.end(), one.weights.begin(), one.weights.end());
  if (weights.size() <= points) return least;
  const auto at = weights.begin() + static_cast<std::ptrdiff_t>(points);
  std::ranges::nth_element(weights, at, std::greater<>{});
  return std::max(least, *at);
}

std::vector<Weighed> weighed(std::vector<Feature> features, const Bounds& bounds) {
  std::vector<Weighed> all;
  for (Feature& feature : features) {
    auto weights = point_weights(feature.points, 0.5F);
    all.push_back({std::move(feature), std::move(weights)});
    if (all.back().feature.shape == Shape::area) shorten_ring(all.back(), bounds.line_points);
  }
  return all;
}

// True if a rank was left out.
bool leave_out_last_rank(std::vector<Weighed>& all, Fitted& result) {
  int last = 0;
  for (const Weighed& one : all) last = std::max(last, one.feature.rank);
  if (last == 0) return false;
  for (const Weighed& one : all)
    if (one.feature.rank == last) ++result.left_out["less important than what fills the map: " + one.feature.kind];
  std::erase_if(all, [&](const Weighed& one) { return one.feature.rank == last; });
  return true;
}

void add_simplified(const Weighed& one, float tolerance_m, const Bounds& bounds, Fitted& result) {
  if (one.feature.shape == Shape::point) return result.features.push_back(one.feature);
  const auto points = simplified(one.feature.points, one.weights, tolerance_m);
  if (one.feature.shape == Shape::area) {
    if (points.size() < 4) {
      ++result.left_out["smaller than could be seen: " + one.feature.kind];
      return;
    }
    result.tolerance_m = std::max(result.tolerance_m, one.lost_m);
    result.features.push_back(one.feature);
    result.features.back().points = points;
    return;
  }
  for (std::size_t from = 0; from + 1 < points.size(); from += bounds.line_points - 1) {
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(from);
    const auto count = std::min(bounds.line_points, points.size() - from);
    Feature part = one.feature;
    part.points.assign(first, first + static_cast<std::ptrdiff_t>(count));
    result.features.push_back(std::move(part));
  }
}

}  // namespace

Fitted fit(std::vector<Feature> features, float tolerance_m, const Bounds& bounds) {
  Fitted result;
  auto all = weighed(std::move(features), bounds);
  result.tolerance_m = tolerance_for(all, bounds.points, tolerance_m);
  const float coarsest = std::max(coarsest_m, tolerance_m);
  while ((result.tolerance_m > coarsest || all.size() > bounds.lines) && leave_out_last_rank(all, result))
    result.tolerance_m = tolerance_for(all, bounds.points, tolerance_m);
  const float tolerance = result.tolerance_m;
  for (const Weighed& one : all) add_simplified(one, tolerance, bounds, result);
  return result;
}

}  // namespace carehub::tools::maps
