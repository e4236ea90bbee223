#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/rounds/checker.hpp"
#include "tools/rounds/solver.hpp"
#include "tools/rounds/vroom.hpp"
#include "tools/solomon/gaps.hpp"
#include "tools/solomon/instance.hpp"

using namespace carehub;

namespace {

const std::string tiny =
    "T3\r\n\r\nVEHICLE\r\nNUMBER     CAPACITY\r\n  2         20\r\n\r\nCUSTOMER\r\nCUST NO.  XCOORD.\r\n\r\n"
    "    0      0         0          0          0       100          0   \r\n"
    "    1      3         4         10          0        90         10   \r\n"
    "    2      1         1         10         20        30         10   \r\n";

}  // namespace

TEST_CASE("solomon: an instance becomes a problem ten times as large", "[rounds]") {
  const auto instance = solomon::parse(tiny, "T3.txt");
  REQUIRE(instance);
  CHECK(instance->vehicles == 2);
  CHECK(instance->customers.size() == 3);
  const auto problem = rounds::parse_problem(solomon::vroom_json(*instance), "T3.json");
  REQUIRE(problem);
  CHECK(problem->jobs.at(1).windows == std::vector<rounds::Window>{{200, 300}});
  CHECK(problem->jobs.at(0).service_s == 100);
  // 5, 1.414.. and 3.605.. cut to one decimal.
  CHECK(problem->journeys.at(0).durations_s == std::vector<std::int32_t>{0, 50, 14, 50, 0, 36, 14, 36, 0});
}

TEST_CASE("solomon: what is no instance is refused with its line", "[rounds]") {
  CHECK(solomon::parse("T\n5 20\n7 1 1 1 1 1 1\n", "T.txt").error().text().starts_with("T.txt, line 3"));
  CHECK(solomon::parse("", "T.txt").error().text().starts_with("T.txt: is no instance"));
}

TEST_CASE("solomon: plans stay near the best known", "[rounds]") {
  const char* folder = std::getenv("CAREHUB_SOLOMON");
  if (folder == nullptr) {
    WARN("skipped: CAREHUB_SOLOMON names no folder with Solomon's instances (docs/planned-rounds.md)");
    return;
  }
  const auto gaps = solomon::gaps_in_moves(folder, 20'000);
  REQUIRE(gaps);
  double sum = 0;
  for (const solomon::Gap& gap : *gaps) {
    INFO(gap.name << " " << gap.percent);
    CHECK(gap.percent >= 0);
    sum += gap.percent;
  }
  CHECK(sum / static_cast<double>(gaps->size()) <= 1.5);
}
