#pragma once
// What a plan costs, in one number. In this order of weight: the chance that a target is missed, the time until each
// person is seen, travel, and what busy units are likely to cost calls still to come.
// Source of the constants: paired replays of synthetic days (docs/matching-figures.md).

#include <span>

#include "dispatcher/matching/plan/problem.hpp"

namespace carehub::matching::plan {

// The cost of one visit by its parts.
struct VisitCost {
  Cost breach = 0;
  Cost waiting = 0;
  Cost travel = 0;
  Cost reserve = 0;
  [[nodiscard]] Cost total() const { return breach + waiting + travel + reserve; }
};

// A visit as it is planned. Seconds from now.
struct PlannedVisit {
  std::int32_t start_s = 0;  // sets off
  std::int32_t arrival_s = 0;
  std::int32_t end_s = 0;
  std::int32_t chance = 0;  // of missing the target, of 65536
  VisitCost cost;
};

// One in `whole` parts.
inline constexpr std::int32_t whole = 65536;
[[nodiscard]] std::int32_t chance_of_breach(std::int32_t slack_s, std::int32_t wait_s, std::int64_t variance);

// Cost of a person's time until seen: every minute by weight, less after two hours, when the target is missed anyway.
[[nodiscard]] Cost waiting_cost(const MatchingRules& rules, std::int32_t weight, std::int64_t response_s);
[[nodiscard]] Cost breach_cost(const MatchingRules& rules, std::int32_t weight, std::int32_t chance);
// Of a call that is held back at `clock_s`.
[[nodiscard]] Cost holding_cost(const MatchingRules& rules, const Call& call, std::int32_t clock_s = 0);

// When a unit that works from start_s to end_s can go on: after its break, if that was to begin meanwhile.
[[nodiscard]] constexpr std::int32_t after_break(const Unit& unit, std::int32_t start_s, std::int32_t end_s) {
  return unit.break_s >= start_s && unit.break_s < end_s ? end_s + unit.break_takes_s : end_s;
}

// What is over its expected time takes a share of it longer still.
[[nodiscard]] constexpr std::int64_t overrun_s(std::int64_t expected_s) {
  constexpr std::int64_t permille = 367;
  return expected_s * permille / 1000;
}

// The square of how far an expected duration may be out.
[[nodiscard]] std::int64_t variance_of(std::int32_t expected_s);

// The next visit of a unit that was free at `from` after `before`; variance is that of its start. impossible: false.
[[nodiscard]] bool plan_visit(const Problem& problem, Index unit, Index before, std::int32_t free_s,
                              std::int64_t variance, Index call, PlannedVisit& visit);

// Of all visits of a unit in this order; impossible where one of them cannot be, or where it comes to `limit` or more.
[[nodiscard]] Cost route_cost(const Problem& problem, Index unit, std::span<const Index> calls,
                              Cost limit = impossible);

}  // namespace carehub::matching::plan
