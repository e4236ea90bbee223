// carehubctl plan: next-day rounds of planned visits, in the JSON of the VROOM API.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "tools/ctl/ctl.hpp"
#include "tools/rounds/solver.hpp"
#include "tools/rounds/vroom.hpp"

namespace carehub::ctl {

namespace {

using Clock = std::chrono::steady_clock;

// Of the time that was given, writing takes this much and a share of what reading took.
constexpr double writing_s = 0.01;
constexpr double writing_share = 0.2;

double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

struct PlanOptions {
  std::string in;
  std::string out;
  double seconds = 1;
  std::int64_t moves = 0;
  std::uint64_t seed = 1;
  bool json = false;
};

// From here on; reading is done.
rounds::Effort effort_of(const PlanOptions& options, Clock::time_point begun) {
  if (options.moves > 0) return rounds::effort_in_moves(options.moves);
  const double writing = std::min(writing_s + writing_share * seconds_since(begun), options.seconds / 2);
  return {.spent = [begun, whole = options.seconds - writing](std::int64_t) {
    const double share = seconds_since(begun) / whole;
    return share >= 1 ? rounds::effort_whole : static_cast<std::uint32_t>(share * rounds::effort_whole);
  }};
}

Result<std::string> planned(const PlanOptions& options, Clock::time_point begun) {
  CAREHUB_TRY(const rounds::Problem problem, rounds::read_problem(options.in));
  auto model = rounds::model_of(problem);
  if (!model) return fail(model.error().code, options.in + ": " + model.error().place, "{}", model.error().detail);
  const rounds::Solved solved = rounds::solve(*model, effort_of(options, begun), options.seed);
  std::string text = rounds::written(*model, solved.plan);
  if (options.out.empty()) return text;
  CAREHUB_CHECK(write_file(options.out, text));
  remark(fmt::format("{} of {} jobs in {} rounds, {} unassigned, cost {}; {} moves",
                     problem.jobs.size() - solved.plan.unassigned.size(), problem.jobs.size(),
                     solved.plan.rounds.size(), solved.plan.unassigned.size(),
                     rounds::rounded_cost(*model, solved.score.cost), solved.moves));
  return std::string();
}

int plan(const PlanOptions& options, Clock::time_point begun) {
  const auto text = planned(options, begun);
  if (text) {
    fmt::print("{}", *text);
    return exit_ok;
  }
  if (options.json) fmt::print("{}", rounds::written(text.error()));
  return complain(text.error());
}

}  // namespace

void add_plan(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand("plan", "rounds of planned visits for a day, in the JSON of the VROOM API");
  auto options = std::make_shared<PlanOptions>();
  sub->add_option("IN", options->in, "vehicles, jobs and matrices, docs/planned-rounds.md")->required();
  sub->add_option("--out", options->out, "where the plan goes (default: stdout)");
  auto* seconds = sub->add_option("--seconds", options->seconds, "how long to look for a better plan, all in all")
                      ->check(CLI::Range(0.01, 86'400.0))
                      ->capture_default_str();
  sub->add_option("--moves", options->moves, "look at so many plans instead: the same plan on every machine")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 50))
      ->excludes(seconds);
  sub->add_option("--seed", options->seed, "another seed may find another plan as good")->capture_default_str();
  sub->add_flag("--json", options->json, "an error also as one JSON object, {\"code\":2,\"error\":\"..\"}, on stdout");
  sub->footer(
      "What is not planned with is refused by name. A job that fits nowhere is in \"unassigned\" with its reason.");
  sub->callback([options, &run] { run = [options, begun = Clock::now()] { return plan(*options, begun); }; });
}

}  // namespace carehub::ctl
