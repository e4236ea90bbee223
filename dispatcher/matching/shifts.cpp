#include "dispatcher/matching/shifts.hpp"

#include <algorithm>

namespace carehub::matching {

std::optional<RosteredShift> next_shift(const TeamConfig& team, const Calendar& calendar, Instant after) {
  const auto local = local_time(calendar, after);
  std::optional<RosteredShift> next;
  for (std::int32_t ahead = 0; ahead < days_looked_ahead && !next; ++ahead) {
    const LocalDay day{local.day.days + ahead};
    const auto weekday = (local.weekday + ahead) % 7;
    const bool bank_holiday = std::ranges::binary_search(calendar.bank_holidays, day);
    for (const auto& shift : team.roster) {
      const bool holds = bank_holiday ? shift.bank_holidays : (shift.weekdays >> weekday & 1) != 0;
      if (!holds) continue;
      const auto from = instant_of(calendar, day, shift.start_min);
      if (from > after && (!next || from < next->from)) next = {from, instant_of(calendar, day, shift.end_min)};
    }
  }
  return next;
}

}  // namespace carehub::matching
