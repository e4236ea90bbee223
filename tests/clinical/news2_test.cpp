#include <array>

#include "protocols/clinical/news2.hpp"
#include "tests/clinical/shipped.hpp"

using namespace carehub;
using namespace carehub::clinical;
using test::shipped_content;

namespace {

// Nothing scores.
Observations well() {
  return {.resp_rate = 16,
          .spo2 = 98,
          .spo2_scale = 1,
          .on_oxygen = false,
          .systolic = 120,
          .pulse = 70,
          .consciousness = Consciousness::alert,
          .temperature_tenths = 370,
          .age_years = 70};
}

std::int32_t part(const Observations& set, News2Parameter parameter) {
  const auto score = news2_of(shipped_content().news2, set);
  return score.parts[static_cast<std::size_t>(parameter)].value_or(-1);
}

News2 scored(const Observations& set) {
  return news2_of(shipped_content().news2, set);
}

struct Edge {
  std::int32_t value = 0;
  std::int32_t points = 0;
};

// RCP 2017, chart 1: both sides of every edge, written here a second time by hand.
template <std::size_t n>
void check_edges(const std::array<Edge, n>& edges, News2Parameter parameter,
                 std::optional<std::int32_t> Observations::* member, Observations set = well()) {
  for (const auto& edge : edges) {
    INFO(name_of(parameter) << " " << edge.value);
    set.*member = edge.value;
    CHECK(part(set, parameter) == edge.points);
  }
}

}  // namespace

TEST_CASE("news2: nothing scores in someone well", "[clinical]") {
  const auto score = scored(well());
  CHECK(score.complete);
  CHECK(score.points == 0);
  CHECK(score.risk == News2Risk::none);
  CHECK_FALSE(score.red_parameter);
}

TEST_CASE("news2: every edge of every band", "[clinical]") {
  using enum News2Parameter;
  check_edges<10>({{{0, 3}, {8, 3}, {9, 1}, {11, 1}, {12, 0}, {20, 0}, {21, 2}, {24, 2}, {25, 3}, {60, 3}}}, resp_rate,
                  &Observations::resp_rate);
  check_edges<8>({{{50, 3}, {91, 3}, {92, 2}, {93, 2}, {94, 1}, {95, 1}, {96, 0}, {100, 0}}}, spo2,
                 &Observations::spo2);
  check_edges<9>({{{50, 3}, {90, 3}, {91, 2}, {100, 2}, {101, 1}, {110, 1}, {111, 0}, {219, 0}, {220, 3}}}, systolic,
                 &Observations::systolic);
  check_edges<11>(
      {{{20, 3}, {40, 3}, {41, 1}, {50, 1}, {51, 0}, {90, 0}, {91, 1}, {110, 1}, {111, 2}, {130, 2}, {131, 3}}}, pulse,
      &Observations::pulse);
  check_edges<9>({{{300, 3}, {350, 3}, {351, 1}, {360, 1}, {361, 0}, {380, 0}, {381, 1}, {390, 1}, {391, 2}}},
                 temperature, &Observations::temperature_tenths);
}

TEST_CASE("news2: scale 2 counts saturation above 92 only on oxygen", "[clinical]") {
  auto set = well();
  set.spo2_scale = 2;
  check_edges<10>({{{83, 3}, {84, 2}, {85, 2}, {86, 1}, {87, 1}, {88, 0}, {92, 0}, {93, 0}, {97, 0}, {100, 0}}},
                  News2Parameter::spo2, &Observations::spo2, set);
  set.on_oxygen = true;
  check_edges<11>({{{83, 3}, {84, 2}, {85, 2}, {86, 1}, {87, 1}, {88, 0}, {92, 0}, {93, 1}, {94, 1}, {95, 2}, {96, 2}}},
                  News2Parameter::spo2, &Observations::spo2, set);
  set.spo2 = 97;
  CHECK(part(set, News2Parameter::spo2) == 3);
}

TEST_CASE("news2: oxygen is two points, anything but alert is three", "[clinical]") {
  auto set = well();
  set.on_oxygen = true;
  CHECK(scored(set).points == 2);
  set.on_oxygen = false;
  for (const auto state :
       {Consciousness::confusion, Consciousness::voice, Consciousness::pain, Consciousness::unresponsive}) {
    set.consciousness = state;
    CHECK(scored(set).points == 3);
    CHECK(scored(set).red_parameter);
    CHECK(scored(set).risk == News2Risk::low_medium);
  }
}

TEST_CASE("news2: the risk follows the total, a single red parameter lifts it", "[clinical]") {
  auto set = well();
  set.pulse = 95;
  CHECK(scored(set).risk == News2Risk::low);
  set.resp_rate = 22;
  set.temperature_tenths = 385;
  CHECK(scored(set).points == 4);
  CHECK(scored(set).risk == News2Risk::low);
  set.systolic = 105;
  CHECK(scored(set).points == 5);
  CHECK(scored(set).risk == News2Risk::medium);
  set.spo2 = 93;
  CHECK(scored(set).points == 7);
  CHECK(scored(set).risk == News2Risk::high);
}

// A set as training examples of the chart have it: breathing 22, 94 % on air, 105 systolic, pulse 112, alert, 38.4.
TEST_CASE("news2: a worked example adds up part by part", "[clinical]") {
  const auto score = scored({.resp_rate = 22,
                             .spo2 = 94,
                             .spo2_scale = 1,
                             .on_oxygen = false,
                             .systolic = 105,
                             .pulse = 112,
                             .consciousness = Consciousness::alert,
                             .temperature_tenths = 384,
                             .age_years = 79});
  CHECK(score.points == 7);
  CHECK(score.risk == News2Risk::high);
  CHECK(words(score) == "NEWS2 7, high");
}

TEST_CASE("news2: an incomplete set is at least its points, never a score", "[clinical]") {
  auto set = well();
  set.resp_rate = 25;
  for (const auto member : {&Observations::spo2, &Observations::systolic, &Observations::pulse}) {
    auto missing = set;
    missing.*member = std::nullopt;
    const auto score = scored(missing);
    CHECK_FALSE(score.complete);
    CHECK(score.points == 3);
    CHECK(words(score) == "NEWS2 incomplete, at least 3");
  }
  set.on_oxygen = std::nullopt;
  CHECK_FALSE(scored(set).complete);
  CHECK_FALSE(scored({}).complete);
  CHECK(scored({}).points == 0);
}

TEST_CASE("news2: on scale 2 a high saturation means nothing while oxygen is not known", "[clinical]") {
  auto set = well();
  set.spo2_scale = 2;
  set.on_oxygen = std::nullopt;
  set.spo2 = 98;
  CHECK(part(set, News2Parameter::spo2) == -1);
  set.spo2 = 85;
  CHECK(part(set, News2Parameter::spo2) == 2);
}

TEST_CASE("news2: not for children under 16, nor for pregnancy", "[clinical]") {
  auto set = well();
  set.age_years = 15;
  CHECK_FALSE(scored(set).applicable);
  set.age_years = 16;
  CHECK(scored(set).applicable);
  set.pregnant = true;
  CHECK_FALSE(scored(set).applicable);
}

TEST_CASE("news2: a value that nobody can have is refused with the possible ones", "[clinical]") {
  auto set = well();
  set.spo2 = 101;
  const auto fault = check_plausible(set);
  REQUIRE_FALSE(fault.has_value());
  CHECK(fault.error().text() == "spo2: 101 is not possible; give 20 to 100");
  set = well();
  set.spo2_scale = 3;
  CHECK_FALSE(check_plausible(set).has_value());
  CHECK(check_plausible(well()).has_value());
}
