#pragma once
// Services that failed exactly one test for a case: what commissioners look at, because one change would have helped.
// Source: NHS Directory of Services, gap analysis of Check Capacity Summary (domain facts 03).

#include <vector>

#include "dispatcher/matching/matching.hpp"

namespace carehub::matching {

struct Gap {
  ServiceId service;
  NotOfferedReason reason = NotOfferedReason::closed;
  std::int64_t figure = 0;  // meaning by reason
};

// In the order of the site. Looked at are services of a kind that was asked for: by need, age, area, practice, referrer
// and hours. None for a red flag; what clinical rules keep away is no gap.
[[nodiscard]] std::vector<Gap> find_gaps(const World& world, const Case& c);

}  // namespace carehub::matching
