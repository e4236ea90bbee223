#pragma once
// How many calls of which need are to be expected: the site's profile, corrected by what the last day brought.

#include <array>
#include <vector>

#include "dispatcher/matching/plan/prices.hpp"
#include "protocols/domain/picture.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching::plan {

// The usual mix of priorities 1 to 3, per cent. Source: Carehub's synthetic days (docs/shift-trace.md).
inline constexpr std::array<double, 3> priority_mix{15, 45, 40};

struct Demand {
  std::vector<DemandKind> kinds;  // one for each need, by its position in the list of needs
  std::int64_t calls_known = 0;   // how sure its level is: as if it had been counted over so many calls
};

// `seen`: complete hours before `start`, oldest first.
[[nodiscard]] Demand expected_demand(const Site& site, Instant start, const std::vector<const HourTally*>& seen);

// The needs that a service of this kind and list takes, of which the skills suffice; bit by position in the list of
// needs.
[[nodiscard]] std::uint64_t needs_met(const Site& site, const ServiceConfig& service, std::optional<SkillSet> skills);

}  // namespace carehub::matching::plan
