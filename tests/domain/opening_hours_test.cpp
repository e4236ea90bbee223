#include <algorithm>
#include <catch2/catch.hpp>
#include <ranges>

#include "protocols/domain/opening_hours.hpp"

using namespace carehub;

namespace {

Instant at(const char* text) {
  return *parse_iso8601(text);
}

// London in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC. Good Friday is 3 April.
Calendar london() {
  Calendar calendar;
  calendar.transitions = {{at("1970-01-01T00:00:00Z"), 0, "GMT"},
                          {at("2026-03-29T01:00:00Z"), 60, "BST"},
                          {at("2026-10-25T01:00:00Z"), 0, "GMT"}};
  calendar.bank_holidays = {{20'546}};
  return calendar;
}

constexpr LocalDay spring_change{20'541};  // Sunday 29 March 2026
constexpr LocalDay autumn_change{20'751};  // Sunday 25 October 2026

OpeningHours from_to(std::int32_t start_min, std::int32_t end_min) {
  OpeningHours hours;
  hours.sessions = {{.start_min = start_min, .end_min = end_min}};
  return hours;
}

}  // namespace

TEST_CASE("local time: clocks go forward on 29 March and back on 25 October 2026", "[domain]") {
  const auto calendar = london();
  CHECK(clock_text_seconds(calendar, at("2026-03-29T00:59:59Z")) == "00:59:59");
  CHECK(clock_text_seconds(calendar, at("2026-03-29T01:00:00Z")) == "02:00:00");
  CHECK(local_time(calendar, at("2026-03-29T01:00:00Z")).abbreviation == "BST");
  CHECK(clock_text(calendar, at("2026-10-25T00:59:00Z")) == "01:59");
  CHECK(clock_text(calendar, at("2026-10-25T01:00:00Z")) == "01:00");
  CHECK(local_time(calendar, at("2026-10-25T01:00:00Z")).abbreviation == "GMT");
  CHECK(day_text(calendar, at("2026-07-31T23:30:00Z")) == "Sat 1 Aug 2026");
  CHECK(local_time(calendar, at("2026-03-29T12:00:00Z")).day == spring_change);
  CHECK(local_time(calendar, at("2026-03-29T12:00:00Z")).weekday == 6);
}

TEST_CASE("local time: a skipped time is the moment of the change, a repeated one is the first", "[domain]") {
  const auto calendar = london();
  CHECK(instant_of(calendar, spring_change, 90) == at("2026-03-29T01:00:00Z"));
  CHECK(instant_of(calendar, spring_change, 59) == at("2026-03-29T00:59:00Z"));
  CHECK(instant_of(calendar, spring_change, 120) == at("2026-03-29T01:00:00Z"));
  CHECK(instant_of(calendar, autumn_change, 90) == at("2026-10-25T00:30:00Z"));
  CHECK(instant_of(calendar, autumn_change, 120) == at("2026-10-25T02:00:00Z"));
  CHECK(instant_of(calendar, {autumn_change.days - 1}, 1440 + 90) == at("2026-10-25T00:30:00Z"));
}

TEST_CASE("local time: every hour of the year comes back from its local form, but for the repeated one", "[domain]") {
  const auto calendar = london();
  for (auto t = at("2026-01-01T00:00:00Z"); t < at("2027-01-01T00:00:00Z"); t += minutes{30}) {
    const auto local = local_time(calendar, t);
    const bool repeated = t >= at("2026-10-25T01:00:00Z") && t < at("2026-10-25T02:00:00Z");
    CHECK(instant_of(calendar, local.day, local.second_of_day / 60) == (repeated ? t - hours{1} : t));
  }
}

TEST_CASE("local time: without a calendar it is UTC", "[domain]") {
  CHECK(clock_text({}, at("2026-07-01T12:00:00Z")) == "12:00");
  CHECK(local_time({}, at("2026-07-01T12:00:00Z")).abbreviation == "GMT");
  CHECK(local_time({}, at("1969-12-31T23:00:00Z")).day == LocalDay{-1});
}

TEST_CASE("opening: open from its first minute to just before its last", "[domain]") {
  const auto hours = from_to(480, 1200);
  CHECK_FALSE(open_interval(hours, {}, at("2026-11-22T07:59:59Z")));
  const auto open = open_interval(hours, {}, at("2026-11-22T08:00:00Z"));
  REQUIRE(open);
  CHECK(open->from == at("2026-11-22T08:00:00Z"));
  CHECK(open->until == at("2026-11-22T20:00:00Z"));
  CHECK_FALSE(open_interval(hours, {}, at("2026-11-22T20:00:00Z")));
  CHECK(next_opening(hours, {}, at("2026-11-22T20:00:00Z"))->from == at("2026-11-23T08:00:00Z"));
}

TEST_CASE("opening: a night on which the clocks change is an hour shorter or longer", "[domain]") {
  const auto night = from_to(1200, 1440 + 480);  // 20:00 to 08:00
  const auto spring = open_interval(night, london(), at("2026-03-29T03:00:00Z"));
  REQUIRE(spring);
  CHECK(spring->until - spring->from == std::chrono::hours{11});
  const auto autumn = open_interval(night, london(), at("2026-10-25T03:00:00Z"));
  REQUIRE(autumn);
  CHECK(autumn->until - autumn->from == std::chrono::hours{13});
}

TEST_CASE("opening: sessions that adjoin over midnight count as one", "[domain]") {
  OpeningHours hours;
  hours.sessions = {{.start_min = 1200, .end_min = 1440}, {.start_min = 0, .end_min = 480}};
  const auto open = open_interval(hours, {}, at("2026-11-22T23:59:00Z"));
  REQUIRE(open);
  CHECK(open->from == at("2026-11-22T20:00:00Z"));
  CHECK(open->until == at("2026-11-23T08:00:00Z"));
}

TEST_CASE("opening: dated exception before all hours before bank holiday before week", "[domain]") {
  const auto calendar = london();
  const auto good_friday_noon = at("2026-04-03T11:00:00Z");
  auto hours = from_to(480, 1200);
  CHECK_FALSE(open_interval(hours, calendar, good_friday_noon));
  hours.sessions.push_back({.weekdays = 0, .bank_holidays = true, .start_min = 600, .end_min = 900});
  REQUIRE(open_interval(hours, calendar, good_friday_noon));
  CHECK(open_interval(hours, calendar, good_friday_noon)->until == at("2026-04-03T14:00:00Z"));
  CHECK_FALSE(open_interval(hours, calendar, at("2026-04-03T15:00:00Z")));

  hours.all_hours = true;
  CHECK(open_interval(hours, calendar, at("2026-04-03T15:00:00Z")));
  hours.exceptions = {{.day = {20'546}, .closed = true}};
  CHECK_FALSE(open_interval(hours, calendar, good_friday_noon));
  CHECK(next_opening(hours, calendar, good_friday_noon)->from == at("2026-04-03T23:00:00Z"));
  hours.exceptions = {{.day = {20'546}, .start_min = 660, .end_min = 780}};
  REQUIRE(open_interval(hours, calendar, good_friday_noon));
  CHECK(open_interval(hours, calendar, good_friday_noon)->until == at("2026-04-03T12:00:00Z"));
}

TEST_CASE("opening: always open has no next opening and reaches a week ahead", "[domain]") {
  OpeningHours hours;
  hours.all_hours = true;
  const auto now = at("2026-11-22T12:00:00Z");
  CHECK(open_interval(hours, {}, now)->until - now >= std::chrono::days{7});
  CHECK_FALSE(next_opening(hours, {}, now));
  CHECK_FALSE(open_interval({}, {}, now));
  CHECK_FALSE(next_opening({}, {}, now));
}

namespace {

// The same asked as plainly as can be: every session of the year, one after the other, joined where they touch.
std::vector<OpenInterval> whole_year(const OpeningHours& hours, const Calendar& calendar) {
  std::vector<OpenInterval> all;
  for (LocalDay day{20'440}; day.days < 20'840; ++day.days) {
    const auto weekday = (day.days + 3) % 7;
    const bool holiday = std::ranges::count(calendar.bank_holidays, day) > 0;
    const auto exception = std::ranges::find(hours.exceptions, day, &DatedException::day);
    if (exception != hours.exceptions.end()) {
      if (!exception->closed)
        all.push_back({instant_of(calendar, day, exception->start_min), instant_of(calendar, day, exception->end_min)});
      continue;
    }
    for (const auto& session : hours.sessions)
      if (holiday ? session.bank_holidays : (session.weekdays >> weekday & 1) != 0)
        all.push_back({instant_of(calendar, day, session.start_min), instant_of(calendar, day, session.end_min)});
  }
  std::ranges::sort(all, {}, &OpenInterval::from);
  std::vector<OpenInterval> joined;
  for (const auto& interval : all) {
    if (!joined.empty() && interval.from <= joined.back().until)
      joined.back().until = std::max(joined.back().until, interval.until);
    else
      joined.push_back(interval);
  }
  return joined;
}

}  // namespace

TEST_CASE("opening: quick answers are those of the whole year's sessions laid side by side", "[domain]") {
  const auto calendar = london();
  auto weekly = from_to(540, 1020);
  weekly.sessions[0].weekdays = 0x1F;
  weekly.sessions.push_back({.weekdays = 0, .bank_holidays = true, .start_min = 600, .end_min = 840});
  weekly.exceptions = {{.day = {20'700}, .closed = true}, {.day = {20'701}, .start_min = 100, .end_min = 1500}};
  OpeningHours nights;
  nights.sessions = {{.weekdays = 0x55, .start_min = 1200, .end_min = 2300},
                     {.weekdays = 0x10, .start_min = 840, .end_min = 2880},
                     {.weekdays = 0x20, .start_min = 1440, .end_min = 1800}};
  auto once_a_week = from_to(600, 660);
  once_a_week.sessions[0].weekdays = 0x08;
  for (const auto& hours : {from_to(480, 1200), from_to(1200, 1920), weekly, nights, once_a_week}) {
    const auto all = whole_year(hours, calendar);
    for (auto t = at("2026-01-10T00:00:00Z"); t < at("2026-12-20T00:00:00Z"); t += minutes{47}) {
      const auto now = std::ranges::find_if(all, [&](const auto& i) { return i.from <= t && t < i.until; });
      const auto open = open_interval(hours, calendar, t);
      REQUIRE(open.has_value() == (now != all.end()));
      if (open) REQUIRE((open->from == now->from && open->until == now->until));
      const auto later = std::ranges::upper_bound(all, t, {}, &OpenInterval::from);
      const auto next = next_opening(hours, calendar, t);
      REQUIRE(next.has_value() == (later->from <= t + std::chrono::days{8}));
      if (next) REQUIRE((next->from == later->from && next->until == later->until));
    }
  }
}
