#include "tools/rounds/solver.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace carehub::rounds {

namespace {

// -ln of evenly drawn numbers, in 1024ths: what a temperature of one lets pass.
class Tolerance {
 public:
  Tolerance() {
    for (std::size_t i = 0; i < size; ++i) {
      const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(size);
      drawn_[i] = std::llround(-std::log(share) * 1024);
    }
  }
  [[nodiscard]] std::int64_t draw(std::int64_t temperature_1024, Random& random) const {
    return (temperature_1024 * drawn_[random.next() >> (64 - bits)]) >> 20;
  }

 private:
  static constexpr std::size_t bits = 12;
  static constexpr std::size_t size = std::size_t{1} << bits;
  std::array<std::int64_t, size> drawn_{};
};

// Falls from hot to cold by the same share with each of 256 steps. In 1024ths of the cost's unit.
class Cooling {
 public:
  Cooling(std::int64_t usual_leg, const Tuning& tuning) {
    const double hot = static_cast<double>(usual_leg * tuning.hot_permille) * 1.024;
    const double ratio = static_cast<double>(tuning.cold_permille) / static_cast<double>(tuning.hot_permille);
    for (std::size_t i = 0; i < steps_.size(); ++i)
      steps_[i] = std::llround(hot * std::pow(ratio, static_cast<double>(i) / 255));
  }
  [[nodiscard]] std::int64_t at(std::uint32_t spent) const { return steps_[std::min<std::uint32_t>(spent >> 8, 255)]; }

 private:
  std::array<std::int64_t, 256> steps_{};
};

std::int64_t usual_leg(const Draft& draft) {
  std::int64_t legs = 0, cost = 0;
  for (const std::int32_t vehicle : draft.used()) {
    for (const Stop& stop : draft.route(vehicle).stops()) cost += stop.leg;
    legs += static_cast<std::int64_t>(draft.route(vehicle).tasks()) + 1;
  }
  return std::clamp<std::int64_t>(legs == 0 ? 1 : cost / legs, 1, std::int64_t{1} << 40);
}

Plan plan_of(const Draft& draft) {
  Plan plan;
  for (const Route& route : draft.routes()) {
    if (route.empty()) continue;
    Round round{static_cast<std::size_t>(route.vehicle()), {}};
    for (const Stop& stop : route.stops())
      if (stop.job != no_job) round.jobs.push_back(stop.job);
    plan.rounds.push_back(std::move(round));
  }
  plan.unassigned = draft.absent();
  std::ranges::sort(plan.unassigned);
  return plan;
}

// Nobody more is left out for a while in the hope of better: tried, and it gained nothing.
bool accepted(const Score& now, const Score& before, std::int64_t tolerated) {
  if (now.left_out != before.left_out) return now.left_out < before.left_out;
  return now.cost < before.cost + tolerated;
}

// What the search did not look at again: whoever still fits somewhere is put there.
void complete(const Model& model, Recreate& recreate, Random& random, Solved& best) {
  if (best.plan.unassigned.empty()) return;
  Draft draft(model);
  for (const Round& round : best.plan.rounds)
    static_cast<void>(draft.put_round(static_cast<std::int32_t>(round.vehicle), round.jobs));
  recreate.everywhere(draft, random);
  if (draft.score() >= best.score) return;
  best.score = draft.score();
  best.plan = plan_of(draft);
}

}  // namespace

Effort effort_in_moves(std::int64_t moves) {
  const auto spent = [moves](std::int64_t done) {
    const double share = static_cast<double>(done) / static_cast<double>(moves);
    return static_cast<std::uint32_t>(share * effort_whole);
  };
  return {.spent = spent, .moves_max = moves};
}

Solved solve(const Model& model, const Effort& effort, std::uint64_t seed, const Tuning& tuning) {
  static const Tolerance tolerance;
  Random random(seed);
  Draft draft(model);
  Recreate recreate(model, tuning);
  recreate.everywhere(draft, random);
  Solved best{plan_of(draft), draft.score(), 0};
  if (model.visits.empty() || model.kinds.empty()) return best;
  const Cooling cooling(usual_leg(draft), tuning);
  std::int64_t temperature = cooling.at(0);
  while (best.moves < effort.moves_max) {
    if (best.moves % moves_between_looks == 0) {
      const std::uint32_t share = effort.spent(best.moves);
      if (share >= effort_whole) break;
      temperature = cooling.at(share);
    }
    ++best.moves;
    const Score before = draft.score();
    draft.mark();
    const auto seed_job = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(model.visits.size())));
    if (!ruin(draft, seed_job, tuning, random)) {
      draft.roll_back();
      continue;
    }
    recreate.around(draft, seed_job, random);
    if (!accepted(draft.score(), before, tolerance.draw(temperature, random))) {
      draft.roll_back();
      continue;
    }
    if (draft.score() < best.score) {
      best.score = draft.score();
      best.plan = plan_of(draft);
    }
  }
  complete(model, recreate, random, best);
  return best;
}

}  // namespace carehub::rounds
