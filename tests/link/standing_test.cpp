#include "console/link/standing.hpp"

#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::link;
using namespace std::chrono_literals;

TEST_CASE("standing: a live link that is silent is stale, and says for how long", "[link]") {
  const auto start = std::chrono::steady_clock::now();
  Standing standing;
  CHECK(standing.status(start, 3s).state == LinkState::connecting);
  standing.set(LinkState::live, "");
  standing.heard(start);
  CHECK(standing.status(start + 2s, 3s).state == LinkState::live);
  const auto late = standing.status(start + 4s, 3s);
  CHECK(late.state == LinkState::stale);
  CHECK(late.age == 4s);
}

TEST_CASE("standing: the dispatcher's clock is carried forward at its speed", "[link]") {
  const auto start = std::chrono::steady_clock::now();
  const auto six = *parse_iso8601("2026-11-22T18:00:00Z");
  Standing standing;
  standing.take_time(six, 10, start);
  CHECK(standing.status(start + 6s, 3s).hub_now == six + 60s);
  standing.take_time(six + 90s, start + 6s);
  CHECK(standing.status(start + 7s, 3s).hub_now == six + 100s);
}

TEST_CASE("standing: why it was refused stays in view while it is tried again", "[link]") {
  Standing standing;
  const auto now = std::chrono::steady_clock::now();
  standing.set(LinkState::refused, "this key is not listed");
  standing.set_trying("waiting for the dispatcher", true);
  CHECK(standing.status(now, 3s).text == "this key is not listed");
  standing.set_trying("there is no dispatcher", false);
  CHECK(standing.status(now, 3s).state == LinkState::connecting);
}

TEST_CASE("standing: when it was last heard stands still, whatever the speed of the dispatcher's clock", "[link]") {
  const auto start = std::chrono::steady_clock::now();
  const auto heard = *parse_iso8601("2026-11-22T23:37:02Z");
  Standing standing;
  standing.set(LinkState::live, "");
  standing.take_time(heard, 30, start);
  standing.heard(start);
  for (const auto later : {1s, 10s, 100s, 3000s}) CHECK(standing.status(start + later, 3s).heard_at() == heard);
}
