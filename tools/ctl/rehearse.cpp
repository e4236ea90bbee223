// carehubctl rehearse: days of a hub in time-lapse, with everything that must never happen looked for.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "protocols/site/load.hpp"
#include "tools/ctl/ctl.hpp"
#include "tools/rehearsal/profile.hpp"
#include "tools/rehearsal/watch.hpp"

namespace carehub::ctl {
namespace {

using tools::rehearsal::HubInProcess;
using tools::rehearsal::Watch;

struct RehearseOptions {
  std::string site;
  std::string from = "2026-11-23T06:00:00Z";
  std::int32_t days = 7;
  std::uint64_t seed = 1;
  std::int32_t step_s = 30;
  bool no_navigator = false;
};

constexpr std::size_t faults_shown = 20;

void print_faults(const std::vector<tools::rehearsal::Fault>& faults) {
  std::map<std::string, int> by_rule;
  for (const auto& fault : faults) ++by_rule[fault.rule];
  for (const auto& [rule, count] : by_rule) fmt::print("FAULT {}: {}\n", rule, count);
  for (std::size_t i = 0; i < std::min(faults.size(), faults_shown); ++i)
    fmt::print("  {} {}: {}\n", iso8601(faults[i].at), faults[i].rule, faults[i].text);
}

void print_counts(const tools::rehearsal::WatchedCounts& counts) {
  fmt::print(
      "looked at: {} offers, {} cases with a red flag, {} young people in a crisis, {} clocks, {} broken and warned "
      "of, "
      "{} fail-safes of {} validations\n",
      counts.offers, counts.red_flags, counts.young_people, counts.clocks, counts.breaches, counts.fail_safes,
      counts.validations);
}

int rehearse(const RehearseOptions& options) {
  auto loaded = site::load_site(options.site);
  if (!loaded) return complain(loaded.error());
  if (!loaded->usable()) return complain(options.site + ": cannot be used; see carehubctl site check");
  const auto from = parse_iso8601(options.from);
  if (!from) return complain("--from: " + from.error().detail);
  const auto site = std::make_shared<const Site>(std::move(loaded->site));
  Watch watch(site);
  HubInProcess hub(site, *from, &watch);
  tools::simulate::Shift shift(
      site,
      {.seed = options.seed, .staff = tools::simulate::Staff::full, .calls_factor = 1.0, .warm_start = minutes{75}});
  std::set<tools::simulate::Desk> absent;
  if (options.no_navigator) absent.insert(tools::simulate::Desk::navigator);
  Progress progress;
  for (std::int32_t day = 1; day <= options.days; ++day) {
    progress.show(fmt::format("day {} of {}", day, options.days));
    hub.play(shift, *from + hours{24 * day}, seconds{options.step_s}, absent);
  }
  const auto profile = tools::rehearsal::profile_of(*site, hub.state(), *from, hub.now());
  fmt::print("{}: {} days from {}, seed {}{}\n{}", site->name, options.days, options.from, options.seed,
             options.no_navigator ? ", no navigator" : "", words(profile));
  print_counts(watch.counts());
  print_faults(watch.faults());
  // Without a navigator calls have to pile up; what must never happen still must not.
  const bool stuck = profile.stuck != 0 && !options.no_navigator;
  if (watch.faults().empty() && !stuck) return exit_ok;
  return complain("the rehearsal found faults; they are above");
}

}  // namespace

void add_rehearse(CLI::App& app, Run& run) {
  CLI::App* sub =
      app.add_subcommand("rehearse", "play days of a hub in time-lapse and look for what must never happen");
  auto options = std::make_shared<RehearseOptions>();
  sub->add_option("--site", options->site, "site file, for example assets/sites/isle-of-wight.toml")->required();
  sub->add_option("--from", options->from, "first moment")->capture_default_str();
  sub->add_option("--days", options->days, "how many")->capture_default_str()->check(CLI::Range(1, 400));
  sub->add_option("--seed", options->seed, "of everything that is drawn")->capture_default_str();
  sub->add_option("--step", options->step_s, "seconds between looks of the people who work there")
      ->capture_default_str()
      ->check(CLI::Range(5, 300));
  sub->add_flag("--no-navigator", options->no_navigator, "nobody triages or validates");
  sub->callback([options, &run] { run = [options] { return rehearse(*options); }; });
}

}  // namespace carehub::ctl
