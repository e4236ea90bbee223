// A hub whose estimate is too hopeful learns from its crews, over simulated days.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "dispatcher/core/projection.hpp"
#include "protocols/site/load.hpp"
#include "tests/support/paths.hpp"
#include "tools/rehearsal/hub.hpp"

using namespace carehub;
using namespace carehub::tools::rehearsal;
using namespace carehub::tools::simulate;

namespace {

struct Sums {
  std::int64_t journeys = 0, error_s = 0, corrected_error_s = 0;
};

Sums sums_of(const TravelFigures& figures) {
  Sums sums;
  for (const AreaTravel& area : figures.areas) {
    sums.journeys += area.journeys;
    sums.error_s += area.error_s;
    sums.corrected_error_s += area.corrected_error_s;
  }
  return sums;
}

// Crews drive as the shipped site says, give or take; the hub thinks that they are so much faster.
TravelFigures play(int faster_percent, hours length) {
  auto loaded = site::load_site(std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/sites/isle-of-wight.toml");
  REQUIRE(loaded.has_value());
  const auto world = std::make_shared<const Site>(loaded->site);
  Site hopeful = *world;
  hopeful.travel.learn = true;
  for (auto& kmh : hopeful.travel.kmh_by_hour) kmh = kmh * (100 + faster_percent) / 100;
  const Instant from = parse_iso8601("2026-11-23T05:00:00Z").value();
  HubInProcess hub(std::make_shared<const Site>(hopeful), from);
  Shift shift(world, {.seed = 7, .staff = Staff::full, .calls_factor = 3.0, .warm_start = minutes{75}});
  hub.play(shift, from + length, seconds{15});
  const auto figures = core::board(hub.state(), hub.now()).travel;
  REQUIRE(figures);
  const Sums sums = sums_of(*figures);
  fmt::print("hub {} % too fast, {} h: {} journeys, estimate off by {} s, corrected by {} s; {} left out\n",
             faster_percent, length.count(), sums.journeys, sums.error_s / std::max<std::int64_t>(1, sums.journeys),
             sums.corrected_error_s / std::max<std::int64_t>(1, sums.journeys), figures->left_out);
  return *figures;
}

}  // namespace

TEST_CASE("simulate: a hub that thinks its crews too fast learns that they are not", "[simulate]") {
  const TravelFigures figures = play(50, hours{48});
  const Sums sums = sums_of(figures);
  CHECK(sums.journeys >= 100);
  CHECK(figures.left_out < sums.journeys);
  CHECK(sums.corrected_error_s * 4 < sums.error_s * 3);
  for (const AreaTravel& area : figures.areas) CHECK(area.permille[2] > 1150);
}

TEST_CASE("simulate: where the estimate is nearly right, learning makes nothing worse", "[simulate]") {
  const Sums sums = sums_of(play(0, hours{48}));
  CHECK(sums.journeys >= 100);
  CHECK(sums.corrected_error_s * 100 < sums.error_s * 102);
}
