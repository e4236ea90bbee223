#include <catch2/catch.hpp>

#include "protocols/domain/area.hpp"
#include "tools/maps/join.hpp"

using namespace carehub;
using namespace carehub::tools::maps;

namespace {

using Points = std::vector<Coordinates>;

// Thousandths of a degree from a corner of the country.
Coordinates spot(int north, int east) {
  return {50'000'000 + north * 1000, -2'000'000 + east * 1000};
}

Feature line(const char* kind, const char* name, Points points) {
  return {kind, name, 0, Shape::line, std::move(points)};
}

const Box ten_by_ten{spot(0, 0), spot(10, 10)};

}  // namespace

TEST_CASE("maps: pieces of one road become one, whichever way each was drawn", "[maps]") {
  std::vector<Feature> roads{line("road", "A1", {spot(0, 0), spot(0, 1)}), line("road", "A1", {spot(0, 3), spot(0, 2)}),
                             line("road", "A1", {spot(0, 1), spot(0, 2)}), line("road", "A2", {spot(0, 3), spot(0, 4)}),
                             line("street", "A1", {spot(0, 3), spot(0, 5)})};
  join_lines(roads);
  REQUIRE(roads.size() == 3);
  CHECK(roads[0].points.size() == 4);
}

TEST_CASE("maps: shores keep their direction, because land lies on their left", "[maps]") {
  std::vector<Feature> shores{line("coast", "", {spot(0, 1), spot(0, 2)}), line("coast", "", {spot(0, 0), spot(0, 1)}),
                              line("coast", "", {spot(5, 2), spot(0, 2)})};
  join_lines(shores);
  CHECK(shores.size() == 2);
}

TEST_CASE("maps: a line is cut where it leaves the box, and goes on where it comes back", "[maps]") {
  const auto parts = lines_in({spot(5, -5), spot(5, 5), spot(15, 5), spot(15, 8), spot(5, 8)}, ten_by_ten);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0] == Points{spot(5, 0), spot(5, 5), spot(10, 5)});
  CHECK(parts[1] == Points{spot(10, 8), spot(5, 8)});
  CHECK(lines_in({spot(20, 20), spot(30, 30)}, ten_by_ten).empty());
}

TEST_CASE("maps: an area is cut to the box", "[maps]") {
  const auto cut = area_in({spot(-5, -5), spot(-5, 5), spot(5, 5), spot(5, -5), spot(-5, -5)}, ten_by_ten);
  REQUIRE(cut.size() == 5);
  CHECK(cut.front() == cut.back());
  CHECK(inside(cut, spot(2, 2)));
  CHECK_FALSE(inside(cut, spot(7, 7)));
  CHECK(area_in({spot(20, 20), spot(20, 30), spot(30, 30), spot(20, 20)}, ten_by_ten).empty());
}

TEST_CASE("maps: a shore through the box makes the land on its left", "[maps]") {
  // From west to east: the land lies to the north.
  Found found;
  const auto north = land_of({line("coast", "", {spot(5, -5), spot(4, 5), spot(5, 15)})}, ten_by_ten, found);
  REQUIRE(north.size() == 1);
  CHECK(inside(north[0], spot(8, 5)));
  CHECK_FALSE(inside(north[0], spot(2, 5)));
  const auto south = land_of({line("coast", "", {spot(5, 15), spot(4, 5), spot(5, -5)})}, ten_by_ten, found);
  REQUIRE(south.size() == 1);
  CHECK(inside(south[0], spot(2, 5)));
  CHECK_FALSE(inside(south[0], spot(8, 5)));
  CHECK(found.left_out.empty());
}

TEST_CASE("maps: two shores of a strait make two lands, or one between them", "[maps]") {
  Found found;
  const auto eastward = line("coast", "", {spot(7, -5), spot(7, 15)});
  const auto westward = line("coast", "", {spot(3, 15), spot(3, -5)});
  const auto apart = land_of({eastward, westward}, ten_by_ten, found);
  CHECK(apart.size() == 2);
  const auto between =
      land_of({line("coast", "", {spot(3, -5), spot(3, 15)}), line("coast", "", {spot(7, 15), spot(7, -5)})},
              ten_by_ten, found);
  REQUIRE(between.size() == 1);
  CHECK(inside(between[0], spot(5, 5)));
  CHECK_FALSE(inside(between[0], spot(8, 5)));
}

TEST_CASE("maps: a shore that ends nowhere is left out and counted", "[maps]") {
  Found found;
  CHECK(land_of({line("coast", "", {spot(5, 2), spot(5, 8)})}, ten_by_ten, found).empty());
  CHECK(land_of({line("coast", "", {spot(5, 2), spot(5, 8)})}, std::nullopt, found).empty());
  CHECK(found.left_out.size() == 2);
  // An island needs no box.
  const auto island = line("coast", "", {spot(5, 2), spot(5, 8), spot(8, 8), spot(5, 2)});
  CHECK(land_of({island}, std::nullopt, found).size() == 1);
}
