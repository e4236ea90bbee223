// Every workspace in its states, at three sizes of screen and from 80 to 200 per cent of text: no text runs over
// another, out of its cell, or off the screen.

#include "tests/views/layout.hpp"
#include "tests/views/replayed.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

struct Size {
  float width, height, scale;
};
// On a small laptop 200 per cent leaves no room for the least of a workspace: there the least is what the console asks
// for.
constexpr Size shown_at[] = {{1366, 768, 0.8F},  {1366, 768, 0.88F},  {1366, 768, 1.0F},  {1920, 1080, 0.8F},
                             {1920, 1080, 1.0F}, {1920, 1080, 1.25F}, {1920, 1080, 1.5F}, {1920, 1080, 2.0F},
                             {3840, 2160, 1.0F}, {3840, 2160, 1.5F},  {3840, 2160, 2.0F}};

void check_states(Screen& screen) {
  screen.frame();
  check_layout(screen);
  for (int row = 0; row < 3; ++row) screen.key(Key::down);
  check_layout(screen);
  for (const Key key : {Key::f1, Key::f8, Key::f9}) {
    screen.key(key);
    check_layout(screen);
    screen.key(Key::escape);
  }
  screen.type("/A 1042");
  check_layout(screen);
  screen.key(Key::escape);
  screen.letter('L');
  check_layout(screen);
  screen.letter('L');
  screen.facts.link.live = false;
  screen.facts.link.age = seconds(14);
  screen.frame();
  check_layout(screen);
}

}  // namespace

TEST_CASE("every screen: the control room, at each size and scale", "[views]") {
  for (const Size& size : shown_at) {
    DYNAMIC_SECTION(size.width << "x" << size.height << " at " << size.scale) {
      Screen screen(make_operator(), size.width, size.height, 27, size.scale);
      check_states(screen);
    }
  }
}

TEST_CASE("every screen: the navigator's desk, at each size and scale", "[views]") {
  for (const Size& size : shown_at) {
    DYNAMIC_SECTION(size.width << "x" << size.height << " at " << size.scale) {
      Screen screen = navigator(size.width, size.height, "isle-of-wight", 0, size.scale);
      check_states(screen);
    }
  }
}

TEST_CASE("every screen: the board, at each size and scale", "[views]") {
  for (const Size& size : shown_at) {
    DYNAMIC_SECTION(size.width << "x" << size.height << " at " << size.scale) {
      Screen screen = board(size.width, size.height, "isle-of-wight", size.scale);
      // Cards take turns, four at most in one place.
      for (int turn = 0; turn < 4; ++turn, screen.facts.now += seconds(15)) {
        screen.frame();
        check_layout(screen);
      }
    }
  }
}

TEST_CASE("every screen: a replay, at each size and scale", "[views]") {
  for (const Size& size : shown_at) {
    DYNAMIC_SECTION(size.width << "x" << size.height << " at " << size.scale) {
      Screen screen = replayed(size.width, size.height, size.scale);
      check_layout(screen);
      for (const Key key : {Key::down, Key::enter, Key::f1}) {
        screen.key(key);
        check_layout(screen);
      }
      screen.key(Key::escape);
      screen.type("1");
      check_layout(screen);
    }
  }
}

TEST_CASE("every screen: text is as large on a monitor of fine pixels as on another one", "[views]") {
  CHECK(app::scale_for(1920) == 1.0F);
  CHECK(app::scale_for(3840, 2) == 2.0F);
  CHECK(app::scale_for(3840) == 1.0F);
  CHECK(app::scale_for(1366) == 0.88F);
  CHECK(app::scale_for(2732, 2) == 2 * 0.88F);
}

}  // namespace carehub::views
