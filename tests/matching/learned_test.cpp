#include "dispatcher/matching/learned.hpp"

#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::matching;

namespace {

Site two_areas() {
  Site site;
  site.travel.learn = true;
  site.localities = {{"Ryde", {50'728'000, -1'162'000}, 0, {}, {}, true, ""},
                     {"Freshwater", {50'683'000, -1'525'000}, 0, {}, {}, true, ""}};
  return site;
}

constexpr Part in_ryde = 0, in_freshwater = 1;
constexpr std::int32_t day = 2, peak = 3;

void drive(LearnedTravel& learned, const char* area, std::int32_t band, std::int32_t took_s, int times = 1,
           std::int32_t estimated_s = 900) {
  Journey journey;
  journey.area = area;
  journey.band = band;
  journey.estimated_s = estimated_s;
  journey.corrected_s = estimated_s + 60;
  for (int i = 0; i < times; ++i) learn(learned, journey, took_s);
}

}  // namespace

TEST_CASE("learned: bands cover the day in order", "[matching]") {
  CHECK(band_of(0) == 0);
  CHECK(band_of(6) == 0);
  CHECK(band_of(7) == 1);
  CHECK(band_of(15) == 2);
  CHECK(band_of(16) == 3);
  CHECK(band_of(23) == 4);
}

TEST_CASE("learned: nothing learned changes nothing", "[matching]") {
  const Corrections none(two_areas(), LearnedTravel{});
  CHECK(none.empty());
  CHECK(none.permille(in_ryde, day) == 1000);
}

TEST_CASE("learned: few journeys hardly move a factor, many do", "[matching]") {
  LearnedTravel learned;
  drive(learned, "Ryde", day, 1800);
  const auto one = Corrections(two_areas(), learned).permille(in_ryde, day);
  CHECK(one == Approx(1110).margin(10));
  drive(learned, "Ryde", day, 1800, 9);
  CHECK(Corrections(two_areas(), learned).permille(in_ryde, day) == Approx(1650).margin(10));
  drive(learned, "Ryde", day, 1800, 90);
  const auto hundred = Corrections(two_areas(), learned).permille(in_ryde, day);
  CHECK(hundred > 1900);
  CHECK(hundred <= 2000);
}

TEST_CASE("learned: an area without journeys follows the hub, a band its peak", "[matching]") {
  LearnedTravel learned;
  drive(learned, "Ryde", day, 900, 50);
  drive(learned, "Ryde", peak, 1350, 50);
  const Corrections corrections(two_areas(), learned);
  CHECK(corrections.permille(in_ryde, day) < corrections.permille(in_ryde, peak));
  CHECK(corrections.permille(in_freshwater, day) < corrections.permille(in_freshwater, peak));
  CHECK(corrections.permille(in_ryde, peak) == Approx(1450).margin(100));
}

TEST_CASE("learned: no factor is below a half or above two", "[matching]") {
  LearnedTravel learned;
  drive(learned, "Ryde", day, 9000, 200);
  drive(learned, "Freshwater", day, 90, 200);
  const Corrections corrections(two_areas(), learned);
  CHECK(corrections.permille(in_ryde, day) == permille_most);
  CHECK(corrections.permille(in_freshwater, day) == permille_least);
}

TEST_CASE("learned: the newest journeys count most", "[matching]") {
  LearnedTravel learned;
  drive(learned, "Ryde", day, 900, 1000);
  drive(learned, "Ryde", day, 1350, 400);
  CHECK(Corrections(two_areas(), learned).permille(in_ryde, day) > 1300);
}

TEST_CASE("learned: the error is that of what was said before each journey", "[matching]") {
  LearnedTravel learned;
  drive(learned, "Ryde", day, 1000);    // estimate 100 short, corrected 40 short
  drive(learned, "Ryde", peak, 850);    // estimate 50 too long, corrected 110
  drive(learned, "Elsewhere", day, 1);  // an area that is no more
  const TravelFigures figures = travel_figures(two_areas(), learned);
  REQUIRE(figures.areas.size() == 2);
  CHECK(figures.areas[0].journeys == 2);
  CHECK(figures.areas[0].error_s == 150);
  CHECK(figures.areas[0].corrected_error_s == 150);
  CHECK(figures.areas[1].journeys == 0);
  CHECK(figures.areas[0].permille.size() == bands.size());
}

// What was learned has to be worth something: times half as long again at the peak, 20% noise, honest errors.
TEST_CASE("learned: where the estimate is wrong in a way that repeats, the corrected one is nearer", "[matching]") {
  LearnedTravel learned;
  const Site site = two_areas();
  std::uint32_t dice = 1;
  const auto noise = [&] {
    return 800 + static_cast<std::int32_t>((dice = dice * 1'664'525 + 1'013'904'223) >> 16) % 401;
  };
  for (int i = 0; i < 300; ++i) {
    const std::int32_t band = i % 3 == 0 ? peak : day;
    Journey journey;
    journey.area = i % 2 == 0 ? "Ryde" : "Freshwater";
    journey.band = band;
    journey.estimated_s = 600 + i % 7 * 150;
    const Corrections before(site, learned);
    const auto factor = before.permille(i % 2 == 0 ? in_ryde : in_freshwater, static_cast<std::size_t>(band));
    journey.corrected_s = journey.estimated_s * factor / 1000;
    learn(learned, journey, journey.estimated_s * (band == peak ? 1500 : 1100) / 1000 * noise() / 1000);
  }
  std::int64_t plain = 0, corrected = 0;
  for (const AreaTravel& area : travel_figures(site, learned).areas) {
    plain += area.error_s;
    corrected += area.corrected_error_s;
  }
  CHECK(corrected * 10 < plain * 7);
}
