#pragma once
// Journeys where the file has no matrix: the formula of shift traces (docs/shift-trace.md) with its usual numbers.

#include "tools/rounds/problem.hpp"

namespace carehub::rounds {

// Great circle x 1.3 at 42 km/h and 180 s to park and to walk to the door, cut to seconds; nothing within one place.
[[nodiscard]] Journeys estimated_journeys(const std::vector<Position>& positions);

}  // namespace carehub::rounds
