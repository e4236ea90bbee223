#pragma once
// Random numbers that are the same for the same seed on every machine: splitmix64 and xoshiro256**, whole numbers only.
// One draw a statement: compilers order the draws within one expression as they like.
// Source: Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, 2018.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "protocols/base/assert.hpp"
#include "protocols/base/time.hpp"

namespace carehub::tools::simulate {

class Random {
 public:
  // A label gives every use a stream of its own, so that one more draw here changes nothing there.
  Random(std::uint64_t seed, std::string_view label);

  [[nodiscard]] std::uint64_t next();
  // 0 to count - 1. Requires: count > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t count);
  // Both ends included.
  [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most);
  [[nodiscard]] seconds between_s(std::int64_t least, std::int64_t most) { return seconds{between(least, most)}; }
  [[nodiscard]] bool chance(std::int64_t permille) { return between(0, 999) < permille; }
  // Most often near the low end, sometimes long: how people take their time.
  [[nodiscard]] seconds unhurried_s(std::int64_t least, std::int64_t most);
  // Position in `weights`, drawn by weight. Requires: a weight above zero.
  [[nodiscard]] std::size_t weighted(std::span<const std::int32_t> weights);

  template <class Range>
  [[nodiscard]] const auto& pick(const Range& range) {
    CAREHUB_ASSERT(std::size(range) > 0);
    return range[below(std::size(range))];
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace carehub::tools::simulate
