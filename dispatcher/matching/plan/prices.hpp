#pragma once
// What a busy minute of a unit is likely to cost those who have not called yet: high where few others could take their
// need and many of them are expected. It keeps scarce skills back for those who will need them.
// price(t) = sum over kinds of need k that the unit could take: weighted calls per minute x n_k(t) ^ -1.8 x share x
//            what a breach costs / 10, with n_k units on shift that could take k as well.
// Source: paired replays of synthetic days (docs/matching-figures.md).

#include <cstdint>
#include <vector>

#include "protocols/base/time.hpp"

namespace carehub::matching::plan {

// Expected calls with one kind of need, for each slot from the book's start.
struct DemandKind {
  std::vector<std::int64_t> weight_permille_by_slot;  // weighted calls an hour x 1000
  std::vector<std::int64_t> calls_permille_by_slot;   // calls an hour x 1000
};

// When a unit is on shift, in seconds from the book's start.
struct OnShift {
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
};

class PriceBook {
 public:
  static constexpr std::int64_t slot_s = 300;
  static constexpr std::size_t slots = 288;  // a day ahead
  // Whoever has less of the shift left than this is no help to a call still to come.
  static constexpr seconds last_of_shift{3600};

  PriceBook() = default;
  explicit PriceBook(Instant start) : start_(start) {}

  [[nodiscard]] Instant start() const { return start_; }
  [[nodiscard]] std::int64_t seconds_to(Instant at) const { return whole_seconds(at - start_); }

  // A unit's curve, by the kinds of need that it could take (bit by position); the same for the same kinds.
  std::uint32_t curve_for(std::uint64_t kinds);
  // Counts a unit among those that could take these kinds. `tenths`: 10 for a team, 7 for a place that people travel
  // to.
  void add(std::uint64_t kinds, const OnShift& shift, std::int32_t tenths);
  // To be called once, after all units were added. `factor`: what a busy minute costs where one weighted call an hour
  // is expected and one unit could take it. `pool_tenths`: a larger hub counts as many pools of so many units.
  void settle(const std::vector<DemandKind>& demand, std::int64_t factor, std::int32_t pool_tenths);

  // Requires: settled; from <= to. Beyond its day the price is 0.
  [[nodiscard]] std::int64_t between(std::uint32_t curve, std::int64_t from_s, std::int64_t to_s) const {
    return curves_.empty() ? 0 : sum_until(curves_[curve], to_s) - sum_until(curves_[curve], from_s);
  }

 private:
  struct Curve {
    std::uint64_t kinds = 0;
    std::vector<std::int64_t> sum;  // from the start, at each slot's beginning
  };
  static std::int64_t sum_until(const Curve& curve, std::int64_t at_s);

  Instant start_;
  std::vector<Curve> curves_;
  std::vector<std::vector<std::int32_t>> on_shift_;  // tenths of units, by kind and slot
};

}  // namespace carehub::matching::plan
