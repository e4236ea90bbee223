#include "tests/matching/random_problem.hpp"

#include <algorithm>
#include <numeric>

namespace carehub::tests {

using namespace matching::plan;

namespace {

constexpr Instant morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + hours{9};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::int32_t between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool once_in(std::int32_t n) { return between(1, n) == 1; }
  Coordinates place() { return {50'600'000 + between(0, 160'000), -1'500'000 + between(0, 350'000)}; }

 private:
  std::mt19937_64 engine_;
};

Call call(Dice& dice, const MatchingRules& rules) {
  Call one;
  one.at = matching::spot_at(dice.place());
  one.weight = rules.weights[static_cast<std::size_t>(dice.between(0, 2))];
  one.waited_s = dice.between(0, 150 * 60);
  one.due_s = 7200 - one.waited_s;
  one.takes_s = dice.between(20, 70) * 60;
  one.apart = holding_cost(rules, one);
  return one;
}

Unit unit(Dice& dice, std::uint32_t curves) {
  Unit one;
  one.mobile = !dice.once_in(4);
  one.from = matching::spot_at(dice.place());
  const bool free = dice.once_in(2);
  one.free_s = free ? 0 : dice.between(60, 5400);
  one.variance = free ? 0 : variance_of(2700);
  one.end_s = dice.between(1, 9) * 3600;
  one.curve = static_cast<std::uint32_t>(dice.between(0, static_cast<std::int32_t>(curves) - 1));
  return one;
}

PriceBook prices(Dice& dice) {
  PriceBook book(morning - minutes(20));
  for (std::uint64_t kinds = 1; kinds < 4; ++kinds) {
    static_cast<void>(book.curve_for(kinds));
    book.add(kinds, {0, dice.between(2, 20) * 3600}, 10 * dice.between(1, 5));
  }
  DemandKind demand;
  demand.weight_permille_by_slot.assign(PriceBook::slots, dice.between(0, 6000));
  book.settle({demand, demand}, 4080, 240);
  return book;
}

}  // namespace

RandomProblem::RandomProblem(std::uint64_t seed, ProblemSize size) {
  Dice dice(seed);
  prices_ = prices(dice);
  problem_.emplace(site_, prices_, morning);
  for (int i = 0; i < size.calls; ++i) problem_->add(call(dice, site_.matching));
  for (int i = 0; i < size.units; ++i) {
    const Index index = problem_->add(unit(dice, 3));
    for (Index one = 0; one < static_cast<Index>(size.calls); ++one) {
      if (!dice.once_in(4)) problem_->allow(index, one);
    }
  }
}

Cost cost_from_nothing(const Plan& plan) {
  const Problem& problem = plan.problem();
  Cost sum = 0;
  for (Index unit = 0; unit < static_cast<Index>(problem.units().size()); ++unit)
    sum += route_cost(problem, unit, plan.route(unit));
  for (Index call = 0; call < static_cast<Index>(problem.calls().size()); ++call) {
    if (plan.unit_of(call) == nobody) sum += problem.calls()[call].apart;
  }
  return sum;
}

Cost least_cost(const Problem& problem) {
  const std::size_t calls = problem.calls().size(), sets = std::size_t{1} << calls;
  // Best of the units so far, by the set of calls that they take.
  std::vector<Cost> best(sets, impossible);
  best[0] = 0;
  for (Index unit = 0; unit < static_cast<Index>(problem.units().size()); ++unit) {
    std::vector<Cost> alone(sets, impossible);
    alone[0] = 0;
    for (std::size_t set = 1; set < sets; ++set) {
      std::vector<Index> order;
      bool allowed = true;
      for (Index call = 0; call < static_cast<Index>(calls); ++call) {
        if ((set >> call & 1U) == 0) continue;
        order.push_back(call);
        allowed = allowed && problem.allows(unit, call);
      }
      if (!allowed) continue;
      do alone[set] = std::min(alone[set], route_cost(problem, unit, order));
      while (std::ranges::next_permutation(order).found);
    }
    std::vector<Cost> with = best;
    for (std::size_t set = 1; set < sets; ++set) {
      for (std::size_t part = set; part != 0; part = (part - 1) & set) {
        if (alone[part] < impossible && best[set ^ part] < impossible)
          with[set] = std::min(with[set], best[set ^ part] + alone[part]);
      }
    }
    best = std::move(with);
  }
  Cost least = impossible;
  for (std::size_t set = 0; set < sets; ++set) {
    if (best[set] >= impossible) continue;
    Cost cost = best[set];
    for (std::size_t call = 0; call < calls; ++call) {
      if ((set >> call & 1U) == 0) cost += problem.calls()[call].apart;
    }
    least = std::min(least, cost);
  }
  return least;
}

}  // namespace carehub::tests
