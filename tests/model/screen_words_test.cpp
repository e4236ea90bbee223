// What a screen does by a word.

#include <catch2/catch.hpp>

#include <set>

#include "console/model/command_line.hpp"
#include "console/model/text.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

struct AtScreen {
  Evening evening;
  UiContext who;

  explicit AtScreen(Workplace workplace = Workplace::control_room) {
    evening.add(1042, minutes{30});
    evening.offer(evening.of(1042), {"CR2"});
    evening.publish();
    who.role = workplace == Workplace::navigator ? Role::navigator : Role::operator_;
    who.workplace = workplace;
  }
  [[nodiscard]] ParsedLine read(std::string_view text) const { return parse(text, evening.picture, evening.now, who); }
};

}  // namespace

TEST_CASE("screen words: no two verbs share a name, and two letters are only for what the hub is sent", "[model]") {
  std::set<std::string> names;
  for (const auto& one : verbs()) {
    for (const auto name : {one.name, one.other_name}) {
      // TO is the one verb whose two names are the same.
      if (one.name == one.other_name && name == one.name && names.contains(lower(name))) continue;
      INFO(name);
      CHECK(names.insert(lower(name)).second);
    }
    if (one.id == VerbId::local) CHECK(one.name.size() > 2);
  }
}

TEST_CASE("screen words: a word says what it will do, and carries what was written after it", "[model]") {
  const AtScreen desk;
  const auto theme = desk.read("theme light");
  CHECK(theme.action == LocalAction::theme);
  CHECK(theme.local.choice == "light");
  CHECK(theme.preview == "choose the colours, or take the next ones: light. Enter to do it.");
  CHECK(desk.read("TEXT 120").local.number == 120);
  CHECK(desk.read("TEXT larger").local.choice == "larger");
  CHECK(desk.read("REACH cr2").local.team == TeamId{"CR2"});
  CHECK_FALSE(desk.read("MEASURE").local.case_id.given());
  CHECK(desk.read("FOLLOW").action == LocalAction::follow);
  CHECK(desk.read("PDF 1042").local.case_id == CaseId{1042});
  CHECK(desk.read("SHOW 1042").preview == "show a case: 1042 New confusion, Lake. Enter to do it.");
  CHECK(desk.read("SHOW next").local.choice == "next");
}

TEST_CASE("screen words: a team's way to a case is told before anything is shown", "[model]") {
  AtScreen desk;
  desk.evening.of(1042).referral.location.position = coordinates_from_degrees(50.645, -1.166);
  desk.evening.team("CR2").position = coordinates_from_degrees(50.645, -1.166);
  desk.evening.publish();
  CHECK_THAT(desk.read("MEASURE 1042 CR2").preview,
             StartsWith("measure CR2's way to 1042: 0.0 km straight, 0.0 by road, about "));
  desk.evening.team("CR2").position.reset();
  desk.evening.publish();
  CHECK(desk.read("MEASURE 1042 CR2").error == "nobody knows where CR2 is");
  CHECK_FALSE(desk.read("MEASURE").local.case_id.given());
}

TEST_CASE("screen words: room and widths are told in per cent, more or less of them, or as designed", "[model]") {
  const AtScreen desk;
  const auto more = desk.read("ROOM list +5");
  CHECK(more.local.choice == "list");
  CHECK(more.local.number == 5);
  CHECK(more.local.relative);
  CHECK_THAT(more.preview, Contains("list, +5 %") && Contains("Enter to do it"));
  CHECK(desk.read("ROOM list -5").local.number == -5);
  CHECK_FALSE(desk.read("ROOM list 45").local.relative);
  CHECK(desk.read("COLUMN need designed").local.designed);
  CHECK_THAT(desk.read("ROOM list ").missing, Contains("45, +5, -5, or designed"));
  CHECK_THAT(desk.read("ROOM ").missing, Contains("list"));
  CHECK(desk.read("ROOM list d").completions.front().text == "designed");
  for (const auto* text :
       {"ROOM list 100", "ROOM list 0", "ROOM list +x", "ROOM kitchen +5", "ROOM all +5", "ROOM list map 5"}) {
    INFO(text);
    CHECK_FALSE(desk.read(std::string(text) + " ").ready());
    CHECK_FALSE(desk.read(std::string(text) + " ").error.empty());
  }
}

TEST_CASE("screen words: what is wrong or missing is said as for every other verb", "[model]") {
  const AtScreen desk;
  CHECK_THAT(desk.read("TEXT 300").error, Contains("80 to 200"));
  CHECK_THAT(desk.read("TEXT 79 ").error, Contains("80 to 200"));
  CHECK_THAT(desk.read("THEME purple ").error, Contains("“purple” is not understood"));
  CHECK_THAT(desk.read("ZOOM ").missing, Contains("in, out or all"));
  CHECK_THAT(desk.read("SHOW ").missing, Contains("the case number"));
  CHECK_THAT(desk.read("SHOW 9999 ").error, Contains("there is no case 9999"));
  CHECK_THAT(desk.read("FOLLOW ZZ9 ").error, Contains("there is no team ZZ9"));
  CHECK(desk.read("MEASURE 1042 cr2").error == "1042 has no position");
  for (const auto* text : {"TEXT 300", "ZOOM ", "SHOW ", "SHOW 9999 "}) CHECK_FALSE(desk.read(text).ready());
}

TEST_CASE("screen words: what another screen has is not offered here, and is said to be there", "[model]") {
  const AtScreen room;
  CHECK_THAT(room.read("FORM ").error, Contains("FORM is for the navigator's desk"));
  CHECK_THAT(AtScreen(Workplace::navigator).read("LAYERS ").error, Contains("the control room"));
  CHECK_THAT(AtScreen(Workplace::text).read("THEME ").error, Contains("THEME is for"));
  CHECK_THAT(AtScreen(Workplace::script).read("ALERTS ").error, Contains("carehubctl watch"));
  for (const auto& completion : AtScreen(Workplace::text).read("LA").completions) CHECK(completion.text != "LAYERS");
}

TEST_CASE("screen words: TRY says what a line would do, and does nothing", "[model]") {
  const AtScreen text(Workplace::text);
  const auto tried = text.read("TRY A 1042 CR2");
  CHECK_FALSE(tried.command);
  CHECK(tried.action == LocalAction::try_line);
  CHECK_THAT(tried.preview, Contains("would send CR2 to 1042") && Contains("Nothing is sent"));
  CHECK_THAT(text.read("TRY A 9999 CR2").error, Contains("there is no case 9999"));
  CHECK_FALSE(text.read("TRY A 9999 CR2").ready());
}
