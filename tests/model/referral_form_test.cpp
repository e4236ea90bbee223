#include "console/model/referral_form.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

ReferralForm asked() {
  ReferralForm form;
  none_of_these(form.talk, ClinicalContent{});
  form.caller = "Dr S. Obi, Sandown Health Centre";
  form.locality = "Lake";
  form.talk.need = Need::confusion;
  form.summary = "New confusion";
  return form;
}

std::string problems(const FormResult& result) {
  std::string all;
  for (const auto& problem : result.problems) all += problem.text + "; ";
  return all;
}

}  // namespace

TEST_CASE("form: an unknown person is normal, and the hub's rule for the need counts", "[model]") {
  const Evening evening;
  const auto result = check(asked(), evening.picture, evening.now);
  REQUIRE(result.command);
  CHECK(result.command->referral.person.nhs_number_status == NhsNumberStatus::absent);
  CHECK(result.command->referral.location.locality == "Lake");
  CHECK_FALSE(result.command->referral.location.position);
  REQUIRE(result.command->triage);
  CHECK(result.command->triage->priority == Priority::p1);
  CHECK(result.command->triage->skills.has(Skill::crisis));
  CHECK_FALSE(result.talk.needs_999);
}

TEST_CASE("form: without a need the case waits for triage", "[model]") {
  const Evening evening;
  auto form = asked();
  form.talk.need = Need::unknown;
  const auto result = check(form, evening.picture, evening.now);
  REQUIRE(result.command);
  CHECK_FALSE(result.command->triage);
}

TEST_CASE("form: every red flag is asked before anything is saved", "[model]") {
  const Evening evening;
  auto form = asked();
  take_back(form.talk, "life_threat");
  const auto result = check(form, evening.picture, evening.now);
  CHECK_FALSE(result.command);
  CHECK_THAT(problems(result), Contains("1 red-flag question is not asked yet"));
  answer_not_known(form.talk, "life_threat");
  const auto known = check(form, evening.picture, evening.now);
  REQUIRE(known.command);
  CHECK_THAT(known.command->referral.warnings.at(0), Contains("not known"));
}

TEST_CASE("form: any red flag leads to 999 at once, even if nothing else is asked yet", "[model]") {
  const Evening evening;
  ReferralForm form;
  REQUIRE(answer(form.talk, ClinicalContent{}, "life_threat", "yes"));
  form.locality = "Ryde";
  const auto result = check(form, evening.picture, evening.now);
  CHECK(result.talk.needs_999);
  REQUIRE(result.command);
  CHECK(result.command->referral.red_flags == std::vector<std::string>{"life_threat"});
}

TEST_CASE("form: NHS numbers are checked and never stop a call", "[model]") {
  const Evening evening;
  auto form = asked();
  form.nhs_number = "999 000 0018";
  CHECK(check(form, evening.picture, evening.now).nhs_number_text == "999 000 0018 ✓");
  form.nhs_number = "999 000 0019";
  const auto wrong = check(form, evening.picture, evening.now);
  CHECK_THAT(wrong.nhs_number_text, Contains("check digit wrong"));
  REQUIRE(wrong.command);
  CHECK(wrong.command->referral.person.nhs_number_status == NhsNumberStatus::check_digit_wrong);
}

TEST_CASE("form: where the person is must be said in some way", "[model]") {
  const Evening evening;
  auto form = asked();
  form.locality.clear();
  CHECK_FALSE(check(form, evening.picture, evening.now).command);
  form.postcode = "po36 9ab";
  auto result = check(form, evening.picture, evening.now);
  REQUIRE(result.command);
  CHECK(result.command->referral.location.postcode == "PO36 9AB");
  CHECK(result.command->referral.location.locality == "Lake");
  form.postcode = "PO369AB";
  CHECK(check(form, evening.picture, evening.now).command->referral.location.locality == "Lake");
  form.postcode = "Lakke";
  const auto doubted = check(form, evening.picture, evening.now).problems;
  CHECK(std::ranges::count(doubted, Field::postcode, &Problem::field) == 1);
  for (const char* code : {"ZZ99 3VZ", "M1 1AE", "EC1A 1BB", "po36"}) {
    form.postcode = code;
    const auto none = check(form, evening.picture, evening.now).problems;
    CHECK(std::ranges::count(none, Field::postcode, &Problem::field) == 0);
  }
  form.postcode.clear();
  form.locality = "binstead";
  CHECK(check(form, evening.picture, evening.now).command->referral.location.locality == "Ryde");
  form.position = "5, 5";
  CHECK_FALSE(check(form, evening.picture, evening.now).command);
}

TEST_CASE("form: ages in years or by the day of birth", "[model]") {
  const Evening evening;
  auto form = asked();
  form.age = "83";
  CHECK(check(form, evening.picture, evening.now).command->referral.person.age_years == 83);
  form.age = "14/02/1943";
  const auto born = check(form, evening.picture, evening.now);
  REQUIRE(born.command);
  CHECK(age_years(born.command->referral.person, local_time(evening.picture.site->calendar, evening.now).day) == 83);
  for (const auto* wrong : {"31/02/1943", "1/1/2027", "old", "999", "1/1/1700"}) {
    form.age = wrong;
    INFO(wrong);
    CHECK_FALSE(check(form, evening.picture, evening.now).command);
  }
}

TEST_CASE("form: the same person is warned of before saving", "[model]") {
  Evening evening;
  auto& known = evening.add(1029, minutes{60});
  known.referral.person.nhs_number = "9990000018";
  known.referral.person.nhs_number_status = NhsNumberStatus::well_formed;
  known.referral.person.contacts = {{"", "self", "+44 1983 555 0142", true, false}};
  known.referral.location.position = coordinates_from_degrees(50.6450, -1.1660);
  evening.publish();
  auto form = asked();
  CHECK(check(form, evening.picture, evening.now).duplicates.empty());
  form.nhs_number = "9990000018";
  auto result = check(form, evening.picture, evening.now);
  REQUIRE(result.duplicates.size() == 1);
  CHECK_THAT(result.duplicates[0].text, Contains("same NHS number") && Contains("1029"));
  CHECK(result.command);
  form.nhs_number.clear();
  form.phone = "01983 555 0142";
  CHECK(check(form, evening.picture, evening.now).duplicates.size() == 1);
  form.phone.clear();
  form.position = "50.6451, -1.1661";
  form.age = "81";
  CHECK(check(form, evening.picture, evening.now).duplicates.size() == 1);
  form.age = "20";
  CHECK(check(form, evening.picture, evening.now).duplicates.empty());
}

TEST_CASE("form: whatever is written, a form that saves loses none of it", "[model]") {
  const Evening evening;
  CHECK(rc::check("any text", [&](const std::string& narrative, const std::string& phone, const std::string& number,
                                  const std::string& age) {
    auto form = asked();
    form.narrative = narrative;
    form.phone = phone;
    form.nhs_number = number;
    form.age = age;
    const auto result = check(form, evening.picture, evening.now);
    bool blocked = false;
    for (const auto& problem : result.problems) blocked = blocked || problem.blocks;
    RC_ASSERT(result.command.has_value() == !blocked);
    if (!result.command) return;
    const auto& referral = result.command->referral;
    RC_ASSERT(narrative.find(referral.narrative) != std::string::npos);
    const bool blank_phone = phone.find_first_not_of(" \t\r\n") == std::string::npos;
    RC_ASSERT(referral.person.contacts.size() == (blank_phone ? 0U : 1U));
  }));
}

TEST_CASE("form: an untouched form is empty", "[model]") {
  CHECK(is_empty(ReferralForm{}));
  CHECK_FALSE(is_empty(asked()));
}
