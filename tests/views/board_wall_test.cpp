// The board on a wall: what must be read from five metres is high enough for it, every page says all it has to say, and
// nobody can operate it.

#include <imgui.h>

#include <numbers>
#include <set>

#include "tests/views/layout.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

using widgets::Face;
using widgets::Key;

// 16 minutes of arc: ISO 9241-303, and NUREG-0700 1.3.1-4 for control rooms, whose formula this is.
double least_cap_mm(double distance_mm) {
  return 2 * std::numbers::pi * distance_mm * 16 / 21'600;
}

double wall_width_mm(double inches) {
  return inches * 25.4 * 16 / std::hypot(16.0, 9.0);
}

// Height of a capital letter as it is drawn, in pixels.
double cap_px(Face face, float width, float height) {
  auto stage = app::Stage::create(width, height, app::wall_scale_for(width, height)).value();
  double high = 0;
  widgets::Input none;
  stage->build(none, [&](widgets::Ui& ui, const widgets::Box&) {
    const ImFont* font = ui.canvas.fonts().of(face);
    // Figures are as high as capitals in Inter; the largest face has nothing else.
    const ImFontGlyph* glyph = font->FindGlyph(face == Face::wall_large ? '1' : 'H');
    high = (glyph->Y1 - glyph->Y0) * ui.canvas.height(face) / font->FontSize;
  });
  return high;
}

Screen wall_screen(float width, float height, const char* site = "isle-of-wight") {
  Screen screen(make_wall(), width, height, 27, app::wall_scale_for(width, height));
  auto picture = std::make_shared<console::Picture>(*board_picture(site));
  picture->board->ahead_made = evening + minutes(2);  // as if looked ahead while the pages turn
  screen.facts.picture = picture;
  screen.facts.who = {UserName("wall"), Role::manager, "test"};
  screen.frame();
  return screen;
}

constexpr std::pair<float, float> wall_sizes[] = {{1920.0F, 1080.0F}, {1366.0F, 768.0F}, {3840.0F, 2160.0F}};

template <class Look>
void on_every_wall_page(Screen& screen, Look look) {
  for (int page = 0; page < 10; ++page) {
    screen.frame();
    look();
    screen.facts.now += seconds(12);
  }
}

bool is_large_face(Face face) {
  return face == Face::wall_strong || face == Face::wall_large;
}

bool shows_large(const Screen& screen, const std::string& text) {
  return std::ranges::any_of(screen.log, [&](const TextSeen& seen) {
    return is_large_face(seen.face) && seen.shown == text && !Screen::visible(seen).empty();
  });
}

}  // namespace

TEST_CASE("wall: capitals are high enough at five metres on 55 inches, small ones at three", "[views]") {
  const double inches = 55;
  for (const auto& [width, height] : wall_sizes) {
    const double mm_a_pixel = wall_width_mm(inches) / width;
    INFO(width << " pixels: " << mm_a_pixel << " mm each");
    CHECK(cap_px(Face::wall_strong, width, height) * mm_a_pixel >= least_cap_mm(5'000));
    CHECK(cap_px(Face::wall_large, width, height) * mm_a_pixel >= 20.0 / 16 * least_cap_mm(5'000));
    CHECK(cap_px(Face::wall_words, width, height) * mm_a_pixel >= least_cap_mm(3'000));
    // The overview is for a desk: its small type would not do.
    CHECK(cap_px(Face::body, width, height) * mm_a_pixel < least_cap_mm(3'000));
  }
  CHECK(least_cap_mm(5'000) == Approx(23.3).margin(0.05));
  CHECK(wall_width_mm(55) == Approx(1217.6).margin(0.1));
}

TEST_CASE("wall: no type but the wall's is on it", "[views]") {
  for (const char* site : {"isle-of-wight", "mid-nottinghamshire"}) {
    Screen screen = wall_screen(1920, 1080, site);
    on_every_wall_page(screen, [&] {
      for (const TextSeen& seen : screen.log) {
        INFO(seen.shown);
        CHECK((is_large_face(seen.face) || seen.face == Face::wall_words));
      }
    });
  }
}

TEST_CASE("wall: level, shares, counts and time are large on every page", "[views]") {
  for (const auto& [width, height] : wall_sizes) {
    Screen screen = wall_screen(width, height);
    on_every_wall_page(screen, [&] {
      for (const char* text : {"OPEL 3", "95%", "92%", "114", "23", "! 11", "15", "● live", "waiting"}) {
        INFO(text);
        CHECK(shows_large(screen, text));
      }
    });
  }
}

TEST_CASE("wall: each service's figure and letter are large, and its name; a turn shows all of them", "[views]") {
  Screen screen = wall_screen(1920, 1080);
  std::string names;
  std::size_t figures = 0;
  std::set<std::string> letters;
  std::int64_t last_page = -1;
  for (int second = 0; second < 12 * 10; ++second, screen.facts.now += seconds(1)) {
    screen.frame();
    const auto page = std::chrono::floor<seconds>(screen.facts.now).time_since_epoch().count() / 12;
    if (page == std::exchange(last_page, page)) continue;
    for (const TextSeen& seen : screen.log) {
      if (seen.face == Face::wall_strong) names += seen.shown + " ";
      if (seen.face == Face::wall_large) ++figures;
      if (seen.face == Face::wall_strong && seen.shown.size() == 1) letters.insert(seen.shown);
    }
  }
  for (const auto& service : screen.facts.picture->board->services) {
    INFO(service.name);
    CHECK(names.find(service.name) != std::string::npos);
  }
  CHECK(figures >= screen.facts.picture->board->services.size());
  for (const char* letter : {"G", "A", "R", "-", "?"}) CHECK(letters.contains(letter));
}

TEST_CASE("wall: the charts' titles, axes and lists are large", "[views]") {
  Screen screen = wall_screen(1920, 1080);
  std::set<std::string> large;
  on_every_wall_page(screen, [&] {
    for (const TextSeen& seen : screen.log)
      if (is_large_face(seen.face)) large.insert(seen.shown);
  });
  for (const char* text : {"Calls each hour", "Seen within two hours, by hour received", "Seen in time, by source",
                           "Next 4 h, by service", "Next 2 h", "Teams on shift", "100%", "60%", "50%", "0%", "08", "12",
                           "Sun", "open cases, too late", "11 of 131"}) {
    INFO(text);
    CHECK(large.contains(text));
  }
}

TEST_CASE("wall: no text overlaps, is cut or shortened, on any page, at any size, with and without a link", "[views]") {
  for (const char* site : {"isle-of-wight", "mid-nottinghamshire"})
    for (const auto& [width, height] : wall_sizes) {
      DYNAMIC_SECTION(site << " " << width << "x" << height) {
        Screen screen = wall_screen(width, height, site);
        const auto look = [&] {
          check_layout(screen);
          const auto found = elided(screen.log, [](const TextSeen&) { return false; });
          INFO(joined_lines(found));
          CHECK(found.empty());
        };
        on_every_wall_page(screen, look);
        screen.facts.link.live = false;
        screen.facts.link.age = seconds(12);
        on_every_wall_page(screen, look);
        screen.facts.link.age = minutes(2);
        on_every_wall_page(screen, look);
      }
    }
}

TEST_CASE("wall: without a link it says so large, and nothing on it is green", "[views]") {
  Screen screen = wall_screen(1920, 1080);
  CHECK(screen.drawn_in(widgets::colour::light_green));
  screen.facts.link.live = false;
  screen.facts.link.age = seconds(12);
  screen.facts.now += seconds(12);
  on_every_wall_page(screen, [&] {
    CHECK(shows_large(screen, "no link"));
    CHECK(screen.shows("No link to the hub: stale since"));
    CHECK_FALSE(screen.drawn_in(widgets::colour::light_green));
  });
}

TEST_CASE("wall: no key and no click does anything", "[views]") {
  Screen screen = wall_screen(1920, 1080);
  const auto texts = [&] {
    std::string all;
    for (const TextSeen& seen : screen.log) all += seen.shown + "\n";
    return all;
  };
  const std::string before = texts();
  for (const Key key : {Key::f1, Key::f8, Key::f9, Key::f11, Key::enter, Key::escape}) screen.key(key);
  for (const char letter : {'L', 'T', 'P'}) screen.letter(letter);
  screen.type("/OPEL 1 quiet");
  screen.key(Key::enter);
  CHECK(texts() == before);
  CHECK(screen.commands.empty());
}

TEST_CASE("wall: pages turn by a viewer's clock, however fast a simulated hub's runs", "[views]") {
  Screen screen = wall_screen(1920, 1080);
  const auto page_text = [&] {
    const auto seen =
        std::ranges::find_if(screen.log, [](const TextSeen& one) { return one.shown.starts_with("page "); });
    return seen == screen.log.end() ? std::string() : seen->shown;
  };
  screen.facts.link.speed = 60;
  screen.frame();
  const std::string before = page_text();
  REQUIRE_FALSE(before.empty());
  int turns = 0;
  std::string last = before;
  for (int real_second = 0; real_second < 24; ++real_second) {
    screen.facts.now += seconds(60);
    screen.frame();
    if (std::exchange(last, page_text()) != last) ++turns;
  }
  CHECK(turns == 2);
}

TEST_CASE("wall: the whole picture moves a little each minute, and comes back", "[views]") {
  Screen screen = wall_screen(1920, 1080);
  std::set<int> lefts;
  for (int minute = 0; minute < 8; ++minute, screen.facts.now += minutes(1)) {
    screen.frame();
    float left = 1e9F;
    for (const TextSeen& seen : screen.log) left = std::min(left, seen.box.min.x);
    lefts.insert(static_cast<int>(std::round(left)));
  }
  CHECK(lefts.size() == 4);
  CHECK(*lefts.rbegin() - *lefts.begin() <= 4);
}

}  // namespace carehub::views
