#pragma once
// What a map has, and what looks wrong in it although it can be read.

#include <string>
#include <vector>

#include "protocols/domain/site.hpp"

namespace carehub::tools::maps {

// "1 outline, 12 roads, 30 names; 312 of 30000 points"
[[nodiscard]] std::string contents(const std::vector<MapLine>& lines);
// Areas that cross themselves, each with where.
[[nodiscard]] std::vector<std::string> oddities(const std::vector<MapLine>& lines);
// Localities of the site that lie in none of the outlines.
[[nodiscard]] std::vector<std::string> outside(const std::vector<MapLine>& lines,
                                               const std::vector<Locality>& localities);

}  // namespace carehub::tools::maps
