#pragma once
// What the hub's own figures suggest as the level of operational pressure, with the arithmetic: eight measures of
// nought to two points, and the level by quarters of what could be had. It only suggests; a person declares. Source:
// the form (points of parameters, summed, give a level of 1 to 4) is NHS England's, Integrated OPEL framework 2024 to
// 2026; measures and thresholds are this project's own judgement and signed off by nobody. The two-hour threshold of 70
// per cent: NHS England, 2-hour urgent community response standard.

#include <optional>
#include <string>
#include <vector>

#include "console/model/board_ahead.hpp"
#include "protocols/domain/picture.hpp"

namespace carehub::console {

struct OpelMeasure {
  std::string what;                    // "seen in two hours today"
  std::string figure;                  // "92%", "?" when not known
  std::optional<std::int32_t> points;  // none: not known, and not counted as nought
};

struct OpelSum {
  std::vector<OpelMeasure> measures;
  std::int32_t points = 0;
  std::int32_t most = 0;   // two for each measure that is known
  std::int32_t level = 0;  // 1 to 4; 0 when less than half of the measures is known
  std::string text;        // "sum suggests 2 (7 of 16)", "no suggestion: 3 of 8 measures known"
};

[[nodiscard]] OpelSum opel_sum(const Board& board, const BoardAhead& ahead, const LocalTime& now);

}  // namespace carehub::console
