#include "dispatcher/matching/plan/improver.hpp"

#include <algorithm>

#include "dispatcher/matching/plan/search.hpp"

namespace carehub::matching::plan {

namespace {

constexpr std::int32_t rounds_at_once = 50;  // before it is asked whether to stop
constexpr std::int64_t moves_a_round = 2'000;

}  // namespace

Standing::Standing(std::shared_ptr<const Site> site, std::shared_ptr<const DutyBook> book, const Situation& situation,
                   const Plan& plan)
    : site_(std::move(site)), book_(std::move(book)), problem_(situation.problem()) {
  for (Index unit = 0; unit < situation.units().size(); ++unit) {
    routes_.push_back(plan.route(unit));
    units_.push_back({situation.units()[unit].kind, situation.name_of(unit)});
  }
  for (Index call = 0; call < situation.calls().size(); ++call) {
    const Case& c = *situation.calls()[call].call;
    cases_.push_back({c.id, c.version});
    if (!plan.may_move(call)) pinned_.push_back(call);
  }
}

Plan Standing::plan() const {
  Plan plan(problem_);
  for (Index unit = 0; unit < routes_.size(); ++unit)
    if (!routes_[unit].empty()) plan.set_route(unit, routes_[unit]);
  for (const Index call : pinned_) plan.pin(call);
  return plan;
}

std::optional<ImprovePlan> Standing::improved(std::int32_t rounds, const std::atomic<bool>* stop) const {
  Plan better = plan();
  const std::uint64_t seed = 0x9E3779B97F4A7C15ULL * (cases_.size() + 1) ^
                             static_cast<std::uint64_t>(whole_seconds(problem_.now().time_since_epoch()));
  Search search(better, seed, moves_a_round * rounds);
  search.settle();
  const Cost before = better.total();
  for (std::int32_t done = 0; done < rounds; done += rounds_at_once) {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) break;
    search.ruin_and_recreate(std::min(rounds_at_once, rounds - done));
  }
  const Cost gain = Cost{site_->thresholds.better_by_s} * cost_per_minute / 60;
  if (better.total() + gain > before) return std::nullopt;
  return command_for(better);
}

// The seats of a room are one route, by arrival.
ImprovePlan Standing::command_for(const Plan& plan) const {
  ImprovePlan command;
  command.moves = plan.moves();
  for (Index unit = 0; unit < units_.size();) {
    Index end = unit;
    std::vector<std::pair<std::int32_t, Index>> stops;
    do {
      const auto visits = plan.visits_of(end);
      for (std::size_t i = 0; i < visits.size(); ++i) stops.emplace_back(visits[i].arrival_s, plan.route(end)[i]);
      ++end;
    } while (end < units_.size() && units_[end].kind == units_[unit].kind && units_[end].unit == units_[unit].unit);
    if (end > unit + 1) std::ranges::sort(stops);
    if (!stops.empty()) {
      PlannedRoute& route = command.routes.emplace_back(PlannedRoute{units_[unit].kind, units_[unit].unit, {}});
      for (const auto& [arrival_s, call] : stops) route.cases.push_back(cases_[call]);
    }
    unit = end;
  }
  return command;
}

}  // namespace carehub::matching::plan
