#include <filesystem>
#include <fstream>

#include "tests/ctl/program.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using namespace carehub::tests;

namespace {

constexpr const char* invented_area = R"({"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"name": "Midshire"},
  "geometry": {"type": "Polygon", "coordinates": [[[-1.5, 50.6], [-1.1, 50.6], [-1.1, 50.75], [-1.5, 50.75], [-1.5, 50.6]]]}},
 {"type": "Feature", "properties": {"highway": "trunk", "ref": "A1"},
  "geometry": {"type": "LineString", "coordinates": [[-1.5, 50.7], [-1.3, 50.7], [-1.1, 50.7]]}},
 {"type": "Feature", "properties": {"building": "yes"}, "geometry": {"type": "Point", "coordinates": [-1.3, 50.7]}}]})";

std::string put(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

}  // namespace

TEST_CASE("carehubctl map: what is imported can be checked, and says what was left out", "[ctl]") {
  const support::TemporaryFolder folder;
  const auto area = put(folder / "area.geojson", invented_area);
  const auto map = (folder / "map.toml").string();
  const Output made = ctl({"map", "import", area, "--out", map, "--name", "Midshire"});
  CHECK(made.status == 0);
  CHECK(made.out.find(": 1 outline, 1 road; 7 of 30000 points") != std::string::npos);
  CHECK(made.out.find("left out: 1 of a kind that a map does not show") != std::string::npos);
  const Output checked = ctl({"map", "check", map, "--site", site_file()});
  CHECK(checked.status == 0);
  CHECK(checked.out == map + ": good. 1 outline, 1 road; 7 of 30000 points\n");
  CHECK(checked.err.find("locality 'Yarmouth' lies in no outline") == std::string::npos);
  CHECK(checked.err.find("locality 'Cowes' lies in no outline of the map") != std::string::npos);
}

TEST_CASE("carehubctl map: a file that cannot be read leaves the map there was as it is", "[ctl]") {
  const support::TemporaryFolder folder;
  const std::string whole = invented_area;
  const auto cut = put(folder / "cut.geojson", whole.substr(0, 300));
  const auto map = put(folder / "map.toml", "what was there");
  const Output failed = ctl({"map", "import", cut, "--out", map});
  CHECK(failed.status == 1);
  CHECK(failed.err.find("cut.geojson: ends in the middle; the file is cut short") != std::string::npos);
  std::string kept;
  std::getline(std::ifstream(map), kept);
  CHECK(kept == "what was there");
  const Output wrong = ctl({"map", "check", map});
  CHECK(wrong.status == 1);
  CHECK(wrong.err.find("map.toml:1: a map begins with the line carehub_map = 1") != std::string::npos);
}

TEST_CASE("carehubctl map: a box that is none, and nothing in it, are said so", "[ctl]") {
  const support::TemporaryFolder folder;
  const auto area = put(folder / "area.geojson", invented_area);
  const auto map = (folder / "map.toml").string();
  CHECK(ctl({"map", "import", area, "--out", map, "--box", "50,1"}).err.find("write SOUTH,WEST,NORTH,EAST") !=
        std::string::npos);
  const Output nothing = ctl({"map", "import", area, "--out", map, "--box", "55,-3,56,-2", "--boundary", "Eastshire"});
  CHECK(nothing.status == 1);
  CHECK(nothing.err.find("there is no boundary 'Eastshire'; there are: 'Midshire'") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(map));
}
