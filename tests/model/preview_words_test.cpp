#include "console/model/preview_words.hpp"

#include <catch2/catch.hpp>

#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;

TEST_CASE("preview words: who gets later, who misses the target by it, and how many stay as they are", "[model]") {
  Evening evening;
  evening.add(1042, minutes(60));
  evening.add(1043, minutes(30));
  evening.publish();
  ChoicePreview preview;
  preview.unit = "CR2";
  preview.open = 5;
  preview.chosen = {
      CaseId{1042}, "",          "CR2", std::nullopt, evening.now + minutes(21), evening.now + minutes(60),
      std::nullopt, std::nullopt};
  preview.others = {
      {CaseId{1043}, "CR2", "PM1", evening.now + minutes(10), evening.now + minutes(38), evening.now + minutes(30), 120,
       800},
      {CaseId{1044}, "CR1", "", evening.now + minutes(10), std::nullopt, std::nullopt, std::nullopt, std::nullopt}};
  const auto lines = preview_lines(preview, evening.picture, evening.now);
  CHECK(lines.headline == "CR2 to 1042: expected 20:03, 39 min inside its target");
  CHECK_FALSE(lines.misses);
  REQUIRE(lines.others.size() == 2);
  CHECK(lines.others[0].misses);
  CHECK(lines.others[0].change == "CR2 19:52 -> PM1 20:20, 28 min later");
  CHECK(lines.others[0].target == "misses its target by 8 min; chance of a breach 12 % -> 80 %");
  CHECK(lines.others[1].change == "CR1 19:52 -> nobody");
  CHECK(lines.rest == "3 other open cases stay as they are");
}

TEST_CASE("preview words: chances of the futures that were played, also of whoever keeps team and time", "[model]") {
  Evening evening;
  for (const std::uint64_t id : {1042U, 1043U, 1044U, 1045U}) evening.add(id, minutes(60));
  evening.publish();
  ChoicePreview preview;
  preview.unit = "CR2";
  preview.open = 3;
  preview.chosen = {CaseId{1042}, "", "CR2", std::nullopt, evening.now + minutes(21), evening.now + minutes(60),
                    100,          90};
  ChoiceChances chances{50, 12, {{CaseId{1042}, 324, 15}, {CaseId{1043}, 40, 190}, {CaseId{1044}, 40, 44}}, {}};
  const auto lines = preview_lines(preview, evening.picture, evening.now, chances);
  CHECK(lines.headline.find("chance of a breach 32 % -> 2 %") != std::string::npos);
  REQUIRE(lines.others.size() == 1);  // 1044 is as it was
  CHECK(lines.others[0].id == CaseId{1043});
  CHECK(lines.others[0].change == "chance of a breach 4 % -> 19 %");
  CHECK(lines.ahead ==
        "in 50 futures of the next hours, with the calls still to come, by weight: 0.12 missed targets more than "
        "without it");
  const auto none = preview_lines(preview, evening.picture, evening.now, ChoiceChances{0, 0, {}, "too many wait"});
  CHECK(none.ahead == "the next hours with it: too many wait");
}
