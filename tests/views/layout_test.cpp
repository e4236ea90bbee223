// What a person cannot read is not there: no text runs over another, out of its cell, or off the screen.

#include "tests/views/layout.hpp"

namespace carehub::views {

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

TEST_CASE("layout: a wait and who is queued are never shortened", "[views]") {
  for (const auto& [width, height] : sizes) {
    DYNAMIC_SECTION(width << "x" << height) {
      Screen screen(make_operator(), width, height);
      screen.frame();
      std::size_t waits = 0;
      for (const auto& seen : screen.log) {
        if (!seen.text.starts_with("min, ")) continue;
        ++waits;
        INFO(seen.shown);
        CHECK_FALSE(seen.elided);
      }
      CHECK(waits > 0);
    }
  }
}

}  // namespace carehub::views
