#include "dispatcher/runtime/clock.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::runtime;
using namespace std::chrono_literals;

namespace {

// Hands of two clocks, moved by the test.
struct Hands {
  Instant wall = *parse_iso8601("2026-11-22T17:00:00Z");
  Steady steady = Steady{} + 1h;
  [[nodiscard]] TimeSource source() {
    return {[this] { return wall; }, [this] { return steady; }};
  }
  void pass(Duration time) {
    wall += time;
    steady += time;
  }
};

}  // namespace

TEST_CASE("clock: follows the machine's clock", "[runtime]") {
  Hands hands;
  HubClock clock({}, std::nullopt, hands.source());
  CHECK(clock.now() == hands.wall);
  hands.pass(90s);
  CHECK(clock.now() == hands.wall);
  CHECK(clock.speed() == 1);
  CHECK_FALSE(clock.stepped().has_value());
}

TEST_CASE("clock: a machine that is behind the journal does not turn time back, and time does not stand still",
          "[runtime]") {
  Hands hands;
  const auto last = hands.wall + 1h;
  HubClock clock({}, last, hands.source());
  CHECK(clock.now() == last);
  REQUIRE(clock.stepped().has_value());
  CHECK(*clock.stepped() == 1h);
  hands.pass(600s);
  CHECK(clock.now() > last + 598s);
  CHECK(clock.now() <= last + 600s);
}

TEST_CASE("clock: a step back while running is told, and met again without a jump", "[runtime]") {
  Hands hands;
  HubClock clock({}, std::nullopt, hands.source());
  const auto before = clock.now();
  hands.wall -= 10s;
  hands.pass(1s);
  CHECK(clock.now() >= before + 990ms);
  CHECK(clock.stepped().has_value());
  hands.wall += 10s;
  hands.pass(1s);
  CHECK(clock.now() == hands.wall);
  CHECK_FALSE(clock.stepped().has_value());
}

TEST_CASE("clock: a jump ahead is followed and told for a while", "[runtime]") {
  Hands hands;
  HubClock clock({}, std::nullopt, hands.source());
  hands.wall += 1h;
  hands.pass(1s);
  CHECK(clock.now() == hands.wall);
  REQUIRE(clock.stepped().has_value());
  CHECK(*clock.stepped() < Duration{0});
  hands.pass(11min);
  CHECK_FALSE(clock.stepped().has_value());
}

TEST_CASE("clock: a simulation starts where it is told and runs at its speed", "[runtime]") {
  Hands hands;
  const auto start = *parse_iso8601("2026-03-29T00:00:00Z");
  HubClock clock({60, start, std::nullopt}, std::nullopt, hands.source());
  CHECK(clock.now() == start);
  hands.pass(2s);
  CHECK(clock.now() == start + 2min);
  CHECK(clock.speed() == 60);
  CHECK(clock.until(start + 3min) >= 1s);
  CHECK(clock.until(start + 3min) < 1001ms);
  CHECK(clock.until(start) == 0ns);
}

TEST_CASE("clock: a simulation rushes to its evening, then slows down", "[runtime]") {
  Hands hands;
  const auto start = *parse_iso8601("2026-11-22T07:00:00Z");
  const auto evening = start + 10h;
  HubClock clock({10, start, evening}, std::nullopt, hands.source());
  CHECK(clock.speed() == rush_speed);
  hands.pass(36s);
  CHECK(clock.now() == start + 5h);
  hands.pass(37s);  // 36 to the evening, then one at speed 10
  CHECK(clock.now() >= evening + 9s);
  CHECK(clock.now() <= evening + 10s);
  CHECK(clock.speed() == 10);
}

TEST_CASE("clock: a simulation goes on from its journal, whatever --start says", "[runtime]") {
  Hands hands;
  const auto start = *parse_iso8601("2026-11-22T07:00:00Z");
  HubClock clock({10, start, start + 10h}, start + 11h, hands.source());
  CHECK(clock.now() == start + 11h);
  CHECK(clock.speed() == 10);
}

TEST_CASE("clock: never runs backwards, whatever the machine does", "[runtime]") {
  CHECK(rc::check([](const std::vector<std::pair<std::int32_t, std::uint16_t>>& script, bool simulated) {
    Hands hands;
    ClockPlan plan;
    if (simulated) plan = {7, hands.wall, hands.wall + 1h};
    HubClock clock(plan, std::nullopt, hands.source());
    auto last = clock.now();
    for (const auto& [jump_ms, pass_ms] : script) {
      hands.wall += std::chrono::milliseconds(jump_ms);
      hands.pass(std::chrono::milliseconds(pass_ms));
      const auto now = clock.now();
      RC_ASSERT(now >= last);
      RC_ASSERT(now - last >= std::chrono::milliseconds(pass_ms) * 99 / 100);
      last = now;
    }
  }));
}
