// Drawing chances: what futures are made of.

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "dispatcher/matching/lookahead/dice.hpp"

using namespace carehub::matching::lookahead;

namespace {

constexpr int draws = 20'000;

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

TEST_CASE("dice: the same seed draws the same, another seed something else", "[lookahead]") {
  Dice a(7), b(7), c(8);
  for (int i = 0; i < 100; ++i) {
    const auto bits = a.bits();
    CHECK(bits == b.bits());
    CHECK(bits != c.bits());
  }
}

TEST_CASE("dice: so many come as are expected, and they vary as they should", "[lookahead]") {
  for (const double expected : {0.02, 0.5, 3.0}) {
    CAPTURE(expected);
    Dice dice(11);
    std::vector<double> counts;
    for (int i = 0; i < draws; ++i) counts.push_back(dice.poisson(expected));
    CHECK(mean_of(counts) == Approx(expected).margin(0.05));
    CHECK(deviation_of(counts) == Approx(std::sqrt(expected)).margin(0.05));
  }
}

TEST_CASE("spread: what takes an hour takes an hour on average, and is out by as much as was said", "[lookahead]") {
  for (const std::int32_t permille : {100, 480, 900}) {
    CAPTURE(permille);
    const Spread spread(permille);
    Dice dice(13);
    std::vector<double> shares;
    for (int i = 0; i < draws; ++i) shares.push_back(spread.at(dice.fraction()));
    CHECK(mean_of(shares) == Approx(1).margin(0.03));
    CHECK(deviation_of(shares) == Approx(permille / 1000.0).epsilon(0.08));
  }
}

TEST_CASE("spread: below() is the way back from at()", "[lookahead]") {
  const Spread spread(480);
  for (const double fraction : {0.01, 0.1, 0.25, 0.5, 0.9, 0.99}) {
    CAPTURE(fraction);
    CHECK(spread.below(spread.at(fraction)) == Approx(fraction).margin(0.001));
  }
  CHECK(spread.below(0) == 0);
  CHECK(spread.below(1000) == 1);
}
