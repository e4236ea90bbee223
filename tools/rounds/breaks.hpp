#pragma once
// Breaks lie between stops, at no place of their own, and a journey may be interrupted by one. How early a vehicle gets
// somewhere, and how late it may set off, for every set of breaks it can have had by then: exact, whatever their order.
//
// On the way the next break begins as early as its windows allow. That loses nothing: whoever has had the same breaks
// and set off at the same moment has driven no further at any later moment.

#include <cstdint>
#include <span>
#include <vector>

#include "tools/rounds/problem.hpp"

namespace carehub::rounds {

using BreakSet = std::uint32_t;  // one bit a break, by position

inline BreakSet all_breaks(std::span<const Break> breaks) {
  return (BreakSet{1} << breaks.size()) - 1;
}

// arrival[m]: earliest arrival with the breaks m had, from ready[m']; `never` where it cannot be.
// Requires: both hold 2^breaks numbers; `allowed` are the breaks that may begin on this way.
void drive(std::span<const Break> breaks, BreakSet allowed, std::int64_t travel_s, const std::int64_t* ready,
           std::int64_t* arrival);
// leave[m]: latest departure with the breaks m still to have, from latest arrivals late[m'] ; -never where it cannot
// be.
void drive_back(std::span<const Break> breaks, BreakSet allowed, std::int64_t travel_s, const std::int64_t* late,
                std::int64_t* leave);

// A break on a way, as it comes out.
struct BreakTaken {
  std::size_t which = 0;
  std::int64_t arrival = 0;   // the vehicle stops
  std::int64_t start = 0;     // after waiting
  std::int64_t driven_s = 0;  // of this way, so far
};
// The breaks `taken` on one way that is left at `ready`, in the order that arrives first; sets `arrival`.
[[nodiscard]] std::vector<BreakTaken> breaks_on_way(std::span<const Break> breaks, BreakSet allowed, BreakSet taken,
                                                    std::int64_t travel_s, std::int64_t ready, std::int64_t& arrival);

// For each stop of a route, stops x 2^breaks.
struct BreakTimes {
  std::vector<std::int64_t> ready;      // earliest moment to leave
  std::vector<std::int64_t> late;       // latest arrival from elsewhere, with these breaks still to have
  std::vector<std::int64_t> late_here;  // the same without setup
};

}  // namespace carehub::rounds
