#include <catch2/catch.hpp>

#include <cmath>

#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/opening_hours.hpp"

using namespace carehub;
using matching::person_travel_s;
using matching::team_travel_s;

namespace {

const Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours{12};
constexpr Coordinates newport{50'701'000, -1'291'000};
constexpr Coordinates ryde{50'728'000, -1'162'000};

}  // namespace

TEST_CASE("travel: the estimate is the shift trace's formula, cut to seconds", "[matching]") {
  // tools/check_shift.py: int(180 + 1000 * 1.3 * km / (42 / 3.6)), km great circle with radius 6371.
  const double km = great_circle_km(newport, ryde);
  CHECK(km == Approx(9.5658).margin(0.001));
  CHECK(team_travel_s(Site{}, newport, ryde, noon) == static_cast<int>(180 + 1000 * 1.3 * km / (42 / 3.6)));
  CHECK(person_travel_s(Site{}, newport, ryde) == static_cast<int>(600 + 1000 * 1.3 * km / (25 / 3.6)));
  CHECK(team_travel_s(Site{}, newport, newport, noon) == 180);
}

TEST_CASE("travel: speed is that of the local hour", "[matching]") {
  Site site;
  site.travel.kmh_by_hour[13] = 21;
  site.calendar.transitions = {{Instant{}, 60, "BST"}};
  const auto usual = *team_travel_s(Site{}, newport, ryde, noon);
  CHECK(*team_travel_s(site, newport, ryde, noon) - 180 == Approx(2 * (usual - 180)).margin(2));
}

TEST_CASE("travel: a barrier costs its time once, in both directions, and only when crossed", "[matching]") {
  Site site;
  site.travel.barriers = {
      {.name = "Medina", .line = {{50'600'000, -1'200'000}, {50'800'000, -1'200'000}}, .extra_min = 20}};
  const auto usual = *team_travel_s(Site{}, newport, ryde, noon);
  CHECK(team_travel_s(site, newport, ryde, noon) == usual + 1200);
  CHECK(team_travel_s(site, ryde, newport, noon) == *team_travel_s(Site{}, ryde, newport, noon) + 1200);
  site.travel.barriers[0].line = {{50'600'000, -1'000'000}, {50'800'000, -1'000'000}};
  CHECK(team_travel_s(site, newport, ryde, noon) == usual);
}

TEST_CASE("travel: no path slips through the joint of a barrier", "[matching]") {
  Site site;
  constexpr Coordinates west{50'700'000, -1'300'000};
  constexpr Coordinates east{50'700'000, -1'100'000};
  site.travel.barriers = {{.name = "water",
                           .line = {{50'600'000, -1'200'000}, {50'700'000, -1'200'000}, {50'800'000, -1'200'000}},
                           .extra_min = -1}};
  CHECK_FALSE(team_travel_s(site, west, east, noon));
  CHECK_FALSE(team_travel_s(site, east, west, noon));
}
