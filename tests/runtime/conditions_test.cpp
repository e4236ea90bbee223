#include "dispatcher/runtime/conditions.hpp"

#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::runtime;
using namespace std::chrono_literals;

namespace {
constexpr std::uint64_t gigabyte = 1ULL << 30U;
Readings well() {
  return {50 * gigabyte, 100 * gigabyte, false, std::nullopt, 0ns};
}
}  // namespace

TEST_CASE("conditions: the disk is told at 20, 10 and 5 per cent", "[runtime]") {
  CHECK_FALSE(disk_severity(21, 100).has_value());
  CHECK(disk_severity(19'000, 100'000) == Severity::low);
  CHECK(disk_severity(9'000, 100'000) == Severity::medium);
  CHECK(disk_severity(4'000, 100'000) == Severity::high);
  CHECK(disk_severity(0, 100'000) == Severity::high);
}

TEST_CASE("conditions: each change is told once, and its end", "[runtime]") {
  Conditions conditions;
  CHECK(conditions.changes(well()).empty());
  auto readings = well();
  readings.disk_free = 15 * gigabyte;
  auto told = conditions.changes(readings);
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == AlertKind::disk_low);
  CHECK(told[0].severity == Severity::low);
  CHECK_FALSE(told[0].over);
  CHECK(conditions.changes(readings).empty());
  readings.disk_free = gigabyte;
  told = conditions.changes(readings);
  REQUIRE(told.size() == 1);
  CHECK(told[0].severity == Severity::high);
  told = conditions.changes(well());
  REQUIRE(told.size() == 1);
  CHECK(told[0].over);
}

TEST_CASE("conditions: a disk that cannot be read is as bad as a full one", "[runtime]") {
  Conditions conditions;
  auto readings = well();
  readings.disk_free.reset();
  const auto told = conditions.changes(readings);
  REQUIRE(told.size() == 1);
  CHECK(told[0].severity == Severity::high);
}

TEST_CASE("conditions: the reserve in use is the last warning", "[runtime]") {
  Conditions conditions;
  auto readings = well();
  readings.reserve_used = true;
  const auto told = conditions.changes(readings);
  REQUIRE(told.size() == 1);
  CHECK(told[0].severity == Severity::high);
  CHECK(told[0].text.find("make room now") != std::string::npos);
}

TEST_CASE("conditions: clock and slow commits are told", "[runtime]") {
  Conditions conditions;
  auto readings = well();
  readings.clock_behind = Duration(5s);
  readings.commit_wait = 2s;
  const auto told = conditions.changes(readings);
  REQUIRE(told.size() == 2);
  CHECK(told[0].kind == AlertKind::clock_stepped);
  CHECK(told[1].kind == AlertKind::journal_slow);
}

TEST_CASE("conditions: an alert of the start before ends when its cause is over", "[runtime]") {
  Conditions conditions;
  conditions.adopt(AlertKind::disk_low, Severity::high);
  const auto told = conditions.changes(well());
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == AlertKind::disk_low);
  CHECK(told[0].over);
}
