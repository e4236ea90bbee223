#include <catch2/catch.hpp>

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Input;
using widgets::Key;
using widgets::Point;

void click(Screen& screen, Point at) {
  Input press;
  press.mouse = at;
  press.mouse_down = press.mouse_pressed = true;
  Input up;
  up.mouse = at;
  up.mouse_released = true;
  Input still;
  still.mouse = at;
  screen.as_in_a_window({press, up}, still);
}

const Point one_place{1000, 300}, other_place{1300, 300};

}  // namespace

TEST_CASE("map: F5 measures between two clicks, which choose no case and move nothing", "[views]") {
  Screen screen;
  screen.frame();
  screen.key(Key::f5);
  CHECK(screen.shows("measure: click where it begins"));
  click(screen, one_place);
  CHECK(screen.shows("measure: click where it ends"));
  click(screen, other_place);
  CHECK(screen.shows(" km straight, "));
  CHECK(screen.shows(" by road, about "));
  CHECK_FALSE(screen.shell().state().selected.given());
  check_layout(screen);
  screen.key(Key::f5);
  CHECK_FALSE(screen.shows(" km straight, "));
}

TEST_CASE("map: F4 goes through what is shown, and says so", "[views]") {
  Screen screen;
  screen.frame();
  const bool teams_before = screen.shows("on scene · ");
  screen.key(Key::f4);
  CHECK(screen.shows("Map: cases only"));
  screen.key(Key::f4);
  CHECK(screen.shows("Map: teams only"));
  screen.key(Key::f4);
  CHECK(screen.shows("Map: places only"));
  screen.key(Key::f4);
  CHECK_FALSE(screen.shows("places only"));
  CHECK(screen.shows("on scene · ") == teams_before);
}

TEST_CASE("map: F6 keeps a team in the middle until a person moves the map", "[views]") {
  Screen screen;
  screen.frame();
  screen.shell().state().team = TeamId("CR3");
  screen.key(Key::f6);
  CHECK(screen.shows("follows CR3"));
  click(screen, one_place);
  CHECK_FALSE(screen.shows("follows"));
}

}  // namespace carehub::views
