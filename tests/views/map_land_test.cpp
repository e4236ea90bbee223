#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "console/widgets/map_shape.hpp"
#include "protocols/domain/area.hpp"
#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

double area_filled(const std::vector<widgets::Trapezoid>& parts) {
  double area = 0;
  for (const auto& part : parts)
    area += (part.north - part.south) * (part.south_east - part.south_west + part.north_east - part.north_west) / 2;
  return area;
}

bool covers(const std::vector<widgets::Trapezoid>& parts, Coordinates at) {
  return std::ranges::any_of(parts, [&](const widgets::Trapezoid& part) {
    if (at.lat_e6 < part.south || at.lat_e6 >= part.north) return false;
    const double share = (at.lat_e6 - part.south) / (part.north - part.south);
    const double west = part.south_west + share * (part.north_west - part.south_west);
    const double east = part.south_east + share * (part.north_east - part.south_east);
    return at.lon_e6 >= west && at.lon_e6 < east;
  });
}

// A sample evening on the island, with these lines and names in place of its map.
Screen on_map(std::vector<MapLine> lines) {
  Screen screen;
  auto site = std::make_shared<Site>(*shipped_site());
  site->map_lines = std::move(lines);
  auto picture = std::make_shared<console::Picture>(*screen.facts.picture);
  picture->site = site;
  screen.facts.picture = picture;
  return screen;
}

MapLine island_outline() {
  return {"Island",
          "outline",
          {{50'560'000, -1'600'000}, {50'560'000, -1'050'000}, {50'780'000, -1'050'000}, {50'780'000, -1'600'000}}};
}

// A lake shore with as many points as a map may have.
std::vector<MapLine> full_map() {
  std::vector<MapLine> lines{island_outline()};
  for (int line = 0; line < 12; ++line) {
    MapLine one{"", line < 4 ? "water" : line < 8 ? "road" : "rail", {}};
    for (int i = 0; i < 2499; ++i) {
      const double turn = 2 * std::numbers::pi * i / 2499;
      const double reach = 15'000 + 3'000 * std::sin(turn * 97) + line * 500;
      one.points.push_back({50'620'000 + line % 4 * 40'000 + static_cast<std::int32_t>(reach * std::sin(turn)),
                            -1'500'000 + line / 4 * 130'000 + static_cast<std::int32_t>(reach * std::cos(turn))});
    }
    lines.push_back(std::move(one));
  }
  return lines;
}

widgets::Input turn_wheel(float by) {
  widgets::Input input;
  input.mouse = {1127, 330};
  input.wheel = by;
  return input;
}

}  // namespace

TEST_CASE("map: an area is filled exactly, hollows left out", "[widgets]") {
  // A U, in millionths: its area is 3x3 less the notch.
  const std::vector<Coordinates> u{{0, 0}, {0, 10}, {20, 10}, {20, 20}, {0, 20}, {0, 30}, {30, 30}, {30, 0}};
  const auto parts = widgets::fill_of(u);
  CHECK(area_filled(parts) == Approx(700));
  CHECK(covers(parts, {10, 5}));
  CHECK_FALSE(covers(parts, {10, 15}));
  CHECK(widgets::fill_of({}).empty());
}

TEST_CASE("map: what fills an area is what lies inside its ring, even where that crosses itself", "[widgets]") {
  std::vector<Coordinates> star;
  for (int i = 0; i < 11; ++i) {
    const double turn = 2 * std::numbers::pi * (i * 4 % 11) / 11;
    star.push_back(
        {static_cast<std::int32_t>(10'000 * std::sin(turn)) + i, static_cast<std::int32_t>(10'000 * std::cos(turn))});
  }
  std::vector<Coordinates> bay;
  for (int i = 0; i < 300; ++i) {
    const double turn = 2 * std::numbers::pi * i / 300;
    const double reach = 8'000 + 1'900 * std::sin(turn * 13);
    bay.push_back(
        {static_cast<std::int32_t>(reach * std::sin(turn)), static_cast<std::int32_t>(reach * std::cos(turn))});
  }
  const auto parts = widgets::fill_of(bay);
  int wrong = 0;
  for (int lat = -10'000; lat <= 10'000; lat += 487)
    for (int lon = -10'000; lon <= 10'000; lon += 493)
      wrong += covers(parts, {lat, lon}) != inside(bay, {lat, lon}) ? 1 : 0;
  CHECK(wrong == 0);
  // Where lines cross between two parallels the fill may be off by the sliver between them, and no more.
  double star_area = 0;
  for (int lat = -10'000; lat < 10'000; lat += 50)
    for (int lon = -10'000; lon < 10'000; lon += 50) star_area += inside(star, {lat, lon}) ? 2500 : 0;
  CHECK(area_filled(widgets::fill_of(star)) == Approx(star_area).epsilon(0.25));
}

TEST_CASE("map: a long line is drawn in pieces that follow each other", "[widgets]") {
  std::vector<Coordinates> line;
  for (int i = 0; i < 1000; ++i) line.push_back({i, i * 2});
  std::vector<widgets::MapPiece> pieces;
  widgets::add_pieces(line, pieces);
  REQUIRE(pieces.size() > 10);
  for (std::size_t i = 1; i < pieces.size(); ++i) CHECK(pieces[i].points.front() == pieces[i - 1].points.back());
  CHECK(pieces.back().points.back() == line.back());
  CHECK_FALSE(pieces.front().bounds.meets(pieces.back().bounds));
}

TEST_CASE("map: every kind of line has its colour, and lesser roads show from near only", "[views]") {
  auto screen = on_map({island_outline(),
                        {"", "land", {{50'790'000, -1'600'000}, {50'790'000, -1'000'000}, {50'900'000, -1'000'000}}},
                        {"", "road", {{50'700'000, -1'500'000}, {50'700'000, -1'100'000}}},
                        {"", "street", {{50'650'000, -1'500'000}, {50'690'000, -1'100'000}}},
                        {"", "rail", {{50'600'000, -1'500'000}, {50'680'000, -1'100'000}}}});
  screen.frame();
  for (const auto colour : {widgets::Colour::land, widgets::Colour::land_beside, widgets::Colour::coast,
                            widgets::Colour::road, widgets::Colour::rail})
    CHECK(screen.drawn_in(colour));
  CHECK_FALSE(screen.drawn_in(widgets::Colour::street));
  screen.frame(turn_wheel(4));
  CHECK(screen.drawn_in(widgets::Colour::street));
}

TEST_CASE("map: names of the map stand only where nothing else does", "[views]") {
  auto lines = std::vector<MapLine>{island_outline()};
  for (int i = 0; i < 900; ++i)
    lines.push_back({"Hamlet " + std::to_string(i),
                     i % 3 == 0   ? "town"
                     : i % 3 == 1 ? "hill"
                                  : "label",
                     {{50'560'000 + i / 30 * 7'000, -1'600'000 + i % 30 * 18'000}}});
  auto screen = on_map(lines);
  screen.frame();
  CHECK(screen.shows("Hamlet"));
  check_layout(screen);
  for (int step = 0; step < 6; ++step) {
    screen.frame(turn_wheel(2));
    check_layout(screen);
  }
}

TEST_CASE("map: what the site's localities say already is not said twice", "[views]") {
  auto screen = on_map({island_outline(),
                        {"Ventnor", "town", {{50'598'000, -1'206'000}}},
                        {"Whitwell", "town", {{50'598'000, -1'266'000}}}});
  screen.frame();
  const auto seen = [&](const char* name) { return std::ranges::count(screen.log, name, &widgets::TextSeen::text); };
  CHECK(seen("Whitwell") == 1);
  CHECK(std::ranges::count_if(screen.log, [](const auto& one) {
          return one.text == "Ventnor" && one.box.min.x > 800 && one.box.max.x < 1500 && one.box.max.y < 550;
        }) <= 1);
}

TEST_CASE("map: a full map can be looked at from everywhere", "[views]") {
  auto screen = on_map(full_map());
  screen.frame();
  for (const float by : {3.0F, 3.0F, 3.0F, 4.0F, -6.0F, -9.0F, -12.0F, -12.0F}) {
    screen.frame(turn_wheel(by));
    check_layout(screen);
  }
}

}  // namespace carehub::views
