// What carehubctl does without a dispatcher.

#include <fstream>

#include "tests/ctl/program.hpp"

namespace carehub::tests {

TEST_CASE("carehubctl: every subcommand has its help, and a wrong command line says so", "[ctl]") {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"do"},
                                                {"state"},
                                                {"watch"},
                                                {"feed", "bars"},
                                                {"simulate"},
                                                {"export"},
                                                {"verify"},
                                                {"replay-check"},
                                                {"plan"},
                                                {"site", "check"},
                                                {"permissions"},
                                                {"travel"},
                                                {"schema"},
                                                {"verbs"}}) {
    std::vector<std::string> with_help = words;
    with_help.push_back("--help");
    const Output help = ctl(with_help);
    CHECK(help.status == 0);
    CHECK(help.out.find("Usage") != std::string::npos);
  }
  const Output wrong = ctl({"dance"});
  CHECK(wrong.status == 2);
  CHECK_FALSE(wrong.err.empty());
}

TEST_CASE("carehubctl: no dispatcher: says where it looked and what to do", "[ctl]") {
  const support::TemporaryFolder folder;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"state"}, {"do", "N", "1", "text"}, {"export"}, {"travel"}, {"watch", "--once"}}) {
    std::vector<std::string> all = words;
    all.insert(all.begin() + 1, {"--data", folder.path().string()});
    const Output output = ctl(all);
    CHECK(output.status == 1);
    CHECK(output.out.empty());
    CHECK(output.err.find(folder.path().string()) != std::string::npos);
    CHECK(output.err.find("Start carehub-dispatcher") != std::string::npos);
  }
}

TEST_CASE("carehubctl: an unknown role is refused with the roles there are", "[ctl]") {
  const Output output = ctl({"state", "--role", "king"});
  CHECK(output.status == 1);
  CHECK(output.err.find("navigator") != std::string::npos);
}

TEST_CASE("site check: a good site file, and one with a mistake", "[ctl]") {
  const Output good = ctl({"site", "check", site_file()});
  CHECK(good.status == 0);
  CHECK(good.out.find("good") != std::string::npos);
  const support::TemporaryFolder folder;
  const std::string bad_file = folder / "bad.toml";
  std::ofstream(bad_file) << "name = 7\n[[team]]\nid = \"X\"\n";
  const Output bad = ctl({"site", "check", bad_file});
  CHECK(bad.status == 1);
  CHECK(bad.err.find("bad.toml:") != std::string::npos);
  const boost::json::value json = parsed(ctl({"site", "check", "--json", bad_file}).out);
  CHECK_FALSE(json.at("usable").as_bool());
  CHECK(json.at("mistakes").as_array().size() > 0);
  const Output none = ctl({"site", "check", folder / "none.toml"});
  CHECK(none.status == 1);
  CHECK(none.err.find("none.toml") != std::string::npos);
}

TEST_CASE("verify: a directory without a journal, and one that is not a journal", "[ctl]") {
  const support::TemporaryFolder folder;
  const Output empty = ctl({"verify", folder.path().string()});
  CHECK(empty.status == 1);
  CHECK_FALSE(empty.err.empty());
  std::ofstream(folder / "journal.db") << "this is not a database, it is a letter";
  const Output letter = ctl({"verify", folder.path().string()});
  CHECK(letter.status == 1);
  CHECK_FALSE(letter.err.empty());
}

TEST_CASE("carehubctl: the printed tables are whole", "[ctl]") {
  CHECK(ctl({"permissions"}).out.find("AllocateTeam") != std::string::npos);
  CHECK(ctl({"schema"}).out.find("message RegisterCase") != std::string::npos);
  CHECK(ctl({"verbs"}).out.find("A 1042 CR2") != std::string::npos);
}

}  // namespace carehub::tests
