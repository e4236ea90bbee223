#pragma once
// The next hours on the board: how many people are likely to wait, and how likely they are to wait too long, by half
// hour and by service against who is on shift. No patient data. Means of all futures that the hub played.

#include <optional>
#include <string>
#include <vector>

#include "protocols/domain/picture.hpp"

namespace carehub::console {

struct HalfHourAhead {
  Instant from;
  Instant until;
  std::int32_t calls_x100 = 0;    // new ones
  std::int32_t waiting_x100 = 0;  // at its end
  std::int32_t late_x100 = 0;     // of them, those whose target is or will be missed
  // Of those who wait at its end; none where nobody is expected to wait (less than one in twenty futures).
  std::optional<std::int32_t> chance_percent;
};

struct ServiceAhead {
  std::string name;
  std::string staffed;          // "4 on shift", "12 places"; empty: not known
  std::int32_t calls_x100 = 0;  // new ones of all half hours
  std::int32_t most_waiting_x100 = 0;
  std::int32_t most_late_x100 = 0;
};

struct BoardAhead {
  std::vector<HalfHourAhead> half_hours;  // empty: `missing` says why
  std::vector<ServiceAhead> services;     // most late first, then most waiting; those with nobody left out
  std::string age;                        // "as of 19:41:50, 17 s ago"
  std::string missing;                    // "nobody has looked ahead yet", "looked ahead 3 min ago: too old to show"
};

[[nodiscard]] BoardAhead board_ahead(const Board& board, const Calendar& calendar, Instant now);

}  // namespace carehub::console
