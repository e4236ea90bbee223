#pragma once
// How many teams each service has on shift in the next hours, as they signed on and as they are rostered. Exact as far
// as people keep to it; nobody who should have come and did not sign on is counted.

#include <vector>

#include "dispatcher/core/state.hpp"
#include "protocols/domain/picture.hpp"

namespace carehub::core {

inline constexpr hours staffing_ahead{4};

// Of each service with teams, as in the site.
[[nodiscard]] std::vector<ServiceStaffing> staffing(const State& state, Instant now);

}  // namespace carehub::core
