#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

#include "protocols/site/load.hpp"
#include "tests/support/paths.hpp"

using namespace carehub;

namespace {

const std::filesystem::path sites = std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/sites";

site::Loaded shipped(const std::string& name) {
  auto loaded = site::load_site(sites / name);
  REQUIRE(loaded.has_value());
  INFO(site::text(sites / name, loaded->mistakes));
  REQUIRE(loaded->usable());
  return *std::move(loaded);
}

Instant at(const char* text) {
  return parse_iso8601(text).value();
}

std::size_t on_shift(const Site& site, Instant now) {
  return static_cast<std::size_t>(std::ranges::count_if(site.teams, [&](const TeamConfig& team) {
    OpeningHours shifts;
    shifts.sessions = team.roster;
    return open_interval(shifts, site.calendar, now).has_value();
  }));
}

bool inside(const std::vector<Coordinates>& outline, Coordinates point) {
  bool in = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const auto &a = outline[i], &b = outline[j];
    if ((a.lat_e6 > point.lat_e6) == (b.lat_e6 > point.lat_e6)) continue;
    const double share = static_cast<double>(point.lat_e6 - a.lat_e6) / (b.lat_e6 - a.lat_e6);
    if (point.lon_e6 < a.lon_e6 + share * (b.lon_e6 - a.lon_e6)) in = !in;
  }
  return in;
}

}  // namespace

TEST_CASE("site: every shipped site loads without an error", "[site]") {
  for (const char* name : {"isle-of-wight.toml", "mid-nottinghamshire.toml"}) {
    const auto loaded = shipped(name);
    CHECK(loaded.site.source_digest.size() == 64);
    CHECK(loaded.site.need_rules.size() == enum_count<Need> - 1);
    CHECK(loaded.site.calendar.bank_holidays.size() == 16);
    // The only warnings are those that say what a commissioner has not confirmed.
    for (const auto& mistake : loaded.mistakes) CHECK(mistake.field == "confirmed");
  }
}

TEST_CASE("site: every locality, base and place lies inside the outline", "[site]") {
  for (const char* name : {"isle-of-wight.toml", "mid-nottinghamshire.toml"}) {
    const auto site = shipped(name).site;
    const auto outline = std::ranges::find(site.map_lines, "outline", &MapLine::kind);
    REQUIRE(outline != site.map_lines.end());
    for (const auto& locality : site.localities) {
      INFO(name << " " << locality.name);
      CHECK(inside(outline->points, locality.centre));
    }
    for (const auto& team : site.teams) {
      INFO(name << " " << team.id.value);
      CHECK(inside(outline->points, team.base));
    }
    for (const auto& place : site.places) {
      INFO(name << " " << place.id.value);
      CHECK(inside(outline->points, place.position));
    }
  }
}

TEST_CASE("site: an evening has six to nine teams out and no hour has none", "[site]") {
  for (const char* name : {"isle-of-wight.toml", "mid-nottinghamshire.toml"}) {
    const auto site = shipped(name).site;
    INFO(name);
    CHECK(on_shift(site, at("2026-11-22T19:42:00Z")) >= 6);
    CHECK(on_shift(site, at("2026-11-22T19:42:00Z")) <= 9);
    for (auto now = at("2026-11-20T00:00:00Z"); now < at("2026-11-27T00:00:00Z"); now += minutes{30}) {
      INFO(iso8601(now));
      CHECK(on_shift(site, now) >= 2);
    }
    CHECK(on_shift(site, at("2026-12-25T03:00:00Z")) >= 2);
  }
}

TEST_CASE("site: crisis response covers at least 08:00 to 20:00 every day, bank holidays too", "[site]") {
  for (const char* name : {"isle-of-wight.toml", "mid-nottinghamshire.toml"}) {
    const auto site = shipped(name).site;
    const auto service = std::ranges::find(site.services, ServiceKind::crisis_response, &ServiceConfig::kind);
    REQUIRE(service != site.services.end());
    for (const char* day : {"2026-11-22", "2026-11-23", "2026-12-25", "2026-12-28"}) {
      INFO(name << " " << day);
      const auto open = open_interval(service->hours, site.calendar, at((std::string(day) + "T08:00:00Z").c_str()));
      REQUIRE(open.has_value());
      CHECK(open->until >= at((std::string(day) + "T20:00:00Z").c_str()));
    }
  }
}

TEST_CASE("site: Safe Havens keep their ages and days", "[site]") {
  const auto site = shipped("isle-of-wight.toml").site;
  const auto& adult = *find_service(site, ServiceId("safe_haven_adult"));
  const auto& young = *find_service(site, ServiceId("safe_haven_young"));
  CHECK(adult.min_age_years == 18);
  CHECK_FALSE(adult.max_age_years.has_value());
  CHECK(young.min_age_years == 10);
  CHECK(young.max_age_years == 17);
  const auto open = [&](const ServiceConfig& service, const char* when) {
    return open_interval(service.hours, site.calendar, at(when)).has_value();
  };
  CHECK(open(adult, "2026-11-22T12:30:00Z"));        // Sunday
  CHECK_FALSE(open(adult, "2026-11-23T12:30:00Z"));  // Monday
  CHECK(open(adult, "2026-11-23T18:00:00Z"));
  CHECK(open(adult, "2026-12-28T12:30:00Z"));  // bank holiday Monday
  CHECK_FALSE(open(adult, "2026-11-23T23:00:00Z"));
  CHECK_FALSE(open(young, "2026-11-21T19:00:00Z"));  // Saturday
  CHECK_FALSE(open(young, "2026-11-23T19:00:00Z"));  // Monday
  CHECK(open(young, "2026-11-24T19:00:00Z"));        // Tuesday
}

TEST_CASE("site: demand follows the public figures", "[site]") {
  const auto per_day = [](const Site& site, Source source) {
    return std::accumulate(site.demand.begin(), site.demand.end(), 0, [&](int sum, const DemandStream& stream) {
      return stream.source == source ? sum + stream.per_day_x100 : sum;
    });
  };
  // 52,500 calls and 5,120 of the mental-health option a day in England, by population; the Island + 25 %.
  const auto island = shipped("isle-of-wight.toml").site;
  CHECK(per_day(island, Source::nhs111) == Approx((127.38 + 12.42) * 1.25 * 100).epsilon(0.01));
  CHECK(per_day(island, Source::ambulance999) == Approx(22.49 * 1.25 * 100).epsilon(0.01));
  const auto notts = shipped("mid-nottinghamshire.toml").site;
  CHECK(per_day(notts, Source::nhs111) == Approx((282.06 + 27.51) * 100).epsilon(0.01));
  CHECK(per_day(notts, Source::ambulance999) == Approx(49.79 * 100).epsilon(0.01));
}

TEST_CASE("site: the same file has the same digest, another file another", "[site]") {
  const auto first = shipped("isle-of-wight.toml").site;
  CHECK(first == shipped("isle-of-wight.toml").site);
  CHECK(first.source_digest != shipped("mid-nottinghamshire.toml").site.source_digest);
}
