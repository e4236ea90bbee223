#pragma once
// Small problems to plan for, drawn from a seed: an area of some twenty kilometres, teams and rooms with few skills,
// calls in every state of urgency.

#include <random>

#include "dispatcher/matching/plan/plan.hpp"
#include "dispatcher/matching/plan/problem.hpp"

namespace carehub::tests {

struct ProblemSize {
  int calls = 6;
  int units = 3;
};

class RandomProblem {
 public:
  RandomProblem(std::uint64_t seed, ProblemSize size);
  RandomProblem(const RandomProblem&) = delete;
  RandomProblem& operator=(const RandomProblem&) = delete;

  [[nodiscard]] const matching::plan::Problem& problem() const { return *problem_; }

 private:
  Site site_;
  matching::plan::PriceBook prices_;
  std::optional<matching::plan::Problem> problem_;
};

// What the whole costs, worked out from nothing.
[[nodiscard]] matching::plan::Cost cost_from_nothing(const matching::plan::Plan& plan);
// The least that any plan costs: every choice and every order tried. Requires: at most 8 calls.
[[nodiscard]] matching::plan::Cost least_cost(const matching::plan::Problem& problem);

}  // namespace carehub::tests
