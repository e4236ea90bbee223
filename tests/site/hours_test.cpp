#include "protocols/site/hours.hpp"

#include <catch2/catch.hpp>

using namespace carehub;
using site::read_hours;

namespace {

OpeningHours good(std::string_view text) {
  OpeningHours hours;
  REQUIRE(read_hours(text, hours).empty());
  return hours;
}

}  // namespace

TEST_CASE("hours: weekdays, ranges and bank holidays", "[site]") {
  CHECK(good("Mon-Fri 08:00-20:00").sessions ==
        std::vector<Session>{{.weekdays = 0x1F, .bank_holidays = false, .start_min = 480, .end_min = 1200}});
  CHECK(good("Sat,Sun,BH 12:30-23:00").sessions ==
        std::vector<Session>{{.weekdays = 0x60, .bank_holidays = true, .start_min = 750, .end_min = 1380}});
  CHECK(good("daily 18:00-23:00").sessions ==
        std::vector<Session>{{.weekdays = 0x7F, .bank_holidays = true, .start_min = 1080, .end_min = 1380}});
  CHECK(good("BH 10:00-12:00").sessions ==
        std::vector<Session>{{.weekdays = 0, .bank_holidays = true, .start_min = 600, .end_min = 720}});
  CHECK(good("Sat-Mon 10:00-12:00").sessions.front().weekdays == 0x61);
}

TEST_CASE("hours: an end before the start lies on the next day", "[site]") {
  const auto night = good("daily 22:00-08:00").sessions.front();
  CHECK(night.start_min == 1320);
  CHECK(night.end_min == 1920);
  CHECK(good("daily 00:00-24:00").sessions.front().end_min == 1440);
  CHECK(good("daily 18:00-00:00").sessions.front().end_min == 1440);
}

TEST_CASE("hours: several sessions in one text", "[site]") {
  CHECK(good("Mon-Fri 08:00-12:00,13:00-17:00; Sat 09:00-12:00").sessions.size() == 3);
  CHECK(good("all hours").all_hours);
}

TEST_CASE("hours: what cannot be read is named by its part", "[site]") {
  const auto part = [](std::string_view text) {
    OpeningHours hours;
    const auto faults = read_hours(text, hours);
    REQUIRE(faults.size() == 1);
    return faults[0].part;
  };
  CHECK(part("Mon-Fry 08:00-20:00") == "days");
  CHECK(part("Mon-Tue-Wed 08:00-20:00") == "days");
  CHECK(part("Mon 8:00-20:00") == "start");
  CHECK(part("Mon 24:00-20:00") == "start");
  CHECK(part("Mon 08:00-24:01") == "end");
  CHECK(part("Mon 08:60-10:00") == "start");
  CHECK(part("Mon 08:00-08:00") == "end");
  CHECK(part("Mon") == "");
  CHECK(part("") == "");
}

TEST_CASE("hours: dated exceptions", "[site]") {
  OpeningHours hours;
  CHECK(site::read_exception("2026-12-25 closed", hours).empty());
  CHECK(site::read_exception("2026-12-24 08:00-16:00", hours).empty());
  REQUIRE(hours.exceptions.size() == 2);
  CHECK(hours.exceptions[0].closed);
  CHECK(hours.exceptions[0].day.days == hours.exceptions[1].day.days + 1);
  CHECK(hours.exceptions[1].end_min == 960);
  CHECK_FALSE(site::read_exception("2026-02-29 closed", hours).empty());
  CHECK_FALSE(site::read_exception("2026-12-25", hours).empty());
  CHECK_FALSE(site::read_exception("2026-12-25 shut", hours).empty());
}
