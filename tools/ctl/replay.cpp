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
  const auto replayed = replay::replay(*trace, matching);
  if (!replayed) return complain(replayed.error());
  const replay::Summary summary = replay::summary_of(*trace, *replayed);
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
  sub->footer("The same trace gives the same visits on every machine.");
  sub->callback([options, &run] { run = [options] { return replay_trace(*options); }; });
}

}  // namespace carehub::ctl
