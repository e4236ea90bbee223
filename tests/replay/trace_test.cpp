#include "tools/replay/trace.hpp"

#include <catch2/catch.hpp>

#include "tests/replay/invented_trace.hpp"
#include "tools/replay/trace_site.hpp"

using namespace carehub;

namespace {

const std::string unit =
    R"({"kind":"unit","id":0,"lat":50.701,"lon":-1.291,"skills":[4,2,10],"start":0,"end":36000,"fixed":false})";
const std::string call =
    R"({"kind":"call","id":7,"t":412,"lat":50.73,"lon":-1.16,"prio":1,"weight":10,"need":[10,2],"dur":3300,"dur_exp":3720,"deadline":7612})";

std::string error_of(const std::vector<std::string>& lines) {
  const auto trace = replay::parse_trace(tests::trace_text(lines), "day.jsonl");
  return trace ? std::string("read") : trace.error().text();
}

std::string changed(std::string line, const std::string& from, const std::string& to) {
  return line.replace(line.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("trace: units and calls are read as they stand", "[replay]") {
  const auto trace = replay::parse_trace(tests::trace_text({unit, "", call}), "day.jsonl");
  REQUIRE(trace);
  REQUIRE(trace->clock_start_min == 420);
  REQUIRE(trace->person_travel.kmh == 25);
  REQUIRE(trace->units.size() == 1);
  REQUIRE(trace->units[0].skills == std::vector<int>{2, 4, 10});
  REQUIRE(trace->units[0].base == Coordinates{50'701'000, -1'291'000});
  REQUIRE(trace->calls.size() == 1);
  REQUIRE(trace->calls[0].takes == 3300);
  REQUIRE(trace->calls[0].expected == 3720);
}

TEST_CASE("trace: calls come in order of time", "[replay]") {
  const std::string earlier = changed(changed(changed(call, "\"id\":7", "\"id\":8"), "412", "12"), "7612", "7212");
  const auto trace = replay::parse_trace(tests::trace_text({unit, call, earlier}), "day.jsonl");
  REQUIRE(trace);
  REQUIRE(trace->calls[0].id == 8);
}

TEST_CASE("trace: what is wrong is named with its line and member", "[replay]") {
  using Catch::Matchers::Contains;
  CHECK_THAT(error_of({unit, changed(call, "\"t\":412,", "")}), Contains("day.jsonl, line 3: \"t\" is missing"));
  CHECK_THAT(error_of({unit, changed(call, "412", "\"soon\"")}), Contains("line 3: \"t\" is no number"));
  CHECK_THAT(error_of({unit, changed(call, "412", "412.5")}), Contains("line 3: \"t\" is no whole number"));
  CHECK_THAT(error_of({unit, changed(call, "50.73", "150.73")}), Contains("line 3: \"lat\" is not between -90 and 90"));
  CHECK_THAT(error_of({unit, changed(call, "[10,2]", "[\"lifting\"]")}), Contains("no skill number"));
  CHECK_THAT(error_of({changed(unit, "36000", "-1")}), Contains("line 2: \"end\""));
  CHECK_THAT(error_of({unit, "{\"kind\":\"lorry\"}"}), Contains("line 3: \"kind\" is \"lorry\""));
  CHECK_THAT(error_of({unit, "{\"kind\":"}), Contains("line 3: is no JSON object"));
  CHECK_THAT(error_of({unit, unit}), Contains("two units have the number 0"));
  CHECK_THAT(error_of({call}), Contains("has no unit"));
  const auto nothing = replay::parse_trace("", "day.jsonl");
  REQUIRE_FALSE(nothing);
  CHECK_THAT(nothing.error().text(), Contains("no \"meta\" line"));
  for (const char* path : {"/nowhere/day.jsonl", "/"}) {
    const auto absent = replay::read_trace(path);
    REQUIRE_FALSE(absent);
    CHECK_THAT(absent.error().text(), Contains(std::string(path) + ": cannot be read"));
  }
}

TEST_CASE("trace: a deadline that no clock of a hub keeps is refused", "[replay]") {
  const auto trace = replay::parse_trace(tests::trace_text({unit, changed(call, "7612", "9999")}), "day.jsonl");
  REQUIRE(trace);
  const auto site = replay::TraceSite::of(*trace, MatchingRules{});
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().text(), Catch::Matchers::Contains("call 7: \"deadline\""));
}
