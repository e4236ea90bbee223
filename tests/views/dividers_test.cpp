// The borders between panels, and the edges of columns: by mouse, by key, by word; kept, and never too far.

#include "console/views/dividers.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <optional>

#include "console/app/preferences.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/views/layout.hpp"
#include "tests/views/replayed.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

using widgets::Key;
using widgets::Point;

// The leftmost text of the panel's head line.
Point title_of(const Screen& screen, std::string_view panel) {
  std::optional<Point> title;
  float top = 1e9F;
  for (const TextSeen& seen : screen.log)
    if (seen.panel == panel) top = std::min(top, seen.box.min.y);
  for (const TextSeen& seen : screen.log)
    if (seen.panel == panel && seen.box.min.y < top + 12 && (!title || seen.box.min.x < title->x)) title = seen.box.min;
  REQUIRE(title.has_value());
  return *title;
}

// The border left of a panel, by its title, which has a margin of 14.
Point border_left_of(const Screen& screen, std::string_view panel, float scale = 1) {
  const Point title = title_of(screen, panel);
  return {title.x - 12 * scale, title.y + 4};
}

widgets::Input mouse_at(Point at, bool down) {
  widgets::Input input;
  input.mouse = at;
  input.mouse_down = down;
  return input;
}

void press_mouse(Screen& screen, Point at, bool twice = false) {
  widgets::Input press = mouse_at(at, true);
  press.mouse_pressed = true;
  press.mouse_double = twice;
  screen.as_in_a_window({press}, mouse_at(at, true));
}

void let_go(Screen& screen, Point at) {
  widgets::Input release = mouse_at(at, false);
  release.mouse_released = true;
  screen.as_in_a_window({release}, mouse_at(at, false));
}

void drag_border(Screen& screen, Point from, Point to) {
  press_mouse(screen, from);
  for (const float part : {0.3F, 0.7F, 1.0F})
    screen.as_in_a_window({}, mouse_at({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part}, true));
  let_go(screen, to);
}

void say_line(Screen& screen, std::string_view line) {
  screen.type("/" + std::string(line));
  screen.key(Key::enter);
}

float left_edge(const Screen& screen, std::string_view panel) {
  return title_of(screen, panel).x;
}

const TextSeen& head_of(const Screen& screen, std::string_view column) {
  const auto found = std::ranges::find_if(
      screen.log, [&](const TextSeen& seen) { return seen.panel == "case list" && seen.text == column; });
  REQUIRE(found != screen.log.end());
  return *found;
}

// Every case has a chance to miss its target: the next hours were played.
void look_ahead(Screen& screen) {
  auto picture = std::make_shared<console::Picture>(*screen.facts.picture);
  Outlook outlook;
  outlook.made = screen.facts.now;
  outlook.futures = 100;
  std::int32_t permille = 1000;
  for (const auto& [id, record] : picture->cases) {
    outlook.cases.push_back({id, permille, evening + minutes{20}, evening + minutes{31}});
    permille = permille > 60 ? permille - 45 : 4;
  }
  std::ranges::sort(outlook.cases, {}, &CaseOutlook::case_id);
  picture->outlook = std::make_shared<const Outlook>(std::move(outlook));
  ++picture->number;
  screen.facts.picture = picture;
  screen.frame();
}

}  // namespace

TEST_CASE("borders: a drag moves the border, and asks for it to be kept once it ends", "[views]") {
  Screen screen;
  screen.frame();
  const float before = left_edge(screen, "map");
  const Point at = border_left_of(screen, "map");
  press_mouse(screen, at);
  screen.as_in_a_window({}, mouse_at({at.x - 50, at.y}, true));
  CHECK(left_edge(screen, "map") == Approx(before - 50).margin(1));
  CHECK_FALSE(screen.shares_chosen);
  let_go(screen, {at.x - 50, at.y});
  CHECK(screen.shares_chosen == "");
  CHECK(left_edge(screen, "map") == Approx(before - 50).margin(1));
  CHECK(screen.shell().state().shares.contains("list"));
  check_layout(screen);
}

TEST_CASE("borders: pointing at one lights it up and changes the pointer; a click alone moves nothing", "[views]") {
  Screen screen;
  screen.frame();
  const Point at = border_left_of(screen, "map");
  screen.as_in_a_window({}, mouse_at(at, false));
  CHECK(screen.pointer == Pointer::across);
  press_mouse(screen, at);
  let_go(screen, at);
  CHECK(screen.shell().state().shares.empty());
  screen.as_in_a_window({}, mouse_at({at.x + 200, at.y + 300}, false));
  CHECK(screen.pointer == Pointer::plain);
}

TEST_CASE("borders: a double click takes it back to where it was designed", "[views]") {
  Screen screen;
  screen.frame();
  const float designed = left_edge(screen, "map");
  Point at = border_left_of(screen, "map");
  drag_border(screen, at, {at.x + 40, at.y});
  CHECK(left_edge(screen, "map") == Approx(designed + 40).margin(1));
  at = border_left_of(screen, "map");
  press_mouse(screen, at);
  let_go(screen, at);
  press_mouse(screen, at, true);
  let_go(screen, at);
  CHECK(left_edge(screen, "map") == designed);
  CHECK(screen.shell().state().shares.empty());
}

TEST_CASE("borders: no panel is squeezed below its least, however far the mouse goes", "[views]") {
  Screen screen;
  screen.frame();
  screen.key(Key::down);
  Point at = border_left_of(screen, "map");
  drag_border(screen, at, {5, at.y});
  CHECK(left_edge(screen, "map") >= 560);
  check_layout(screen);
  at = border_left_of(screen, "map");
  drag_border(screen, at, {1915, at.y});
  CHECK(left_edge(screen, "case") - left_edge(screen, "map") >= widgets::space::least_middle - 1);
  check_layout(screen);
  at = border_left_of(screen, "case");
  drag_border(screen, at, {1915, at.y});
  CHECK(screen.size().max.x - left_edge(screen, "case") >= 300 - 14);
  check_layout(screen);
}

TEST_CASE("borders: what is dragged from elsewhere passes over them", "[views]") {
  Screen screen;
  screen.frame();
  const Point border = border_left_of(screen, "map");
  const Point ground{border.x + 300, border.y + 250};
  press_mouse(screen, ground);
  screen.as_in_a_window({}, mouse_at({border.x, ground.y}, true));
  let_go(screen, {border.x - 100, ground.y});
  CHECK(screen.shell().state().shares.empty());
}

TEST_CASE("borders: a word moves one, says how far, and refuses what is not there", "[views]") {
  Screen screen;
  screen.frame();
  const float before = left_edge(screen, "map");
  say_line(screen, "ROOM list +5");
  CHECK(left_edge(screen, "map") == Approx(before + 96).margin(1.5));
  CHECK(screen.shares_chosen == "list 49 %");
  say_line(screen, "ROOM list designed");
  CHECK(left_edge(screen, "map") == before);
  say_line(screen, "ROOM map 40");
  CHECK(screen.shell().state().shares.at("map") == Approx(0.4).margin(0.001));
  say_line(screen, "ROOM all designed");
  CHECK(screen.shell().state().shares.empty());
  say_line(screen, "ROOM pathway +5");
  CHECK(screen.shows("this screen has nothing for it"));
}

TEST_CASE("borders: F11 and the arrows move them one after the other", "[views]") {
  Screen screen;
  screen.frame();
  const float before = left_edge(screen, "case");
  screen.key(Key::f11);
  screen.key(Key::left);
  CHECK(left_edge(screen, "case") == Approx(before - 19.2).margin(1));
  CHECK_FALSE(screen.shell().state().selected.given());  // the arrows were the border's
  screen.key(Key::home);
  CHECK(left_edge(screen, "case") == before);
  screen.key(Key::f11);
  const float map = left_edge(screen, "map");
  screen.key(Key::right);
  CHECK(left_edge(screen, "map") == Approx(map + 19.2).margin(1));
  screen.key(Key::escape);
  screen.key(Key::down);
  CHECK(screen.shell().state().selected.given());
}

TEST_CASE("columns: an edge is dragged in the head; a double click takes it back", "[views]") {
  Screen screen;
  screen.frame();
  const float before = head_of(screen, "Where").box.min.x;
  const Point edge{before - 3, head_of(screen, "Where").box.min.y + 4};
  drag_border(screen, edge, {edge.x - 20, edge.y});
  CHECK(head_of(screen, "Where").box.min.x == Approx(before - 20).margin(1.5));
  CHECK(screen.shares_chosen == "");
  check_layout(screen);
  const Point now{edge.x - 20, edge.y};
  press_mouse(screen, now, true);
  let_go(screen, now);
  CHECK(head_of(screen, "Where").box.min.x == Approx(before).margin(0.5));
}

TEST_CASE("columns: a word sets a width; the last grows to the left, and its figures stay on the right", "[views]") {
  Screen screen;
  look_ahead(screen);
  const auto right = head_of(screen, "Breach").box.max.x;
  const float team = head_of(screen, "Team or place").box.min.x;
  say_line(screen, "COLUMN team +4");
  CHECK(head_of(screen, "Team or place").box.min.x == Approx(team).margin(1));
  say_line(screen, "COLUMN breach +2");
  CHECK(head_of(screen, "Breach").box.max.x == Approx(right).margin(1));
  check_layout(screen);
  say_line(screen, "COLUMN all designed");
  CHECK(screen.shell().state().shares.empty());
}

TEST_CASE("columns: as designed the chance of a breach is on a screen of 1920 by 1080", "[views]") {
  Screen screen;
  look_ahead(screen);
  CHECK(std::ranges::any_of(screen.log, [](const TextSeen& seen) {
    return seen.panel == "case list" && seen.shown.ends_with('%') && !seen.elided;
  }));
  for (const char* column :
       {"Case", "Left", "P", "From", "Need", "Where", "Age", "Flags", "State", "Team or place", "Breach"})
    CHECK_FALSE(head_of(screen, column).elided);
}

TEST_CASE("borders: what was chosen is there at the next start, on that screen and for that workspace", "[views]") {
  const support::TemporaryFolder folder;
  const auto file = folder / "console-a.reed.toml";
  app::Preferences chosen;
  chosen.layout["DP-1 1920x1080"]["control room"] = {{"list", 0.45F}, {"column need", 0.2F}};
  chosen.layout["HDMI \"2\" 3840x2160"]["control room"] = {{"list", 0.35F}};
  chosen.layout["DP-1 1920x1080"]["navigator"] = {{"list", 0.3F}};
  REQUIRE(app::write_preferences(file, chosen).has_value());
  const auto read = app::read_preferences(file);
  REQUIRE(read.has_value());
  CHECK(read->layout == chosen.layout);
  CHECK(read->ignored.empty());
}

TEST_CASE("borders: what is no share in the file is said and left out, and the rest holds", "[views]") {
  const support::TemporaryFolder folder;
  std::ofstream(folder / "p.toml") << "theme = \"light\"\n[layout.\"DP-1 1920x1080\".\"control room\"]\n"
                                      "list = 4\nmap = \"wide\"\ncase = 0.3\nplaces = nan\noptions = -0.2\n"
                                      "[layout.broken]\nnavigator = 3\n[layout]\nodd = 1\n";
  const auto read = app::read_preferences(folder / "p.toml");
  REQUIRE(read.has_value());
  CHECK(read->theme == widgets::Theme::light);
  CHECK(read->layout.at("DP-1 1920x1080").at("control room") == console::Shares{{"case", 0.3F}});
  CHECK(read->ignored.size() == 6);
  CHECK(joined_lines(read->ignored).find("'map' is ignored; write a share from 0.01 to 0.99") != std::string::npos);
}

namespace {

// Everything at its one end, then at its other.
void check_extremes(Screen& screen, std::span<const char* const> names, const std::function<void()>& states) {
  for (const float first : {0.01F, 0.99F})
    for (const float second : {0.01F, 0.99F}) {
      auto& shares = screen.shell().state().shares;
      shares.clear();
      bool odd = false;
      for (const char* name : names) shares[name] = (odd = !odd) ? first : second;
      INFO("shares " << first << " and " << second);
      screen.frame();
      states();
    }
}

constexpr std::tuple<float, float, float> small_and_large[] = {
    {1366, 768, 0.88F}, {1366, 768, 1.0F}, {1920, 1080, 1.0F}, {1920, 1080, 2.0F}, {3840, 2160, 2.0F}};

}  // namespace

TEST_CASE("borders: at their furthest nothing of the control room is cut or covered", "[views]") {
  static constexpr const char* names[] = {"list",        "case",         "places",      "options",    "map",
                                          "column need", "column where", "column team", "column left"};
  for (const auto& [width, height, scale] : small_and_large) {
    DYNAMIC_SECTION(width << "x" << height << " at " << scale) {
      Screen screen(make_operator(), width, height, 27, scale);
      look_ahead(screen);
      check_extremes(screen, names, [&] {
        check_layout(screen);
        screen.key(Key::down);
        check_layout(screen);
        screen.key(Key::f2);
        check_layout(screen);
        screen.key(Key::f2);
        check_layout(screen);
        screen.key(Key::f2);
      });
    }
  }
}

TEST_CASE("borders: at their furthest nothing of the navigator's desk is cut or covered", "[views]") {
  static constexpr const char* names[] = {"list", "pathway", "facts"};
  for (const auto& [width, height, scale] : small_and_large) {
    DYNAMIC_SECTION(width << "x" << height << " at " << scale) {
      Screen screen = navigator(width, height, "isle-of-wight", 0, scale);
      check_extremes(screen, names, [&] {
        check_layout(screen);
        screen.key(Key::down);
        check_layout(screen);
        screen.key(Key::tab);
        check_layout(screen);
        screen.key(Key::escape);
        screen.type("n");
        check_layout(screen);
        screen.key(Key::escape);
      });
    }
  }
}

TEST_CASE("borders: at their furthest nothing of a replay is cut or covered", "[views]") {
  static constexpr const char* names[] = {"list", "case", "decisions", "options", "map"};
  for (const auto& [width, height, scale] : small_and_large) {
    DYNAMIC_SECTION(width << "x" << height << " at " << scale) {
      Screen screen = replayed(width, height, scale);
      check_extremes(screen, names, [&] {
        check_layout(screen);
        screen.key(Key::down);
        check_layout(screen);
      });
    }
  }
}

}  // namespace carehub::views
