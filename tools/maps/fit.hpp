#pragma once
// As few points as it takes: every line simplified by one tolerance, and where that would be too coarse, whole kinds
// left out, the least important first.

#include <vector>

#include "tools/maps/feature.hpp"

namespace carehub::tools::maps {

struct Bounds {
  std::size_t points = 0;
  std::size_t line_points = 0;
  std::size_t lines = 0;
};

struct Fitted {
  std::vector<Feature> features;
  float tolerance_m = 0;  // no point that was left out lies further from its line
  std::map<std::string, std::size_t> left_out;
};

// Lines longer than a map takes become several. What is smaller than the tolerance is left out.
[[nodiscard]] Fitted fit(std::vector<Feature> features, float tolerance_m, const Bounds& bounds);

}  // namespace carehub::tools::maps
