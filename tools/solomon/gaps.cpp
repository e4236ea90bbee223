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

// The length of a plan in tenths, from nothing but the instance; none where a customer is missed, late or too much.
Result<std::int64_t> length(const Instance& instance, const rounds::Plan& plan) {
  const auto wrong = [&](const char* what) {
    return fail(ErrorCode::conflict, instance.name, "its plan is wrong: {}", what);
  };
  const Customer& depot = instance.customers.front();
  std::vector<char> visited(instance.customers.size(), 0);
  std::int64_t all = 0;
  if (static_cast<std::int64_t>(plan.rounds.size()) > instance.vehicles) return wrong("too many vehicles");
  for (const rounds::Round& round : plan.rounds) {
    std::int64_t clock = 10 * depot.ready, load = 0;
    const Customer* at = &depot;
    for (const std::int32_t job : round.jobs) {
      const Customer& next = instance.customers[static_cast<std::size_t>(job) + 1];
      if (visited[static_cast<std::size_t>(job) + 1]++ != 0) return wrong("a customer is visited twice");
      clock = std::max(clock + tenths(*at, next), 10 * next.ready);
      if (clock > 10 * next.due) return wrong("a customer is visited late");
      clock += 10 * next.service;
      load += next.demand;
      all += tenths(*at, next);
      at = &next;
    }
    all += tenths(*at, depot);
    if (clock + tenths(*at, depot) > 10 * depot.due) return wrong("a vehicle is back late");
    if (load > instance.capacity) return wrong("a vehicle carries too much");
  }
  if (std::count(visited.begin() + 1, visited.end(), 0) != 0) return wrong("a customer is left out");
  return all;
}

// Reading the JSON is part of the effort.
Result<Gap> gap(const Case& one, const rounds::Effort& effort) {
  CAREHUB_TRY(const Instance instance, read(one.path));
  CAREHUB_TRY(const rounds::Problem problem, rounds::parse_problem(vroom_json(instance), one.path));
  CAREHUB_TRY(const rounds::Model model, rounds::model_of(problem));
  const rounds::Solved solved = rounds::solve(model, effort);
  CAREHUB_TRY(const std::int64_t found, length(instance, solved.plan));
  const auto best = static_cast<double>(one.best);
  return Gap{one.name, best / 10, 100 * (static_cast<double>(found) - best) / best};
}

template <class MakeEffort>
Result<std::vector<Gap>> gaps(const std::string& folder, MakeEffort effort) {
  std::vector<Gap> all;
  for (const Case& one : cases_in(folder)) {
    CAREHUB_TRY(const Gap found, gap(one, effort()));
    all.push_back(found);
  }
  if (all.empty())
    return fail(ErrorCode::not_found, folder, "holds no instance with its best known beside it (R101.txt, R101.sol)");
  return all;
}

double mean(const std::vector<Gap>& gaps) {
  double sum = 0;
  for (const Gap& one : gaps) sum += one.percent;
  return sum / static_cast<double>(gaps.size());
}

}  // namespace

Result<std::vector<Gap>> gaps_in_seconds(const std::string& folder, double seconds) {
  return gaps(folder, [seconds] { return within(seconds); });
}

Result<std::vector<Gap>> gaps_in_moves(const std::string& folder, std::int64_t moves) {
  return gaps(folder, [moves] { return rounds::effort_in_moves(moves); });
}

Result<std::string> gap_table(const std::string& folder, const std::vector<double>& seconds) {
  std::vector<std::vector<Gap>> columns;
  std::string table = "| instance | best known |", rule = "\n|---|---|";
  for (const double each : seconds) {
    CAREHUB_TRY(auto column, gaps_in_seconds(folder, each));
    columns.push_back(std::move(column));
    table += fmt::format(" gap at {} s |", each);
    rule += "---|";
  }
  if (columns.empty()) return fail(ErrorCode::invalid_input, "--seconds", "names no time");
  table += rule;
  for (std::size_t i = 0; i < columns.front().size(); ++i) {
    table += fmt::format("\n| {} | {:.1f} |", columns.front()[i].name, columns.front()[i].best);
    for (const auto& column : columns) table += fmt::format(" {:.2f}% |", column[i].percent);
  }
  table += fmt::format("\n| mean of {} | |", columns.front().size());
  for (const auto& column : columns) table += fmt::format(" {:.2f}% |", mean(column));
  return table + "\n";
}

}  // namespace carehub::solomon
