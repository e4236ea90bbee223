#include "dispatcher/matching/lookahead/dice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carehub::matching::lookahead {

namespace {

// Where a normal distribution has this fraction below it. By halving: exact enough, and done once.
double normal_at(double fraction) {
  double low = -8, high = 8;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::numbers::sqrt2) < fraction ? low : high) = middle;
  }
  return low;
}

}  // namespace

std::uint64_t Dice::bits() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

double Dice::normal() {
  const double radius = std::sqrt(-2 * std::log(1 - fraction()));
  return radius * std::cos(2 * std::numbers::pi * fraction());
}

// By multiplying; the expected numbers are small.
int Dice::poisson(double expected) {
  const double limit = std::exp(-expected);
  int count = 0;
  for (double product = fraction(); product > limit; product *= fraction()) ++count;
  return count;
}

Spread::Spread(std::int32_t permille) {
  const double share = permille / 1000.0;
  const double variance = std::log1p(share * share), deviation = std::sqrt(variance);
  for (std::size_t i = 0; i <= steps; ++i) {
    // The ends stand for what lies beyond them.
    const double fraction = std::clamp(static_cast<double>(i) / steps, 0.25 / steps, 1 - 0.25 / steps);
    quantiles_[i] = std::exp(deviation * normal_at(fraction) - variance / 2);
  }
}

double Spread::at(double fraction) const {
  const double place = std::clamp(fraction, 0.0, 1.0) * steps;
  const auto step = std::min(static_cast<std::size_t>(place), steps - 1);
  return quantiles_[step] + (quantiles_[step + 1] - quantiles_[step]) * (place - static_cast<double>(step));
}

double Spread::below(double share) const {
  const auto above = std::ranges::upper_bound(quantiles_, share);
  if (above == quantiles_.begin()) return 0;
  if (above == quantiles_.end()) return 1;
  const double low = *std::prev(above);
  const double part = *above > low ? (share - low) / (*above - low) : 0;
  return (static_cast<double>(above - quantiles_.begin()) - 1 + part) / steps;
}

}  // namespace carehub::matching::lookahead
