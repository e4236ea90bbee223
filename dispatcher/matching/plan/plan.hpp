#pragma once
// Who goes to whom, and in which order: a route for each unit, and the calls that nobody is planned for. Search changes
// it step by step; the cost is that of the whole.

#include <boost/container/static_vector.hpp>
#include <optional>
#include <span>
#include <vector>

#include "dispatcher/matching/plan/costing.hpp"

namespace carehub::matching::plan {

inline constexpr std::size_t route_max = 13;
using Route = boost::container::static_vector<Index, route_max + 1>;

// Where a call could go, and what the whole would cost more.
struct Insertion {
  Index unit = nobody;
  std::size_t position = 0;
  Cost cost = impossible;
  [[nodiscard]] bool possible() const { return unit != nobody; }
};

class Plan {
 public:
  // Nobody is planned for yet. Requires: the problem outlives the plan.
  explicit Plan(const Problem& problem);

  [[nodiscard]] const Problem& problem() const { return *problem_; }
  [[nodiscard]] const Route& route(Index unit) const { return routes_[unit]; }
  [[nodiscard]] Cost cost_of(Index unit) const { return costs_[unit]; }
  // nobody: apart.
  [[nodiscard]] Index unit_of(Index call) const { return unit_of_[call]; }
  [[nodiscard]] Cost total() const;
  [[nodiscard]] bool may_move(Index call) const { return !pinned_[call]; }

  // Requires: each call at most once, in one route.
  void set_route(Index unit, const Route& calls);
  // As another plan for the same problem has it.
  void restore(const Plan& other);
  // With the cost known already.
  void set_route(Index unit, const Route& calls, Cost cost);
  void insert(Index call, const Insertion& where);
  void take_out(Index call);
  // A person, or a crew on its way, decided it: it stays with its unit and its place in the order.
  void pin(Index call) { pinned_[call] = true; }

  // The cheapest place for a call that is apart, among units that may take it.
  [[nodiscard]] Insertion cheapest(Index call, Cost limit = impossible) const;
  // impossible: none that costs less than `limit`.
  [[nodiscard]] Insertion cheapest_of(Index call, Index unit, Cost limit = impossible) const;
  // impossible: it cannot be, or not for less than `limit`.
  [[nodiscard]] Cost evaluate(Index unit, std::span<const Index> calls, Cost limit = impossible) const;

  // The visits of a route, in order.
  [[nodiscard]] std::vector<PlannedVisit> visits_of(Index unit) const;

  // How many routes were evaluated: the effort, the same on every machine.
  [[nodiscard]] std::int64_t moves() const { return moves_; }

 private:
  const Problem* problem_;
  std::vector<Route> routes_;
  std::vector<Cost> costs_;
  std::vector<Index> unit_of_;
  std::vector<bool> pinned_;
  mutable std::int64_t moves_ = 0;
};

}  // namespace carehub::matching::plan
