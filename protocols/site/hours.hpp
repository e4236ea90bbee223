#pragma once
// Opening hours as a hub manager writes them: "Mon-Fri 08:00-20:00", "daily 18:00-23:00", "Sat,Sun,BH 12:30-23:00",
// "all hours"; several of them in one text, parted by semicolons. An end before the start lies on the next day.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/domain/opening_hours.hpp"

namespace carehub::site {

struct HoursFault {
  std::string part;  // "days", "start", "end", or empty for the whole
  std::string text;
};

// Adds the sessions of `text`, or reports everything that is wrong with it.
[[nodiscard]] std::vector<HoursFault> read_hours(std::string_view text, OpeningHours& hours);
// "2026-12-25 closed" or "2026-12-24 08:00-16:00".
[[nodiscard]] std::vector<HoursFault> read_exception(std::string_view text, OpeningHours& hours);
// Errors: nothing, where `text` is not a day that exists, written YYYY-MM-DD.
[[nodiscard]] std::optional<LocalDay> read_day(std::string_view text);

}  // namespace carehub::site
