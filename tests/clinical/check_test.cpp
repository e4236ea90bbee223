#include "protocols/clinical/check.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "protocols/clinical/draw.hpp"
#include "tests/clinical/shipped.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using test::shipped_content;
namespace fs = std::filesystem;

namespace {

// The shipped content with one thing changed in it, as its author would have written it.
class Edited {
 public:
  Edited() { fs::copy(fs::path(CAREHUB_SOURCE_DIR) / "assets/clinical", folder_.path(), fs::copy_options::recursive); }
  Edited& replace(const std::string& file, const std::string& from, const std::string& to) {
    auto text = read(file);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    write(file, text);
    return *this;
  }
  Edited& append(const std::string& file, const std::string& more) {
    write(file, read(file) + more);
    return *this;
  }
  Edited& remove(const std::string& file) {
    fs::remove(folder_.path() / file);
    return *this;
  }
  [[nodiscard]] site::LoadedClinical load() const { return site::load_clinical(folder_.path()).value(); }
  // Every mistake as a line, errors only.
  [[nodiscard]] std::string errors() const {
    auto loaded = load();
    std::erase_if(loaded.mistakes, &site::Mistake::warning);
    return site::text(folder_.path(), loaded.mistakes);
  }

 private:
  [[nodiscard]] std::string read(const std::string& file) const {
    std::ostringstream all;
    all << std::ifstream(folder_.path() / file, std::ios::binary).rdbuf();
    return all.str();
  }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_.path() / file, std::ios::binary) << text;
  }

  support::TemporaryFolder folder_;
};

const std::string falls = "pathways/falls.toml";

}  // namespace

TEST_CASE("clinical check: the shipped content has no mistake", "[clinical]") {
  CHECK(Edited().errors().empty());
}

TEST_CASE("clinical check: a question nobody gets to is named with its line", "[clinical]") {
  const auto errors = Edited()
                          .append(falls,
                                  "\n[[question]]\nid = \"lost\"\nfact = \"dementia\"\nanswers = { yes = \"lift\", "
                                  "no = \"lift\", unknown = \"lift\" }\n")
                          .errors();
  CHECK(errors.find("pathways/falls.toml:") == 0);
  CHECK(errors.find("pathway falls, lost: is never reached") != std::string::npos);
}

TEST_CASE("clinical check: an outcome that is missing, and one nobody gets to", "[clinical]") {
  const auto errors = Edited().replace(falls, "id = \"long_lie\"", "id = \"longer_lie\"").errors();
  CHECK(errors.find("leads to 'long_lie', which is neither a question nor an outcome") != std::string::npos);
  CHECK(errors.find("pathway falls, longer_lie: is never reached") != std::string::npos);
}

TEST_CASE("clinical check: an answer without an outcome is named", "[clinical]") {
  const auto errors = Edited().replace(falls, ", unknown = \"lift\"", "").errors();
  CHECK(errors.find("'time_on_floor_min' is the last and has an answer that leads to the next") != std::string::npos);
}

TEST_CASE("clinical check: an answer that its fact cannot have is named", "[clinical]") {
  CHECK(
      Edited().replace(falls, "{ yes = \"up_again\" }", "{ yess = \"up_again\" }").errors().find("cannot be 'yess'") !=
      std::string::npos);
}

TEST_CASE("clinical check: a loop is found", "[clinical]") {
  const auto errors =
      Edited().replace(falls, "answers = { yes = \"up_again\" }", "answers = { yes = \"head_injury\" }").errors();
  CHECK(errors.find("goes round in a loop") != std::string::npos);
}

TEST_CASE("clinical check: overlapping ranges and gaps are named with the number", "[clinical]") {
  CHECK(Edited().replace(falls, "\"60-239\"", "\"50-239\"").errors().find("overlapping ranges: 50 is in two") !=
        std::string::npos);
  CHECK(Edited().replace(falls, "\"60-239\"", "\"70-239\"").errors().find("leads nowhere for 60 to 69") !=
        std::string::npos);
  CHECK(Edited().replace(falls, "\">=240\"", "\"240-300\"").errors().find("leads nowhere for 301 to 100000") !=
        std::string::npos);
}

TEST_CASE("clinical check: scores need one band each", "[clinical]") {
  const auto with_points = [](const std::string& bands) {
    return Edited()
        .replace(falls, "answers = { yes = \"up_again\" }", "points = { yes = 2 }")
        .replace(falls, "\"0-59\" = \"lift\"", "\"0-59\" = \"score\"")
        .append(falls, bands)
        .errors();
  };
  const std::string good =
      "\n[[band]]\nfrom = 0\nto = 1\nthen = \"lift\"\n[[band]]\nfrom = 2\nto = 9\nthen = \"up_again\"\n";
  CHECK(with_points(good).empty());
  CHECK(with_points("\n[[band]]\nfrom = 0\nto = 1\nthen = \"up_again\"\n").find("has no band for 2 points") !=
        std::string::npos);
  CHECK(with_points(good + "[[band]]\nfrom = 1\nto = 3\nthen = \"lift\"\n").find("overlapping bands: 2 points") !=
        std::string::npos);
}

TEST_CASE("clinical check: rules that can never apply, or ask for what does not exist", "[clinical]") {
  const std::string rules = "rules.toml";
  const auto with = [&](const std::string& rule) {
    return Edited().append(rules, "\n[[rule]]\nid = \"new\"\n" + rule).errors();
  };
  CHECK(with("when = { chest_pian = true }\nresult = \"999\"\nbecause = \"x\"\n")
            .find("rule new, chest_pian: is not a fact") != std::string::npos);
  CHECK(with("when = { need = \"fals\" }\nresult = \"999\"\nbecause = \"x\"\n").find("cannot be 'fals'") !=
        std::string::npos);
  CHECK(with("when = { age_years = \"80-20\" }\nresult = \"999\"\nbecause = \"x\"\n").find("bounds exchanged") !=
        std::string::npos);
  CHECK(with("when = {}\nresult = \"999\"\nbecause = \"x\"\n").find("has no condition") != std::string::npos);
  CHECK(with("when = { need = \"falls\" }\nresult = \"ambulance\"\nbecause = \"x\"\n")
            .find("'ambulance' is not a result") != std::string::npos);
  CHECK(with("when = { need = \"falls\" }\nresult = \"999\"\n").find("because: is missing") != std::string::npos);
}

TEST_CASE("clinical check: early warning bands leave no gap and do not overlap", "[clinical]") {
  const std::string news2 = "news2.toml";
  CHECK(Edited().replace(news2, "{ from = 21, to = 24", "{ from = 20, to = 24").errors().find("two bands hold 20") !=
        std::string::npos);
  CHECK(Edited().replace(news2, "{ from = 21, to = 24", "{ from = 22, to = 24").errors().find("21 has no points") !=
        std::string::npos);
  CHECK(Edited()
            .replace(news2, "{ scale = 2, from = 97, on_oxygen = true, points = 3 },", "")
            .errors()
            .find("scale 2, on oxygen") != std::string::npos);
}

TEST_CASE("clinical check: a missing file, a need without a pathway, a number without a source", "[clinical]") {
  CHECK(Edited().remove("news2.toml").errors().find("news2.toml") == 0);
  CHECK(Edited().remove("pathways/catheter.toml").errors().find("catheter: no pathway is about this need") !=
        std::string::npos);
  CHECK(Edited().replace(falls, "source = ", "sauce = ").errors().find("source: is missing") != std::string::npos);
  CHECK_FALSE(site::load_clinical("/nowhere/at/all").has_value());
}

TEST_CASE("clinical check: every pathway can be drawn, and says that it is not signed off", "[clinical]") {
  for (const auto& pathway : shipped_content().pathways) {
    const auto svg = clinical::draw(shipped_content(), pathway);
    INFO(pathway.id);
    CHECK(svg.starts_with("<svg "));
    CHECK(svg.ends_with("</svg>\n"));
    CHECK(svg.find("NOT SIGNED OFF") != std::string::npos);
    for (const auto& question : pathway.questions) CHECK(svg.find(">" + question.id + "<") != std::string::npos);
    for (const auto& outcome : pathway.outcomes) CHECK(svg.find(">" + outcome.id + ":") != std::string::npos);
  }
}

TEST_CASE("clinical check: a drawing names the rules that look at its answers, and no others", "[clinical]") {
  const auto* falls_pathway = find_pathway(shipped_content(), Need::falls);
  REQUIRE(falls_pathway != nullptr);
  const auto svg = clinical::draw(shipped_content(), *falls_pathway);
  CHECK(svg.find("head injury: yes, on blood thinners: yes → 999 now: A head injury on blood thinners") !=
        std::string::npos);
  CHECK(svg.find("Safe Havens are for certain ages") == std::string::npos);
}

TEST_CASE("clinical check: coverage counts every way", "[clinical]") {
  const auto all = clinical::coverage_of(shipped_content());
  CHECK(all.size() == enum_count<Need> - 1);
  const auto of_falls = std::ranges::find(all, "falls", &clinical::Coverage::pathway);
  REQUIRE(of_falls != all.end());
  CHECK(of_falls->questions == 5);
  // Three answers to each of three questions; then up again, or one of four times on the floor for "no" and "not
  // known".
  CHECK(of_falls->ways == 27 * (1 + 2 * 4));
}

namespace {

const std::string telemetry = "telemetry.toml";

std::string with_trigger(const std::string& lines) {
  return Edited().append(telemetry, "\n[[trigger]]\nid = \"mine\"\nbecause = \"x\"\nadvice = \"y\"\n" + lines).errors();
}

}  // namespace

TEST_CASE("homes: check finds triggers that overlap, contradict, or can never hold", "[clinical]") {
  CHECK(with_trigger("kind = \"glucose\"\nat_most = 1.0\n")
            .find("trigger mine: overlaps with glucose_very_low: 1 mmol/L is in both") != std::string::npos);
  CHECK(with_trigger("kind = \"pulse\"\nat_least = 140\nat_most = 130\n").find("is above at_most") !=
        std::string::npos);
  CHECK(with_trigger("kind = \"pulse\"\nat_least = 400\n").find("outside what is believed") != std::string::npos);
  CHECK(with_trigger("soft_signs_at_least = 90\n").find("can never hold: there are 12 soft signs") !=
        std::string::npos);
  CHECK(with_trigger("").find("names nothing that must hold") != std::string::npos);
  CHECK(with_trigger("kind = \"pulse\"\n").find("every reading holds") != std::string::npos);
  CHECK(with_trigger("at_least = 5\nnews2_red = true\n").find("say of which reading") != std::string::npos);
  CHECK(with_trigger("kind = \"pulse\"\nat_least = 140\nwith_kind = \"spo2\"\n").find("belong together") !=
        std::string::npos);
  CHECK(with_trigger("kind = \"pulse\"\nbelow_usual = 5\nabove_usual = 5\n").find("exclude each other") !=
        std::string::npos);
  CHECK(Edited()
            .replace(telemetry, "soft_signs_at_least = 1", "soft_signs_at_least = 2")
            .errors()
            .find("a score never overrules concern") != std::string::npos);
}

TEST_CASE("homes: check finds ranges without a unit, and kinds without a range", "[clinical]") {
  CHECK(Edited().replace(telemetry, "unit = \"%\"\n", "").errors().find("range spo2, unit: is missing") !=
        std::string::npos);
  CHECK(Edited()
            .replace(telemetry, "kind = \"spo2\"\nunit = \"%\"", "kind = \"glucose\"\nunit = \"%\"")
            .errors()
            .find("telemetry, spo2: has no range") != std::string::npos);
  CHECK(Edited().replace(telemetry, "unit = \"bpm\"", "unit = \"/MIN\"").errors().find("is given twice") !=
        std::string::npos);
}
