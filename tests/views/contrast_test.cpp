// Every text of every screen, in every theme, on what it stands on: at least 4.5 to 1 (WCAG 2.1, 1.4.3).
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "tests/views/layout.hpp"
#include "tests/views/replayed.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

using widgets::Colour;
using widgets::Key;
using Pair = std::pair<Colour, Colour>;
using Pairs = std::map<Pair, std::string>;  // with a text that stands so

void collect(const Screen& screen, Pairs& pairs) {
  for (const auto& seen : screen.log)
    if (!Screen::visible(seen).empty()) pairs.emplace(Pair{seen.ink, seen.ground}, seen.shown);
}

// What each role of screen looks like in its states.
Pairs pairs_in_use() {
  Pairs pairs;
  Screen control;
  for (int row = 0; row < 12; ++row) {
    control.key(Key::down);
    collect(control, pairs);
  }
  for (const Key key : {Key::f1, Key::escape, Key::f8, Key::escape, Key::f9, Key::escape}) {
    control.key(key);
    collect(control, pairs);
  }
  for (const char* typed : {"/", "A 1042", " zz", "\x1b"}) {
    control.type(typed);
    collect(control, pairs);
  }
  control.key(Key::escape);
  control.letter('L');
  collect(control, pairs);
  Screen stale;
  stale.facts.link.live = false;
  stale.facts.link.age = seconds(9);
  stale.frame();
  collect(stale, pairs);
  Screen loading;
  loading.facts.loading = true;
  loading.frame();
  collect(loading, pairs);
  Screen desk = navigator();
  desk.frame();
  for (int row = 0; row < 10; ++row) {
    desk.key(Key::down);
    collect(desk, pairs);
  }
  desk.type("t");
  collect(desk, pairs);
  desk.type("ynu");
  collect(desk, pairs);
  desk.key(Key::escape);
  desk.type("n");
  collect(desk, pairs);
  Screen past = replayed();
  for (const Key key : {Key::down, Key::f7, Key::enter, Key::f1}) {
    past.key(key);
    collect(past, pairs);
  }
  past.key(Key::escape);
  past.type("12:99");
  past.key(Key::enter);
  collect(past, pairs);
  past.facts.link.live = false;
  past.frame();
  collect(past, pairs);
  Screen wall = board();
  wall.frame();
  collect(wall, pairs);
  return pairs;
}

}  // namespace

TEST_CASE("contrast: every text of every screen can be read in every theme", "[views]") {
  const Pairs pairs = pairs_in_use();
  CHECK(pairs.size() > 25);
  for (int i = 0; i < widgets::theme_count; ++i) {
    const auto theme = static_cast<widgets::Theme>(i);
    const auto& palette = widgets::palette_of(theme);
    for (const auto& [pair, text] : pairs) {
      CAPTURE(widgets::name_of(theme), static_cast<int>(pair.first), static_cast<int>(pair.second), text);
      CHECK(widgets::contrast(palette[pair.first], palette[pair.second]) >= 4.5);
    }
  }
}

TEST_CASE("contrast: the ratio is that of the standard", "[views]") {
  CHECK(widgets::contrast(0xFFFFFFFF, 0xFF000000) == Approx(21.0));
  CHECK(widgets::contrast(0xFF777777, 0xFFFFFFFF) == Approx(4.48).margin(0.01));
  CHECK(widgets::contrast(0xFF0000FF, 0xFFFFFFFF) == Approx(4.0).margin(0.01));  // red: the lowest byte
}

TEST_CASE("themes: each has a name, and one key goes through them all", "[views]") {
  auto theme = widgets::Theme::dark;
  std::set<std::string_view> names;
  for (int i = 0; i < widgets::theme_count; ++i) {
    names.insert(widgets::name_of(theme));
    CHECK(widgets::theme_named(widgets::name_of(theme)) == theme);
    theme = widgets::next_theme(theme);
  }
  CHECK(names.size() == widgets::theme_count);
  CHECK(theme == widgets::Theme::dark);
  CHECK_FALSE(widgets::theme_named("pink").has_value());
}

}  // namespace carehub::views
