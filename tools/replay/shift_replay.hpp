#pragma once
// Plays a shift trace through the live core in automatic mode: calls and shifts come when the trace says, crews and
// people do what they are told at once and take as long as the trace knows. Nothing of a call is told before its time.

#include <chrono>
#include <vector>

#include "protocols/domain/site.hpp"
#include "tools/replay/trace.hpp"

namespace carehub::replay {

// Somebody reached the caller, or the caller reached a place. Seconds from the trace's start.
struct TraceVisit {
  std::int64_t call = 0;
  std::int64_t unit = 0;
  std::int64_t depart = 0;
  std::int64_t arrive = 0;
};

// What was said of a call that waits, at that second.
struct Forecast {
  std::int64_t at = 0;
  std::int64_t call = 0;
  std::int32_t permille = 0;  // chance that its target is missed
};

struct ReplayEffort {
  std::int32_t rounds_between = 0;   // of improving the plan between events; 0: none
  std::int32_t outlook_every_s = 0;  // looks ahead so often; 0: never
};

struct Replayed {
  std::vector<TraceVisit> visits;  // in order of departure
  std::vector<double> decide_us;   // of each command: deciding and evolving, in microseconds
  std::vector<double> between_us;  // of each improvement between events
  std::vector<Forecast> forecasts;
  std::vector<double> outlook_ms;  // of each look ahead
  std::vector<double> outset_us;   // of what a live hub does for it on its own thread
  std::uint64_t events = 0;
  std::string digest;  // of the hub's state at the horizon
};

// Errors: what TraceSite::of says, and a command that the hub refuses where no crew would have given another.
[[nodiscard]] Result<Replayed> replay(const Trace& trace, const MatchingRules& matching,
                                      const ReplayEffort& effort = {});

// What a replay comes to, by the trace's own rules (docs/shift-trace.md).
struct Summary {
  std::int64_t calls = 0;
  std::int64_t served = 0;
  std::int64_t breached = 0;
  std::int64_t breach_weighted = 0;
  double response_mean_s = 0;
  std::int64_t response_p90_s = 0;
  std::int64_t travel_s = 0;
  double decide_us_p50 = 0;
  double decide_us_p99 = 0;
  double between_us_p50 = 0;  // of improving the plan between events
  double between_us_p99 = 0;
  double outlook_ms_p50 = 0;  // of looking ahead
  double outlook_ms_p99 = 0;
  double outset_us_p50 = 0;
  double outset_us_p99 = 0;
};
[[nodiscard]] Summary summary_of(const Trace& trace, const Replayed& replayed);

// Visits and summary as JSON Lines.
[[nodiscard]] std::string written(const Replayed& replayed, const Summary& summary);
// Each forecast, with what became of it.
[[nodiscard]] std::string forecasts_written(const Trace& trace, const Replayed& replayed);

}  // namespace carehub::replay
