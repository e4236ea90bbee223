#pragma once
// A shift trace: one day's units and calls, as JSON Lines (docs/shift-trace.md). Times are whole seconds from its
// start.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub::replay {

// fixed_s + 1000 * circuity * km / (kmh / 3.6), cut to seconds.
struct TraceTravel {
  std::int32_t circuity_percent = 130;
  std::int32_t kmh = 42;
  std::int32_t fixed_s = 180;
};

struct TraceUnit {
  std::int64_t id = 0;
  Coordinates base;
  std::vector<int> skills;  // sorted
  std::int64_t start = 0;
  std::int64_t end = 0;
  bool fixed = false;  // one place of a drop-in room: the person travels
};

struct TraceCall {
  std::int64_t id = 0;
  std::int64_t at = 0;
  Coordinates position;
  std::int32_t priority = 3;
  std::int64_t weight = 1;
  std::vector<int> need;      // sorted
  std::int64_t takes = 0;     // with the person; nobody knows before it is over
  std::int64_t expected = 0;  // what is known of it
  std::int64_t deadline = 0;
};

struct Trace {
  std::int64_t horizon = 86'400;
  std::int32_t clock_start_min = 0;  // local time at second 0, minutes after midnight
  std::int32_t target_s = 7'200;
  TraceTravel travel;
  TraceTravel person_travel;
  std::vector<TraceUnit> units;
  std::vector<TraceCall> calls;  // in order of time
};

// Errors name the line and the member.
[[nodiscard]] Result<Trace> read_trace(const std::string& path);
[[nodiscard]] Result<Trace> parse_trace(std::string_view text, const std::string& name);

}  // namespace carehub::replay
