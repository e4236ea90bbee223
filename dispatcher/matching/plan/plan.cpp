#include "dispatcher/matching/plan/plan.hpp"

#include <algorithm>

#include "protocols/base/assert.hpp"

namespace carehub::matching::plan {

Plan::Plan(const Problem& problem)
    : problem_(&problem),
      routes_(problem.units().size()),
      costs_(problem.units().size(), 0),
      unit_of_(problem.calls().size(), nobody),
      pinned_(problem.calls().size(), false) {}

Cost Plan::evaluate(Index unit, std::span<const Index> calls, Cost limit) const {
  ++moves_;
  return route_cost(*problem_, unit, calls, limit);
}

Cost Plan::total() const {
  Cost sum = 0;
  for (const Cost cost : costs_) sum += cost;
  for (const Index call : problem_->open()) {
    if (unit_of_[call] == nobody) sum += problem_->calls()[call].apart;
  }
  return sum;
}

void Plan::set_route(Index unit, const Route& calls, Cost cost) {
  for (const Index call : routes_[unit]) {
    if (unit_of_[call] == unit) unit_of_[call] = nobody;
  }
  for (const Index call : calls) unit_of_[call] = unit;
  routes_[unit] = calls;
  costs_[unit] = cost;
}

void Plan::set_route(Index unit, const Route& calls) {
  set_route(unit, calls, calls.empty() ? 0 : evaluate(unit, calls));
}

void Plan::insert(Index call, const Insertion& where) {
  CAREHUB_ASSERT(where.possible() && unit_of_[call] == nobody, "call {}", call);
  Route& route = routes_[where.unit];
  route.insert(route.begin() + static_cast<std::ptrdiff_t>(where.position), call);
  unit_of_[call] = where.unit;
  costs_[where.unit] += where.cost;
}

void Plan::take_out(Index call) {
  const Index unit = unit_of_[call];
  CAREHUB_ASSERT(unit != nobody, "call {}", call);
  Route& route = routes_[unit];
  route.erase(std::find(route.begin(), route.end(), call));
  unit_of_[call] = nobody;
  costs_[unit] = route.empty() ? 0 : evaluate(unit, route);
}

void Plan::restore(const Plan& other) {
  for (std::size_t unit = 0; unit < routes_.size(); ++unit) {
    if (routes_[unit] != other.routes_[unit]) routes_[unit] = other.routes_[unit];
  }
  costs_ = other.costs_;
  unit_of_ = other.unit_of_;
}

Insertion Plan::cheapest_of(Index call, Index unit, Cost limit) const {
  Insertion best;
  best.cost = limit;
  const Route& route = routes_[unit];
  if (!problem_->allows(unit, call) || route.size() >= route_max) return best;
  Route tried(route);
  tried.insert(tried.begin(), call);
  for (std::size_t position = 0;; ++position) {
    // What is pinned is not pushed back.
    const bool before_pinned = position < route.size() && pinned_[route[position]];
    if (!before_pinned) {
      const Cost cost = evaluate(unit, tried, costs_[unit] + best.cost);
      if (cost < impossible) best = {unit, position, cost - costs_[unit]};
    }
    if (position == route.size()) return best;
    std::swap(tried[position], tried[position + 1]);
  }
}

Insertion Plan::cheapest(Index call, Cost limit) const {
  Insertion best;
  best.cost = limit;
  for (Index unit = 0; unit < routes_.size(); ++unit) {
    const Insertion one = cheapest_of(call, unit, best.cost);
    if (one.possible()) best = one;
  }
  return best;
}

std::vector<PlannedVisit> Plan::visits_of(Index unit) const {
  std::vector<PlannedVisit> visits;
  const Unit& who = problem_->units()[unit];
  std::int32_t free_s = who.free_s;
  std::int64_t variance = who.variance;
  Index before = nobody;
  for (const Index call : routes_[unit]) {
    auto& visit = visits.emplace_back();
    const bool possible = plan_visit(*problem_, unit, before, free_s, variance, call, visit);
    CAREHUB_ASSERT(possible, "call {} with unit {}", call, unit);
    free_s = visit.end_s;
    variance += variance_of(visit_s(who, problem_->calls()[call]));
    before = call;
  }
  return visits;
}

}  // namespace carehub::matching::plan
