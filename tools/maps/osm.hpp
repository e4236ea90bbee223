#pragma once
// OpenStreetMap files: .osm, .osm.pbf, and what libosmium reads beside them. The only place that knows libosmium.

#include <filesystem>

#include "protocols/base/error.hpp"
#include "tools/maps/feature.hpp"

namespace carehub::tools::maps {

// False where this program was built without libosmium.
[[nodiscard]] bool reads_osm();
// Ways and areas with at least one point in the box, where there is one. Errors: invalid_input for what cannot be read,
// unsupported without libosmium.
[[nodiscard]] Result<Found> read_osm(const std::filesystem::path& file, const std::optional<Box>& box);

}  // namespace carehub::tools::maps
