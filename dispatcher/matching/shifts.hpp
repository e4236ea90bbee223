#pragma once
// Rosters: when a team's next shift begins and ends.

#include <optional>

#include "protocols/domain/site.hpp"

namespace carehub::matching {

inline constexpr std::int32_t days_looked_ahead = 8;

struct RosteredShift {
  Instant from;
  Instant until;
};

// The first shift that begins after `after`, within eight days.
[[nodiscard]] std::optional<RosteredShift> next_shift(const TeamConfig& team, const Calendar& calendar, Instant after);

}  // namespace carehub::matching
