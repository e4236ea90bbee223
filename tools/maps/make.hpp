#pragma once
// From what was found in files to the lines of a map: joined, cut to a box, simplified, and within the bounds of a map
// (protocols/site/map_file.hpp).

#include <string>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/site.hpp"
#include "tools/maps/feature.hpp"

namespace carehub::tools::maps {

struct Wish {
  std::optional<Box> box;
  float tolerance_m = 15;  // to begin with: as much more as it takes to keep within the bounds
  std::string boundary;    // the administrative area that is the outline; empty: the shore is, or the only one there is
};

struct Made {
  std::vector<MapLine> lines;
  float tolerance_m = 0;                        // that it took
  std::size_t points_found = 0;                 // before they were left out
  std::map<std::string, std::size_t> left_out;  // why -> how many lines and names
  std::vector<std::string> remarks;             // what somebody should look at
};

// Errors: not_found where nothing of a map was found, or no boundary of that name.
[[nodiscard]] Result<Made> make_map(Found found, const Wish& wish);

// 5 decimals, about a metre.
[[nodiscard]] std::string map_text(const std::vector<MapLine>& lines, const std::string& name,
                                   const std::string& basis);
// Whole or not at all. Errors: input_output.
[[nodiscard]] Result<void> write_map(const std::string& file, const std::string& text);

}  // namespace carehub::tools::maps
