#pragma once
// Pieces of lines put together end to end, and lines and areas cut to a box.

#include "tools/maps/feature.hpp"

namespace carehub::tools::maps {

// Ways that were cut into pieces: of one kind and name, each end with another's begin. Shores keep their direction; the
// others may be turned round.
void join_lines(std::vector<Feature>& features);

// The parts of a line that lie in the box.
[[nodiscard]] std::vector<std::vector<Coordinates>> lines_in(const std::vector<Coordinates>& line, const Box& box);
// An area cut to the box; empty where nothing of it lies there. What it says of a hollow area may run along the edge.
[[nodiscard]] std::vector<Coordinates> area_in(const std::vector<Coordinates>& ring, const Box& box);

// Shores, with their land on the left, made into areas of land. Closed ones are islands; the others have to come into
// the box at one place and leave it at another, and are closed along its edge. What does neither is left out.
[[nodiscard]] std::vector<std::vector<Coordinates>> land_of(const std::vector<Feature>& shores,
                                                            const std::optional<Box>& box, Found& found);

}  // namespace carehub::tools::maps
