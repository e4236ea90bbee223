#include <fmt/format.h>
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "tests/support/temporary_folder.hpp"
#include "tools/maps/files.hpp"
#include "tools/maps/geojson.hpp"
#include "tools/maps/osm.hpp"

using namespace carehub;
using namespace carehub::tools::maps;

namespace {

std::string in_collection(const std::string& features) {
  return R"({"type": "FeatureCollection", "features": [)" + features + "]}";
}

std::string feature(const std::string& properties, const std::string& type, const std::string& coordinates) {
  return fmt::format(R"({{"type": "Feature", "properties": {{{}}}, "geometry": {{"type": "{}", "coordinates": {}}}}})",
                     properties, type, coordinates);
}

// An island of four nodes, a road of two ways, a town, a lake as a relation, a footpath.
constexpr const char* invented_osm = R"(<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="invented">
 <node id="1" lat="50.60" lon="-1.50"/><node id="2" lat="50.60" lon="-1.10"/>
 <node id="3" lat="50.75" lon="-1.10"/><node id="4" lat="50.75" lon="-1.50"/>
 <node id="5" lat="50.70" lon="-1.40"/><node id="6" lat="50.70" lon="-1.30"/><node id="7" lat="50.71" lon="-1.20"/>
 <node id="8" lat="50.69" lon="-1.29"><tag k="place" v="town"/><tag k="name" v="Midtown &amp; Quay"/></node>
 <node id="11" lat="50.65" lon="-1.30"/><node id="12" lat="50.65" lon="-1.28"/>
 <node id="13" lat="50.66" lon="-1.28"/><node id="14" lat="50.66" lon="-1.30"/>
 <way id="20"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="natural" v="coastline"/></way>
 <way id="21"><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="natural" v="coastline"/></way>
 <way id="22"><nd ref="5"/><nd ref="6"/><tag k="highway" v="primary"/><tag k="ref" v="A1"/></way>
 <way id="23"><nd ref="6"/><nd ref="7"/><tag k="highway" v="primary"/><tag k="ref" v="A1"/></way>
 <way id="24"><nd ref="5"/><nd ref="7"/><tag k="highway" v="footway"/></way>
 <way id="25"><nd ref="11"/><nd ref="12"/><nd ref="13"/></way>
 <way id="26"><nd ref="13"/><nd ref="14"/><nd ref="11"/></way>
 <relation id="30"><member type="way" ref="25" role="outer"/><member type="way" ref="26" role="outer"/>
  <tag k="type" v="multipolygon"/><tag k="natural" v="water"/><tag k="name" v="Round Lake"/></relation>
</osm>
)";

class Written {
 public:
  Written(const std::string& name, std::string_view bytes) : file_((folder_ / name).string()) {
    std::ofstream(file_, std::ios::binary) << bytes;
  }
  [[nodiscard]] Result<Found> read() const { return read_files({file_}, {}); }

 private:
  support::TemporaryFolder folder_;
  std::string file_;
};

std::size_t count_of(const Found& found, std::string_view kind) {
  return static_cast<std::size_t>(std::ranges::count(found.features, kind, &Feature::kind));
}

}  // namespace

TEST_CASE("maps: GeoJSON by the tags of OpenStreetMap, or by kinds of our own", "[maps]") {
  const auto found = read_geojson(
      in_collection(
          feature(R"("highway": "primary", "ref": "A1")", "LineString", "[[-1.3, 50.7], [-1.2, 50.71, 12]]") + "," +
          feature(R"("kind": "hill", "name": "High Down")", "Point", "[-1.3, 50.6]") + "," +
          feature(R"("natural": "water")", "MultiPolygon",
                  "[[[[-1.3, 50.7], [-1.2, 50.7], [-1.2, 50.8], [-1.3, 50.7]]]]") +
          "," +
          feature(R"("LAD24NM": "Midshire")", "Polygon", "[[[-1.3, 50.7], [-1.2, 50.7], [-1.2, 50.8], [-1.3, 50.7]]]") +
          "," + feature(R"("building": "yes")", "Point", "[-1.3, 50.6]") + "," +
          R"({"type": "Feature", "properties": {}, "geometry": null})"),
      "invented.geojson");
  REQUIRE(found.has_value());
  REQUIRE(found->features.size() == 4);
  CHECK(found->features[0].kind == "road");
  CHECK(found->features[0].name == "A1");
  CHECK(found->features[0].points.front() == Coordinates{50'700'000, -1'300'000});
  CHECK(found->features[1].kind == "hill");
  CHECK(found->features[2].closed());
  CHECK(found->features[3].kind == "boundary");
  CHECK(found->features[3].name == "Midshire");
  CHECK(found->left_out.at("of a kind that a map does not show") == 1);
  CHECK(found->left_out.at("without a position") == 1);
}

TEST_CASE("maps: what is no GeoJSON is named with its place", "[maps]") {
  const auto error_of = [](const std::string& text) {
    const auto found = read_geojson(text, "x.geojson");
    REQUIRE_FALSE(found.has_value());
    return found.error().text();
  };
  CHECK(error_of(" \n") == "x.geojson: is empty");
  CHECK(error_of(R"({"type": "FeatureCollection", "features": [)").find("cut short") != std::string::npos);
  CHECK(error_of("{\n\"type\": }").find("x.geojson:2: is not JSON") == 0);
  CHECK(error_of("[1, 2]").find("is no GeoJSON") != std::string::npos);
  CHECK(error_of(in_collection(feature(R"("highway": "primary")", "LineString", R"([["a", 1], [2, 3]])")))
            .find("feature 1 has a position that is not [longitude, latitude]") != std::string::npos);
}

TEST_CASE("maps: damaged files are read or refused, and never more", "[maps]") {
  const auto whole =
      in_collection(feature(R"("natural": "water")", "Polygon",
                            "[[[-1.3, 50.7], [-1.2, 50.7], [-1.2, 50.8], [-1.3, 50.7]], [[-1.25, 50.72]]]"));
  CHECK(rc::check("any few changed bytes of GeoJSON and of XML", [&] {
    std::string json = whole, xml = invented_osm;
    for (std::string* text : {&json, &xml}) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text->size());
      if (*rc::gen::arbitrary<bool>())
        (*text)[at] = *rc::gen::arbitrary<char>();
      else
        text->erase(at, *rc::gen::inRange<std::size_t>(1, 40));
    }
    const auto features = read_geojson(json, "x.geojson");
    if (!features) RC_ASSERT(!features.error().detail.empty());
    const auto found = Written("x.osm", xml).read();
    if (!found) RC_ASSERT(!found.error().detail.empty());
  }));
}

TEST_CASE("maps: an OpenStreetMap file gives shore, roads, lakes and towns", "[maps]") {
  if (!reads_osm()) return;
  const auto found = Written("invented.osm", invented_osm).read();
  REQUIRE(found.has_value());
  CHECK(count_of(*found, "coast") == 2);
  CHECK(count_of(*found, "road") == 2);
  REQUIRE(count_of(*found, "water") == 1);
  const auto lake = std::ranges::find(found->features, "water", &Feature::kind);
  CHECK(lake->name == "Round Lake");
  CHECK(lake->points.size() == 5);
  CHECK(lake->closed());
  const auto town = std::ranges::find(found->features, "town", &Feature::kind);
  REQUIRE(town != found->features.end());
  CHECK(town->name == "Midtown & Quay");
  CHECK(found->features.size() == 6);
}

TEST_CASE("maps: an OpenStreetMap file that cannot be read is an error, not half a map", "[maps]") {
  if (!reads_osm()) return;
  const std::string whole = invented_osm;
  CHECK_FALSE(Written("cut.osm", whole.substr(0, whole.size() / 2)).read().has_value());
  CHECK_FALSE(Written("empty.osm", "").read().has_value());
  CHECK_FALSE(Written("text.osm", "once upon a time").read().has_value());
  CHECK_FALSE(Written("text.osm.pbf", "once upon a time").read().has_value());
  const auto none = Written("none.osm", "").read();
  CHECK(none.error().text().find("is empty") != std::string::npos);
}

TEST_CASE("maps: a file of another kind, or none, is said so", "[maps]") {
  CHECK(Written("map.shp", "x").read().error().text().find(".geojson, .osm or .osm.pbf") != std::string::npos);
  CHECK(read_files({"/nowhere/x.osm"}, {}).error().text() == "/nowhere/x.osm: there is no such file");
  CHECK(read_files({"/nowhere/x.geojson"}, {}).error().text() == "/nowhere/x.geojson: there is no such file");
}

TEST_CASE("maps: a box is four sides in the right order", "[maps]") {
  const auto box = box_in("50.55,-1.65,50.80,-1.00");
  REQUIRE(box.has_value());
  CHECK(box->south_west == Coordinates{50'550'000, -1'650'000});
  CHECK(box->north_east == Coordinates{50'800'000, -1'000'000});
  for (const char* wrong : {"", "1,2,3", "50.8,-1.65,50.55,-1.0", "50.5,-1.6,50.8,-1.0,3", "a,b,c,d", "10,10,20,20"})
    CHECK_FALSE(box_in(wrong).has_value());
}
