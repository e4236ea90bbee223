#pragma once
// Who will be on duty in the hours to come, and what a busy minute of each is worth. Worked out once an hour and
// whenever a team signs on or off: it follows from the hour, the records and the site alone.

#include <vector>

#include "dispatcher/matching/matching.hpp"
#include "dispatcher/matching/plan/demand.hpp"
#include "dispatcher/matching/plan/prices.hpp"
#include "protocols/domain/picture.hpp"

namespace carehub::matching::plan {

// A shift, or the opening of a place.
struct Hours {
  Instant from;
  Instant until;
};

struct UnitDuty {
  std::vector<Hours> hours;  // in order; the one that holds the book's start first
  std::uint32_t curve = 0;   // of prices
};

struct DutyBook {
  PriceBook prices;
  Demand demand;
  std::vector<UnitDuty> teams;   // as in the world
  std::vector<UnitDuty> places;  // as in the world
};

// `hour`: the beginning of the hour that holds the world's now. `seen`: what the hours before it brought, oldest first.
// Requires: the world has its directory.
[[nodiscard]] DutyBook duty_book(const World& world, Instant hour, const std::vector<const HourTally*>& seen);

}  // namespace carehub::matching::plan
