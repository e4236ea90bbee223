#include <catch2/catch.hpp>

#include "protocols/base/time.hpp"

using namespace carehub;

TEST_CASE("time: printed and read back", "[base]") {
  for (const auto* text : {"2026-11-22T19:42:07Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
                           "2026-02-28T23:59:59.250Z", "2024-02-29T12:00:00.000000001Z"}) {
    const auto at = parse_iso8601(text);
    REQUIRE(at);
    CHECK(iso8601(*at) == text);
  }
}

TEST_CASE("time: a zone is turned into UTC", "[base]") {
  CHECK(*parse_iso8601("2026-07-01T12:30:00+01:00") == *parse_iso8601("2026-07-01T11:30:00Z"));
  CHECK(*parse_iso8601("2026-07-01T12:30-05:00") == *parse_iso8601("2026-07-01T17:30:00Z"));
}

TEST_CASE("time: what is no time with a zone is refused", "[base]") {
  for (const auto* bad :
       {"", "2026-11-22", "2026-11-22T19:42:07", "2026-02-29T10:00:00Z", "2026-13-01T10:00:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T19:60:00Z", "2026-11-22T19:42:07.Z", "2026-11-22T19:42:07ZZ", "2026-11-22T19:42:07.1234567890Z",
        "1899-12-31T00:00:00Z", "2201-01-01T00:00:00Z", "2026-11-22T19:42:07+15:00", "-026-11-22T19:42:07Z"})
    CHECK_FALSE(parse_iso8601(bad));
}

TEST_CASE("time: minutes round down, also before zero", "[base]") {
  CHECK(whole_minutes(seconds{-1}) == -1);
  CHECK(whole_minutes(seconds{59}) == 0);
  CHECK(whole_seconds(std::chrono::milliseconds{1999}) == 1);
}
