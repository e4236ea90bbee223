#pragma once
// British National Grid to WGS 84.

#include <optional>

#include "protocols/domain/geo.hpp"

namespace carehub::fhir {

// Within about 5 m. None outside the grid (0 to 700 km east, 0 to 1300 km north), so that nonsense gives no position.
// Source: Ordnance Survey, A guide to coordinate systems in Great Britain (2018), annexes B and C; Helmert parameters
// ibid.
[[nodiscard]] std::optional<Coordinates> from_grid(double easting_m, double northing_m);

}  // namespace carehub::fhir
