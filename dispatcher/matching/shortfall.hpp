#pragma once
// Says in words what is missing when nobody meets the target.

#include <string>

#include "dispatcher/matching/candidates.hpp"

namespace carehub::matching {

// "the earliest, CR2, arrives 12 min after the target"; "nobody can come: no catheter care skill (3), off duty (2)".
[[nodiscard]] std::string shortfall_words(const Explanation& explanation, bool only_last_resort);

}  // namespace carehub::matching
