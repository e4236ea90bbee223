#pragma once
// How many calls of which need are to be expected: the site's profile, corrected by what the last day brought.

#include <array>
#include <vector>

#include "dispatcher/matching/plan/prices.hpp"
#include "protocols/domain/picture.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching::plan {

// One for each need, by its position in the list of needs. `seen`: complete hours before `start`, oldest first.
[[nodiscard]] std::vector<DemandKind> expected_demand(const Site& site, Instant start,
                                                      const std::vector<const HourTally*>& seen);

// The needs that a service of this kind and list takes, of which the skills suffice; bit by position in the list of
// needs.
[[nodiscard]] std::uint64_t needs_met(const Site& site, const ServiceConfig& service, std::optional<SkillSet> skills);

}  // namespace carehub::matching::plan
