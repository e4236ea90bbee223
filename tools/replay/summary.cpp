// What a replay comes to, and its lines.

#include <algorithm>
#include <cmath>
#include <map>

#include "tools/replay/shift_replay.hpp"

namespace carehub::replay {

namespace {

template <class T>
T percentile(std::vector<T> values, double share) {
  if (values.empty()) return T{};
  const auto at = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

// A fixed unit does not travel.
std::int64_t travelled(const Trace& trace, const Replayed& replayed) {
  std::map<std::int64_t, bool> fixed;
  for (const TraceUnit& unit : trace.units) fixed[unit.id] = unit.fixed;
  std::int64_t all = 0;
  for (const TraceVisit& visit : replayed.visits) all += fixed[visit.unit] ? 0 : visit.arrive - visit.depart;
  return all;
}

}  // namespace

Summary summary_of(const Trace& trace, const Replayed& replayed) {
  std::map<std::int64_t, std::int64_t> reached;
  for (const TraceVisit& visit : replayed.visits) reached.emplace(visit.call, visit.arrive);
  Summary summary;
  std::vector<std::int64_t> responses;
  double sum = 0;
  for (const TraceCall& call : trace.calls) {
    const auto at = reached.find(call.id);
    const bool served = at != reached.end();
    const bool breached = !served || at->second > call.deadline;
    responses.push_back((served ? at->second : trace.horizon) - call.at);
    sum += static_cast<double>(responses.back());
    summary.served += served ? 1 : 0;
    summary.breached += breached ? 1 : 0;
    summary.breach_weighted += breached ? call.weight : 0;
  }
  summary.calls = static_cast<std::int64_t>(trace.calls.size());
  summary.response_mean_s = responses.empty() ? 0 : sum / static_cast<double>(responses.size());
  summary.response_p90_s = percentile(responses, 0.9);
  summary.travel_s = travelled(trace, replayed);
  summary.decide_us_p50 = percentile(replayed.decide_us, 0.5);
  summary.decide_us_p99 = percentile(replayed.decide_us, 0.99);
  summary.between_us_p50 = percentile(replayed.between_us, 0.5);
  summary.between_us_p99 = percentile(replayed.between_us, 0.99);
  summary.outlook_ms_p50 = percentile(replayed.outlook_ms, 0.5);
  summary.outlook_ms_p99 = percentile(replayed.outlook_ms, 0.99);
  summary.outset_us_p50 = percentile(replayed.outset_us, 0.5);
  summary.outset_us_p99 = percentile(replayed.outset_us, 0.99);
  return summary;
}

std::string forecasts_written(const Trace& trace, const Replayed& replayed) {
  std::map<std::int64_t, bool> breached;
  for (const TraceCall& call : trace.calls) breached[call.id] = true;
  std::map<std::int64_t, std::int64_t> deadlines;
  for (const TraceCall& call : trace.calls) deadlines[call.id] = call.deadline;
  for (const TraceVisit& visit : replayed.visits) breached[visit.call] = visit.arrive > deadlines[visit.call];
  std::string lines;
  for (const Forecast& one : replayed.forecasts) {
    lines += fmt::format("{{\"kind\":\"forecast\",\"t\":{},\"call\":{},\"permille\":{},\"breached\":{}}}\n", one.at,
                         one.call, one.permille, breached[one.call]);
  }
  return lines;
}

std::string written(const Replayed& replayed, const Summary& summary) {
  std::string lines;
  for (const TraceVisit& visit : replayed.visits) {
    lines += fmt::format("{{\"kind\":\"visit\",\"call\":{},\"unit\":{},\"depart\":{},\"arrive\":{}}}\n", visit.call,
                         visit.unit, visit.depart, visit.arrive);
  }
  return lines + fmt::format(
                     "{{\"kind\":\"summary\",\"calls\":{},\"served\":{},\"breached\":{},\"breach_weighted\":{},"
                     "\"response_mean_s\":{:.1f},\"response_p90_s\":{},\"travel_s\":{},\"decide_us_p50\":{:.1f},"
                     "\"decide_us_p99\":{:.1f}}}\n",
                     summary.calls, summary.served, summary.breached, summary.breach_weighted, summary.response_mean_s,
                     summary.response_p90_s, summary.travel_s, summary.decide_us_p50, summary.decide_us_p99);
}

}  // namespace carehub::replay
