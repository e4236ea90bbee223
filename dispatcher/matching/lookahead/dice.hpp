#pragma once
// Chances drawn from a seed: the same seed gives the same draws on every machine.

#include <array>
#include <cstdint>

namespace carehub::matching::lookahead {

// splitmix64. Source: Steele, Lea, Flood, OOPSLA 2014.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits();
  // From 0 up to but without 1.
  double fraction() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
  // Of a normal distribution, mean 0 and deviation 1.
  double normal();
  // How many, where so many are expected.
  int poisson(double expected);

 private:
  std::uint64_t state_;
};

// How long something takes, as a share of what was expected: log-normal with mean 1.
class Spread {
 public:
  // `permille`: standard deviation of the share.
  explicit Spread(std::int32_t permille);

  // At `fraction` of the distribution, 0 to 1.
  [[nodiscard]] double at(double fraction) const;
  // Which fraction of all is over by this share.
  [[nodiscard]] double below(double share) const;

 private:
  static constexpr std::size_t steps = 512;
  std::array<double, steps + 1> quantiles_{};
};

}  // namespace carehub::matching::lookahead
