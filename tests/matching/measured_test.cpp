// Measured travel times between zones, by both ways of asking.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cstdlib>

#include "dispatcher/matching/distance.hpp"
#include "protocols/domain/opening_hours.hpp"

using namespace carehub;
using namespace carehub::matching;

namespace {

const Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours{12};
constexpr Coordinates newport{50'701'000, -1'291'000};
constexpr Coordinates ryde{50'728'000, -1'162'000};
constexpr Coordinates freshwater{50'683'000, -1'525'000};
constexpr std::int32_t fixed_s = 180;

constexpr Coordinates north_of(Coordinates at, std::int32_t metres) {
  return {at.lat_e6 + metres * 9, at.lon_e6};
}

// Newport, Ryde and Freshwater; rows from, columns to.
Site measured_site() {
  Site site;
  site.travel.fixed_s = fixed_s;
  site.travel.matrix.zones = {{"Newport", newport}, {"Ryde", ryde}, {"Freshwater", freshwater}};
  site.travel.matrix.tables = {{0, {-1, 1000, 1500, 900, -1, -1, 1400, -1, -1}}};
  return site;
}

std::int32_t one(const Site& site, Coordinates from, Coordinates to, Instant at = noon) {
  return team_travel_s(site, from, to, at).value_or(-1);
}

std::int32_t many(const TravelBasis& basis, Coordinates from, Coordinates to, Instant now, std::int32_t start_s = 0) {
  const Distances distances(basis, now);
  Spot a = spot_at(from), b = spot_at(to);
  distances.locate(a);
  distances.locate(b);
  return distances.team_s(distances.between(a, b), start_s);
}

std::int32_t estimated(const Site& site, Coordinates from, Coordinates to) {
  Site plain = site;
  plain.travel.matrix = {};
  return one(plain, from, to);
}

}  // namespace

TEST_CASE("measured: between two centres it is what was measured, each way its own", "[matching]") {
  const Site site = measured_site();
  CHECK(one(site, newport, ryde) == fixed_s + 1000);
  CHECK(one(site, ryde, newport) == fixed_s + 900);
  CHECK(many(site, newport, ryde, noon) == fixed_s + 1000);
  CHECK(many(site, ryde, newport, noon) == fixed_s + 900);
}

TEST_CASE("measured: within a zone, out of reach and between unknown pairs it is the estimate", "[matching]") {
  const Site site = measured_site();
  const Coordinates beside = north_of(newport, 900);
  CHECK(one(site, newport, beside) == estimated(site, newport, beside));
  const Coordinates far = north_of(newport, 3100);
  CHECK(one(site, far, ryde) == estimated(site, far, ryde));
  CHECK(one(site, ryde, freshwater) == estimated(site, ryde, freshwater));
  CHECK(one(site, freshwater, newport) == fixed_s + 1400);
}

TEST_CASE("measured: each table holds from its hour on, the last one past midnight", "[matching]") {
  Site site = measured_site();
  site.travel.matrix.tables = {{7, {-1, 1600, -1, -1, -1, -1, -1, -1, -1}},
                               {19, {-1, 800, -1, -1, -1, -1, -1, -1, -1}}};
  CHECK(one(site, newport, ryde, noon) == fixed_s + 1600);
  CHECK(one(site, newport, ryde, noon + hours{7}) == fixed_s + 800);
  CHECK(one(site, newport, ryde, noon - hours{9}) == fixed_s + 800);
  CHECK(many(site, newport, ryde, noon, 7 * 3600) == fixed_s + 800);
  site.travel.matrix.tables[0].drive_s[1] = -1;
  CHECK(one(site, newport, ryde, noon) == estimated(site, newport, ryde));
}

TEST_CASE("measured: what is measured knows of the water, and a point across it is in no zone", "[matching]") {
  Site site = measured_site();
  site.travel.barriers = {{"between", {{50'600'000, -1'220'000}, {50'800'000, -1'220'000}}, 30}};
  CHECK(one(site, newport, ryde) == fixed_s + 1000);
  site.travel.barriers = {{"north of Newport", {{50'705'000, -1'400'000}, {50'705'000, -1'250'000}}, 30}};
  const Coordinates across = north_of(newport, 900);
  CHECK(one(site, across, ryde) == estimated(site, across, ryde));
}

TEST_CASE("measured: where the estimate knows no way, what was measured is the way", "[matching]") {
  Site site = measured_site();
  site.travel.barriers = {{"sea", {{50'600'000, -1'220'000}, {50'800'000, -1'220'000}}, -1}};
  CHECK(one(site, newport, ryde) == fixed_s + 1000);
  CHECK(many(site, newport, ryde, noon) == fixed_s + 1000);
  CHECK(one(site, freshwater, ryde) == -1);
  CHECK(many(site, freshwater, ryde, noon) == -1);
}

TEST_CASE("measured: a person's own journey keeps the estimate", "[matching]") {
  const Site site = measured_site();
  const Distances distances(site, noon);
  const auto usual = *person_travel_s(Site{}, newport, ryde);
  CHECK(person_travel_s(site, newport, ryde) == usual);
  CHECK(distances.person_s(distances.between(spot_at(newport), spot_at(ryde))) == Approx(usual).margin(1));
}

// Other threads plan on while the hub learns.
TEST_CASE("measured: whoever began with what was known goes on with it", "[matching]") {
  const Site site = measured_site();
  auto known = std::make_unique<TravelBasis>(site, std::make_shared<const TravelGround>(site));
  const Distances distances(*known, noon);
  known.reset();
  CHECK(distances.team_s(distances.between(spot_at(newport), spot_at(ryde)), 0) == fixed_s + 1000);
}

TEST_CASE("measured: a spot that nobody located is located all the same", "[matching]") {
  const Site site = measured_site();
  const Distances distances(site, noon);
  CHECK(distances.team_s(distances.between(spot_at(newport), spot_at(ryde)), 0) == fixed_s + 1000);
}

namespace {

struct TravelWorld {
  Site site;
  LearnedTravel learned;
};

Coordinates somewhere() {
  return {50'600'000 + *rc::gen::inRange(0, 160'000), -1'500'000 + *rc::gen::inRange(0, 350'000)};
}

// Any few zones, tables, barriers and learned journeys on the island.
TravelWorld any_world() {
  TravelWorld world;
  auto& travel = world.site.travel;
  for (auto& kmh : travel.kmh_by_hour) kmh = *rc::gen::inRange(20, 70);
  const auto zones = *rc::gen::inRange<std::size_t>(0, 8);
  for (std::size_t i = 0; i < zones; ++i) travel.matrix.zones.push_back({std::to_string(i), somewhere()});
  travel.matrix.reach_m = *rc::gen::inRange(500, 30'000);
  for (std::int32_t from_hour = *rc::gen::inRange(0, 9); from_hour < 24; from_hour += *rc::gen::inRange(3, 20)) {
    TravelTable table{from_hour, {}};
    for (std::size_t i = 0; i < zones * zones; ++i)
      table.drive_s.push_back(*rc::gen::inRange(0, 5) == 0 ? -1 : *rc::gen::inRange(60, 5000));
    travel.matrix.tables.push_back(std::move(table));
  }
  if (*rc::gen::arbitrary<bool>())
    travel.barriers = {{"water", {somewhere(), somewhere(), somewhere()}, *rc::gen::inRange(-1, 40)}};
  travel.learn = *rc::gen::arbitrary<bool>();
  for (int i = 0; i < 4; ++i) world.site.localities.push_back({std::to_string(i), somewhere(), 0, {}, {}, true, ""});
  for (int i = 0; travel.learn && i < 40; ++i) {
    Journey journey;
    journey.area = std::to_string(*rc::gen::inRange(0, 5));  // 4: an area that is no more
    journey.band = *rc::gen::inRange(0, 5);
    journey.estimated_s = *rc::gen::inRange(200, 3000);
    learn(world.learned, journey, *rc::gen::inRange(100, 6000));
  }
  return world;
}

}  // namespace

TEST_CASE("measured: one question and many questions agree to within a second", "[matching]") {
  REQUIRE(rc::check([] {
    const TravelWorld world = any_world();
    const auto corrections = std::make_shared<const Corrections>(world.site, world.learned);
    const auto ground = std::make_shared<const TravelGround>(world.site);
    const TravelBasis basis(world.site, *rc::gen::arbitrary<bool>() ? ground : nullptr, corrections);
    const Instant now = noon + minutes{*rc::gen::inRange(0, 1440)};
    for (int i = 0; i < 20; ++i) {
      const Coordinates from = somewhere(), to = somewhere();
      const std::int32_t start_s = *rc::gen::inRange(0, 8 * 3600);
      const auto asked_once = team_travel_s(basis, from, to, now + seconds{start_s});
      const auto asked_many = many(basis, from, to, now, start_s);
      RC_ASSERT(asked_once.has_value() == (asked_many >= 0));
      RC_ASSERT(std::abs(asked_once.value_or(-1) - asked_many) <= 1);
      RC_ASSERT(asked_many == -1 || asked_many >= 0);
    }
  }));
}

TEST_CASE("measured: no time is below nothing, and none leaves what the ends allow", "[matching]") {
  REQUIRE(rc::check([] {
    const TravelWorld world = any_world();
    const TravelGround ground(world.site);
    const auto& travel = world.site.travel;
    for (int i = 0; i < 20; ++i) {
      Spot from = spot_at(somewhere()), to = spot_at(somewhere());
      ground.locate_zone(travel, from);
      ground.locate_zone(travel, to);
      const Leg leg = ground.leg(travel, from, to);
      const double speed = *rc::gen::inRange(5, 20);
      const double takes_s = driven_s(travel, leg, *rc::gen::inRange(0, 24), speed);
      if (takes_s == -1) continue;  // nothing was measured; all that was lies between 60 and 5000 s
      RC_ASSERT(takes_s >= std::max(0.0, 60 - leg.ends_m / speed) - 0.001);
      RC_ASSERT(takes_s <= 5000 + leg.ends_m / speed + 0.001);
    }
  }));
}

// Within a zone no step of a few metres may make a jump: what somebody waits must not hang on a house number.
TEST_CASE("measured: a step of 10 m changes the time by no more than the step could take", "[matching]") {
  REQUIRE(rc::check([] {
    Site site = measured_site();
    site.travel.matrix.reach_m = *rc::gen::inRange(1000, 4000);
    site.travel.matrix.tables[0].drive_s[1] = *rc::gen::inRange(300, 4000);
    for (int i = 0; i < 20; ++i) {
      const Coordinates here{newport.lat_e6 + *rc::gen::inRange(-40'000, 40'000),
                             newport.lon_e6 + *rc::gen::inRange(-40'000, 40'000)};
      const auto before = one(site, here, ryde), after = one(site, north_of(here, 10), ryde);
      // 10 m there and the change of share over half the reach, each of at most the whole difference.
      const auto difference = std::abs(before - estimated(site, here, ryde)) + 400;
      RC_ASSERT(std::abs(after - before) <= 10 + 2 * 10 * 4000 / site.travel.matrix.reach_m + difference / 40);
    }
  }));
}

TEST_CASE("measured: the nearest is the nearest, of equal ones the first", "[matching]") {
  REQUIRE(rc::check([] {
    std::vector<Coordinates> points(*rc::gen::inRange<std::size_t>(0, 40));
    for (auto& point : points) point = somewhere();
    if (points.size() > 3) points[3] = points[0];
    const NearestOf all(points);
    const Spot here = spot_at(somewhere());
    const double within_m = *rc::gen::inRange(0, 40'000);
    Part best = no_part;
    double least = within_m;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double metres = 1000 * arc_km(spot_at(points[i]), here);
      if (best == no_part ? metres <= least : metres < least) {
        best = static_cast<Part>(i);
        least = metres;
      }
    }
    RC_ASSERT(all.nearest(here, within_m).part == best);
  }));
}
