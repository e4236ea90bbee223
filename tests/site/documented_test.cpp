#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "protocols/domain/site.hpp"
#include "protocols/domain/vocabulary.hpp"
#include "protocols/site/document.hpp"
#include "tests/support/paths.hpp"

using namespace carehub;

namespace {

std::string read(const std::string& file) {
  std::ifstream stream(std::filesystem::path(CAREHUB_SOURCE_DIR) / file);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void collect_keys(const site::Value& value, std::set<std::string>& keys) {
  keys.insert(value.keys.begin(), value.keys.end());
  for (const auto& item : value.items) collect_keys(item, keys);
}

}  // namespace

TEST_CASE("site: every key and kind of the shipped files is in docs/site-file.md", "[site]") {
  const auto documentation = read("docs/site-file.md");
  std::set<std::string> words;
  for (const char* file : {"assets/sites/isle-of-wight.toml", "assets/sites/mid-nottinghamshire.toml"}) {
    const auto document = site::parse_document(read(file));
    REQUIRE(document.failures.empty());
    collect_keys(document.root, words);
  }
  for_each_value<ServiceKind>([&](auto value) { words.emplace(name_of(value)); });
  for_each_value<CapacityKind>([&](auto value) { words.emplace(name_of(value)); });
  for_each_value<Skill>([&](auto value) { words.emplace(name_of(value)); });
  for_each_value<Source>([&](auto value) { words.emplace(name_of(value)); });
  for_each_value<ClockKind>([&](auto value) { words.emplace(name_of(value)); });
  for_each_member<Thresholds>([&](int, std::string_view name, auto) { words.emplace(name); });
  for_each_value<ClockMoment>([&](auto value) { words.emplace(name_of(value)); });
  CHECK(words.size() > 120);
  for (const auto& word : words) {
    INFO(word);
    CHECK(documentation.find(word) != std::string::npos);
  }
}
