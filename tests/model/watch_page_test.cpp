#include "console/model/watch_page.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <sstream>

using namespace carehub::console;

TEST_CASE("watch page: a table that is wider than the page breaks at the same column in every row", "[model]") {
  TextPage page(60);
  page.table({{"case", "left", "need", "where", "age", "team or place"},
              {"1042", "soon: 8 min left", "New confusion", "Freshwater Bay", "60s", "CR2 at 20:03"},
              {"1043", "1 h left", "Fall", "Lake", "90s", "PM1"},
              {"1044", "will be late by 12 min", "Catheter", "Ryde", "80s DE", "Newport Safe Haven"}});
  std::istringstream lines(page.take());
  std::set<std::size_t> ages;
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    CHECK(line.size() <= 60);
    if (const auto at = line.find("0s"); at != std::string::npos) ages.insert(at);
  }
  CHECK(rows == 8);
  CHECK(ages.size() == 1);
}
