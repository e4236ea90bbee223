#pragma once
// Shifts and breaks of a team's roster, as instants.

#include <optional>

#include "protocols/domain/site.hpp"

namespace carehub::core {

struct Shift {
  std::optional<Instant> end;         // of the shift that holds `at`
  std::optional<Instant> next_break;  // the next planned one in that shift
};

[[nodiscard]] Shift shift_at(const TeamConfig& team, const Calendar& calendar, Instant at);

}  // namespace carehub::core
