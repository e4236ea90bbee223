// What a newcomer types, and what carehubctl says: which word is wrong, and what would be right.

#include <fstream>

#include "tests/ctl/program.hpp"

namespace carehub::tests {
namespace {

void check_says(const std::vector<std::string>& words, int status, const std::vector<const char*>& parts) {
  const Output output = ctl(words);
  INFO(output.err);
  CHECK(output.status == status);
  CHECK(output.err.starts_with("carehubctl: "));
  for (const char* part : parts) {
    INFO(part);
    CHECK(output.err.find(part) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("carehubctl: a wrong or missing subcommand is named, with those there are", "[ctl]") {
  check_says({}, 2, {"needs a subcommand", "state", "--help"});
  check_says({"dance"}, 2, {"has no subcommand dance", "there are", "export"});
  check_says({"stat"}, 2, {"did you mean state?"});
  check_says({"simluate"}, 2, {"did you mean simulate?"});
  check_says({"feed"}, 2, {"carehubctl feed needs a subcommand: bars"});
  check_says({"feed", "bar"}, 2, {"did you mean bars?"});
  check_says({"site", "prove", "x.toml"}, 2, {"carehubctl site has no subcommand prove", "check"});
  check_says({"--data", "/tmp", "state"}, 2, {"no option --data", "after the subcommand"});
}

TEST_CASE("carehubctl: a wrong option or a missing word names its subcommand", "[ctl]") {
  check_says({"do"}, 2, {"carehubctl do", "VERB", "carehubctl do --help"});
  check_says({"site", "check"}, 2, {"carehubctl site check", "FILE"});
  check_says({"state", "--colour"}, 2, {"carehubctl state", "--colour"});
  check_says({"watch", "--every", "never"}, 2, {"--every", "never"});
  check_says({"do", "--patience"}, 2, {"carehubctl do", "--patience"});
}

TEST_CASE("site check: counts in words, the verdict first, every line ended once", "[ctl]") {
  const Output good = ctl({"site", "check", site_file()});
  CHECK(good.status == 0);
  CHECK(good.out.ends_with("\n"));
  CHECK(good.out.find("1 warnings") == std::string::npos);
  CHECK(std::count(good.out.begin(), good.out.end(), '\n') == 1);
  if (!good.err.empty()) {
    CHECK(good.err.ends_with("\n"));
    CHECK_FALSE(good.err.ends_with("\n\n"));
  }
  const support::TemporaryFolder folder;
  const std::string file = folder / "one.toml";
  std::ofstream(file) << "this is not toml\n";
  const Output bad = ctl({"site", "check", file});
  CHECK(bad.status == 1);
  CHECK(bad.out.empty());
  CHECK(bad.err.find("one.toml:1:") != std::string::npos);
  CHECK(bad.err.find("1 mistake.") != std::string::npos);
  CHECK(bad.err.find("\n\n") == std::string::npos);
}

TEST_CASE("do: wrong words are named, and nothing of them is quietly taken for something else", "[ctl][live]") {
  Hub hub;
  const auto says = [&](std::vector<std::string> words, int status, const std::vector<const char*>& parts) {
    words.insert(words.begin(), "do");
    const Output output = hub.ask(words);
    INFO(output.err);
    CHECK(output.status == status);
    CHECK(output.out.empty());
    for (const char* part : parts) {
      INFO(part);
      CHECK(output.err.find(part) != std::string::npos);
    }
  };
  hub.done({"do", "new", "--source", "police", "--narrative", "Found wandering"});
  says({"A", "abc", "CR2"}, 2, {"“abc” is no case number"});
  says({"A", "1001"}, 2, {"write a team"});
  says({"A", "1001", "XX9"}, 2, {"there is no team XX9", "CR1"});
  says({"A", "2001", "CR2"}, 2, {"no case 2001"});
  says({"ALOCATE", "1001", "CR2"}, 2, {"did you mean A", "send a team to a case"});
  says({"N", "1001"}, 2, {"write the text"});
  says({"U", "1001", "9"}, 2, {"1, 2, 3 or 4"});
  says({"CL", "CR2", "gone"}, 2, {"there is no outcome gone", "seen"});
  says({"B", "1001", "out_of_hours_gp", "27:10"}, 2, {"27:10", "HH:MM"});
  says({"OPEL", "9", "short"}, 2, {"from 1 to 4"});
  says({"OPEL", "3"}, 2, {"write the reason"});
  says({"--role", "navigator", "T", "1001", "confuson"}, 2, {"did you mean confusion?"});
  says({"--role", "navigator", "T", "1001", "confusion", "P9"}, 2, {"P1, P2, P3 or P4"});
  says({"--role", "navigator", "T", "1001", "confusion", "P1", "crisis,nurce"}, 2, {"there is no skill nurce"});
  says({"T", "1001", "confusion"}, 2, {"T is for navigator", "operator"});
  says({"F", "fall"}, 1, {"carehubctl state"});
  CHECK(hub.case_in_state("1001").at("status").as_string() == "received");
}

}  // namespace carehub::tests
