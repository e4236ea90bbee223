#include "tools/bench/benches.hpp"
#include "tools/bench/storm.hpp"

namespace carehub::bench {

namespace {

// Milliseconds of decide and evolve within the hour.
struct HourMeasured {
  std::vector<double> all;    // every command that had something to decide
  std::vector<double> calls;  // of these, what a caller waits for: registering and triage
  std::size_t waiting_most = 0;
};

HourMeasured measure_hour(const Site& site, bool storm, std::uint64_t seeds) {
  HourMeasured measured;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Storm hub(site, {.seed = seed, .storm = storm});
    hub.play([&](const core::State& state, const Storm::Done& done) {
      if (!done.in_the_storm || done.decision.events.empty()) return;
      measured.all.push_back(done.took_ms);
      const bool call =
          std::holds_alternative<RegisterCase>(done.command) || std::holds_alternative<TriageCase>(done.command);
      if (call) measured.calls.push_back(done.took_ms);
      measured.waiting_most = std::max(measured.waiting_most, state.case_indices().waiting().size());
    });
  }
  return measured;
}

void add_hour(const std::string& name, HourMeasured measured, std::optional<double> bound, Figures& figures) {
  const auto add = [&](std::string_view what, std::vector<double>& values) {
    if (values.empty()) return figures.missing(fmt::format("{}_{}", name, what), "nothing was decided");
    figures.add({fmt::format("{}_{}_p50_ms", name, what), percentile(values, 0.5), "ms", false, {}});
    figures.add({fmt::format("{}_{}_p99_ms", name, what),
                 percentile(values, 0.99),
                 "ms",
                 false,
                 {bound, fmt::format("{} of these, at most {} people waiting", values.size(), measured.waiting_most)}});
    figures.add({fmt::format("{}_{}_max_ms", name, what), percentile(values, 1.0), "ms", false, {}});
  };
  add("decision", measured.all);
  add("call", measured.calls);
}

}  // namespace

void measure_storm(const Setting& setting, const Site& site, Figures& figures) {
  const std::uint64_t seeds = setting.quick ? 1 : 5;
  add_hour("storm", measure_hour(site, true, seeds), 5.0, figures);
  add_hour("usual", measure_hour(site, false, seeds), std::nullopt, figures);
}

}  // namespace carehub::bench
