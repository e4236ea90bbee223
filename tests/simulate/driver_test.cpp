#include <catch2/catch.hpp>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/support/paths.hpp"
#include "tools/simulate/simulate.hpp"

using namespace carehub;
using namespace carehub::tools::simulate;

namespace {

namespace fs = std::filesystem;

// A folder without a dispatcher.
struct EmptyFolder {
  fs::path path = fs::temp_directory_path() / ("carehub-simulate-" + std::to_string(std::random_device{}()));
  EmptyFolder() { fs::create_directories(path); }
  ~EmptyFolder() { fs::remove_all(path); }
  EmptyFolder(const EmptyFolder&) = delete;
  EmptyFolder& operator=(const EmptyFolder&) = delete;
};

}  // namespace

TEST_CASE("driver: without a dispatcher it waits, says so once, and ends when it is stopped", "[simulate]") {
  const EmptyFolder folder;
  std::atomic<bool> stop{false};
  std::vector<std::string> lines;
  SimulateOptions options;
  options.directory = folder.path;
  options.stop = &stop;
  options.report = [&](std::string_view line) {
    lines.emplace_back(line);
    stop = true;
  };
  CHECK(run_simulation(options) == 0);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("waiting for the dispatcher") == 0);
}

TEST_CASE("driver: a site file with mistakes is named and nothing starts", "[simulate]") {
  const EmptyFolder folder;
  std::string said;
  SimulateOptions options;
  options.directory = folder.path;
  options.site_file = fs::path(CAREHUB_SOURCE_DIR) / "tests/site/every_mistake.toml";
  options.report = [&](std::string_view line) { said += line; };
  CHECK(run_simulation(options) == 1);
  CHECK(said.find("every_mistake.toml:") != std::string::npos);
  options.site_file = folder.path / "none.toml";
  said.clear();
  CHECK(run_simulation(options) == 1);
  CHECK(said.find("there is no such file") != std::string::npos);
}

TEST_CASE("driver: staff is one of three words", "[simulate]") {
  CHECK(staff_from_name("full") == Staff::full);
  CHECK(staff_from_name("partial") == Staff::partial);
  CHECK(staff_from_name("none") == Staff::none);
  CHECK_FALSE(staff_from_name("some").has_value());
}
