#pragma once
// The next four hours of each service against its staffing: teams on shift, as signed on and rostered (exact), how many
// of them are likely to be free, and when none is. No patient data.

#include <optional>
#include <string>
#include <vector>

#include "protocols/domain/picture.hpp"

namespace carehub::console {

// How likely none on shift is free at that moment: one future in two, and one in five.
inline constexpr std::int32_t full_likely_permille = 500;
inline constexpr std::int32_t full_may_be_permille = 200;
// A forecast of hours says nothing any more when it is this old.
inline constexpr minutes forecast_good_for{5};

enum class Fullness { unknown, room, may_be_full, full, nobody, closed };

struct ForecastCell {
  std::int32_t on_shift = 0;
  std::optional<std::int32_t> free_x100;  // mean of all futures; none: not known so far ahead
  Fullness fullness = Fullness::unknown;
  std::string text;        // "0.3 of 2", "? of 2", "none", "closed"
  std::string text_short;  // "0.3/2", "?/2", "0", "–"
};

struct ForecastRow {
  std::string name;
  std::string calls;     // expected new ones in all the hours: "4.2"; "?": not known
  std::string staffing;  // "2 on shift, 1 from 22:00, closed from 00:00"
  std::string full;      // "likely full 20:30 to 21:30"; empty: not
  std::vector<ForecastCell> cells;
};

struct BoardForecast {
  std::vector<std::string> times;  // of the cells, every half hour: "20:30"
  std::vector<ForecastRow> rows;   // fullest first; services without any team in these hours are left out
  std::string age;                 // of what is likely: "as of 19:41:50, 17 s ago"; staffing itself is live
  std::string missing;             // why it is not known how full: "nobody has looked so far ahead yet"
  double hours = 4;
};

[[nodiscard]] BoardForecast board_forecast(const Board& board, const Calendar& calendar, Instant now);

}  // namespace carehub::console
