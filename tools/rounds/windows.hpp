#pragma once
// The earliest and the latest moment within a list of windows.

#include <limits>
#include <span>

#include "tools/rounds/problem.hpp"

namespace carehub::rounds {

inline constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;

// At or after `at`; `never` where all windows are over.
[[nodiscard]] inline std::int64_t earliest_in(std::span<const Window> windows, std::int64_t at) {
  for (const Window& window : windows)
    if (at <= window.end) return at > window.start ? at : window.start;
  return never;
}

// At or before `at`; -never where none has begun.
[[nodiscard]] inline std::int64_t latest_in(std::span<const Window> windows, std::int64_t at) {
  for (std::size_t i = windows.size(); i-- > 0;)
    if (at >= windows[i].start) return at < windows[i].end ? at : windows[i].end;
  return -never;
}

}  // namespace carehub::rounds
