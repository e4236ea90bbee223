#include "tools/bench/benches.hpp"
#include "tools/bench/life.hpp"

namespace carehub::bench {

void measure_core(const Setting& setting, const Site& site, Figures& figures) {
  const std::uint64_t commands = setting.quick ? 20'000 : 150'000;
  const auto nothing = [](const Stamp&, const core::Decision&) {};
  Hub hub(site);
  hub.open(nothing);
  for (std::uint64_t i = 0; i < commands / 10; ++i) hub.next(nothing);  // until cases of all kinds are under way
  const std::uint64_t events_before = hub.events();
  const std::uint64_t cases_before = hub.life().cases();
  const auto start = Clock::now();
  for (std::uint64_t i = 0; i < commands; ++i) hub.next(nothing);
  const double took = seconds_since(start);
  const auto events = static_cast<double>(hub.events() - events_before);
  figures.add(
      {"core_events_per_s",
       events / took,
       "events/s",
       true,
       {300'000.0, fmt::format("{:.1f} events a command, {} cases, {} refusals", events / static_cast<double>(commands),
                               hub.life().cases() - cases_before, hub.refusals())}});
  figures.add({"core_commands_per_s", static_cast<double>(commands) / took, "commands/s", true, {}});
}

}  // namespace carehub::bench
