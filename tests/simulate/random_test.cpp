#include "tools/simulate/random.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

#include "tools/simulate/ground.hpp"

using namespace carehub;
using namespace carehub::tools::simulate;

TEST_CASE("random: the numbers are the same for ever", "[simulate]") {
  // Written down once: a change here changes every simulated day.
  Random random(7, "arrivals");
  const std::array first{random.next(), random.next(), random.next()};
  Random again(7, "arrivals");
  for (const auto number : first) CHECK(again.next() == number);
  CHECK(Random(7, "other").next() != first[0]);
  CHECK(Random(8, "arrivals").next() != first[0]);
  CHECK(first[0] == 0xa4acae807cc78944);
}

TEST_CASE("random: draws stay in their bounds and reach both ends", "[simulate]") {
  Random random(1, "bounds");
  bool low = false, high = false;
  for (int i = 0; i < 2000; ++i) {
    const auto drawn = random.between(-3, 5);
    REQUIRE(drawn >= -3);
    REQUIRE(drawn <= 5);
    low = low || drawn == -3;
    high = high || drawn == 5;
  }
  CHECK(low);
  CHECK(high);
}

TEST_CASE("random: weights are kept", "[simulate]") {
  Random random(1, "weights");
  const std::array<std::int32_t, 3> weights{0, 1, 3};
  std::array<int, 3> drawn{};
  for (int i = 0; i < 8000; ++i) ++drawn[random.weighted(weights)];
  CHECK(drawn[0] == 0);
  CHECK(drawn[1] == Approx(2000).epsilon(0.1));
  CHECK(drawn[2] == Approx(6000).epsilon(0.1));
}

TEST_CASE("ground: a drive begins and ends where it should, and passes the middle", "[simulate]") {
  const Coordinates a{50'700'000, -1'300'000}, b{50'600'000, -1'100'000};
  CHECK(along(a, b, seconds{-1}, seconds{600}) == a);
  CHECK(along(a, b, seconds{300}, seconds{600}) == Coordinates{50'650'000, -1'200'000});
  CHECK(along(a, b, seconds{601}, seconds{600}) == b);
  CHECK(along(a, b, seconds{0}, seconds{0}) == b);
}
