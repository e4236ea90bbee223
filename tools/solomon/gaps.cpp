#include "tools/solomon/gaps.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "tools/rounds/solver.hpp"
#include "tools/rounds/vroom.hpp"
#include "tools/solomon/instance.hpp"

namespace carehub::solomon {

namespace {

using Clock = std::chrono::steady_clock;

struct Case {
  std::string name;
  std::string path;
  std::int64_t best = 0;
};

std::vector<Case> cases_in(const std::string& folder) {
  std::vector<Case> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".txt") continue;
    auto solution = entry.path();
    const auto best = best_known_tenths(solution.replace_extension(".sol").string());
    if (best) found.push_back({entry.path().stem().string(), entry.path().string(), *best});
  }
  std::ranges::sort(found, {}, &Case::name);
  return found;
}

rounds::Effort within(double seconds) {
  return {.spent = [begun = Clock::now(), seconds](std::int64_t) {
    const double share = std::chrono::duration<double>(Clock::now() - begun).count() / seconds;
    return share >= 1 ? rounds::effort_whole : static_cast<std::uint32_t>(share * rounds::effort_whole);
  }};
}

// In hundredths of a per cent. Reading the JSON is part of the time.
Result<double> gap(const Case& one, double seconds) {
  const rounds::Effort effort = within(seconds);
  CAREHUB_TRY(const Instance instance, read(one.path));
  CAREHUB_TRY(const rounds::Problem problem, rounds::parse_problem(vroom_json(instance), one.path));
  CAREHUB_TRY(const rounds::Model model, rounds::model_of(problem));
  const rounds::Solved solved = rounds::solve(model, effort);
  if (!solved.plan.unassigned.empty())
    return fail(ErrorCode::conflict, one.path, "{} customers are left out", solved.plan.unassigned.size());
  return 100.0 * static_cast<double>(solved.score.cost - one.best) / static_cast<double>(one.best);
}

}  // namespace

Result<std::string> gap_table(const std::string& folder, const std::vector<double>& seconds) {
  const auto cases = cases_in(folder);
  if (cases.empty())
    return fail(ErrorCode::not_found, folder, "holds no instance with its best known beside it (R101.txt, R101.sol)");
  std::string table = "| instance | best known |";
  for (const double each : seconds) table += fmt::format(" gap at {} s |", each);
  table += "\n|---|---|";
  for (std::size_t i = 0; i < seconds.size(); ++i) table += "---|";
  std::vector<double> sums(seconds.size(), 0);
  for (const Case& one : cases) {
    table += fmt::format("\n| {} | {:.1f} |", one.name, static_cast<double>(one.best) / 10);
    for (std::size_t i = 0; i < seconds.size(); ++i) {
      CAREHUB_TRY(const double found, gap(one, seconds[i]));
      sums[i] += found;
      table += fmt::format(" {:.2f}% |", found);
    }
  }
  table += fmt::format("\n| mean of {} | |", cases.size());
  for (const double sum : sums) table += fmt::format(" {:.2f}% |", sum / static_cast<double>(cases.size()));
  return table + "\n";
}

}  // namespace carehub::solomon
