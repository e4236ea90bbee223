#pragma once
// A seeded hub in which everything happens: valid and invalid commands of every role, time that jumps, and crews that
// press the wrong button. The same seed gives the same run on every machine.

#include <cstdint>

#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

// SplitMix64: the sequence of a seed is part of what a failure prints.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t x = state_;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
  }
  // From 0 to below the bound.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  std::int32_t between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

class World {
 public:
  explicit World(std::uint64_t seed);
  World(std::uint64_t seed, Site site);

  // One step: a command of somebody, or time going by. Returns what was decided.
  core::Decision step();
  // What the last step asked for.
  [[nodiscard]] const Command& command() const { return command_; }

  Hub hub;

 private:
  [[nodiscard]] Command any_command();
  [[nodiscard]] Command duty_command(CaseId id, const TeamId& team);
  [[nodiscard]] Command person_command(CaseId id);
  [[nodiscard]] Command sensible_command();
  [[nodiscard]] Command for_case(const Case& c);
  [[nodiscard]] Command for_team(const Team& team);
  [[nodiscard]] Role any_role();
  [[nodiscard]] CaseId any_case();
  [[nodiscard]] TeamId any_team();
  [[nodiscard]] AlertId any_alert();
  [[nodiscard]] Referral any_referral();
  [[nodiscard]] Triage any_triage();
  [[nodiscard]] Coordinates any_position();
  [[nodiscard]] std::string any_reason();
  [[nodiscard]] std::optional<Instant> any_time();
  [[nodiscard]] Role role_for(const Command& command);
  [[nodiscard]] std::string user_for(const Command& command, Role role);

  Random random_;
  std::uint64_t messages_ = 0;
  Command command_ = Tick{};
};

// A hub that plans: nine teams whose shifts begin and end, services for some ages, places and hours only. Every third
// sends whoever it chose without asking.
[[nodiscard]] Site busy_site(std::uint64_t seed);

// Empty when every invariant holds, else the first that does not.
[[nodiscard]] std::string broken_invariant(const core::State& state);

// What must never change for a case once it is known: watched from event to event.
class Watch {
 public:
  [[nodiscard]] std::string look(const core::State& state);

 private:
  std::map<std::pair<CaseId, ClockKind>, std::pair<Instant, Instant>> clocks_;  // start and due
  std::uint64_t cases_ = 0;
};

}  // namespace carehub::test
