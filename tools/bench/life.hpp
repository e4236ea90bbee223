#pragma once
// An endless mixed working day, in commands: people ring, are triaged, get a team, a place or advice, crews drive,
// report and clear. Thirty cases are under way at any time. Deterministic.

#include <deque>
#include <random>
#include <string>
#include <vector>

#include "dispatcher/core/core.hpp"
#include "tools/bench/figures.hpp"

namespace carehub::bench {

struct Wish {
  Command command;
  Actor actor;
};

class Life {
 public:
  explicit Life(const Site& site);

  // The commands with which the day begins: the site itself, and every team on duty.
  [[nodiscard]] std::vector<Wish> opening() const;
  // The next command, by what the state now allows.
  [[nodiscard]] Wish next(const core::State& state);
  // The number that a registration was given.
  void registered(CaseId id);
  [[nodiscard]] std::uint64_t cases() const { return cases_; }

  // A call, invented.
  [[nodiscard]] RegisterCase call();

 private:
  struct Underway {
    CaseId id;
    int turns = 0;  // commands given for it
  };
  [[nodiscard]] Wish step(const core::State& state, Underway& one, bool& over);
  [[nodiscard]] Wish crew_step(const Case& c, const core::State& state);

  const Site& site_;
  std::mt19937_64 chance_{20261122};
  std::deque<Underway> underway_;
  std::uint64_t cases_ = 0;
};

// The hub's state with the site's day begun, and what moves it: for measurements without a journal.
class Hub {
 public:
  explicit Hub(const Site& site) : life_(site) {}
  using Take = std::function<void(const Stamp&, const core::Decision&)>;
  // Decides and evolves one command; `take` sees the decision before it is forgotten.
  void run(const Wish& wish, const Take& take);
  void open(const Take& take);
  void next(const Take& take) { run(wish(), take); }
  // What is asked next.
  [[nodiscard]] Wish wish() { return life_.next(state_); }
  // Ends the decision as the dispatcher does now and then.
  void digest(const Take& take);

  [[nodiscard]] core::State& state() { return state_; }
  [[nodiscard]] const Life& life() const { return life_; }
  [[nodiscard]] std::uint64_t events() const { return sequence_; }
  [[nodiscard]] std::uint64_t refusals() const { return refusals_; }
  // When the last decision was made; evolving came after.
  [[nodiscard]] Clock::time_point decided_at() const { return decided_at_; }

 private:
  core::State state_;
  Life life_;
  Sequence sequence_ = 0;
  std::uint64_t commands_ = 0;
  std::uint64_t refusals_ = 0;
  Clock::time_point decided_at_{};
};

}  // namespace carehub::bench
