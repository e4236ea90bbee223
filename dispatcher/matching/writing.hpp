#pragma once
// What was found, in the words of an explanation: only here names are copied.

#include <vector>

#include "dispatcher/matching/candidates.hpp"

namespace carehub::matching {

void write(const Offer& offer, Candidate& candidate);
// Says how many teams and places of the world were not looked at, because they are farther away.
void count_beyond(const World& world, std::vector<NotOffered>& lines);
// Beyond a bound keeps those nearest to being offered and counts the rest; reorders the lines.
[[nodiscard]] std::vector<NotOffered> written(NotOfferedUnits& lines);

}  // namespace carehub::matching
