#include "protocols/site/travel_file.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/support/paths.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using site::Mistake;

namespace {

namespace fs = std::filesystem;

const std::vector<Locality>& localities() {
  static const std::vector<Locality> all{
      {"Newport", {50'701'000, -1'291'000}, 0, {"PO30"}, {}, true, ""},
      {"Ryde", {50'728'000, -1'162'000}, 0, {"PO33"}, {}, true, ""},
      {"Freshwater", {50'683'000, -1'525'000}, 0, {"PO40"}, {}, true, ""},
  };
  return all;
}

struct Given {
  TravelMatrix matrix;
  std::vector<Mistake> mistakes;
};

Given given(std::string_view text) {
  Given result;
  result.matrix = site::read_travel_file(text, "x.csv", localities(), result.mistakes);
  return result;
}

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string told(const Mistake& mistake) {
  return fmt::format("{}:{} {} {}: {}", mistake.file, mistake.line, mistake.warning ? "warning" : "error",
                     mistake.field, mistake.text);
}

// "# expect FIELD: TEXT" is about the next line that is no comment; "# whole" and "# warns" about the whole file.
std::vector<Mistake> expectations(const std::string& text) {
  std::vector<Mistake> expected;
  std::istringstream lines(text);
  std::size_t number = 0, waiting = 0;
  for (std::string line; std::getline(lines, line);) {
    if (++number <= 2) continue;
    if (!line.starts_with("# ")) {
      for (; waiting > 0; --waiting) expected[expected.size() - waiting].line = number;
      continue;
    }
    const auto colon = line.find(": ");
    REQUIRE(colon != std::string::npos);
    const bool later = line.starts_with("# expect ");
    const std::size_t start = later ? 9 : 8;
    expected.push_back({0, line.substr(start, colon - start), line.substr(colon + 2), line.starts_with("# warns ")});
    if (later) ++waiting;
  }
  return expected;
}

// A site file that is good but for its travel times, and these beside it.
class Beside {
 public:
  explicit Beside(std::string_view travel, std::string_view csv = {}) {
    std::string text = content(fs::path(CAREHUB_SOURCE_DIR) / "assets/sites/isle-of-wight.toml");
    const auto at = text.find("[travel]\n");
    REQUIRE(at != std::string::npos);
    text.insert(at + 9, travel);
    text.insert(text.find("[hub]\n") + 6, "clinical = \"" CAREHUB_SOURCE_DIR "/assets/clinical\"\n");
    const std::string map = "\"../maps/";
    text.replace(text.find(map), map.size(), "\"" CAREHUB_SOURCE_DIR "/assets/maps/");
    std::ofstream(folder_.path() / "site.toml", std::ios::binary) << text;
    if (!csv.empty()) std::ofstream(folder_.path() / "times.csv", std::ios::binary) << csv;
  }
  [[nodiscard]] site::Loaded load() const { return site::load_site(folder_.path() / "site.toml").value(); }

 private:
  support::TemporaryFolder folder_;
};

std::vector<Mistake> errors_of(const site::Loaded& loaded) {
  std::vector<Mistake> errors;
  for (const Mistake& one : loaded.mistakes)
    if (!one.warning) errors.push_back(one);
  return errors;
}

}  // namespace

TEST_CASE("travel file: the documented example says what the page says", "[site]") {
  const std::string page = content(fs::path(CAREHUB_SOURCE_DIR) / "docs/travel-times.md");
  const auto start = page.find("```csv\n") + 7;
  const auto [matrix, mistakes] = given(page.substr(start, page.find("```", start) - start));
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].warning);
  CHECK(mistakes[0].text.find("4 of 12 ways") != std::string::npos);
  REQUIRE(matrix.zones.size() == 4);
  CHECK(matrix.zones[0].centre == localities()[0].centre);
  CHECK(matrix.zones[2].name == "PO40");
  CHECK(matrix.zones[2].centre == localities()[2].centre);
  CHECK(matrix.zones[3].name == "Freshwater Bay, car park");
  CHECK(matrix.zones[3].centre == Coordinates{50'670'500, -1'512'000});
  REQUIRE(matrix.tables.size() == 5);
  CHECK(matrix.tables[3].from_hour == 16);
  const auto drive_s = [&](std::size_t table, std::size_t from, std::size_t to) {
    return matrix.tables[table].drive_s[from * 4 + to];
  };
  CHECK(drive_s(0, 0, 1) == 15 * 60);
  CHECK(drive_s(3, 1, 0) == 22 * 60);
  CHECK(drive_s(3, 0, 2) == 27 * 60);
  CHECK(drive_s(0, 2, 0) == 1290);
  CHECK(drive_s(4, 2, 1) == 38 * 60);
  CHECK(drive_s(2, 3, 0) == 26 * 60);
  CHECK(drive_s(3, 3, 0) == -1);
  CHECK(drive_s(0, 1, 3) == -1);
}

TEST_CASE("travel file: seconds, a spreadsheet's empty columns, its line ends and its first bytes", "[site]") {
  const auto [matrix, mistakes] = given(
      "\xEF\xBB\xBFunit,seconds,,,\r\n hours , 6 , 18 ,,\r\nzone,Ryde,,,\r\nzone,Newport,,,\r\n,,,,\r\n\r\n"
      "both,Ryde,Newport,900,,\r\n");
  for (const auto& one : mistakes) FAIL_CHECK(told(one));
  REQUIRE(matrix.tables.size() == 2);
  CHECK(matrix.tables[0].drive_s == std::vector<std::int32_t>{-1, 900, 900, -1});
  CHECK(matrix.tables[1].drive_s == matrix.tables[0].drive_s);
}

TEST_CASE("travel file: every kind of mistake is named with its line and field", "[site]") {
  const std::string text = content(fs::path(CAREHUB_SOURCE_DIR) / "tests/site/every_mistake.travel.csv");
  const auto expected = expectations(text);
  CHECK(expected.size() >= 22);
  auto found = given(text).mistakes;
  for (const auto& wanted : expected) {
    const auto match = std::ranges::find_if(found, [&](const Mistake& mistake) {
      return mistake.line == wanted.line && mistake.field == wanted.field && mistake.warning == wanted.warning &&
             mistake.text.starts_with(wanted.text);
    });
    if (match == found.end()) {
      FAIL_CHECK("not reported: " << told(wanted));
      continue;
    }
    CHECK(match->file == "x.csv");
    found.erase(match);
  }
  for (const auto& surplus : found) FAIL_CHECK("not expected: " << told(surplus));
}

TEST_CASE("travel file: fewer than two zones, too many, and bytes that are no text", "[site]") {
  CHECK(given("").mistakes.at(0).text.starts_with("fewer than two zones"));
  std::string many;
  for (std::size_t i = 0; i <= site::zones_max; ++i)
    many += fmt::format("zone,{0},{1}.{2:03},-1.5\n", i, 50 + i / 200, i % 200 * 5);
  const auto mistakes = given(many).mistakes;
  CHECK(std::ranges::count_if(mistakes, [](const Mistake& one) {
          return one.line == site::zones_max + 1 && one.text == "there are more than 300 zones; make larger ones";
        }) == 1);
  const auto broken = given("zone,Ryde\nzone,\xC0\xAF\n").mistakes;
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].line == 2);
}

TEST_CASE("travel file: a thousand mistakes are not a thousand lines", "[site]") {
  std::string text = "zone,Ryde\nzone,Newport\nboth,Ryde,Newport,15\n";
  for (int i = 0; i < 1000; ++i) text += "tine,Ryde,Newport,15\n";
  const auto mistakes = given(text).mistakes;
  CHECK(mistakes.size() == 51);
  CHECK(mistakes.back().text == "950 more mistakes are not listed; correct those above first");
}

TEST_CASE("travel file: it is found beside the site file and becomes part of the site", "[site]") {
  const Beside plain(""), files("matrix = \"times.csv\"\nzone_reach_m = 2500\nlearn = true\n",
                                "zone,Ryde\nzone,Newport\nboth,Ryde,Newport,15\n");
  const Beside other("matrix = \"times.csv\"\nzone_reach_m = 2500\nlearn = true\n",
                     "zone,Ryde\nzone,Newport\nboth,Ryde,Newport,16\n");
  const auto loaded = files.load();
  for (const auto& one : errors_of(loaded)) FAIL_CHECK(told(one));
  const TravelModel& travel = loaded.site.travel;
  CHECK(travel.matrix.file == "times.csv");
  CHECK(travel.matrix.reach_m == 2500);
  CHECK(travel.matrix.zones.size() == 2);
  CHECK(travel.learn);
  CHECK(travel.apply_learned);
  CHECK(loaded.site.source_digest != other.load().site.source_digest);
  const auto without = plain.load();
  CHECK(without.usable());
  CHECK(without.site.travel.matrix == TravelMatrix{});
  CHECK_FALSE(without.site.travel.learn);
}

TEST_CASE("travel file: its mistakes are printed with its own name, and stop the site", "[site]") {
  const Beside files("matrix = \"times.csv\"\n", "zone,Ryde\nzone,Newport\nboth,Ryde,Newprot,15\n");
  const auto loaded = files.load();
  CHECK_FALSE(loaded.usable());
  CHECK(site::text("site.toml", loaded.mistakes).find("times.csv:3: both.to: 'Newprot' is no zone of this file") !=
        std::string::npos);
}

TEST_CASE("travel file: what has no meaning is said", "[site]") {
  const auto text_of = [](std::string_view travel) {
    const auto errors = errors_of(Beside(travel).load());
    return errors.size() == 1 ? errors[0].field + ": " + errors[0].text : std::to_string(errors.size()) + " errors";
  };
  CHECK(text_of("zone_reach_m = 3000\n") == "travel.zone_reach_m: has no meaning without matrix; remove it");
  CHECK(text_of("matrix = \"\"\n") == "travel.matrix: is empty; name a file of travel times, or remove it");
  CHECK(text_of("matrix = \".\"\n") == "travel.matrix: '.': is not a file; name a file beside the site file");
}

TEST_CASE("travel file: a damaged file is never more than a list of mistakes", "[site]") {
  const std::string page = content(fs::path(CAREHUB_SOURCE_DIR) / "docs/travel-times.md");
  const auto start = page.find("```csv\n") + 7;
  const std::string good = page.substr(start, page.find("```", start) - start);
  CHECK(rc::check([&] {
    std::string bytes = good;
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
      if (*rc::gen::arbitrary<bool>())
        bytes.erase(at, *rc::gen::inRange<std::size_t>(1, 60));
      else
        bytes.insert(at, *rc::gen::element<std::string>("\"", ",", ",,", "-", "\n", "1e999", "nan", "zone,", "\xff"));
    }
    const auto [matrix, mistakes] = given(bytes);
    for (const auto& one : mistakes) RC_ASSERT(!one.text.empty());
    const bool usable = std::ranges::all_of(mistakes, &Mistake::warning);
    for (const auto& table : matrix.tables) {
      RC_ASSERT(table.drive_s.size() == matrix.zones.size() * matrix.zones.size());
      RC_ASSERT(!usable || table.from_hour >= 0);
    }
  }));
}
