#include <catch2/catch.hpp>

#include <algorithm>

#include "protocols/site/load.hpp"

using namespace carehub;

TEST_CASE("london: two changes a year from 2015 to 2045", "[site]") {
  const auto all = site::london_transitions();
  REQUIRE(all.size() == 1 + 31 * 2);
  CHECK(all.front().from < parse_iso8601("2015-01-01T00:00:00Z").value());
  CHECK(std::ranges::is_sorted(all, {}, &ZoneTransition::from));
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].offset_min == (i % 2 == 0 ? 0 : 60));
    CHECK(all[i].abbreviation == (i % 2 == 0 ? "GMT" : "BST"));
    if (i > 0) CHECK(local_time({{ZoneTransition{}}, {}}, all[i].from).weekday == 6);
    if (i > 0) CHECK(local_time({{ZoneTransition{}}, {}}, all[i].from).second_of_day == 3600);
  }
}

TEST_CASE("london: known changes, also past the system's tables", "[site]") {
  const auto all = site::london_transitions();
  for (const char* at : {"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2037-10-25T01:00:00Z", "2038-03-28T01:00:00Z",
                         "2045-10-29T01:00:00Z"}) {
    INFO(at);
    CHECK(std::ranges::count(all, parse_iso8601(at).value(), &ZoneTransition::from) == 1);
  }
}
