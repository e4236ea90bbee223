// Where a team could be: checked against the very function that decides.
#include "dispatcher/matching/reach.hpp"

#include <rapidcheck.h>

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "dispatcher/matching/learned.hpp"
#include "tests/matching/world.hpp"

using namespace carehub;
using namespace carehub::matching;

namespace {

constexpr Coordinates reach_newport{50'701'000, -1'291'000};
constexpr std::array<std::int32_t, 3> usual_minutes{10, 20, 30};

// An area with water that costs time, water without a bridge, and measured times that disagree with both.
Site site_with_everything(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto somewhere = [&] {
    return Coordinates{static_cast<std::int32_t>(50'600'000 + random() % 200'000),
                       static_cast<std::int32_t>(-1'500'000 + random() % 400'000)};
  };
  Site site;
  for (int i = 0; i < 3; ++i) {
    Barrier barrier;
    barrier.name = "water";
    for (int corner = 0; corner < 3; ++corner) barrier.line.push_back(somewhere());
    barrier.extra_min = static_cast<std::int32_t>(random() % 20) - 1;
    site.travel.barriers.push_back(barrier);
  }
  const std::size_t zones = random() % 6;
  for (std::size_t i = 0; i < zones; ++i) site.travel.matrix.zones.push_back({"zone", somewhere()});
  if (zones > 0) {
    TravelTable table{0, {}};
    for (std::size_t i = 0; i < zones * zones; ++i)
      table.drive_s.push_back(random() % 5 == 0 ? -1 : static_cast<std::int32_t>(random() % 2'400));
    site.travel.matrix.tables = {table};
  }
  if (random() % 2 == 0) {
    MapLine land{"land", "outline", {}};
    for (int corner = 0; corner < 5; ++corner) land.points.push_back(somewhere());
    site.map_lines.push_back(land);
  }
  return site;
}

std::int64_t metres_out(Coordinates from, const Outline& outline, std::size_t ray) {
  return metres_between(from, outline[ray]);
}

Team team_at(std::optional<Coordinates> position, minutes ago) {
  Team team = tests::ready_team("CR2", "crisis", reach_newport, tests::sunday_evening);
  team.position = position;
  team.position_at = tests::sunday_evening - ago;
  return team;
}

}  // namespace

TEST_CASE("reach: every point of an outline is within its minutes, by the times that decide", "[matching]") {
  rc::check([](std::uint64_t seed) {
    const Site site = site_with_everything(seed);
    const TravelBasis basis(site, std::make_shared<TravelGround>(site));
    const auto outlines = reach(basis, reach_newport, tests::sunday_evening, usual_minutes);
    RC_ASSERT(outlines.size() == usual_minutes.size());
    for (std::size_t i = 0; i < outlines.size(); ++i) {
      RC_ASSERT(outlines[i].size() == std::size_t{reach_rays});
      for (const Coordinates at : outlines[i]) {
        if (at == reach_newport) continue;  // nowhere else in that direction
        const auto takes_s = team_travel_s(basis, reach_newport, at, tests::sunday_evening);
        RC_ASSERT(takes_s.has_value());
        RC_ASSERT(*takes_s <= 60 * usual_minutes[i]);
      }
    }
  });
}

TEST_CASE("reach: more time holds what less time holds, in whatever order they are asked for", "[matching]") {
  rc::check([](std::uint64_t seed) {
    const Site site = site_with_everything(seed);
    const TravelBasis basis(site, std::make_shared<TravelGround>(site));
    const std::array<std::int32_t, 3> asked{30, 10, 20};
    const auto outlines = reach(basis, reach_newport, tests::sunday_evening, asked);
    for (std::size_t ray = 0; ray < std::size_t{reach_rays}; ++ray) {
      RC_ASSERT(metres_out(reach_newport, outlines[1], ray) <= metres_out(reach_newport, outlines[2], ray));
      RC_ASSERT(metres_out(reach_newport, outlines[2], ray) <= metres_out(reach_newport, outlines[0], ray));
    }
    RC_ASSERT(reach(basis, reach_newport, tests::sunday_evening, asked) == outlines);
  });
}

TEST_CASE("reach: where nothing is in the way it is the estimate's circle", "[matching]") {
  const Site site;
  const std::array<std::int32_t, 1> twenty{20};
  const auto outlines = reach(site, reach_newport, tests::sunday_evening, twenty);
  // What is left of 20 minutes after three to set off, at 42 km/h, with detours of three tenths.
  const double metres = 17 * 700 / 1.3;
  for (std::size_t ray = 0; ray < std::size_t{reach_rays}; ++ray)
    CHECK(static_cast<double>(metres_out(reach_newport, outlines[0], ray)) == Approx(metres).margin(40));
}

TEST_CASE("reach: it ends at water without a bridge, and at the land's edge", "[matching]") {
  Site site;
  constexpr std::int32_t river = -1'250'000;
  site.travel.barriers = {{"river", {{50'000'000, river}, {51'500'000, river}}, -1}};
  const std::array<std::int32_t, 1> twenty{20};
  const auto east = [](const Outline& outline) {
    std::int32_t most = outline.front().lon_e6;
    for (const Coordinates at : outline) most = std::max(most, at.lon_e6);
    return most;
  };
  CHECK(east(reach(site, reach_newport, tests::sunday_evening, twenty)[0]) == Approx(river).margin(400));
  site.travel.barriers.clear();
  constexpr std::int32_t shore = -1'270'000;
  site.map_lines = {{"island",
                     "outline",
                     {{50'500'000, -1'500'000}, {50'900'000, -1'500'000}, {50'900'000, shore}, {50'500'000, shore}}}};
  CHECK(east(reach(site, reach_newport, tests::sunday_evening, twenty)[0]) == Approx(shore).margin(2));
}

TEST_CASE("reach: no time to set off is no way at all", "[matching]") {
  const std::array<std::int32_t, 1> two{2};
  const auto outlines = reach(Site{}, reach_newport, tests::sunday_evening, two);
  for (const Coordinates at : outlines[0]) CHECK(at == reach_newport);
}

TEST_CASE("reach: what is doubtful about where a team is, is said", "[matching]") {
  const Site site;
  const Instant now = tests::sunday_evening;
  const auto of = [&](const Team& team, const TeamConfig* config) {
    return reach_of(site, team, config, now, usual_minutes);
  };
  TeamConfig config;
  config.base = {50'728'000, -1'162'000};
  CHECK(of(team_at(reach_newport, minutes{0}), &config).remark.empty());
  CHECK(of(team_at(reach_newport, minutes{4}), &config).remark == "from where it was 4 min ago");
  const auto lost = of(team_at(reach_newport, minutes{90}), &config);
  CHECK(lost.remark == "its position is not known: from its base");
  CHECK(metres_between(lost.outlines[0][0], config.base) < metres_between(lost.outlines[0][0], reach_newport));
  CHECK(of(team_at(reach_newport, minutes{90}), nullptr).remark == "from where it was 90 min ago");
  const auto nowhere = of(team_at({}, minutes{0}), nullptr);
  CHECK(nowhere.outlines.empty());
  CHECK(nowhere.remark == "nobody knows where it is");
  Team resting = team_at(reach_newport, minutes{0});
  resting.status = TeamStatus::off_duty;
  CHECK(of(resting, &config).outlines.empty());
  CHECK(of(resting, &config).remark == "it is off duty");
}
