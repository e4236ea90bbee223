#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/paths.hpp"

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::multiset<std::string> numbers_in(const std::string& text) {
  static const std::regex number("CH1[0-9]{2}");
  std::multiset<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) found.insert(at->str());
  return found;
}

}  // namespace

TEST_CASE("log: every message's number is in the manual, and the other way round", "[runtime]") {
  const std::filesystem::path root = CAREHUB_SOURCE_DIR;
  std::set<std::string> used;
  for (const auto* folder : {"dispatcher/endpoints", "dispatcher/runtime"}) {
    for (const auto& file : std::filesystem::directory_iterator(root / folder)) {
      for (const auto& number : numbers_in(text_of(file.path()))) used.insert(number);
    }
  }
  const auto described = numbers_in(text_of(root / "docs/dispatcher.md"));
  CHECK_FALSE(used.empty());
  CHECK(std::set<std::string>(described.begin(), described.end()) == used);
}
