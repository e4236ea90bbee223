#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

#include "tests/replay/invented_trace.hpp"
#include "tools/replay/shift_replay.hpp"

using namespace carehub;
using replay::Trace;
using replay::TraceVisit;

namespace {

// Two teams twelve kilometres apart, and whoever rings.
Trace two_teams() {
  Trace trace;
  trace.clock_start_min = 7 * 60;
  trace.units = {{0, {50'700'000, -1'300'000}, {2, 10}, 0, 36'000, false},
                 {1, {50'700'000, -1'130'000}, {2, 3, 10}, 0, 36'000, false}};
  return trace;
}

void ring(Trace& trace, std::int64_t at, std::int32_t lon_e6, std::vector<int> need, std::int64_t takes = 1'800) {
  const auto id = static_cast<std::int64_t>(trace.calls.size());
  trace.calls.push_back({id, at, {50'700'000, lon_e6}, 2, 4, std::move(need), takes, 2'400, at + trace.target_s});
}

constexpr std::array both{MatchingPolicy::nearest, MatchingPolicy::plan};

replay::Replayed replayed(const Trace& trace, MatchingPolicy policy = MatchingPolicy::nearest) {
  MatchingRules rules;
  rules.policy = policy;
  auto done = replay::replay(trace, rules);
  if (!done) FAIL(done.error().text());
  return std::move(*done);
}

const TraceVisit& visit_to(const replay::Replayed& done, std::int64_t call) {
  const auto at = std::find_if(done.visits.begin(), done.visits.end(), [&](const auto& v) { return v.call == call; });
  REQUIRE(at != done.visits.end());
  return *at;
}

std::vector<TraceVisit> sorted(std::vector<TraceVisit> visits) {
  std::sort(visits.begin(), visits.end(), [](const auto& a, const auto& b) { return a.call < b.call; });
  return visits;
}

bool same(const TraceVisit& a, const TraceVisit& b) {
  return a.call == b.call && a.unit == b.unit && a.depart == b.depart && a.arrive == b.arrive;
}

}  // namespace

TEST_CASE("replay: the nearest team that can goes at once", "[replay]") {
  Trace trace = two_teams();
  ring(trace, 1'000, -1'290'000, {2, 10});
  ring(trace, 2'000, -1'290'000, {2, 3, 10});
  const auto done = replayed(trace);
  REQUIRE(visit_to(done, 0).unit == 0);
  REQUIRE(visit_to(done, 0).depart == 1'000);
  REQUIRE(visit_to(done, 1).unit == 1);  // the other one lacks a skill
}

TEST_CASE("replay: who finds nobody free gets the first team that is", "[replay]") {
  Trace trace = two_teams();
  ring(trace, 100, -1'300'000, {2, 10}, 3'600);
  ring(trace, 100, -1'130'000, {2, 10}, 1'200);
  ring(trace, 200, -1'300'000, {2, 10});
  const auto done = replayed(trace);
  REQUIRE(visit_to(done, 2).unit == 1);
  REQUIRE(visit_to(done, 2).depart == visit_to(done, 1).arrive + 1'200);
}

TEST_CASE("replay: nobody is sent who would be out after the end of the shift", "[replay]") {
  Trace trace = two_teams();
  trace.units[0].end = 6'000;
  trace.units[1].end = 7'500;
  ring(trace, 5'000, -1'300'000, {2, 10});  // beside the first team, for 40 minutes
  const auto done = replayed(trace);
  REQUIRE(done.visits.empty());
  const auto summary = replay::summary_of(trace, done);
  REQUIRE(summary.breached == 1);
  REQUIRE(summary.breach_weighted == 4);
  REQUIRE(summary.response_mean_s == 86'400 - 5'000);
}

TEST_CASE("replay: a room takes one person at a time, while it is open", "[replay]") {
  Trace trace = two_teams();
  trace.person_travel = {130, 25, 600};
  trace.units.push_back({2, {50'701'000, -1'300'000}, {1}, 3'600, 20'000, true});
  ring(trace, 1'000, -1'300'000, {1}, 3'000);
  ring(trace, 4'000, -1'300'000, {1}, 3'000);
  ring(trace, 18'000, -1'300'000, {1});
  const auto done = replayed(trace);
  REQUIRE(visit_to(done, 0).depart == 3'600);
  REQUIRE(visit_to(done, 1).depart == visit_to(done, 0).arrive + 3'000);
  REQUIRE(done.visits.size() == 2);  // the third would be there after the doors closed
}

TEST_CASE("replay: invented days keep every rule, and say the same twice", "[replay]") {
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    const MatchingPolicy policy = both[seed % both.size()];
    CAPTURE(seed, name_of(policy));
    const Trace trace = tests::invented_trace(seed);
    const auto done = replayed(trace, policy);
    CHECK(tests::first_fault(trace, done.visits) == "");
    CHECK(done.visits.size() > trace.calls.size() / 3);
    const auto again = replayed(trace, policy);
    CHECK(again.digest == done.digest);
    CHECK(std::equal(done.visits.begin(), done.visits.end(), again.visits.begin(), again.visits.end(), same));
  }
}

TEST_CASE("replay: nothing that happens later changes what was done before", "[replay]") {
  constexpr std::int64_t cut = 40'000;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    const MatchingPolicy policy = both[seed % both.size()];
    CAPTURE(seed, name_of(policy));
    Trace trace = tests::invented_trace(seed);
    const auto whole = sorted(replayed(trace, policy).visits);
    std::erase_if(trace.calls, [](const auto& call) { return call.at > cut; });
    const auto early = sorted(replayed(trace, policy).visits);
    const auto until_cut = [](std::vector<TraceVisit> visits) {
      std::erase_if(visits, [](const TraceVisit& visit) { return visit.depart > cut; });
      return visits;
    };
    const auto a = until_cut(whole), b = until_cut(early);
    CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end(), same));
  }
}

TEST_CASE("replay: planned together, fewer targets are missed than by sending the nearest", "[replay]") {
  std::int64_t nearest = 0, planned = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Trace trace = tests::invented_trace(seed);
    nearest += replay::summary_of(trace, replayed(trace)).breach_weighted;
    planned += replay::summary_of(trace, replayed(trace, MatchingPolicy::plan)).breach_weighted;
  }
  WARN("weight of missed targets on 20 invented days: nearest " << nearest << ", planned " << planned);
  CHECK(planned < nearest);
}

TEST_CASE("replay: a scarce skill is kept for who is likely to need it", "[replay]") {
  Trace trace = two_teams();
  // The one with the rare skill is a little nearer to a caller who does not need it, and can wait.
  ring(trace, 9'000, -1'205'000, {2, 10});
  CHECK(visit_to(replayed(trace), 0).unit == 1);
  CHECK(visit_to(replayed(trace, MatchingPolicy::plan), 0).unit == 0);
}

TEST_CASE("replay: the summary counts as the trace's rules say", "[replay]") {
  Trace trace = two_teams();
  ring(trace, 0, -1'300'000, {2, 10});
  ring(trace, 0, -1'130'000, {2, 10});
  replay::Replayed done;
  done.visits = {{0, 0, 10, 1'010}, {1, 1, 20, 8'000}};
  done.decide_us = {1, 2, 3, 4};
  const auto summary = replay::summary_of(trace, done);
  REQUIRE(summary.served == 2);
  REQUIRE(summary.breached == 1);
  REQUIRE(summary.travel_s == 1'000 + 7'980);
  REQUIRE(summary.response_mean_s == Approx(4'505));
  REQUIRE(summary.response_p90_s == 8'000);
  REQUIRE(summary.decide_us_p50 == 2);
  REQUIRE(summary.decide_us_p99 == 4);
  const std::string text = replay::written(done, summary);
  REQUIRE(text.starts_with(R"({"kind":"visit","call":0,"unit":0,"depart":10,"arrive":1010})"));
  REQUIRE(text.find(R"("response_mean_s":4505.0,"response_p90_s":8000,"travel_s":8980,"decide_us_p50":2.0)") !=
          std::string::npos);
}
