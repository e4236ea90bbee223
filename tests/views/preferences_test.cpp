#include "console/app/preferences.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temporary_folder.hpp"

namespace carehub::app {

TEST_CASE("preferences: what was chosen is there at the next start", "[views]") {
  const support::TemporaryFolder folder;
  const auto file = folder / "carehub" / "console-a.reed.toml";
  CHECK(read_preferences(file)->theme == widgets::Theme::dark);
  REQUIRE(write_preferences(file, {widgets::Theme::colour_blind, 150}).has_value());
  const auto read = read_preferences(file);
  REQUIRE(read.has_value());
  CHECK(read->theme == widgets::Theme::colour_blind);
  CHECK(read->scale_percent == 150);
}

TEST_CASE("preferences: a damaged file is named, with what to write", "[views]") {
  const support::TemporaryFolder folder;
  const auto problem_of = [&](const char* text) {
    std::ofstream(folder / "p.toml") << text;
    const auto read = read_preferences(folder / "p.toml");
    return read ? std::string() : read.error().text();
  };
  CHECK(problem_of("theme = \"pink\"\n").find("write dark, light, colour-blind or high-contrast") != std::string::npos);
  CHECK(problem_of("scale_percent = 900\n").find("write 80 to 200") != std::string::npos);
  CHECK(problem_of("theme = \n").find("p.toml:1") != std::string::npos);
  CHECK(problem_of("").empty());
}

TEST_CASE("preferences: a name makes a file of its own and never a path", "[views]") {
  CHECK(preferences_file("../../etc/x").filename() == "console-....etcx.toml");
  CHECK(preferences_file("a.reed") != preferences_file("m.cole"));
}

}  // namespace carehub::app
