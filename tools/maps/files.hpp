#pragma once
// Reads what a map is made of, by the names of the files.

#include <string>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/site.hpp"
#include "tools/maps/feature.hpp"

namespace carehub::tools::maps {

[[nodiscard]] bool is_geojson(const std::string& file);
// .geojson and .json are GeoJSON; .osm, .pbf and the like OpenStreetMap. Errors: unsupported for any other name, and as
// of read_geojson and read_osm. An error in one file is an error of all.
[[nodiscard]] Result<Found> read_files(const std::vector<std::string>& files, const std::optional<Box>& box);

// "50.55,-1.65,50.80,-1.00". Errors: invalid_input.
[[nodiscard]] Result<Box> box_in(const std::string& text);
// Round the localities and team bases of a site, with room at every side. None where it has none.
[[nodiscard]] std::optional<Box> box_round(const Site& site);

}  // namespace carehub::tools::maps
