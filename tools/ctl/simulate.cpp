// carehubctl simulate: a synthetic live shift into a running dispatcher.

#include "tools/simulate/simulate.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <memory>

#include "protocols/wire/rendezvous.hpp"
#include "tools/ctl/ctl.hpp"

namespace carehub::ctl {
namespace {

std::atomic<bool> stop_asked{false};

void ask_to_stop(int) {
  stop_asked = true;
}

struct Chosen {
  std::string directory, endpoint, site_file;
  std::uint64_t seed = 1;
  std::string staff = "partial";
  double calls = 1.0;
  double minutes = 0;
  bool quiet = false;
  bool into_live_hub = false;
};

int simulate(const Chosen& chosen) {
  tools::simulate::SimulateOptions options;
  options.directory = chosen.directory;
  options.endpoint = chosen.endpoint;
  options.site_file = chosen.site_file;
  options.seed = chosen.seed;
  options.into_live_hub = chosen.into_live_hub;
  options.calls_factor = chosen.calls;
  if (const auto staff = tools::simulate::staff_from_name(chosen.staff)) options.staff = *staff;
  if (chosen.minutes > 0)
    options.duration = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(chosen.minutes * 60));
  options.stop = &stop_asked;
  std::string last;
  options.report = [&](std::string_view line) {
    last = line;
    if (chosen.quiet) return;
    fmt::print("{}\n", line);
    std::fflush(stdout);
  };
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  return tools::simulate::run_simulation(options) == 0 ? exit_ok : complain(last);
}

}  // namespace

void add_simulate(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand(
      "simulate", "a synthetic live shift: callers, crews, places; the same seed makes the same day");
  auto chosen = std::make_shared<Chosen>();
  chosen->directory = wire::default_data_directory().string();
  sub->add_option("--data", chosen->directory, "the dispatcher's data directory")->capture_default_str();
  sub->add_option("--connect", chosen->endpoint,
                  "the dispatcher's command endpoint, instead of the one in the data directory");
  sub->add_option("--site", chosen->site_file, "site file (default: the one that the dispatcher sends)");
  sub->add_option("--seed", chosen->seed, "which day")->capture_default_str();
  sub->add_option("--staff", chosen->staff, "how much of the desk's work is done too")
      ->capture_default_str()
      ->check(CLI::IsMember({"full", "partial", "none"}));
  sub->add_option("--calls", chosen->calls, "2 makes twice the calls")
      ->capture_default_str()
      ->check(CLI::Range(0.01, 100.0));
  sub->add_option("--minutes", chosen->minutes, "of the hub's time, then end (default: until stopped)")
      ->check(CLI::Range(0.1, 100000.0));
  sub->add_flag("--into-live-hub", chosen->into_live_hub, "also into a hub that is not a simulation");
  sub->add_flag("--quiet", chosen->quiet, "print nothing but errors");
  sub->callback([chosen, &run] { run = [chosen] { return simulate(*chosen); }; });
}

}  // namespace carehub::ctl
