#include "tests/rounds/optimum.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace carehub::tests {

namespace {

using rounds::Model;

constexpr std::int64_t too_late = std::int64_t{1} << 60;

std::int64_t first_within(const std::vector<rounds::Window>& windows, std::int64_t at) {
  for (const rounds::Window& window : windows)
    if (at <= window.end) return std::max(at, window.start);
  return too_late;
}

// One vehicle's day in a given order of jobs (0 and up) and breaks (-1 and down), driven as early as it can be.
struct Driver {
  const Model& model;
  const rounds::Vehicle& vehicle;
  const rounds::Kind& kind;

  [[nodiscard]] bool arrives(const std::vector<int>& order) const {
    std::int64_t clock = vehicle.hours.start, rest = 0;
    std::int32_t place = kind.start;
    for (std::size_t i = 0; i <= order.size(); ++i) {
      if (i == 0 || order[i - 1] >= 0) rest = kind.seconds->from_to(place, next_place(order, i));
      if (i == order.size()) break;
      if (order[i] < 0) {
        const rounds::Break& one = vehicle.breaks[static_cast<std::size_t>(-order[i] - 1)];
        const std::int64_t start = first_within(one.windows, clock);
        if (start == too_late) return false;
        rest -= std::min(rest, start - clock);
        clock = start + one.service_s;
        continue;
      }
      const rounds::Job& job = model.problem->jobs[static_cast<std::size_t>(order[i])];
      const std::int64_t start = first_within(job.windows, clock + rest);
      if (start == too_late) return false;
      clock = start + job.service_s + (place == job.location.place ? 0 : job.setup_s);
      place = job.location.place;
    }
    return clock + rest <= vehicle.hours.end;
  }

 private:
  [[nodiscard]] std::int32_t next_place(const std::vector<int>& order, std::size_t from) const {
    for (std::size_t i = from; i < order.size(); ++i)
      if (order[i] >= 0) return model.problem->jobs[static_cast<std::size_t>(order[i])].location.place;
    return kind.end;
  }
};

// The least cost of visiting exactly the jobs of a set with one vehicle; none where it cannot.
std::optional<std::int64_t> least_cost(const Model& model, std::size_t which, unsigned set) {
  if (set == 0) return 0;
  const rounds::Vehicle& vehicle = model.problem->vehicles[which];
  const rounds::Kind& kind = model.kinds[static_cast<std::size_t>(model.kind_of[which])];
  std::vector<int> order;
  for (std::size_t b = vehicle.breaks.size(); b > 0; --b) order.push_back(-static_cast<int>(b));
  for (std::size_t j = 0; j < model.visits.size(); ++j) {
    if ((set >> j & 1U) == 0) continue;
    if (!std::ranges::includes(vehicle.skills, model.problem->jobs[j].skills)) return std::nullopt;
    order.push_back(static_cast<int>(j));
  }
  std::optional<std::int64_t> least;
  do {
    std::int64_t cost = kind.fixed;
    std::int32_t place = kind.start;
    for (const int one : order) {
      if (one < 0) continue;
      cost += kind.price(place, model.visit(one).place);
      place = model.visit(one).place;
    }
    cost += kind.price(place, kind.end);
    if ((!least || cost < *least) && Driver{model, vehicle, kind}.arrives(order)) least = cost;
  } while (std::ranges::next_permutation(order).found);
  return least;
}

Goal lost(const Model& model, unsigned set) {
  Goal goal;
  for (std::size_t j = 0; j < model.visits.size(); ++j) {
    if ((set >> j & 1U) != 0) continue;
    goal.priority_lost += model.problem->jobs[j].priority;
    ++goal.jobs_lost;
  }
  return goal;
}

}  // namespace

Goal optimum(const Model& model) {
  const unsigned all = (1U << model.visits.size()) - 1;
  std::map<unsigned, std::int64_t> reached{{0, 0}};  // jobs done by the vehicles so far, at least cost
  for (std::size_t v = 0; v < model.problem->vehicles.size(); ++v) {
    std::map<unsigned, std::int64_t> next;
    for (unsigned set = 0; set <= all; ++set) {
      const auto cost = least_cost(model, v, set);
      if (!cost) continue;
      for (const auto& [done, before] : reached) {
        if ((done & set) != 0) continue;
        const auto at = next.emplace(done | set, before + *cost).first;
        at->second = std::min(at->second, before + *cost);
      }
    }
    reached = std::move(next);
  }
  std::optional<Goal> best;
  for (const auto& [done, cost] : reached) {
    Goal goal = lost(model, done);
    goal.cost = cost;
    if (!best || goal < *best) best = goal;
  }
  return best.value_or(lost(model, 0));
}

Goal goal_of(const Model& model, const rounds::Plan& plan) {
  unsigned set = 0;
  std::int64_t cost = 0;
  for (const rounds::Round& round : plan.rounds) {
    const rounds::Kind& kind = model.kinds[static_cast<std::size_t>(model.kind_of[round.vehicle])];
    std::int32_t place = kind.start;
    cost += kind.fixed;
    for (const std::int32_t job : round.jobs) {
      set |= 1U << job;
      cost += kind.price(place, model.visit(job).place);
      place = model.visit(job).place;
    }
    cost += kind.price(place, kind.end);
  }
  Goal goal = lost(model, set);
  goal.cost = cost;
  return goal;
}

}  // namespace carehub::tests
