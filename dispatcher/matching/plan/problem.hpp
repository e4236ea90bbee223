#pragma once
// Everybody who waits and everybody who could help, at one moment and in whole numbers: what a plan is made for.
// Units: seconds from that moment, negative before it; costs in hundredths of a second that a case of weight 1 waits.

#include <cstdint>
#include <limits>
#include <vector>

#include "dispatcher/matching/distance.hpp"
#include "dispatcher/matching/plan/prices.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching::plan {

using Cost = std::int64_t;
inline constexpr Cost impossible = std::numeric_limits<Cost>::max() / 8;
inline constexpr Cost cost_per_minute = 6000;                 // of waiting, weight 1
inline constexpr Cost cost_per_tenth = cost_per_minute / 10;  // as explanations give it

using Index = std::uint16_t;  // of a unit or a call
inline constexpr Index nobody = 0xFFFF;

inline constexpr std::int32_t never_s = std::numeric_limits<std::int32_t>::min() / 4;
inline constexpr std::int32_t forever_s = std::numeric_limits<std::int32_t>::max() / 4;

// A team, or one of the places of a room.
struct Unit {
  bool mobile = true;                     // else the person travels to it
  Spot from;                              // where it will be when it is free
  std::int32_t free_s = 0;                // when it can set off, or takes the next person
  std::int64_t variance = 0;              // of that moment, in square seconds
  std::int32_t end_s = forever_s;         // what it begins has to be over by then
  std::int32_t last_entry_s = forever_s;  // nobody is let in later
  std::int32_t penalty_s = 0;             // it is ranked as if it came so much later: nobody knows quite where it is
  std::int32_t visit_s = 0;               // with a person of whom nobody said how long it will take
  std::int32_t break_s = never_s;         // its next break: what is under way then is finished first
  std::int32_t break_takes_s = 0;
  std::uint32_t curve = 0;   // of prices
  Index from_call = nobody;  // of the problem's calls, where it is there: ways from it are known already
};

// A case that waits.
struct Call {
  Spot at;
  std::int32_t weight = 1;
  std::int32_t waited_s = 0;
  std::int32_t due_s = 0;
  std::int32_t takes_s = -1;  // -1: as usual for the unit
  Cost apart = 0;  // what it costs to plan nobody for it now: held back, or passed to a service without units
};

[[nodiscard]] constexpr std::int32_t visit_s(const Unit& unit, const Call& call) {
  return call.takes_s >= 0 ? call.takes_s : unit.visit_s;
}

class Problem {
 public:
  // Requires: `prices` and the basis' site outlive the problem.
  Problem(const TravelBasis& travel, const PriceBook& prices, Instant now)
      : distances_(travel, now), prices_(&prices), now_(now) {
    prices_from_s_ = prices.seconds_to(now);
    rules_ = &travel.site->matching;
  }

  // All calls before the first unit. A call is open, until it is closed.
  Index add(const Call& call);
  Index add(const Unit& unit);
  // May this unit take this call? Skills, needs, ages, areas, exclusions: everything but time.
  void allow(Index unit, Index call) { allowed_[unit * calls_.size() + call] = 1; }
  [[nodiscard]] bool allows(Index unit, Index call) const { return allowed_[unit * calls_.size() + call] != 0; }

  [[nodiscard]] const std::vector<Unit>& units() const { return units_; }
  [[nodiscard]] const std::vector<Call>& calls() const { return calls_; }
  // Those to be planned for, in order; the others are not there yet, or not any more.
  [[nodiscard]] const std::vector<Index>& open() const { return open_; }
  [[nodiscard]] const MatchingRules& rules() const { return *rules_; }
  [[nodiscard]] Instant now() const { return now_; }

  // --- time goes on (lookahead) ---
  // When decisions are made; 0 at first.
  [[nodiscard]] std::int32_t clock_s() const { return clock_s_; }
  void set_clock(std::int32_t s) { clock_s_ = s; }
  // Ways are kept: the call stays where it is, and so does a unit that is not at a call.
  void change(Index index, const Unit& unit) { units_[index] = unit; }
  void change(Index index, const Call& call) { calls_[index] = call; }
  void open(Index call);
  void close(Index call);
  void close_all() { open_.clear(); }

  // None: forever_s. Of a unit on its way from `before` (nobody: where it is free), setting off at start_s.
  [[nodiscard]] std::int32_t travel_s(Index unit, Index before, Index call, std::int32_t start_s) const;
  // Between two calls, for somebody who sets off now.
  [[nodiscard]] std::int32_t apart_s(Index a, Index b) const;
  // What calls still to come are likely to lose while the unit is busy.
  [[nodiscard]] Cost price(const Unit& unit, std::int32_t from_s, std::int32_t to_s) const {
    return prices_->between(unit.curve, prices_from_s_ + from_s, prices_from_s_ + to_s);
  }

 private:
  Distances distances_;
  const PriceBook* prices_;
  const MatchingRules* rules_;
  Instant now_;
  std::int64_t prices_from_s_ = 0;
  std::vector<Unit> units_;
  std::vector<Call> calls_;
  std::vector<Index> open_;
  std::int32_t clock_s_ = 0;
  std::vector<std::uint8_t> allowed_;   // units x calls
  mutable std::vector<Distance> ways_;  // (calls + units) x calls, as they are asked for
};

}  // namespace carehub::matching::plan
