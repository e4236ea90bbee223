#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "protocols/domain/simplify.hpp"
#include "protocols/site/map_file.hpp"
#include "protocols/site/text_file.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tools/maps/fit.hpp"
#include "tools/maps/look.hpp"
#include "tools/maps/make.hpp"

using namespace carehub;
using namespace carehub::tools::maps;

namespace {

Feature square(const char* kind, const char* name, std::int32_t south = 50'600'000) {
  return {kind,
          name,
          0,
          Shape::area,
          {{south, -1'500'000},
           {south, -1'100'000},
           {south + 150'000, -1'100'000},
           {south + 150'000, -1'500'000},
           {south, -1'500'000}}};
}

// A line of many small bends.
Feature winding(const char* kind, int rank, int points, std::int32_t lat = 50'700'000) {
  Feature road{kind, "", rank, Shape::line, {}};
  for (int i = 0; i < points; ++i)
    road.points.push_back({lat + (i % 2 == 0 ? 0 : 300 + i % 700), -1'500'000 + i * 200});
  return road;
}

std::size_t lines_of(const Made& made, std::string_view kind) {
  return static_cast<std::size_t>(std::ranges::count(made.lines, kind, &MapLine::kind));
}

Found found_of(std::vector<Feature> features) {
  Found found;
  found.features = std::move(features);
  return found;
}

}  // namespace

TEST_CASE("maps: the shore is the outline unless a boundary is", "[maps]") {
  auto shore = square("coast", "");
  shore.shape = Shape::line;
  const auto island = make_map(found_of({shore}), {});
  REQUIRE(island.has_value());
  CHECK(lines_of(*island, "outline") == 1);
  const auto bounded = make_map(found_of({shore, square("boundary", "Midshire")}), {});
  REQUIRE(bounded.has_value());
  CHECK(lines_of(*bounded, "outline") == 1);
  CHECK(lines_of(*bounded, "land") == 1);
}

TEST_CASE("maps: of several boundaries one is chosen by name, or none", "[maps]") {
  const auto two = found_of({square("boundary", "Midshire"), square("boundary", "Eastshire", 50'800'000)});
  const auto none = make_map(two, {});
  // Nothing else was found: a map of nothing is no map.
  REQUIRE_FALSE(none.has_value());
  const auto one = make_map(two, {.box = {}, .tolerance_m = 15, .boundary = "Eastshire"});
  REQUIRE(one.has_value());
  REQUIRE(one->lines.size() == 1);
  CHECK(one->lines[0].points.front().lat_e6 == 50'800'000);
  const auto other = make_map(two, {.box = {}, .tolerance_m = 15, .boundary = "Westshire"});
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().text().find("there is no boundary 'Westshire'; there are: 'Midshire', 'Eastshire'") !=
        std::string::npos);
  auto with_road = two;
  with_road.features.push_back(winding("road", 1, 10));
  const auto remarked = make_map(with_road, {});
  REQUIRE(remarked.has_value());
  CHECK(remarked->remarks.size() == 2);
  CHECK(remarked->left_out.at("boundaries, because none was chosen") == 2);
}

TEST_CASE("maps: a map keeps its bounds whatever it is made of", "[maps]") {
  CHECK(rc::check("any bounds and lines", [] {
    const Bounds bounds{*rc::gen::inRange<std::size_t>(20, 200), *rc::gen::inRange<std::size_t>(5, 60),
                        *rc::gen::inRange<std::size_t>(1, 20)};
    std::vector<Feature> features;
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i)
      features.push_back(winding("road", *rc::gen::inRange(1, 8), *rc::gen::inRange(2, 300), 50'700'000 + i * 10'000));
    const auto fitted = fit(features, static_cast<float>(*rc::gen::inRange(0, 50)), bounds);
    std::size_t points = 0;
    for (const Feature& one : fitted.features) {
      RC_ASSERT(one.points.size() >= 2 && one.points.size() <= bounds.line_points);
      points += one.points.size();
    }
    // A line too long for a map repeats a point where it is parted.
    RC_ASSERT(points <= bounds.points + fitted.features.size());
  }));
}

TEST_CASE("maps: a ring too long for a map stays whole, and says what it lost", "[maps]") {
  Feature ring = winding("water", 3, 400);
  ring.shape = Shape::area;
  ring.points.push_back({50'600'000, -1'460'000});
  ring.points.push_back(ring.points.front());
  const auto fitted = fit({ring, winding("road", 1, 20)}, 1, {1000, 100, 10});
  REQUIRE(fitted.features.size() == 2);
  CHECK(fitted.features[0].points.size() <= 100);
  CHECK(fitted.features[0].closed());
  CHECK(fitted.tolerance_m > 1);
  CHECK(fitted.features[1].points.size() == 20);
}

TEST_CASE("maps: before everything is drawn badly, what is least important is left out", "[maps]") {
  std::vector<Feature> features{winding("road", 1, 400), winding("street", 6, 4000, 50'800'000)};
  const auto fitted = fit(features, 1, {500, 500, 100});
  REQUIRE(fitted.features.size() == 1);
  CHECK(fitted.features[0].kind == "road");
  CHECK(fitted.features[0].points.size() > 300);
  CHECK(fitted.left_out.at("less important than what fills the map: street") == 1);
}

TEST_CASE("maps: what is made is written, and read back the same", "[maps]") {
  auto shore = square("coast", "");
  shore.shape = Shape::line;
  const auto made = make_map(
      found_of({shore, winding("rail", 2, 40), {"town", "Quay \"End\"", 1, Shape::point, {{50'700'000, -1'300'000}}}}),
      {});
  REQUIRE(made.has_value());
  const support::TemporaryFolder folder;
  const auto file = (folder / "map.toml").string();
  REQUIRE(write_map(file, map_text(made->lines, "Invented", "a test")).has_value());
  std::vector<site::Mistake> mistakes;
  const auto text = site::read_file(file, site::map_file_bytes_max);
  REQUIRE(text.has_value());
  const auto read = site::read_map_file(*text, file, mistakes);
  CHECK(mistakes.empty());
  CHECK(read.lines == made->lines);
  CHECK_FALSE(std::filesystem::exists(file + ".part"));
  CHECK(write_map((folder / "no" / "map.toml").string(), "x").error().text().find("cannot be written") !=
        std::string::npos);
}

TEST_CASE("maps: an area that crosses itself is pointed out", "[maps]") {
  MapLine bow{"Bow",
              "outline",
              {{50'000'000, -1'000'000}, {50'100'000, -900'000}, {50'100'000, -1'000'000}, {50'000'000, -900'000}}};
  REQUIRE(oddities({bow}).size() == 1);
  CHECK(oddities({bow}).front().find("outline 'Bow' crosses itself near [50.0000, -1.0000]") == 0);
  std::swap(bow.points[1], bow.points[2]);
  CHECK(oddities({bow}).empty());
}
