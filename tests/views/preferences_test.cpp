#include "console/app/preferences.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temporary_folder.hpp"
#include "tests/views/screen.hpp"

namespace carehub::app {

TEST_CASE("preferences: what was chosen is there at the next start", "[views]") {
  const support::TemporaryFolder folder;
  const auto file = folder / "carehub" / "console-a.reed.toml";
  CHECK(read_preferences(file)->theme == widgets::Theme::dark);
  Preferences chosen{widgets::Theme::colour_blind, 150, {}, {}, {}};
  REQUIRE(chosen.keys.bind("F3", "F9").has_value());
  REQUIRE(write_preferences(file, chosen).has_value());
  const auto read = read_preferences(file);
  REQUIRE(read.has_value());
  CHECK(read->theme == widgets::Theme::colour_blind);
  CHECK(read->scale_percent == 150);
  CHECK(read->keys.pressed_for("F9") == "F3, F9");
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
  CHECK(problem_of("[keys]\nF3 = \"Enter\"\n").find("'Enter' is no key that can be bound") != std::string::npos);
  CHECK(problem_of("theme = \n").find("p.toml:1") != std::string::npos);
  CHECK(problem_of("").empty());
}

TEST_CASE("preferences: a name makes a file of its own and never a path", "[views]") {
  CHECK(preferences_file("../../etc/x").filename() == "console-....etcx.toml");
  CHECK(preferences_file("a.reed") != preferences_file("m.cole"));
}

TEST_CASE("keys: what is bound to a key does what it does, and the help shows what to press", "[views]") {
  widgets::KeyMap keys;
  REQUIRE(keys.bind("F3", "F9").has_value());
  REQUIRE(keys.bind("F9", "F3").has_value());  // exchanged
  REQUIRE(keys.bind("Ctrl K", "Ctrl L").has_value());
  CHECK_FALSE(keys.bind("F3", "F2").has_value());
  CHECK_FALSE(keys.bind("F13", "F2").has_value());
  CHECK(keys.pressed_for("F9") == "F3");
  CHECK(keys.pressed_for("Ctrl L") == "Ctrl K, Ctrl L");
  CHECK(keys.pressed_for("Ctrl K").empty());  // it does something else now
  CHECK(keys.pressed_for("Enter") == "Enter");
  widgets::Input input;
  input.keys.push_back({widgets::Key::f3});
  keys.apply(input);
  views::Screen screen;
  screen.facts.key_map = &keys;
  screen.frame(input);
  CHECK(screen.shows("Shift handover"));
  screen.key(widgets::Key::escape);
  screen.key(widgets::Key::f1);
  CHECK(screen.shows("Ctrl K, Ctrl L"));
}

}  // namespace carehub::app
