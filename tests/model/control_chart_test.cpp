// The p chart of the two-hour share: a textbook's example, and what must hold of any limits.

#include "console/model/control_chart.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::console;

namespace {

constexpr LocalDay chart_day{20'000};

LocalTime chart_now(std::int32_t hour, std::int32_t days_later = 0) {
  LocalTime now;
  now.day = {chart_day.days + days_later};
  now.second_of_day = hour * 3600 + 60;
  return now;
}

HourTally ended_in(std::int32_t hour, std::int32_t met, std::int32_t ended) {
  HourTally tally;
  tally.day = {chart_day.days + hour / 24};
  tally.hour = hour % 24;
  tally.two_hour_met = met;
  tally.two_hour_breached = ended - met;
  return tally;
}

// Pyzdek and Keller, The Handbook for Quality Management, table 9.6: bruised peaches by shipment. Met is what is
// bruised.
std::vector<HourTally> peaches() {
  const std::vector<std::pair<int, int>> table = {
      {250, 47}, {250, 42}, {250, 55},  {250, 51},  {250, 46}, {250, 61},  {250, 39}, {250, 44}, {250, 41},
      {250, 51}, {500, 88}, {500, 101}, {500, 101}, {250, 40}, {250, 48},  {250, 47}, {250, 50}, {250, 48},
      {250, 57}, {250, 45}, {250, 43},  {500, 105}, {500, 98}, {500, 100}, {500, 96}};
  std::vector<HourTally> hours;
  for (const auto& [n, bruised] : table) hours.push_back(ended_in(static_cast<std::int32_t>(hours.size()), bruised, n));
  return hours;
}

}  // namespace

TEST_CASE("control chart: the limits of a textbook's table come out", "[model]") {
  const auto chart = control_chart(peaches(), chart_now(12, 2));
  REQUIRE(chart.has_limits);
  CHECK(chart.centre == Approx(19.3));
  CHECK(chart.points[0].low == Approx(11.81).margin(0.01));
  CHECK(chart.points[0].high == Approx(26.79).margin(0.01));
  CHECK(chart.points[10].low == Approx(14.01).margin(0.01));
  CHECK(chart.points[10].high == Approx(24.59).margin(0.01));
  CHECK(control_signals(chart, chart_now(12, 2)).empty());
}

TEST_CASE("control chart: an hour outside is said in words, with its number and what is usual", "[model]") {
  std::vector<HourTally> hours;
  for (std::int32_t hour = 0; hour < 18; ++hour) hours.push_back(ended_in(hour, 18, 20));
  hours[9] = ended_in(9, 11, 18);
  const auto chart = control_chart(hours, chart_now(21));
  REQUIRE(chart.has_limits);
  const auto lines = control_signals(chart, chart_now(21));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "09:00 below the lower limit: 61% of 18, usual 67 to 100%");
  CHECK(control_signals(chart, chart_now(21, 1))[0].starts_with("yesterday 09:00"));
}

TEST_CASE("control chart: an hour whose calls are still within their two hours decides nothing", "[model]") {
  std::vector<HourTally> hours;
  for (std::int32_t hour = 0; hour < 16; ++hour) hours.push_back(ended_in(hour, 19, 20));
  hours[15] = ended_in(15, 2, 20);
  const auto before = control_chart(hours, chart_now(17));
  CHECK_FALSE(before.points[15].whole);
  CHECK(before.points[15].side == ControlSide::inside);
  CHECK(before.centre == Approx(95));
  const auto after = control_chart(hours, chart_now(18));
  CHECK(after.points[15].whole);
  CHECK(after.points[15].side == ControlSide::below);
}

TEST_CASE("control chart: without enough hours there are no limits, and that is said", "[model]") {
  std::vector<HourTally> hours;
  for (std::int32_t hour = 0; hour < 7; ++hour) hours.push_back(ended_in(hour, hour == 3 ? 0 : 10, 10));
  const auto chart = control_chart(hours, chart_now(20));
  CHECK_FALSE(chart.has_limits);
  CHECK(chart.missing == "no limits yet: they need 12 whole hours, there are 7");
  CHECK(control_signals(chart, chart_now(20)).empty());
  CHECK(control_chart({}, chart_now(20)).points.empty());
}

TEST_CASE("control chart: limits stay within 0 and 100, hold the centre, and narrow as more end", "[model]") {
  const bool held = rc::check("limits", [] {
    std::vector<HourTally> hours;
    for (std::int32_t hour = 0; hour < 24; ++hour) {
      const int ended = *rc::gen::inRange(0, 200);
      hours.push_back(ended_in(hour, *rc::gen::inRange(0, ended + 1), ended));
    }
    const auto chart = control_chart(hours, chart_now(12, 1));
    for (const auto& point : chart.points) {
      RC_ASSERT(point.low >= 0 && point.high <= 100);
      if (!chart.has_limits) continue;
      RC_ASSERT(point.low <= chart.centre + 1e-9 && point.high >= chart.centre - 1e-9);
      for (const auto& other : chart.points)
        if (point.ended > other.ended) RC_ASSERT(point.high - point.low <= other.high - other.low + 1e-9);
    }
  });
  CHECK(held);
}
