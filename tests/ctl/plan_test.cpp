// carehubctl plan: files in, files out. What a plan must be is in tests/rounds.

#include <fstream>
#include <sstream>

#include "tests/ctl/program.hpp"

namespace carehub::tests {

namespace {

const std::string small_day = R"({"vehicles": [{"id": 4, "start_index": 0, "end_index": 0}],
 "jobs": [{"id": 1, "location_index": 1, "service": 60}, {"id": 2, "location_index": 1, "skills": [9]}],
 "matrices": {"car": {"durations": [[0, 300], [310, 0]]}}})";

std::string content(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string file_with(const support::TemporaryFolder& folder, const std::string& text) {
  const std::string path = folder / "day.json";
  std::ofstream(path) << text;
  return path;
}

}  // namespace

TEST_CASE("carehubctl plan: a plan goes where it is told, and the same moves give the same bytes", "[ctl]") {
  const support::TemporaryFolder folder;
  const std::string day = file_with(folder, small_day), out = folder / "plan.json";
  const Output written = ctl({"plan", day, "--out", out, "--moves", "50"});
  CHECK(written.status == 0);
  CHECK(written.out.empty());
  CHECK(written.err.find("1 of 2 jobs in 1 rounds, 1 unassigned, cost 610; 50 moves") != std::string::npos);
  const Output printed = ctl({"plan", day, "--moves", "50"});
  CHECK(printed.status == 0);
  CHECK(printed.out == content(out));
  const auto plan = parsed(printed.out);
  CHECK(plan.at("summary").at("cost").as_int64() == 610);
  CHECK(plan.at("unassigned").at(0).at("reason").as_string() == "no vehicle has all of skill 9");
}

TEST_CASE("carehubctl plan: it ends when its time is up", "[ctl]") {
  const support::TemporaryFolder folder;
  CHECK(ctl({"plan", file_with(folder, small_day), "--seconds", "0.05"}).status == 0);
}

TEST_CASE("carehubctl plan: what is wrong is said, and no file is written", "[ctl]") {
  const support::TemporaryFolder folder;
  const std::string day = file_with(folder, R"({"vehicles": [], "jobs": [], "jbos": []})"), out = folder / "plan.json";
  const Output wrong = ctl({"plan", day, "--out", out, "--json"});
  CHECK(wrong.status == 1);
  CHECK(wrong.err.find("day.json: jbos: is not a member that is known; did you mean 'jobs'?") != std::string::npos);
  CHECK(parsed(wrong.out).at("code").as_int64() == 2);
  CHECK(content(out).empty());
  CHECK(ctl({"plan", folder / "none.json"}).status == 1);
  CHECK(ctl({"plan", file_with(folder, small_day), "--out", folder / "no/such/plan.json", "--moves", "1"}).status == 1);
  CHECK(ctl({"plan", day, "--moves", "5", "--seconds", "5"}).status == 2);
  CHECK(ctl({"plan", day, "--moves", "0"}).status == 2);
  CHECK(ctl({"plan"}).status == 2);
}

}  // namespace carehub::tests
