#include "protocols/clinical/observed.hpp"

#include <catch2/catch.hpp>

#include "protocols/clinical/assess.hpp"
#include "protocols/clinical/derive.hpp"
#include "tests/clinical/shipped.hpp"

using namespace carehub;
using namespace carehub::clinical;
using carehub::test::shipped_content;
using Catch::Matchers::Contains;

namespace {

const Instant evening = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours{19};

Site made_up_site() {
  Site one;
  one.clinical = shipped_content();
  return one;
}

Facts facts_with(const Site& of, std::vector<Observation> entries, std::optional<std::int32_t> age = 83) {
  Referral referral;
  referral.person.age_years = age;
  referral.location.locality = "Lake";
  referral.observations = std::move(entries);
  Triage triage;
  triage.need = Need::frailty;
  return facts_of(of, referral, &triage, LocalDay{20779}, evening);
}

std::vector<Observation> whole_set(const char* breaths) {
  return {{"breaths", breaths, evening},     {"oxygen saturation", "97 %", evening},
          {"oxygen", "air", evening},        {"systolic", "120", evening},
          {"pulse", "80 /min", evening},     {"consciousness", "Alert", evening},
          {"temperature", "37.0 C", evening}};
}

}  // namespace

TEST_CASE("observed: values are read with their unit, as people and messages write them", "[clinical]") {
  using enum News2Parameter;
  CHECK(read_value(resp_rate, "24 /min").value() == 24);
  CHECK(read_value(temperature, " 38.45 C ").value() == 385);
  CHECK(read_value(temperature, "37").value() == 370);
  CHECK(read_value(systolic, "120/80").value() == 120);
  CHECK(read_value(consciousness, "New confusion").value() == 1);
  CHECK(read_value(oxygen, "2 l/min").value() == 1);
  CHECK(read_value(oxygen, "Air").value() == 0);
}

TEST_CASE("observed: what nobody can have is said, with what can be", "[clinical]") {
  using enum News2Parameter;
  CHECK_THAT(read_value(pulse, "999").error().detail, Contains("999 is not possible") && Contains("0 to 320"));
  CHECK_THAT(read_value(temperature, "384").error().detail, Contains("20 to 46"));
  for (const auto* text : {"", "high", "-4", "98.6 F", "99999999999"}) {
    INFO(text);
    CHECK_FALSE(read_value(temperature, text));
  }
  CHECK_FALSE(read_value(oxygen, "96 %"));
  CHECK_FALSE(read_value(consciousness, "fine"));
}

TEST_CASE("observed: the newest of each counts, and what cannot be read counts for nothing", "[clinical]") {
  const auto seen = observed_in({{"pulse", "120", evening}, {"Pulse", "90", evening - hours{1}}, {"pulse", "999", {}}});
  CHECK(seen.set.pulse == 120);
  CHECK_FALSE(seen.set.resp_rate);
  CHECK(observed_in({{"pulse", "90", {}}, {"pulse", "95", {}}}).set.pulse == 95);
}

TEST_CASE("observed: the hub's rules see NEWS2 of what the referral brings", "[clinical]") {
  const auto of = made_up_site();
  const auto well = facts_with(of, whole_set("16"));
  CHECK(well.number("news2_points") == 0);
  CHECK(well.is_yes("news2_complete"));
  CHECK(assess(of.clinical, well).result == ClinicalResult::service);
  auto entries = whole_set("26 /min");
  entries[1].value = "90 %";
  entries[4].value = "115";
  const auto ill = facts_with(of, entries);
  CHECK(ill.number("news2_points") == 8);
  CHECK(ill.is_yes("news2_red"));
  CHECK(assess(of.clinical, ill).result == ClinicalResult::emergency);
}

TEST_CASE("observed: an incomplete set is a floor, and pieces of several sets are no complete one", "[clinical]") {
  const auto of = made_up_site();
  const auto some = facts_with(of, {{"pulse", "135", evening}});
  CHECK(some.number("news2_points") == 3);
  CHECK(some.value("news2_complete") == "no");
  auto pieces = whole_set("16");
  pieces[0].at = evening - hours{5};
  CHECK(facts_with(of, pieces).value("news2_complete") == "no");
}

TEST_CASE("observed: children have no score, and nobody's word is no set", "[clinical]") {
  const auto of = made_up_site();
  CHECK_FALSE(facts_with(of, whole_set("26"), 15).is_known("news2_points"));
  CHECK(facts_with(of, whole_set("26"), 15).number("resp_rate") == 26);
  CHECK_FALSE(facts_with(of, {}).is_known("news2_points"));
  CHECK_FALSE(facts_with(of, {{"pulse", "999", evening}}).is_known("news2_points"));
}

TEST_CASE("observed: a score that somebody else summed counts, and never lowers one of ours", "[clinical]") {
  const auto of = made_up_site();
  CHECK(facts_with(of, {{"NEWS2", "7", evening}}).number("news2_points") == 7);
  CHECK_FALSE(facts_with(of, {{"NEWS2", "7", evening}}, 9).is_known("news2_points"));
  CHECK(facts_with(of, {{"NEWS2", "2", evening}, {"pulse", "135", evening}}).number("news2_points") == 3);
  auto whole = whole_set("16");
  whole.push_back({"NEWS2", "9", evening - hours{3}});
  CHECK(facts_with(of, whole).number("news2_points") == 0);
}

TEST_CASE("observed: soft signs count with no number at all", "[clinical]") {
  const auto of = made_up_site();
  const auto facts = facts_with(of, {{"soft sign", "Unsteady", evening}, {"soft sign", "Withdrawn", evening}});
  CHECK(facts.number("soft_signs") == 2);
  const auto assessment = assess(of.clinical, facts);
  CHECK(std::ranges::count(assessment.fired, "rule.soft_signs", &Fired::rule) == 1);
  CHECK_FALSE(facts_with(of, {}).is_known("soft_signs"));
}

TEST_CASE("observed: blood glucose and ketones of a referral reach the rules, and a low one is never rounded up",
          "[clinical]") {
  const auto site = made_up_site();
  const auto glucose = [&](const char* name, const char* value) {
    return facts_with(site, {{name, value, evening}}).number("glucose_hundredths");
  };
  CHECK(glucose("blood glucose", "2.6 mmol/L") == 260);
  CHECK(glucose("BM", "2.996") == 299);
  CHECK(glucose("Glucose", "47 mg/dL") == 260);
  CHECK(glucose("glucose", "18") == 1800);
  CHECK(glucose("glucose", "LO") == 59);
  CHECK(glucose("glucose", "<2.0") == 199);
  CHECK(glucose("glucose", "HI") == 5000);
  CHECK(glucose("glucose", "0.5") == 50);
  CHECK_FALSE(glucose("glucose", "45").has_value());  // a unit that nobody told is not guessed
  CHECK(glucose("glucose", "45 mmol/L") == 4500);
  CHECK_FALSE(glucose("glucose", "<").has_value());
  CHECK(facts_with(site, {{"ketones", "3.1", evening}}).number("ketones_hundredths") == 310);
  const auto newest = facts_with(site, {{"glucose", "2.4", evening}, {"glucose", "5.1", evening + minutes{20}}});
  CHECK(newest.number("glucose_hundredths") == 510);
  const auto low = assess(site.clinical, facts_with(site, {{"glucose", "2.9", evening}}));
  CHECK(low.result == ClinicalResult::emergency);
  const auto awake = assess(site.clinical, facts_with(site, {{"glucose", "3.6", evening}, {"acvpu", "A", evening}}));
  CHECK(awake.result == ClinicalResult::clinician);
  CHECK(awake.target_min == 20);
  const auto drowsy = assess(site.clinical, facts_with(site, {{"glucose", "3.6", evening}, {"acvpu", "V", evening}}));
  CHECK(drowsy.result == ClinicalResult::emergency);
}

TEST_CASE("observed: pulse and blood pressure count where no early warning score does", "[clinical]") {
  const auto site = made_up_site();
  const auto result = [&](int age, const char* name, const char* value) {
    return assess(site.clinical, facts_with(site, {{name, value, evening}}, age));
  };
  CHECK(result(14, "systolic", "84").result == ClinicalResult::emergency);
  CHECK(result(9, "pulse", "118").result == ClinicalResult::clinician);
  CHECK(result(9, "pulse", "118").target_min == 60);
  CHECK(result(9, "breaths", "26").target_min == 60);
}

TEST_CASE("observed: what triage was told stands above what a message brought", "[clinical]") {
  const auto of = made_up_site();
  Referral referral;
  referral.observations = {{"consciousness", "unresponsive", evening}};
  Triage triage;
  triage.facts = {{"consciousness", "alert"}};
  CHECK(facts_of(of, referral, &triage, LocalDay{20779}, evening).value("consciousness") == "alert");
}
