// What a person cannot read is not there: no text runs over another, out of its cell, or off the screen.

#include <catch2/catch.hpp>

#include "tests/views/screen.hpp"

namespace carehub::views {
namespace {

using widgets::Box;
using widgets::TextSeen;

// Marks of cases on the map may touch: they stand where the people are.
bool is_map_mark(const TextSeen& seen) {
  return seen.text.size() <= 4 && !seen.text.empty() &&
         seen.text.find_first_not_of("0123456789k\xC3\x97") == std::string::npos;
}

std::vector<std::string> overlaps(const widgets::TextLog& log) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < log.size(); ++i) {
    for (std::size_t j = i + 1; j < log.size(); ++j) {
      if (log[i].layer != log[j].layer || is_map_mark(log[i]) || is_map_mark(log[j])) continue;
      // Line boxes hold air above and below the letters; what counts is that the letters meet.
      const Box both = Screen::visible(log[i]).inset(1, 3).cut(Screen::visible(log[j]).inset(1, 3));
      if (!both.empty())
        found.push_back(
            fmt::format("'{}' runs over '{}' at {:.0f},{:.0f}", log[i].shown, log[j].shown, both.min.x, both.min.y));
    }
  }
  return found;
}

std::vector<std::string> cut_off(const widgets::TextLog& log, const Box& screen) {
  std::vector<std::string> found;
  for (const TextSeen& seen : log) {
    const Box visible = Screen::visible(seen);
    if (visible.empty()) continue;  // scrolled away
    if (visible.width() < seen.box.width() - 1.5F || visible.cut(screen).width() < visible.width())
      found.push_back(fmt::format("'{}' is cut at {:.0f},{:.0f}", seen.shown, seen.box.min.x, seen.box.min.y));
  }
  return found;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

void check_layout(const Screen& screen) {
  const auto over = overlaps(screen.log);
  INFO(joined(over));
  CHECK(over.empty());
  const auto cut = cut_off(screen.log, screen.size());
  INFO(joined(cut));
  CHECK(cut.empty());
}

const std::pair<float, float> sizes[] = {{1920.0F, 1080.0F}, {1366.0F, 768.0F}};

}  // namespace

TEST_CASE("layout: the control room's texts neither overlap nor are cut, at both sizes", "[views]") {
  for (const auto& [width, height] : sizes) {
    DYNAMIC_SECTION(width << "x" << height) {
      Screen screen(make_operator(), width, height);
      screen.frame();
      REQUIRE(screen.log.size() > 150);
      check_layout(screen);
      for (int i = 0; i < 3; ++i) screen.key(widgets::Key::down);
      REQUIRE(screen.shell().state().selected.given());
      check_layout(screen);
    }
  }
}

TEST_CASE("layout: help, alerts, refusals and the stale banner fit as well", "[views]") {
  for (const auto& [width, height] : sizes) {
    DYNAMIC_SECTION(width << "x" << height) {
      Screen screen(make_operator(), width, height);
      screen.key(widgets::Key::f8);
      check_layout(screen);
      screen.key(widgets::Key::escape);
      screen.key(widgets::Key::f1);
      check_layout(screen);
      screen.key(widgets::Key::escape);
      screen.shell().answered({"A 1042 CR2", false, "CR2 is off duty until 08:00; choose another team", CaseId{1042}},
                              screen.facts.now);
      screen.facts.link.live = false;
      screen.facts.link.age = seconds(12);
      screen.frame();
      check_layout(screen);
    }
  }
}

TEST_CASE("layout: figures of the top bar and countdowns are never shortened", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height, 400);
    screen.frame();
    const float bar = 52 * app::scale_for(width);
    for (const auto& seen : screen.log) {
      const bool countdown =
          seen.text.find(':') != std::string::npos && seen.text.find_first_not_of("0123456789:-") == std::string::npos;
      if (seen.box.min.y >= bar && !countdown) continue;
      INFO(seen.text);
      CHECK_FALSE(seen.elided);
    }
  }
}

}  // namespace carehub::views
