#pragma once
// Plans the rounds: simulated annealing over ruin and recreate. Pure: no clock; the same seed and moves give the same
// plan on every machine.
// Goals, in order: least left out, by priority and then by number; least cost.

#include <functional>

#include "tools/rounds/ruin.hpp"

namespace carehub::rounds {

// How much of the effort is used up after so many moves, of effort_whole.
using Spent = std::function<std::uint32_t(std::int64_t moves)>;
inline constexpr std::uint32_t effort_whole = 65'536;
inline constexpr std::int64_t moves_between_looks = 32;  // Spent is asked after so many

// The search ends when all is spent, or after moves_max.
struct Effort {
  Spent spent;
  std::int64_t moves_max = std::numeric_limits<std::int64_t>::max();
};
[[nodiscard]] Effort effort_in_moves(std::int64_t moves);

struct Solved {
  Plan plan;
  Score score;
  std::int64_t moves = 0;
};

[[nodiscard]] Solved solve(const Model& model, const Effort& effort, std::uint64_t seed = 1, const Tuning& tuning = {});

}  // namespace carehub::rounds
