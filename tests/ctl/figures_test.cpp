// carehub-bench's table of figures.

#include "tools/bench/figures.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temporary_folder.hpp"

namespace carehub::bench {

TEST_CASE("bench: what misses its goal or was not measured is not reached", "[bench]") {
  Figures figures;
  CHECK(figures.not_reached().empty());
  figures.add({"without_goal", 9, "ms", false, {}});
  figures.add({"low_enough", 2, "ms", false, {2.0, ""}});
  figures.add({"high_enough", 3, "1/s", true, {3.0, ""}});
  CHECK(figures.not_reached().empty());
  figures.add({"too_slow", 2.1, "ms", false, {2.0, ""}});
  figures.add({"too_few", 2.9, "1/s", true, {3.0, ""}});
  figures.missing("gone", "no display");
  CHECK(figures.not_reached() == std::vector<std::string>{"too_slow", "too_few", "gone"});
}

TEST_CASE("bench: a file that cannot be written is known beforehand, and trying leaves nothing", "[bench]") {
  const support::TemporaryFolder folder;
  CHECK(can_be_written(folder / "new.json").has_value());
  CHECK_FALSE(std::filesystem::exists(folder / "new.json"));
  std::ofstream(folder / "old.json") << "old";
  CHECK(can_be_written(folder / "old.json").has_value());
  CHECK(std::filesystem::file_size(folder / "old.json") == 3);
  CHECK_FALSE(can_be_written(folder / "nowhere" / "new.json").has_value());
  CHECK_FALSE(can_be_written(folder.path()).has_value());
}

}  // namespace carehub::bench
