// The search for a good plan: against every possible plan of small worlds, and in what it must never do.

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cstdlib>

#include "dispatcher/matching/plan/search.hpp"
#include "tests/matching/random_problem.hpp"

using namespace carehub;
using namespace carehub::matching::plan;
using tests::cost_from_nothing;
using tests::RandomProblem;

namespace {

Plan searched(const Problem& problem, std::uint64_t seed, int rounds) {
  Plan plan(problem);
  Search search(plan, seed);
  search.settle();
  search.ruin_and_recreate(rounds);
  return plan;
}

}  // namespace

TEST_CASE("search: small worlds are planned as well as possible, nearly always", "[matching][plan]") {
  constexpr int worlds = 10'000;
  int optimal = 0;
  double gaps = 0;
  for (int world = 1; world <= worlds; ++world) {
    const auto seed = static_cast<std::uint64_t>(world);
    const RandomProblem random(seed, {1 + world % 6, 1 + world % 3});
    const Cost found = searched(random.problem(), seed, MatchingRules{}.rounds).total();
    const Cost least = tests::least_cost(random.problem());
    REQUIRE(found >= least);
    optimal += found == least ? 1 : 0;
    gaps += least > 0 ? static_cast<double>(found - least) / static_cast<double>(least) : 0;
  }
  WARN(optimal << " of " << worlds << " worlds planned at the least cost; mean gap " << 100 * gaps / worlds << " %");
  CHECK(optimal >= worlds * 95 / 100);
}

TEST_CASE("search: the cost carried along is the cost worked out from nothing", "[matching][plan]") {
  CHECK(rc::check("any problem", [](std::uint32_t seed) {
    const RandomProblem random(seed, {12, 6});
    const Plan plan = searched(random.problem(), seed, 30);
    RC_ASSERT(plan.total() == cost_from_nothing(plan));
  }));
}

TEST_CASE("search: more rounds never make a plan dearer", "[matching][plan]") {
  CHECK(rc::check("any problem", [](std::uint32_t seed) {
    const RandomProblem random(seed, {14, 5});
    Plan plan(random.problem());
    Search search(plan, seed);
    search.settle();
    Cost cost = plan.total();
    for (int i = 0; i < 5; ++i) {
      search.ruin_and_recreate(8);
      RC_ASSERT(plan.total() <= cost);
      cost = plan.total();
    }
  }));
}

TEST_CASE("search: nobody is planned for a unit that may not take them, twice, or after its end", "[matching][plan]") {
  CHECK(rc::check("any problem", [](std::uint32_t seed) {
    const RandomProblem random(seed, {14, 5});
    const Problem& problem = random.problem();
    const Plan plan = searched(problem, seed, 20);
    std::vector<int> times(problem.calls().size(), 0);
    for (Index unit = 0; unit < static_cast<Index>(problem.units().size()); ++unit) {
      for (const Index call : plan.route(unit)) {
        RC_ASSERT(problem.allows(unit, call));
        RC_ASSERT(plan.unit_of(call) == unit);
        ++times[call];
      }
      for (const PlannedVisit& visit : plan.visits_of(unit)) RC_ASSERT(visit.end_s <= problem.units()[unit].end_s);
    }
    for (std::size_t call = 0; call < times.size(); ++call)
      RC_ASSERT(times[call] == (plan.unit_of(static_cast<Index>(call)) == nobody ? 0 : 1));
  }));
}

TEST_CASE("search: a pinned call keeps its unit and its place in the order", "[matching][plan]") {
  CHECK(rc::check("any problem", [](std::uint32_t seed) {
    const RandomProblem random(seed, {10, 4});
    Plan plan = searched(random.problem(), seed, 0);
    const auto pinned = static_cast<Index>(seed % 10);
    const Index unit = plan.unit_of(pinned);
    if (unit == nobody) return;
    plan.pin(pinned);
    const auto before = std::ranges::find(plan.route(unit), pinned) - plan.route(unit).begin();
    Search search(plan, seed + 1);
    search.settle();
    search.ruin_and_recreate(40);
    RC_ASSERT(plan.unit_of(pinned) == unit);
    RC_ASSERT(std::ranges::find(plan.route(unit), pinned) - plan.route(unit).begin() <= before);
  }));
}

TEST_CASE("search: the same problem and seed give the same plan", "[matching][plan]") {
  const RandomProblem one(7, {16, 6}), same(7, {16, 6});
  const Plan a = searched(one.problem(), 3, 50), b = searched(same.problem(), 3, 50);
  for (Index unit = 0; unit < 6; ++unit) CHECK(a.route(unit) == b.route(unit));
  CHECK(a.moves() == b.moves());
}
