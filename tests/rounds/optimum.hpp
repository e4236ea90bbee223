#pragma once
// The best plan of a tiny problem, by trying every one: each vehicle, each order, each place of each break.

#include <compare>
#include <cstdint>

#include "tools/rounds/model.hpp"

namespace carehub::tests {

// As the planner's goals: priorities left out, jobs left out, cost (in the model's unit).
struct Goal {
  std::int64_t priority_lost = 0;
  std::int64_t jobs_lost = 0;
  std::int64_t cost = 0;

  auto operator<=>(const Goal&) const = default;
};

// Requires: at most 6 jobs and 3 vehicles; no limits, loads or guarded breaks.
[[nodiscard]] Goal optimum(const rounds::Model& model);
[[nodiscard]] Goal goal_of(const rounds::Model& model, const rounds::Plan& plan);

}  // namespace carehub::tests
