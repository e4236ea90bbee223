#pragma once
// Whether a place lies in a hub's area: by the outline on its map, else by how far its towns are. On an island the
// nearest town may be a few kilometres away and a ferry in between.

#include "protocols/domain/site.hpp"

namespace carehub {

// An outline is drawn by hand; so far beyond it still counts as inside.
inline constexpr std::int64_t outline_tolerance_m = 3'000;
// Without an outline: further than this from the middle of every locality lies outside.
inline constexpr std::int64_t near_a_locality_m = 15'000;

// By the even-odd rule.
[[nodiscard]] bool inside(const std::vector<Coordinates>& outline, Coordinates at);
[[nodiscard]] bool outside_area(const Site& site, Coordinates at);

}  // namespace carehub
