#pragma once
// A problem as the solver looks at it: flat, with what follows from it worked out once.

#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "protocols/base/error.hpp"
#include "tools/rounds/problem.hpp"

namespace carehub::rounds {

// Both directions between a place and another, side by side: an insertion needs both.
struct BothWays {
  std::int32_t in = 0;   // from the other place
  std::int32_t out = 0;  // to the other place
};

// Rows of BothWays. The last place is nowhere: it costs nothing to come from or to go to.
class Ways {
 public:
  Ways() = default;
  Ways(std::size_t places, std::span<const std::int32_t> from_to);

  [[nodiscard]] bool empty() const { return ways_.empty(); }
  [[nodiscard]] const BothWays* row(std::int32_t place) const {
    return ways_.data() + static_cast<std::size_t>(place) * places_;
  }
  [[nodiscard]] std::int32_t from_to(std::int32_t from, std::int32_t to) const { return row(from)[to].out; }
  [[nodiscard]] std::size_t bytes() const { return ways_.size() * sizeof(BothWays); }

 private:
  std::size_t places_ = 0;  // with nowhere
  std::vector<BothWays> ways_;
};

// Vehicles that are the same but for their number. Pointers are never null.
struct Kind {
  const Ways* seconds = nullptr;
  const Ways* priced = nullptr;  // seconds, or the cost table
  const Ways* metres = nullptr;  // empty where nobody asks
  std::int64_t per_priced = 1;
  std::int64_t per_metre = 0;
  std::int64_t fixed = 0;
  bool simple = true;  // an hour costs what the table's seconds cost, and nothing else does
  std::int32_t start = 0;
  std::int32_t end = 0;
  Window hours;
  Amount capacity;
  std::int64_t tasks_max = 0;
  std::int64_t travel_max_s = 0;
  std::int64_t metres_max = 0;
  bool limited = false;  // by tasks, travel or metres
  std::vector<Break> breaks;
  bool guarded_breaks = false;  // a break has a greatest load
  std::vector<std::int32_t> vehicles;

  [[nodiscard]] std::int64_t price(std::int32_t from, std::int32_t to) const {
    if (simple) return seconds->from_to(from, to);
    const std::int64_t along = per_metre == 0 ? 0 : per_metre * metres->from_to(from, to);
    return per_priced * priced->from_to(from, to) + along;
  }
};

struct Visit {
  std::int32_t place = 0;
  std::int64_t setup = 0;
  std::int64_t service = 0;
  std::int64_t open = 0;   // first window's start
  std::int64_t close = 0;  // last window's end
  std::span<const Window> windows;
  std::int64_t worth = 0;  // what leaving it out weighs; see Score
  std::int64_t size = 0;   // of all amounts, to order by
};

// What is left out first, by priority and then by number; then what the rounds cost.
struct Score {
  std::int64_t left_out = 0;
  std::int64_t cost = 0;

  auto operator<=>(const Score&) const = default;
};

// Requires: outlives nothing of the problem it was made from.
struct Model {
  const Problem* problem = nullptr;
  std::vector<std::unique_ptr<Ways>> ways;
  std::vector<Visit> visits;
  std::vector<Kind> kinds;
  std::vector<std::int32_t> kind_of;  // by vehicle
  std::vector<char> fits;             // kinds x jobs: skills, size and hours do not speak against it
  std::size_t measures = 0;
  Amount deliveries, pickups;      // jobs x measures
  bool carries = false;            // somebody delivers or picks up
  bool mixed_loads = false;        // both happen: loads rise and fall within a round
  std::int64_t cost_unit = 1;      // internal cost of one unit of the file's
  std::vector<std::int32_t> near;  // jobs x near_count: the nearest others, nearest first, itself in front
  std::size_t near_count = 0;

  [[nodiscard]] bool fit(std::int32_t kind, std::int32_t job) const {
    return fits[static_cast<std::size_t>(kind) * visits.size() + static_cast<std::size_t>(job)] != 0;
  }
  [[nodiscard]] std::span<const std::int32_t> near_to(std::int32_t job) const {
    return std::span(near).subspan(static_cast<std::size_t>(job) * near_count, near_count);
  }
  [[nodiscard]] const Visit& visit(std::int32_t job) const { return visits[static_cast<std::size_t>(job)]; }
  [[nodiscard]] std::span<const std::int64_t> delivery(std::int32_t job) const {
    return std::span(deliveries).subspan(static_cast<std::size_t>(job) * measures, measures);
  }
  [[nodiscard]] std::span<const std::int64_t> pickup(std::int32_t job) const {
    return std::span(pickups).subspan(static_cast<std::size_t>(job) * measures, measures);
  }
};

// Errors: limit_exceeded where the tables would not fit in memory or sums of costs not in 64 bits.
[[nodiscard]] Result<Model> model_of(const Problem& problem);

// In the file's unit.
[[nodiscard]] inline std::int64_t rounded_cost(const Model& model, std::int64_t cost) {
  return (2 * cost + model.cost_unit) / (2 * model.cost_unit);
}

}  // namespace carehub::rounds
