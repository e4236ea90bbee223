#include <fmt/format.h>
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "protocols/site/map_file.hpp"
#include "protocols/site/text_file.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;

namespace {

namespace fs = std::filesystem;

std::string whole_text(const fs::path& file) {
  return site::read_file(file, site::map_file_bytes_max).value();
}

std::vector<site::Mistake> faults_of(const std::string& body) {
  std::vector<site::Mistake> mistakes;
  (void)site::read_map_file("carehub_map = 1\n" + body, "x.toml", mistakes);
  return mistakes;
}

std::string only_fault(const std::string& body) {
  const auto mistakes = faults_of(body);
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].file == "x.toml");
  return fmt::format("{}: {}: {}", mistakes[0].line, mistakes[0].field, mistakes[0].text);
}

std::string road_of(std::size_t points) {
  std::string text = "[[map]]\nkind = \"road\"\npoints = [";
  for (std::size_t i = 0; i < points; ++i) text += fmt::format("[50.7, -1.{:05}],", i % 90'000);
  return text + "]\n";
}

// The Isle of Wight's site file in a folder of its own, with this as its map.
class Moved {
 public:
  explicit Moved(const std::string& map) {
    std::string text = whole_text(fs::path(CAREHUB_SOURCE_DIR) / "assets/sites/isle-of-wight.toml");
    const std::string before = "map = \"../maps/isle-of-wight.toml\"";
    REQUIRE(text.find(before) != std::string::npos);
    text.replace(text.find(before), before.size(), map.empty() ? "" : "map = \"" + map + "\"");
    text.insert(text.find("[hub]\n") + 6, "clinical = \"" CAREHUB_SOURCE_DIR "/assets/clinical\"\n");
    write("site.toml", text);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] site::Loaded load() const { return site::load_site(folder_ / "site.toml").value(); }

 private:
  support::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("map file: the documented example is read as it is described", "[site]") {
  const auto page = whole_text(fs::path(CAREHUB_SOURCE_DIR) / "docs/maps.md");
  const auto start = page.find("```toml\ncarehub_map") + 8;
  REQUIRE(start > 8);
  std::vector<site::Mistake> mistakes;
  const auto map = site::read_map_file(page.substr(start, page.find("```", start) - start), "example", mistakes);
  for (const auto& one : mistakes) FAIL_CHECK(one.line << " " << one.text);
  for (const auto& kind : site::map_kinds()) {
    INFO(kind.name);
    CHECK(std::ranges::count(map.lines, kind.name, &MapLine::kind) >= 1);
    CHECK(page.find(fmt::format("`{}`", kind.name)) != std::string::npos);
  }
  CHECK(page.find("30,000") != std::string::npos);
}

TEST_CASE("map file: each mistake is named with its line and what to write", "[site]") {
  CHECK(only_fault("[[map]]\nkind = \"roads\"\npoints = [[50.7, -1.3], [50.8, -1.3]]\n")
            .starts_with("3: map[1].kind: 'roads' is not a kind of map line; did you mean 'road'?"));
  CHECK(only_fault("[[map]]\nkind = \"outline\"\npoints = [[50.7, -1.3], [50.8, -1.3]]\n") ==
        "4: map[1].points: has 2 points; write 3 or more");
  CHECK(only_fault("[[map]]\nkind = \"road\"\npoints = [[50.7, -1.3], [-1.3, 50.8]]\n") ==
        "4: map[1].points[2]: [-1.3, 50.8] is swapped; write latitude first: [50.8, -1.3]");
  CHECK(only_fault("[[map]]\nkind = \"town\"\nname = \"Midtown\"\n") ==
        "2: map[1].at: is missing; write [latitude, longitude]");
  CHECK(only_fault("[[map]]\nkind = \"sea\"\nat = [50.7, -1.3]\n") ==
        "2: map[1].name: is missing; write what stands there");
  CHECK(only_fault("") == "1: map: none is given; write a [[map]] for each line, area and name");
  CHECK(only_fault("[[map]]\nkind = \"road\"\npoints = [[50.7, -1.3], [50.8, -1.3]]\nwidth = 3\n")
            .find("5: map[1].width") == 0);
}

TEST_CASE("map file: bounds are said with the figure that is over them", "[site]") {
  CHECK(only_fault(road_of(site::map_line_points_max + 1)).find("has 5001 points; one line may have 5000") !=
        std::string::npos);
  std::string many;
  for (int i = 0; i < 7; ++i) many += road_of(site::map_line_points_max);
  CHECK(only_fault(many).find("they have 35000 points; a map may have 30000") != std::string::npos);
  CHECK(only_fault("[[map]]\nkind = \"town\"\nat = [50.7, -1.3]\nname = \"" + std::string(61, 'x') + "\"\n")
            .find("is 61 bytes long") != std::string::npos);
}

TEST_CASE("map file: a damaged map is never more than a list of mistakes", "[site]") {
  const auto good = whole_text(fs::path(CAREHUB_SOURCE_DIR) / "assets/maps/wirral.toml");
  CHECK(rc::check("any few changed bytes of a map", [&] {
    auto bytes = good;
    const auto changes = *rc::gen::inRange(1, 5);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(20, bytes.size());
      if (*rc::gen::arbitrary<bool>())
        bytes[at] = *rc::gen::arbitrary<char>();
      else
        bytes.erase(at, *rc::gen::inRange<std::size_t>(1, 300));
    }
    std::vector<site::Mistake> mistakes;
    (void)site::read_map_file(bytes, "x.toml", mistakes);
    for (const auto& one : mistakes) RC_ASSERT(!one.text.empty() && one.file == "x.toml");
  }));
}

TEST_CASE("map file: what is none is told how it becomes one", "[site]") {
  std::vector<site::Mistake> mistakes;
  (void)site::read_map_file("{\"type\": \"FeatureCollection\"}", "x.geojson", mistakes);
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].text.find("carehubctl map import") != std::string::npos);
  mistakes.clear();
  (void)site::read_map_file("carehub_map = 2\n", "x.toml", mistakes);
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].text == "2 is a format that this version does not read; it reads 1");
}

TEST_CASE("site: a map file's mistakes are named by that file and its line", "[site]") {
  const Moved moved("area.toml");
  moved.write("area.toml", "carehub_map = 1\n[[map]]\nkind = \"roads\"\npoints = [[50.7, -1.3], [50.8, -1.3]]\n");
  const auto loaded = moved.load();
  CHECK_FALSE(loaded.usable());
  const auto text = site::text("site.toml", loaded.mistakes);
  CHECK(text.find("area.toml:3: map[1].kind: 'roads' is not a kind of map line; did you mean 'road'?") !=
        std::string::npos);
}

TEST_CASE("site: a map that is not there is said with where it was looked for, and what to do", "[site]") {
  const auto loaded = Moved("../maps/isle-of-wight.toml").load();
  CHECK_FALSE(loaded.usable());
  const auto text = site::text("site.toml", loaded.mistakes);
  CHECK(text.find("hub.map: '../maps/isle-of-wight.toml': /") != std::string::npos);
  CHECK(text.find("there is no such file. The way to a map goes from the folder of the site file") !=
        std::string::npos);
}

TEST_CASE("site: a map may be named by its whole path, and lines may stand in the site file", "[site]") {
  const auto whole = Moved(CAREHUB_SOURCE_DIR "/assets/maps/isle-of-wight.toml").load();
  CHECK(whole.usable());
  CHECK(whole.site.map_lines.size() > 40);
  const auto none = Moved("").load();
  CHECK(none.usable());
  CHECK(none.site.map_lines.empty());
  CHECK(none.site.source_digest != whole.site.source_digest);
}
