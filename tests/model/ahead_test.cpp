#include "console/model/ahead.hpp"

#include <catch2/catch.hpp>

#include "console/model/case_list.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

void look_ahead(Evening& evening, seconds ago) {
  Outlook outlook;
  outlook.made = evening.now - ago;
  outlook.futures = 100;
  outlook.horizon_min = 120;
  outlook.delay_min = 10;
  outlook.cases = {{CaseId{1041}, 4, evening.now + minutes{20}, evening.now + minutes{31}},
                   {CaseId{1042}, 340, evening.now + minutes{55}, std::nullopt}};
  outlook.actions = {{CaseId{1042}, UnitKind::team, "CR2", 40, 210, 130}};
  outlook.services = {{evening.picture.site->services.front().id, {300, 250}, {140, 110}, {30, 0}}};
  PictureUpdate update;
  update.number = evening.picture.number + 1;
  update.epoch = evening.picture.epoch;
  update.outlook = outlook;
  REQUIRE(apply(evening.picture, update) == Applied::yes);
}

}  // namespace

TEST_CASE("ahead: a case's chance and times are said in plain words, never as certain", "[model]") {
  Evening evening;
  evening.add(1041, minutes{90});
  evening.add(1042, minutes{60});
  evening.publish();
  look_ahead(evening, seconds{3});
  const CaseOutlook* sure = outlook_of(evening.picture, CaseId{1041}, evening.now);
  REQUIRE(sure != nullptr);
  CHECK(outlook_text(*sure, evening.picture, evening.now) ==
        "under 1 in 100 to miss the target; seen by 20:02 in half of all futures, by 20:13 in nine of ten");
  const CaseOutlook* open = outlook_of(evening.picture, CaseId{1042}, evening.now);
  REQUIRE(open != nullptr);
  CHECK(outlook_text(*open, evening.picture, evening.now) ==
        "34 in 100 to miss the target; seen by 20:37 in half of all futures");
  CHECK(outlook_of(evening.picture, CaseId{1043}, evening.now) == nullptr);
}

TEST_CASE("ahead: the case list shows the chance to miss the target, also of who has nobody yet", "[model]") {
  Evening evening;
  evening.add(1041, minutes{90});
  evening.add(1042, minutes{60});
  evening.add(1043, minutes{60});
  evening.publish();
  look_ahead(evening, seconds{3});
  const auto breach_of = [&](std::uint64_t id) {
    return make_row(*evening.picture.cases.find(CaseId{id})->second, evening.picture, evening.now).breach;
  };
  CHECK(breach_of(1041) == "0%");
  CHECK(breach_of(1042) == "34%");
  CHECK(breach_of(1043).empty());
}

TEST_CASE("ahead: of a target that is missed already no chance is said, only when somebody comes", "[model]") {
  Evening evening;
  evening.add(1042, -minutes{1});
  evening.publish();
  look_ahead(evening, seconds{3});
  const CaseOutlook* late = outlook_of(evening.picture, CaseId{1042}, evening.now);
  REQUIRE(late != nullptr);
  CHECK(outlook_text(*late, evening.picture, evening.now) == "target missed; seen by 20:37 in half of all futures");
}

TEST_CASE("ahead: what leaving a proposal changes is said with what it costs all", "[model]") {
  Evening evening;
  evening.add(1042, minutes{60});
  evening.publish();
  look_ahead(evening, seconds{3});
  const ActionOutlook* action = action_of(evening.picture, CaseId{1042}, evening.now);
  REQUIRE(action != nullptr);
  CHECK(action_text(*action, 10) ==
        "confirmed now 4 in 100, in 10 min 21 in 100; over all cases it saves 1.3 missed targets by weight");
}

TEST_CASE("ahead: an outlook that is a minute old says nothing about a case any more", "[model]") {
  Evening evening;
  evening.add(1042, minutes{60});
  evening.publish();
  look_ahead(evening, seconds{61});
  CHECK(outlook_of(evening.picture, CaseId{1042}, evening.now) == nullptr);
  CHECK(action_of(evening.picture, CaseId{1042}, evening.now) == nullptr);
}

TEST_CASE("ahead: the whole lists cases by chance, proposals, and services by half hour", "[model]") {
  Evening evening;
  CHECK_THAT(ahead_text(evening.picture, evening.now), Contains("Nobody has looked ahead yet"));
  evening.add(1041, minutes{90});
  evening.add(1042, minutes{60});
  evening.publish();
  look_ahead(evening, seconds{3});
  const std::string text = ahead_text(evening.picture, evening.now);
  CHECK_THAT(text, Contains("played forward 100 times, as of 19:42"));
  CHECK(text.find("1042  34 in 100") < text.find("1041  under 1 in 100"));
  CHECK_THAT(text, Contains("1042 by CR2  confirmed now 4 in 100"));
  CHECK_THAT(text, Contains("20:12           20:42") && Contains("3.0 1.4 0.3     2.5 1.1 0.0"));
}

TEST_CASE("ahead: where nobody looks ahead, it says why", "[model]") {
  Evening evening;
  PictureUpdate update;
  update.number = evening.picture.number + 1;
  update.epoch = evening.picture.epoch;
  update.outlook = Outlook{};
  update.outlook->missing = "the hub is too large to be looked at as one";
  REQUIRE(apply(evening.picture, update) == Applied::yes);
  CHECK_THAT(ahead_text(evening.picture, evening.now), Contains("too large"));
}

TEST_CASE("ahead: below the timeline stand the breaches to come, who will be too few, and how old that is", "[model]") {
  Evening evening;
  CHECK(ahead_line(evening.picture, evening.now).rest == "Nobody has looked ahead yet");
  evening.add(1041, minutes{90});
  evening.add(1042, minutes{60});
  evening.publish();
  look_ahead(evening, seconds{3});
  auto line = ahead_line(evening.picture, evening.now);
  CHECK(line.head == "Next two hours:");
  CHECK(line.figure == "0.3");
  CHECK(line.rest == "breaches expected of 2 not reached");
  CHECK(line.age == "3 s ago");
  CHECK(line.lacking.empty());
  auto outlook = *evening.picture.outlook;
  outlook.services.front().late_x100 = {30, 70};
  evening.picture.outlook = std::make_shared<const Outlook>(outlook);
  line = ahead_line(evening.picture, evening.now);
  CHECK(line.lacking == "short of " + evening.picture.site->services.front().name + " by 20:42");
  CHECK(ahead_line(evening.picture, evening.now + minutes{3}).rest == "Looked ahead 3 min ago: too old to show");
}

TEST_CASE("ahead: a target that is missed already is no breach to come", "[model]") {
  Evening evening;
  evening.add(1041, minutes{90});
  evening.add(1042, -minutes{1});
  evening.publish();
  look_ahead(evening, seconds{3});
  const auto line = ahead_line(evening.picture, evening.now);
  CHECK(line.figure == "0.0");
  CHECK_THAT(line.rest, Contains("of 1 not reached"));
}

TEST_CASE("ahead: where nobody is left to be reached, no breach is counted", "[model]") {
  Evening evening;
  evening.add(1042, -minutes{1});
  evening.publish();
  look_ahead(evening, seconds{3});
  auto outlook = *evening.picture.outlook;
  outlook.cases.clear();
  evening.picture.outlook = std::make_shared<const Outlook>(outlook);
  const auto line = ahead_line(evening.picture, evening.now);
  CHECK(line.figure.empty());
  CHECK(line.rest == "nobody waits to be reached");
}
