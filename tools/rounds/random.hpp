#pragma once
// The solver's random numbers: splitmix64, whole numbers only, the same on every machine.
// Source: Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014.

#include <cstdint>

namespace carehub::rounds {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  // 0 to count - 1. Requires: 0 < count < 2^32.
  [[nodiscard]] std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(((next() >> 32) * count) >> 32);
  }
  [[nodiscard]] bool chance(std::uint32_t of_1024) { return (next() >> 54) < of_1024; }

 private:
  std::uint64_t state_;
};

}  // namespace carehub::rounds
