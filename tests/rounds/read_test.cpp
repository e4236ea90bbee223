// What is wrong with a file is named: which member, where, and what to do.

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "tests/rounds/checker.hpp"
#include "tools/rounds/random.hpp"
#include "tools/rounds/solver.hpp"
#include "tools/rounds/vroom.hpp"

using namespace carehub;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

const std::string whole_day = R"({
 "vehicles": [{"id": 1, "description": "North", "start_index": 0, "end_index": 0, "capacity": [3], "skills": [1, 2],
   "time_window": [0, 30000], "breaks": [{"id": 1, "time_windows": [[9000, 15000]], "service": 1800, "max_load": [3]}],
   "speed_factor": 1.25, "costs": {"fixed": 100, "per_hour": 3600, "per_km": 10}, "max_tasks": 9,
   "max_travel_time": 20000, "max_distance": 90000, "profile": "car"}],
 "jobs": [{"id": 7, "description": "dressing", "location_index": 1, "setup": 60, "service": 600, "delivery": [1],
   "pickup": [0], "skills": [2], "priority": 20, "time_windows": [[0, 4000], [8000, 20000]]}],
 "matrices": {"car": {"durations": [[0, 500], [500, 0]], "distances": [[0, 4000], [4000, 0]]}},
 "shipments": []
})";

std::string changed(const std::string& from, const std::string& to) {
  std::string text = whole_day;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& text) {
  const auto problem = rounds::parse_problem(text, "day.json");
  if (!problem) return problem.error().text();
  const auto model = rounds::model_of(*problem);
  return model ? "read" : model.error().text();
}

struct Wrong {
  std::string from;
  std::string to;
  std::string error;
};

}  // namespace

TEST_CASE("plan: a day with every member is read as it stands", "[rounds]") {
  const auto problem = rounds::parse_problem(whole_day, "day.json");
  REQUIRE(problem);
  const rounds::Vehicle& vehicle = problem->vehicles.at(0);
  CHECK(vehicle.speed_millionths == 1'250'000);
  CHECK(vehicle.breaks.at(0).max_load == rounds::Amount{3});
  CHECK(vehicle.costs == rounds::Costs{100, 3600, 10});
  CHECK(vehicle.max_distance_m == 90'000);
  CHECK(problem->jobs.at(0).windows == std::vector<rounds::Window>{{0, 4000}, {8000, 20'000}});
  CHECK(problem->jobs.at(0).setup_s == 60);
  CHECK(problem->journeys.at(0).distances_m.at(1) == 4000);
}

TEST_CASE("plan: the old names `matrix` and `amount` mean what they meant", "[rounds]") {
  const auto problem = rounds::parse_problem(
      R"({"vehicles": [{"id": 1, "start_index": 0, "capacity": [3]}], "jobs": [{"id": 7, "location_index": 1, "amount": [2]}],
          "matrix": [[0, 5], [6, 0]]})",
      "day.json");
  REQUIRE(problem);
  CHECK(problem->jobs.at(0).delivery == rounds::Amount{2});
  CHECK(problem->journeys.at(0).durations_s == std::vector<std::int32_t>{0, 5, 6, 0});
}

TEST_CASE("plan: without a matrix, journeys are estimated between coordinates", "[rounds]") {
  const auto problem = rounds::parse_problem(
      R"({"vehicles": [{"id": 1, "start": [-1.291, 50.701]}], "jobs": [{"id": 7, "location": [-1.16, 50.73]},
          {"id": 8, "location": [-1.291, 50.701]}]})",
      "day.json");
  REQUIRE(problem);
  // 9.7697 km in a straight line; at the same door nothing.
  CHECK(problem->journeys.at(0).durations_s == std::vector<std::int32_t>{0, 1268, 1268, 0});
  CHECK(problem->journeys.at(0).distances_m.at(1) == 12'701);
  CHECK(problem->jobs.at(1).location.place == problem->vehicles.at(0).start->place);
}

TEST_CASE("plan: what is wrong is named with its place", "[rounds]") {
  const std::vector<Wrong> all{
      {R"("jobs": [)", R"("jbos": [)", "day.json: jbos: is not a member that is known; did you mean 'jobs'?"},
      {R"("shipments": [])", R"("shipments": [{}])", "day.json: shipments: is not planned with here"},
      {R"("shipments": [])", R"("shipments": {})", "day.json: shipments: is an object; it must be a list"},
      {R"("shipments": [])", R"("options": {"g": true})", "day.json: options: is not a member that is known"},
      {R"("id": 7)", R"("id": "seven")", "day.json: jobs[0].id: is a text; it must be a whole number"},
      {R"("id": 7, )", "", "day.json: jobs[0].id: is missing"},
      {R"("id": 7)", R"("id": 7.5)", "day.json: jobs[0].id: is no whole number"},
      {R"("service": 600)", R"("service": -600)", "day.json: jobs[0].service: is -600; it must be from 0"},
      {R"("service": 600)", R"("servcie": 600)",
       "day.json: jobs[0].servcie: is not a member that is known; did you mean 'service'?"},
      {R"("setup": 60)", R"("setup_per_type": {"a": 60})",
       "day.json: jobs[0].setup_per_type: is not planned with here"},
      {R"("setup": 60)", R"("service_per_type": {})", "day.json: jobs[0].service_per_type: is not planned with here"},
      {R"("priority": 20)", R"("priority": 101)", "day.json: jobs[0].priority: is 101; it must be from 0 to 100"},
      {R"("skills": [2])", R"("skills": 2)", "day.json: jobs[0].skills: is a number; it must be a list"},
      {R"("skills": [2])", R"("skills": [-2])", "day.json: jobs[0].skills[0]: is -2"},
      {R"("pickup": [0])", R"("pickup": [0, 1])", "day.json: jobs[0].delivery: has 1 numbers where others have 2"},
      {R"("pickup": [0])", R"("amount": [0])", "day.json: jobs[0].amount: is the old name of \"delivery\""},
      {"[8000, 20000]", "[8000]", "day.json: jobs[0].time_windows[1]: must be two times, [start, end]"},
      {"[8000, 20000]", "[8000, 7000]", "day.json: jobs[0].time_windows[1]: ends at 7000, before it starts at 8000"},
      {"[8000, 20000]", "[4000, 7000]",
       "day.json: jobs[0].time_windows[1]: starts before the one in front of it is over"},
      {"[[0, 4000], [8000, 20000]]", "[]", "day.json: jobs[0].time_windows: is empty"},
      {"[[0, 4000], [8000, 20000]]", "[0, 4000]", "day.json: jobs[0].time_windows[0]: must be two times"},
      {R"("location_index": 1, )", "", "day.json: jobs[0].location_index: is missing"},
      {R"("location_index": 1)", R"("location_index": 2)",
       "day.json: jobs[0].location_index: is 2, but the smallest table has rows 0 to 1"},
      {R"("location_index": 1)", R"("location": [1])", "day.json: jobs[0].location: must be two numbers"},
      {R"("start_index": 0, "end_index": 0, )", "", "day.json: vehicles[0]: has neither start nor end"},
      {R"("end_index": 0)", R"("end_index": 9)", "day.json: vehicles[0].end_index: is 9"},
      {R"("capacity": [3], )", "", "day.json: vehicles[0].capacity: is missing though amounts are stated elsewhere"},
      {R"("max_load": [3])", R"("max_load": [3, 4])", "day.json: vehicles[0].breaks[0].max_load: has 2 numbers"},
      {R"("max_load": [3])", R"("max_loaf": [3])",
       "day.json: vehicles[0].breaks[0].max_loaf: is not a member that is known"},
      {R"("breaks": [{"id": 1)", R"("breaks": [{"id": 1}, {"id": 1)",
       "day.json: vehicles[0].breaks[1].id: is 1, as that of an earlier one"},
      {R"("speed_factor": 1.25)", R"("speed_factor": 6)",
       "day.json: vehicles[0].speed_factor: must be a number above 0, at most 5"},
      {R"("speed_factor": 1.25)", R"("speed_factor": 0)",
       "day.json: vehicles[0].speed_factor: must be a number above 0"},
      {R"("per_km": 10)", R"("per_kilometre": 10)",
       "day.json: vehicles[0].costs.per_kilometre: is not a member that is known"},
      {R"("max_tasks": 9)", R"("steps": [])", "day.json: vehicles[0].steps: is not planned with here"},
      {R"("max_tasks": 9)", R"("type": "van")", "day.json: vehicles[0].type: is not planned with here"},
      {R"("max_tasks": 9)", R"("max_tasks": null)", "day.json: vehicles[0].max_tasks: is nothing (null)"},
      {R"("profile": "car")", R"("profile": "bike")",
       "day.json: vehicles[0].profile: is \"bike\", for which \"matrices\" holds no table"},
      {R"("time_window": [0, 30000])", R"("time_windows": [[0, 30000]])",
       "day.json: vehicles[0].time_windows: is not a member that is known; did you mean 'time_window'?"},
      {"[[0, 500], [500, 0]]", "[[0, 500], [500]]",
       "day.json: matrices.car.durations[1]: must have 2 numbers, as many as there are rows; it has 1"},
      {"[[0, 500], [500, 0]]", "[[0, 500], [-5, 0]]",
       "day.json: matrices.car.durations[1][0]: must be a whole number from 0"},
      {"[[0, 500], [500, 0]]", "[[0, 500], [500.5, 0]]",
       "day.json: matrices.car.durations[1][0]: must be a whole number from 0"},
      {"[[0, 500], [500, 0]]", "[]", "day.json: matrices.car.durations: must be a list of rows"},
      {"[[0, 4000], [4000, 0]]", "[[0]]",
       "day.json: matrices.car.distances: has 1 rows where the table beside it has 2"},
      {R"(, "distances": [[0, 4000], [4000, 0]])", "",
       "day.json: vehicles[0].max_distance: needs \"matrices.car.distances\", which is missing"},
      {R"("distances")", R"("costs": [[0, 1], [1, 0]], "distances")",
       "day.json: vehicles[0].costs: states a price by hour or kilometre"},
      {R"("durations": [[0, 500], [500, 0]], )", "", "day.json: matrices.car.durations: is missing"},
      {R"("durations")", R"("duration")",
       "day.json: matrices.car.duration: is not a member that is known; did you mean 'durations'?"},
      {R"("shipments": [])", R"("matrix": [[0]])", "day.json: matrix: stands beside \"matrices\""},
      {R"("shipments": [])", R"("shipments": [)", "day.json, line 10, column 1: is no JSON from here on"},
      {R"("id": 7,)", R"("id": 7;)", "day.json, line 6, column 19: is no JSON from here on"},
  };
  for (const Wrong& wrong : all) CHECK_THAT(error_of(changed(wrong.from, wrong.to)), StartsWith(wrong.error));
  CHECK_THAT(error_of(changed(R"("service": 600)", R"("service": 600, "service" : 900)")),
             StartsWith("day.json, line 6, column 98: is a member that its object has already"));
  CHECK(error_of(changed(R"("description": "dressing")", R"("description": "\"id\": {")")) == "read");
  std::string dear = changed(R"("per_km": 10)", R"("per_km": 999999999)");
  dear.replace(dear.find("4000], [4000"), 12, "90000000], [4000");
  CHECK_THAT(error_of(dear), StartsWith("vehicles: their costs add up to more than can be counted exactly"));
  CHECK_THAT(error_of(""), StartsWith("day.json, line 1, column 1: is no JSON from here on"));
  CHECK_THAT(error_of("[]"), Contains("is a list; it must be an object"));
  CHECK_THAT(error_of(whole_day + "x"), Contains("something stands behind its end"));
  CHECK_THAT(error_of(R"({"vehicles": []})"), StartsWith("day.json: jobs: is missing"));
  CHECK_THAT(error_of(R"({"jobs": []})"), StartsWith("day.json: vehicles: is missing"));
}

TEST_CASE("plan: a damaged file is read or refused, never more", "[rounds]") {
  rounds::Random random(7);
  const std::string letters = "{}[]\",:.-0123456789eE tfn";
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text = whole_day;
    for (int changes = 0; changes < 3; ++changes) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
      text[at] = letters[random.below(static_cast<std::uint32_t>(letters.size()))];
    }
    const std::string error = error_of(text);
    refused += error == "read" ? 0 : 1;
    CHECK_FALSE(error.empty());
  }
  CHECK(refused > 2000);
}

TEST_CASE("plan: without a matrix, what cannot be estimated is refused", "[rounds]") {
  CHECK_THAT(error_of(R"({"vehicles": [], "jobs": [{"id": 1, "location_index": 3}]})"),
             StartsWith("day.json: jobs[0].location_index: points into no table"));
  CHECK_THAT(error_of(R"({"vehicles": [], "jobs": [{"id": 1, "location": [200, 50]}]})"),
             StartsWith("day.json: jobs[0].location: is no place on earth"));
  CHECK_THAT(error_of(R"({"vehicles": [{"id": 1, "start": [0, 50], "profile": "foot"}], "jobs": []})"),
             StartsWith("day.json: vehicles[0].profile: is \"foot\", for which journeys cannot be estimated"));
}

TEST_CASE("plan: a job that fits nowhere is unassigned, with the reason", "[rounds]") {
  const std::vector<Wrong> all{
      {R"("skills": [2])", R"("skills": [2, 5, 6])", "no vehicle has all of skills 2, 5, 6"},
      {R"("delivery": [1])", R"("delivery": [4])", "1 vehicle is too small for it"},
      {"[[0, 4000], [8000, 20000]]", "[[40000, 50000]]", "1 vehicle does not work at its times"},
      {"[[0, 4000], [8000, 20000]]", "[[0, 300]]",
       "1 vehicle cannot do it even alone within the times, breaks and limits stated"},
      {R"("max_tasks": 9)", R"("max_tasks": 0)", "1 vehicle may have no task"},
      {R"("max_travel_time": 20000)", R"("max_travel_time": 700)", "1 vehicle cannot do it even alone"},
      {"[[9000, 15000]]", "[[29000, 30000]]", "1 vehicle cannot do it even alone"},
      {R"("max_tasks": 9)", R"("max_tasks": 1)", ""},
  };
  for (const Wrong& wrong : all) {
    const std::string text = changed(wrong.from, wrong.to);
    const auto problem = rounds::parse_problem(text, "day.json");
    REQUIRE(problem);
    const auto model = rounds::model_of(*problem);
    REQUIRE(model);
    const auto plan = rounds::solve(*model, rounds::effort_in_moves(10)).plan;
    const auto json = boost::json::parse(rounds::written(*model, plan));
    CHECK(tests::faults_of(boost::json::parse(text), json) == std::vector<std::string>{});
    const auto& unassigned = json.at("unassigned").as_array();
    REQUIRE(unassigned.size() == (wrong.error.empty() ? 0 : 1));
    if (!unassigned.empty())
      CHECK_THAT(std::string(unassigned.at(0).at("reason").as_string()), StartsWith(wrong.error));
  }
}

TEST_CASE("plan: no vehicles, no jobs: an answer all the same", "[rounds]") {
  for (const std::string text : {R"({"vehicles": [], "jobs": [{"id": 1, "location": [0, 50]}]})",
                                 R"({"vehicles": [{"id": 1, "start": [0, 50]}], "jobs": []})"}) {
    const auto problem = rounds::parse_problem(text, "day.json");
    REQUIRE(problem);
    const auto model = rounds::model_of(*problem);
    REQUIRE(model);
    const auto json =
        boost::json::parse(rounds::written(*model, rounds::solve(*model, rounds::effort_in_moves(10)).plan));
    CHECK(json.at("code").as_int64() == 0);
    CHECK(json.at("unassigned").as_array().size() == problem->jobs.size());
  }
}
