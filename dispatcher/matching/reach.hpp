#pragma once
// Where a team could be after so many minutes, by the very travel times of decisions. Pure; positions are rounded at
// once to millionths of a degree, and a point's time is that of the rounded point.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/resources.hpp"

namespace carehub::matching {

inline constexpr std::size_t reach_times_max = 3;
inline constexpr std::int32_t reach_minutes_max = 60;
inline constexpr int reach_rays = 72;  // points of an outline

using Outline = std::vector<Coordinates>;  // closed, clockwise from the north

// One outline for each of the minutes, in their order, of a team that sets off at `at`. It is followed from `from` in
// every direction until the time is over for the first time; where the site's map has outlines round `from`, it ends
// with that land. Every point can be reached within the minutes, and an outline of more minutes holds one of fewer.
[[nodiscard]] std::vector<Outline> reach(const TravelBasis& basis, Coordinates from, Instant at,
                                         std::span<const std::int32_t> minutes);

// The same of one team as it is known now, with what a person has to know of it.
struct TeamReach {
  std::vector<Outline> outlines;  // empty: there is none, and `remark` says why
  std::string remark;             // "its position is not known: from its base"; empty: nothing to say
};
// `config` may be null: the site says nothing of the team.
[[nodiscard]] TeamReach reach_of(const TravelBasis& basis, const Team& team, const TeamConfig* config, Instant now,
                                 std::span<const std::int32_t> minutes);

}  // namespace carehub::matching
