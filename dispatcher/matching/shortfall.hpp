#pragma once
// Says in words what is missing when nobody meets the target, so that a dispatcher can do something about it.

#include <string>

#include "dispatcher/matching/candidates.hpp"

namespace carehub::matching {

// The one thing that keeps most of those who could come from coming, with its figure: "nobody can come: no team with
// prescriber is on shift; the first, CR4, starts at 20:40". Where somebody comes too late, by how much, and then that.
[[nodiscard]] std::string shortfall_words(const World& world, const Explanation& explanation, bool only_last_resort);

}  // namespace carehub::matching
