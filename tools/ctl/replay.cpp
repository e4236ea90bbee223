// carehubctl replay: a shift trace through the live core and matching.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "tools/ctl/ctl.hpp"
#include "tools/replay/shift_replay.hpp"

namespace carehub::ctl {

namespace {

struct ReplayOptions {
  std::string trace;
  std::string out;
  std::string policy = "plan";
  std::int32_t moves = 0;
  std::int32_t between = 0;
  std::string outlook;
  std::int32_t outlook_every_min = 10;
};

int replay_trace(const ReplayOptions& options) {
  const auto trace = replay::read_trace(options.trace);
  if (!trace) return complain(trace.error());
  MatchingRules matching;
  matching.policy = options.policy == "plan" ? MatchingPolicy::plan : MatchingPolicy::nearest;
  if (options.moves > 0) {
    // As many rounds as there are moves for.
    matching.moves = options.moves;
    matching.rounds = options.moves;
  }
  replay::ReplayEffort effort;
  effort.rounds_between = options.between;
  if (!options.outlook.empty()) effort.outlook_every_s = 60 * options.outlook_every_min;
  const auto replayed = replay::replay(*trace, matching, effort);
  if (!replayed) return complain(replayed.error());
  const replay::Summary summary = replay::summary_of(*trace, *replayed);
  if (!options.outlook.empty()) {
    if (const auto done = write_file(options.outlook, replay::forecasts_written(*trace, *replayed)); !done)
      return complain(done.error());
    remark(fmt::format(
        "looked ahead {} times, {:.0f} ms each (99th percentile {:.0f}); {:.0f} us of it between decisions ({:.0f})",
        replayed->outlook_ms.size(), summary.outlook_ms_p50, summary.outlook_ms_p99, summary.outset_us_p50,
        summary.outset_us_p99));
  }
  if (options.between > 0)
    remark(fmt::format("improved {} times between events, {:.1f} ms each (99th percentile {:.1f})",
                       replayed->between_us.size(), summary.between_us_p50 / 1000, summary.between_us_p99 / 1000));
  const std::string text = replay::written(*replayed, summary);
  if (options.out.empty()) {
    fmt::print("{}", text);
    return exit_ok;
  }
  if (const auto done = write_file(options.out, text); !done) return complain(done.error());
  remark(fmt::format("{} of {} calls served, {} not within the target; {} events, digest {}", summary.served,
                     summary.calls, summary.breached, replayed->events, replayed->digest));
  return exit_ok;
}

}  // namespace

void add_replay(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand("replay", "play a shift trace through the live core and matching");
  auto options = std::make_shared<ReplayOptions>();
  sub->add_option("TRACE", options->trace, "JSON Lines, docs/shift-trace.md")->required();
  sub->add_option("--out", options->out, "where visits and summary go, as JSON Lines (default: stdout)");
  sub->add_option(
         "--policy", options->policy,
         "how calls are matched; nearest: the earliest arrival among who is free, one call at a time; plan: all "
         "open calls together")
      ->check(CLI::IsMember({"nearest", "plan"}))
      ->capture_default_str();
  sub->add_option("--moves", options->moves,
                  "effort of each decision, in routes tried (default: as a hub that names none, docs/site-file.md)")
      ->check(CLI::Range(1, 10'000'000));
  sub->add_option("--between", options->between,
                  "rounds of improving the plan between events, as a live hub does on another thread")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
  sub->add_option("--outlook", options->outlook,
                  "where the chances go that looking ahead gives to each waiting call, with what became of it");
  sub->add_option("--outlook-every", options->outlook_every_min, "minutes between two looks ahead")
      ->check(CLI::Range(1, 1440))
      ->capture_default_str();
  sub->footer("The same trace gives the same visits on every machine.");
  sub->callback([options, &run] { run = [options] { return replay_trace(*options); }; });
}

}  // namespace carehub::ctl
