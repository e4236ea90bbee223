// What a newcomer types, and what carehubctl says: which word is wrong, and what would be right.

#include <fstream>

#include "console/model/verbs.hpp"
#include "tests/ctl/program.hpp"
#include "tests/support/paths.hpp"

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
  check_says({"do"}, 2, {"carehubctl: do: VERB", "carehubctl do --help"});
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
  says({"A", "2001", "CR2"}, 2, {"no case 2001 in this hub"});
  says({"POS"}, 2, {"write a team", "POS CR2"});
  says({"POS", "CR2"}, 2, {"write the position", "POS CR2"});
  says({"AL"}, 2, {"“AL” is no verb", "did you mean A"});
  says({"--nhs-number", "123", "N", "1001", "text"}, 2, {"belong to 'do new'"});
  says({"--nhs-number", "123", "new"}, 2, {"--source: is missing", "call_for_care"});
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
  CHECK_THAT(hub.ask({"do", "F", "falls"}).out, Catch::Contains("team FR1"));
  CHECK(hub.case_in_state("1001").at("status").as_string() == "received");
}

TEST_CASE("do: a verb alone always says what it needs", "[ctl][live]") {
  const Hub hub;
  for (const console::Verb& verb : console::verbs()) {
    if (verb.id == console::VerbId::help || verb.id == console::VerbId::local) continue;
    if (!console::may_use(verb, Role::operator_)) continue;
    if (std::ranges::none_of(verb.slots, &console::Slot::required)) continue;  // says enough by itself
    const Output output = hub.ask({"do", std::string(verb.name)});
    INFO(verb.name << ": " << output.err);
    CHECK(output.status == 2);
    CHECK_THAT(output.err, Catch::StartsWith("carehubctl: write "));
  }
}

TEST_CASE("do: help, and words that nobody may send, need no hub", "[ctl]") {
  const support::TemporaryFolder folder;
  const auto alone = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"do", "--data", folder.path().string()});
    return ctl(words);
  };
  const Output one = alone({"?", "A"});
  CHECK(one.status == 0);
  CHECK_THAT(one.out, Catch::Contains("A 1042 CR2"));
  CHECK(one.err.empty());
  CHECK(alone({"?"}).out == ctl({"verbs"}).out + "\n");
  CHECK_THAT(alone({"ALOCATE", "1001"}).err, Catch::Contains("did you mean A"));
  CHECK_THAT(alone({"T", "1001", "confusion"}).err, Catch::Contains("T is for navigator"));
}

TEST_CASE("do new: a doubtful number is said and the case is taken; one alert is one alert", "[ctl][live]") {
  const Hub hub;
  const Output doubtful = hub.ask({"do", "new", "--source", "police", "--narrative", "Found wandering", "--nhs-number",
                                   "123", "--place", "10.0,10.0"});
  CHECK(doubtful.status == 0);
  CHECK(doubtful.out == "1001\n");
  CHECK_THAT(doubtful.err, Catch::Contains("carehubctl: check: NHS number 123 is not ten digits") &&
                               Catch::Contains("British Isles"));
  CHECK_THAT(hub.done({"watch", "--once"}), Catch::Contains(" · 1 alert: 0 high"));
}

TEST_CASE("verify: a file that is no journal is named as it was given", "[ctl]") {
  const std::string letter = std::string(CAREHUB_SOURCE_DIR) + "/README.md";
  for (const char* subcommand : {"verify", "replay-check"})
    check_says({subcommand, letter}, 1, {"README.md: is no journal", "journal.db"});
}

}  // namespace carehub::tests
