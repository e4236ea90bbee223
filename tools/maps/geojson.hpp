#pragma once
// GeoJSON (RFC 7946): features by the tags of OpenStreetMap, or by a property "kind" as in a map file. A polygon that
// says nothing of itself is taken for the boundary of an area.

#include "protocols/base/error.hpp"
#include "tools/maps/feature.hpp"

namespace carehub::tools::maps {

// `name` is the file, for errors: invalid_input, with what is wrong and where.
[[nodiscard]] Result<Found> read_geojson(std::string_view text, const std::string& name);

}  // namespace carehub::tools::maps
