#pragma once
// Small days for tests: by hand, or invented from a seed.

#include <string>
#include <vector>

#include "tools/replay/shift_replay.hpp"

namespace carehub::tests {

// Ends its text with the given lines.
[[nodiscard]] std::string trace_text(const std::vector<std::string>& lines);

// Mobile units of several skills, two rooms, and calls all day long, spread over some forty kilometres.
[[nodiscard]] replay::Trace invented_trace(std::uint64_t seed);

// Everything that a visit may not break, in words; empty where nothing is broken. Shares no code with the replay.
[[nodiscard]] std::string first_fault(const replay::Trace& trace, const std::vector<replay::TraceVisit>& visits);

}  // namespace carehub::tests
