// What stands on the screen, told as text to a file.
#include "console/app/words.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/temporary_folder.hpp"
#include "tests/views/screen.hpp"

namespace carehub::app {
namespace {

using namespace std::chrono_literals;

std::string whole_file(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

ScreenWords words_with(const char* text) {
  ScreenWords words;
  words.screen = {{0, 0}, {800, 600}};
  widgets::TextSeen seen;
  seen.text = seen.shown = text;
  seen.box = {{10, 20}, {60, 34}};
  seen.clip = {{0, 0}, {40, 600}};
  seen.panel = "map";
  words.texts.push_back(seen);
  return words;
}

// The file is written beside the frame.
bool comes_to_hold(const std::filesystem::path& file, const std::string& text) {
  const auto until = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < until) {
    if (whole_file(file).find(text) != std::string::npos) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace

TEST_CASE("words: each text says its panel, where it is, what of it can be seen, and its colours", "[views]") {
  auto words = words_with("“Ryde”\n\"2\"");
  words.texts[0].ink = widgets::Colour::on_fill;
  words.texts[0].ground = widgets::Colour::red_fill;
  words.inputs = 7;
  CHECK(words_json(words, 3) ==
        "{\"number\":3,\"inputs\":7,\"width\":800,\"height\":600,\"theme\":\"dark\",\"texts\":[\n"
        "{\"panel\":\"map\",\"shown\":\"“Ryde”\\n\\\"2\\\"\",\"box\":[10,20,60,34],\"seen\":[10,20,40,34],\"layer\":0,"
        "\"elided\":false,\"ink\":\"#FFFFFF\",\"ground\":\"#DA291C\"}\n]}\n");
}

TEST_CASE("words: every text of the control room and of the navigator's desk belongs to a part of the screen",
          "[views]") {
  for (const bool navigator : {false, true}) {
    views::Screen screen(navigator ? views::make_navigator() : views::make_operator());
    for (const auto key : {widgets::Key::none, widgets::Key::down, widgets::Key::f8, widgets::Key::f1}) {
      screen.key(key);
      for (const auto& seen : screen.log) {
        CAPTURE(seen.shown);
        CHECK_FALSE(seen.panel.empty());
      }
    }
  }
}

TEST_CASE("words: keys, characters and both halves of a click are counted", "[views]") {
  widgets::Input input;
  CHECK(count_of(input) == 0);
  input.keys.push_back({widgets::Key::enter});
  input.typed = "é1";
  input.mouse_pressed = input.mouse_released = true;
  CHECK(count_of(input) == 5);
}

TEST_CASE("words: only a frame that differs is written, at most ten times a second, and the last one always",
          "[views]") {
  const support::TemporaryFolder folder;
  const auto file = folder / "words.json";
  auto keeper = WordsFile::open(file);
  REQUIRE(keeper.has_value());
  WordsFile& words = **keeper;
  const Duration start = 5s;
  words.show(words_with("first"), start);
  REQUIRE(comes_to_hold(file, "first"));
  words.show(words_with("first"), start + 1s);
  CHECK(words.written() == 1);
  CHECK_FALSE(words.due(start + 1s).has_value());
  words.show(words_with("second"), start + 20ms);
  CHECK(words.written() == 1);
  REQUIRE(words.due(start + 20ms).has_value());
  CHECK(*words.due(start + 20ms) == 80ms);
  // It may be written again while the one before is still on its way to the disk.
  for (Duration at = start + 100ms; words.written() < 2 && at < start + 100s; at += 20ms) {
    words.show(words_with("third"), at);
    std::this_thread::yield();
  }
  CHECK(words.written() == 2);
  CHECK(comes_to_hold(file, "third"));
}

TEST_CASE("words: only their owner can read them", "[views]") {
  const support::TemporaryFolder folder;
  const auto file = folder / "words.json";
  std::ofstream(file) << "of somebody before";
  REQUIRE(::chmod(file.c_str(), 0644) == 0);
  auto keeper = WordsFile::open(file);
  REQUIRE(keeper.has_value());
  struct stat facts{};
  REQUIRE(::stat(file.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0600U);
}

TEST_CASE("words: a file that cannot be written is named at the start", "[views]") {
  const support::TemporaryFolder folder;
  const auto keeper = WordsFile::open(folder / "nowhere" / "words.json");
  REQUIRE_FALSE(keeper.has_value());
  CHECK(keeper.error().text().find("nowhere") != std::string::npos);
}

}  // namespace carehub::app
