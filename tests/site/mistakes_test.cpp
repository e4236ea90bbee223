#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "protocols/site/load.hpp"
#include "tests/support/paths.hpp"

using namespace carehub;
using site::Mistake;

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// A file of its own, removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes) {
    path_ = fs::temp_directory_path() /
            fmt::format("carehub-site-{:016x}.toml", std::random_device{}() * 7919ULL + counter_++);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { fs::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  static inline std::uint64_t counter_ = 0;
  fs::path path_;
};

std::vector<Mistake> mistakes_of(std::string_view bytes) {
  const TemporaryFile file(bytes);
  auto loaded = site::load_site(file.path());
  REQUIRE(loaded.has_value());
  return loaded->mistakes;
}

// The comments "# expect FIELD: TEXT" and "# warns FIELD: TEXT" of a line; a line that begins with one means line 0.
void read_expectations(std::string line, std::size_t number, std::vector<Mistake>& expected) {
  for (;;) {
    const auto at = std::min(line.find("# expect "), line.find("# warns "));
    if (at == std::string::npos) return;
    const bool warning = line.compare(at, 8, "# warns ") == 0;
    const auto start = at + (warning ? 8 : 9);
    const auto next = std::min(line.find("  # expect ", start), line.find("  # warns ", start));
    const auto words = line.substr(start, next == std::string::npos ? next : next - start);
    const auto colon = words.find(": ");
    REQUIRE(colon != std::string::npos);
    expected.push_back({at == 0 ? 0 : number, words.substr(0, colon), words.substr(colon + 2), warning});
    line.erase(0, next == std::string::npos ? line.size() : next);
    line.insert(0, " ");
  }
}

std::string shown(const Mistake& mistake) {
  return fmt::format("{} {} {}: {}", mistake.line, mistake.warning ? "warning" : "error", mistake.field, mistake.text);
}

}  // namespace

TEST_CASE("site: every kind of mistake is named at once with its line and field", "[site]") {
  const auto file = fs::path(CAREHUB_SOURCE_DIR) / "tests/site/every_mistake.toml";
  std::vector<Mistake> expected;
  std::istringstream lines(read(file));
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);)
    if (++number > 4 || line.find("FIELD") == std::string::npos) read_expectations(line, number, expected);
  CHECK(expected.size() >= 80);

  auto loaded = site::load_site(file);
  REQUIRE(loaded.has_value());
  CHECK_FALSE(loaded->usable());
  auto found = loaded->mistakes;
  for (const auto& wanted : expected) {
    const auto match = std::ranges::find_if(found, [&](const Mistake& mistake) {
      return mistake.line == wanted.line && mistake.field == wanted.field && mistake.warning == wanted.warning &&
             mistake.text.starts_with(wanted.text);
    });
    if (match == found.end())
      FAIL_CHECK("not reported: " << shown(wanted));
    else
      found.erase(match);
  }
  for (const auto& surplus : found) FAIL_CHECK("not expected: " << shown(surplus));
}

TEST_CASE("site: unknown skills, needs and kinds list what exists", "[site]") {
  const auto file = fs::path(CAREHUB_SOURCE_DIR) / "tests/site/every_mistake.toml";
  const auto loaded = site::load_site(file).value();
  const auto text_of = [&](std::string_view field) {
    return std::ranges::find(loaded.mistakes, field, &Mistake::field)->text;
  };
  for_each_value<Skill>(
      [&](Skill skill) { CHECK(text_of("team[1].skills[2]").find(name_of(skill)) != std::string::npos); });
  for_each_value<Need>(
      [&](Need need) { CHECK(text_of("service[1].needs[1]").find(name_of(need)) != std::string::npos); });
  for_each_value<ServiceKind>(
      [&](ServiceKind kind) { CHECK(text_of("service[1].kind").find(name_of(kind)) != std::string::npos); });
}

TEST_CASE("site: mistakes are printed one a line, in the order of the file", "[site]") {
  const auto file = fs::path(CAREHUB_SOURCE_DIR) / "tests/site/every_mistake.toml";
  const auto loaded = site::load_site(file).value();
  CHECK(std::ranges::is_sorted(loaded.mistakes, {}, &Mistake::line));
  const auto printed = site::text("/some/where/x.toml", {{41, "service[3].hours.start", "'25:00' is not a time", false},
                                                         {0, "", "is empty", true}});
  CHECK(printed == "x.toml:41: service[3].hours.start: '25:00' is not a time\nx.toml: warning: is empty\n");
}

TEST_CASE("site: a broken line is named", "[site]") {
  const auto mistakes = mistakes_of("[hub]\nid = \"x\"\nname = \n");
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].line == 3);
  CHECK_FALSE(mistakes[0].text.empty());
  CHECK_FALSE(mistakes[0].warning);
}

TEST_CASE("site: a key written twice and a date that does not exist are named", "[site]") {
  CHECK(mistakes_of("[hub]\nid = \"x\"\nid = \"y\"\n").at(0).line == 3);
  CHECK(mistakes_of("[hub]\nbank_holidays = [\n 2026-02-30]\n").at(0).line == 3);
}

TEST_CASE("site: bytes that are not UTF-8 are named with their line", "[site]") {
  for (const char* bad : {"\xE9", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80"}) {
    const auto mistakes = mistakes_of(std::string("[hub]\n# caf") + bad + "\n");
    REQUIRE(mistakes.size() == 1);
    CHECK(mistakes[0].line == 2);
    CHECK(mistakes[0].text.find("UTF-8") != std::string::npos);
  }
  // Good ones of one to four bytes pass: what follows is about missing sections.
  for (const auto& mistake : mistakes_of("# caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\n"))
    CHECK(mistake.text.find("UTF-8") == std::string::npos);
}

TEST_CASE("site: a file that is too large is not read", "[site]") {
  const auto mistakes = mistakes_of(std::string(1024 * 1024 + 1, '#'));
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].line == 0);
  CHECK(mistakes[0].text.find("1048577 bytes") != std::string::npos);
}

TEST_CASE("site: an empty file says what every site needs", "[site]") {
  const auto mistakes = mistakes_of("");
  for (const char* field : {"hub", "locality", "service", "clock"})
    CHECK(std::ranges::count(mistakes, field, &Mistake::field) >= 1);
}

TEST_CASE("site: nobody on shift is a warning with day and time", "[site]") {
  const auto mistakes = mistakes_of(R"(
[[service]]
id = "c"
name = "c"
kind = "crisis_response"
hours = "daily 08:00-20:00"
[[team]]
id = "T"
name = "t"
service = "c"
skills = ["nurse"]
base = [50.7, -1.3]
roster = ["Mon-Sat 00:00-24:00", "Sun 20:00-08:00"]
)");
  const auto gap = std::ranges::find(mistakes, "team", &Mistake::field);
  REQUIRE(gap != mistakes.end());
  CHECK(gap->warning);
  CHECK(gap->text == "nobody is on shift on Sun at 00:00; 1200 min of the week are not covered");
}

TEST_CASE("site: a file that is not there or is a folder is an error of its own", "[site]") {
  const auto missing = site::load_site("/nowhere/at/all.toml");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == ErrorCode::not_found);
  const auto folder = site::load_site(fs::temp_directory_path());
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().code == ErrorCode::input_output);
}
