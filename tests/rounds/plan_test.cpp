// Plans of invented days, recomputed from the two files alone.

#include <rapidcheck.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/rounds/checker.hpp"
#include "tests/rounds/invented.hpp"
#include "tools/rounds/reasons.hpp"
#include "tools/rounds/solver.hpp"
#include "tools/rounds/timetable.hpp"
#include "tools/rounds/vroom.hpp"

using namespace carehub;
namespace json = boost::json;

namespace {

std::string planned(const json::value& problem, std::int64_t moves) {
  const auto read = rounds::parse_problem(json::serialize(problem), "day.json");
  if (!read) return rounds::written(read.error());
  const auto model = rounds::model_of(*read);
  if (!model) return rounds::written(model.error());
  return rounds::written(*model, rounds::solve(*model, rounds::effort_in_moves(moves)).plan);
}

void check_plan(const json::value& problem, std::int64_t moves) {
  const std::string plan = planned(problem, moves);
  const auto faults = tests::faults_of(problem, json::parse(plan));
  if (!faults.empty()) RC_FAIL(fmt::format("{}\n{}\n{}", faults.front(), json::serialize(problem), plan));
}

}  // namespace

TEST_CASE("plan: every constraint is honoured and every sum is right", "[rounds]") {
  REQUIRE(rc::check("any day", [] {
    tests::Invented what;
    what.jobs = *rc::gen::inRange<std::size_t>(0, 14);
    what.vehicles = *rc::gen::inRange<std::size_t>(0, 5);
    what.triangle = *rc::gen::inRange(0, 3) != 0;
    check_plan(tests::invented_problem(what, *rc::gen::arbitrary<std::uint64_t>()), 200);
  }));
}

TEST_CASE("plan: the cost kept while searching is the cost worked out from nothing", "[rounds]") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto text = json::serialize(tests::invented_problem({.jobs = 12, .vehicles = 4}, seed));
    const auto problem = rounds::parse_problem(text, "day.json");
    REQUIRE(problem);
    const auto model = rounds::model_of(*problem);
    REQUIRE(model);
    const auto first = rounds::solve(*model, rounds::effort_in_moves(1));
    const auto solved = rounds::solve(*model, rounds::effort_in_moves(500));
    std::int64_t cost = 0;
    for (const rounds::Round& round : solved.plan.rounds) cost += rounds::timetable_of(*model, round).exact_cost;
    CHECK(cost == solved.score.cost);
    CHECK(solved.score <= first.score);
  }
}

TEST_CASE("plan: no vehicle has room for who is left out", "[rounds]") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto text = json::serialize(tests::invented_problem({.jobs = 30, .vehicles = 4}, seed));
    const auto problem = rounds::parse_problem(text, "day.json");
    REQUIRE(problem);
    const auto model = rounds::model_of(*problem);
    REQUIRE(model);
    for (const std::string& reason : rounds::reasons(*model, rounds::solve(*model, rounds::effort_in_moves(100)).plan))
      CHECK_THAT(reason, !Catch::Matchers::Contains("still has room") && !Catch::Matchers::Contains("still have room"));
  }
}

TEST_CASE("plan: a large day of many rounds is as right as a small one", "[rounds]") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const json::value problem = tests::invented_problem({.jobs = 150, .vehicles = 30}, seed);
    const auto faults = tests::faults_of(problem, json::parse(planned(problem, 300)));
    CHECK(faults == std::vector<std::string>{});
  }
}

TEST_CASE("plan: the checker sees what is wrong", "[rounds]") {
  const json::value problem = tests::invented_problem({.jobs = 8, .vehicles = 3}, 5);
  json::value plan = json::parse(planned(problem, 100));
  REQUIRE(tests::faults_of(problem, plan).empty());
  json::array& steps = plan.at("routes").at(0).at("steps").as_array();
  json::value& arrival = steps.at(1).as_object().at("arrival");
  arrival = arrival.as_int64() + 1;
  CHECK_FALSE(tests::faults_of(problem, plan).empty());
  arrival = arrival.as_int64() - 1;
  steps.erase(steps.begin() + 1);
  CHECK_FALSE(tests::faults_of(problem, plan).empty());
}

TEST_CASE("plan: the same moves give the same bytes, with every compiler", "[rounds]") {
  const json::value problem = tests::invented_problem({.jobs = 40, .vehicles = 6}, 11);
  const std::string once = planned(problem, 2000);
  CHECK(once == planned(problem, 2000));
  std::uint64_t digest = 14695981039346656037ULL;  // FNV-1a
  for (const char letter : once) digest = (digest ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
  CHECK(digest == 1622421866643297057ULL);
}
