// carehubctl travel, with a real dispatcher that learns, and with its journal.

#include <fstream>
#include <sstream>

#include "tests/ctl/program.hpp"
#include "tests/support/paths.hpp"

namespace carehub::tests {
namespace {

// The Isle of Wight's site file with one more line in [travel].
std::string learning_site(const support::TemporaryFolder& folder) {
  std::ostringstream text;
  text << std::ifstream(site_file()).rdbuf();
  std::string changed = text.str();
  const auto at = changed.find("[travel]\n");
  REQUIRE(at != std::string::npos);
  changed.insert(at + 9, "learn = true\n");
  changed.insert(changed.find("[hub]\n") + 6, "clinical = \"" CAREHUB_SOURCE_DIR "/assets/clinical\"\n");
  const std::string map = "\"../maps/";
  changed.replace(changed.find(map), map.size(), "\"" CAREHUB_SOURCE_DIR "/assets/maps/");
  std::ofstream(folder / "learning.toml") << changed;
  return folder / "learning.toml";
}

}  // namespace

TEST_CASE("carehubctl travel: a hub that does not learn says what to write", "[ctl][live]") {
  const Hub hub;
  const Output output = hub.ask({"travel"});
  CHECK(output.status == 1);
  CHECK(output.out.empty());
  CHECK(output.err.find("learn = true under [travel]") != std::string::npos);
}

TEST_CASE("carehubctl travel: the running hub and its journal say the same", "[ctl][live]") {
  const support::TemporaryFolder folder;
  Hub hub(learning_site(folder));
  const std::string number =
      number_in(hub.done({"do", "new", "--source", "call_for_care", "--narrative", "Confused since Friday", "--place",
                          "50.70,-1.30", "--nhs-number", "9990000018", "--age", "83", "--need", "crisis", "nurse"}));
  hub.done({"do", "ON", "CR2"});
  hub.done({"do", "A", number, "CR2", "nearest nurse"});
  hub.done({"do", "EN", "CR2"});
  hub.done({"do", "OS", "CR2"});  // at once, and from nobody knows where: a journey to be left out
  // The board follows the hub a moment later.
  std::string live;
  boost::json::value figures;
  for (int asked = 0; asked < 200; ++asked) {
    live = hub.done({"travel", "--json"});
    figures = parsed(live);
    if (figures.at("left_out").to_number<int>() > 0) break;
  }
  CHECK(figures.at("applied").as_bool());
  CHECK(figures.at("left_out").to_number<int>() == 1);
  REQUIRE(figures.at("areas").as_array().size() > 5);
  CHECK(figures.at("areas").at(0).at("area").as_string() == "Newport");
  CHECK(figures.at("areas").at(0).at("permille").as_array().size() == 5);
  const std::string table = hub.done({"travel"});
  for (const char* words :
       {"Newport", "corrected", "00-07", "1 arrival was left out as doubtful", "with the correction"})
    CHECK(table.find(words) != std::string::npos);
  hub.stop();
  CHECK(hub.done({"travel", "--json"}) == live);
  CHECK(hub.done({"travel"}) == table);
}

}  // namespace carehub::tests
