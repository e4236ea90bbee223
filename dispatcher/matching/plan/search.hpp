#pragma once
// Makes a plan better: cheapest insertion, then moves of one call, exchanges of two, exchanges of the ends of two
// routes, and small ruin and recreate. Deterministic; effort is counted in moves. The cost never rises, but where a
// route that had become impossible is mended. Source: 2-opt*: Potvin, Rousseau, Journal of the Operational Research
// Society 46(12), 1995; ruin and recreate: Schrimpf et al., Journal of Computational Physics 159(2), 2000.

#include "dispatcher/matching/plan/plan.hpp"

namespace carehub::matching::plan {

class Search {
 public:
  // `seed`: of the small ruins; the same seed, problem and plan give the same result.
  // `moves_until`: after so many moves of the plan it keeps what it has.
  Search(Plan& plan, std::uint64_t seed) : Search(plan, seed, plan.problem().rules().moves) {}
  Search(Plan& plan, std::uint64_t seed, std::int64_t moves_until)
      : plan_(plan), state_(seed | 1U), moves_until_(moves_until) {}

  // Takes off what has become impossible, plans for everybody who is apart and better off planned, and improves.
  void settle();
  // Takes a few related calls out and puts them back better, so many times.
  void ruin_and_recreate(int rounds);

 private:
  void mend_routes();
  void insert_those_apart();
  void improve();
  bool move_calls();
  bool move_call(Index call);
  bool exchange_calls();
  bool exchange(Index a, Index b);
  bool exchange_ends();
  bool exchange_ends(Index a, Index b);
  [[nodiscard]] bool may_end_with(Index unit, std::size_t from, Index other) const;

  // No decision may take longer than people notice: beyond this it keeps what it has. Everybody has an answer by then.
  [[nodiscard]] bool spent() const { return plan_.moves() >= moves_until_; }
  [[nodiscard]] std::uint32_t random();
  [[nodiscard]] Route related_calls();
  void put_back(Route calls);
  void mark(Index unit) { touched_[unit] = pass_; }

  Plan& plan_;
  std::uint64_t state_;
  std::int64_t moves_until_;
  std::vector<int> touched_;  // the last pass that changed each unit
  int pass_ = 0;
};

}  // namespace carehub::matching::plan
