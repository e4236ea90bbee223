#include "dispatcher/matching/plan/costing.hpp"

#include <algorithm>
#include <cmath>

namespace carehub::matching::plan {

namespace {

constexpr std::int64_t least_spread_s = 85;        // of a start that is not now
constexpr std::int64_t spread_permille = 424;      // of what lies before
constexpr std::int64_t wait_spread_permille = 60;  // of the time until then
constexpr std::int32_t margin_s = 60;              // of a start that is not now
constexpr std::int64_t room_permille = 100;        // a minute in a room

constexpr std::int32_t full_cost_until_s = 7200;
constexpr std::int32_t hold_near_s = 90 * 60;   // from here on the target comes near,
constexpr std::int32_t hold_least_s = 20 * 60;  // and here it is

}  // namespace

// A smooth step: certain where the slack is more than 2.2 standard deviations below zero, none where it is above.
std::int32_t chance_of_breach(std::int32_t slack_s, std::int32_t wait_s, std::int64_t variance) {
  const bool now = wait_s <= 0;
  const auto before_s = static_cast<std::int64_t>(std::sqrt(static_cast<double>(variance)));
  const std::int64_t spread_s = (now ? 0 : least_spread_s) + spread_permille * before_s / 1000 +
                                wait_spread_permille * std::max(0, wait_s) / 1000;
  const std::int64_t slack = slack_s - (now ? 0 : margin_s);
  if (spread_s < 1) return slack < 0 ? whole : 0;
  const std::int64_t z = std::clamp<std::int64_t>(whole / 2 - slack * whole * 10 / (44 * spread_s), 0, whole);
  const std::int64_t square = z * z / whole;
  return static_cast<std::int32_t>(square * (3 * whole - 2 * z) / whole);
}

Cost waiting_cost(const MatchingRules& rules, std::int32_t weight, std::int64_t response_s) {
  const std::int64_t late_s = std::max<std::int64_t>(0, response_s - full_cost_until_s);
  return weight * (100 * (response_s - late_s) + late_s * rules.late_permille / 10);
}

Cost breach_cost(const MatchingRules& rules, std::int32_t weight, std::int32_t chance) {
  const Cost certain = (Cost{1000} * weight + rules.breach_extra_permille) * rules.breach_min * cost_per_minute / 1000;
  return certain * chance / whole;
}

Cost holding_cost(const MatchingRules& rules, const Call& call, std::int32_t clock_s) {
  const std::int64_t slack_s = std::int64_t{call.due_s} - clock_s - hold_least_s;
  const std::int64_t near_s = std::clamp<std::int64_t>(hold_near_s - slack_s, 0, hold_near_s);
  const std::int64_t longer_s = 60 * (rules.hold_min + rules.hold_due_min * near_s / hold_near_s);
  return breach_cost(rules, call.weight, whole) + waiting_cost(rules, call.weight, call.waited_s + clock_s + longer_s);
}

std::int64_t variance_of(std::int32_t expected_s) {
  const std::int64_t spread_s = std::int64_t{expected_s} * 48 / 100;
  return spread_s * spread_s;
}

bool plan_visit(const Problem& problem, Index unit, Index before, std::int32_t free_s, std::int64_t variance,
                Index call, PlannedVisit& visit) {
  const Unit& who = problem.units()[unit];
  const Call& person = problem.calls()[call];
  const auto& rules = problem.rules();
  if (free_s >= who.end_s) return false;
  const std::int32_t travel_s = problem.travel_s(unit, before, call, free_s);
  if (travel_s >= forever_s) return false;
  visit.start_s = free_s;
  visit.arrival_s = free_s + travel_s;
  visit.end_s = visit.arrival_s + visit_s(who, person);
  if (visit.end_s > who.end_s || visit.arrival_s > who.last_entry_s) return false;
  const std::int32_t counted_s = visit.arrival_s + who.penalty_s;
  visit.chance = chance_of_breach(person.due_s - counted_s, free_s - problem.clock_s(), variance);
  visit.cost.breach = breach_cost(rules, person.weight, visit.chance);
  visit.cost.waiting = waiting_cost(rules, person.weight, person.waited_s + std::int64_t{counted_s});
  visit.cost.travel =
      who.mobile ? Cost{rules.travel_permille} * travel_s / 10 : room_permille * visit_s(who, person) / 10;
  visit.end_s = after_break(who, free_s, visit.end_s);
  visit.cost.reserve = problem.price(who, who.mobile ? free_s : visit.arrival_s, visit.end_s);
  return true;
}

Cost route_cost(const Problem& problem, Index unit, std::span<const Index> calls, Cost limit) {
  const Unit& who = problem.units()[unit];
  std::int32_t free_s = who.free_s;
  std::int64_t variance = who.variance;
  Index before = nobody;
  Cost sum = 0;
  PlannedVisit visit;
  for (const Index call : calls) {
    if (!plan_visit(problem, unit, before, free_s, variance, call, visit)) return impossible;
    sum += visit.cost.total();
    if (sum >= limit) return impossible;
    free_s = visit.end_s;
    variance += variance_of(visit_s(who, problem.calls()[call]));
    before = call;
  }
  return sum;
}

}  // namespace carehub::matching::plan
