#include "tools/bench/benches.hpp"
#include "tools/bench/life.hpp"

namespace carehub::bench {

namespace {

// What the core took; thinking up the commands is not its work.
struct Spent {
  Clock::duration whole{};        // decide, evolve, and letting go of the decision
  std::vector<double> decide_us;  // of each command
};

Spent work_through(Hub& hub, std::uint64_t commands) {
  const auto nothing = [](const Stamp&, const core::Decision&) {};
  Spent spent;
  spent.decide_us.reserve(commands);
  for (std::uint64_t i = 0; i < commands; ++i) {
    const Wish wish = hub.wish();
    const auto start = Clock::now();
    hub.run(wish, nothing);
    spent.whole += Clock::now() - start;
    spent.decide_us.push_back(std::chrono::duration<double, std::micro>(hub.decided_at() - start).count());
  }
  return spent;
}

}  // namespace

void measure_core(const Setting& setting, const Site& site, Figures& figures) {
  const std::uint64_t commands = setting.quick ? 20'000 : 150'000;
  Hub hub(site);
  hub.open([](const Stamp&, const core::Decision&) {});
  static_cast<void>(work_through(hub, commands / 10));  // until cases of all kinds are under way
  const std::uint64_t events_before = hub.events();
  const std::uint64_t cases_before = hub.life().cases();
  Spent spent = work_through(hub, commands);
  const double took = std::chrono::duration<double>(spent.whole).count();
  const auto events = static_cast<double>(hub.events() - events_before);
  figures.add(
      {"core_events_per_s",
       events / took,
       "events/s",
       true,
       {300'000.0, fmt::format("{:.1f} events a command, {} cases, {} refusals", events / static_cast<double>(commands),
                               hub.life().cases() - cases_before, hub.refusals())}});
  figures.add({"core_commands_per_s", static_cast<double>(commands) / took, "commands/s", true, {}});
  figures.add({"core_decide_p50_us", percentile(spent.decide_us, 0.5), "us", false, {}});
  figures.add({"core_decide_p99_us", percentile(spent.decide_us, 0.99), "us", false, {}});
}

}  // namespace carehub::bench
