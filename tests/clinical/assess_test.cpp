#include "protocols/clinical/assess.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "protocols/clinical/derive.hpp"
#include "tests/clinical/shipped.hpp"

using namespace carehub;
using namespace carehub::clinical;
using test::shipped_content;

namespace {

Facts known(std::initializer_list<std::pair<std::string_view, std::string_view>> answers) {
  Facts facts(shipped_content());
  for (const auto& [fact, value] : answers) {
    INFO(fact << " = " << value);
    REQUIRE(facts.set(fact, value).has_value());
  }
  add_disposition(facts);
  return facts;
}

Assessment assessed(std::initializer_list<std::pair<std::string_view, std::string_view>> answers) {
  return assess(shipped_content(), known(answers));
}

bool fired(const Assessment& assessment, std::string_view rule) {
  return std::ranges::count(assessment.fired, rule, &Fired::rule) == 1;
}

std::string any_value(const FactDefinition& fact) {
  switch (fact.kind) {
    case FactKind::yes_no:
      return *rc::gen::element<std::string>("yes", "no");
    case FactKind::number:
      return fmt::format("{}", *rc::gen::inRange(fact.least, std::min(fact.most, fact.least + 400)));
    case FactKind::choice:
      return *rc::gen::elementOf(fact.values);
    case FactKind::text:
      return *rc::gen::element<std::string>("Dx05", "dx012", "Dx99999", "home");
  }
  return {};
}

// Each fact is known or not, as it falls.
Facts any_facts() {
  Facts facts(shipped_content());
  for (const auto& fact : shipped_content().facts)
    if (*rc::gen::inRange(0, 4) == 0) (void)facts.set(fact.id, std::string_view(any_value(fact)));
  add_disposition(facts);
  return facts;
}

}  // namespace

TEST_CASE("assess: a red flag is 999 whatever else is known", "[clinical]") {
  CHECK(rc::check("any yes among the red flags", [] {
    auto facts = any_facts();
    const auto& flag = *rc::gen::elementOf(shipped_content().red_flags);
    RC_ASSERT(facts.set(flag.code, true).has_value());
    const auto assessment = assess(shipped_content(), facts);
    RC_ASSERT(assessment.result == ClinicalResult::emergency);
    RC_ASSERT(assessment.services.empty());
    RC_ASSERT(fired(assessment, "red_flag." + flag.code));
  }));
}

TEST_CASE("assess: whatever is known, there is an answer, its reason, and nobody who was ruled out", "[clinical]") {
  CHECK(rc::check("every set of facts", [] {
    const auto facts = any_facts();
    const auto assessment = assess(shipped_content(), facts);
    RC_ASSERT(assessment.result != ClinicalResult::open);
    RC_ASSERT(!assessment.fired.empty());
    for (const auto& one : assessment.fired) RC_ASSERT(!one.because.empty());
    if (assessment.result == ClinicalResult::service) RC_ASSERT(!assessment.services.empty());
    for (const auto kind : assessment.services) RC_ASSERT(std::ranges::count(assessment.never, kind) == 0);
  }));
}

TEST_CASE("assess: knowing more never takes back an emergency or a warning that a yes gave", "[clinical]") {
  CHECK(rc::check("one more red flag or exclusion", [] {
    auto facts = any_facts();
    const auto before = assess(shipped_content(), facts).result;
    const auto flag = *rc::gen::element<std::string>("head_injury", "intoxicated", "pregnant", "chest_pain");
    (void)facts.set(flag, true);
    const bool was_minor_injury = facts.value("need") == "minor_injury";
    RC_PRE(!was_minor_injury);
    RC_ASSERT(assess(shipped_content(), facts).result >= std::min(before, ClinicalResult::emergency));
    RC_ASSERT(assess(shipped_content(), facts).result >= ClinicalResult::clinician);
  }));
}

TEST_CASE("assess: a fall without injury goes to those who lift, within two hours", "[clinical]") {
  const auto fall = assessed({{"need", "falls"}, {"injury_suspected", "no"}, {"time_on_floor_min", "40"}});
  CHECK(fall.result == ClinicalResult::service);
  CHECK(fall.services.front() == ServiceKind::falls_response);
  CHECK(fall.target_min == 120);
  CHECK(fired(fall, "falls.lift"));
  CHECK_FALSE(fall.signed_off);
}

TEST_CASE("assess: an hour on the floor comes first, four need a clinician", "[clinical]") {
  const auto hour = assessed({{"need", "falls"}, {"injury_suspected", "no"}, {"time_on_floor_min", "60"}});
  CHECK(hour.priority == Priority::p1);
  CHECK(hour.services.front() == ServiceKind::paramedic_home_visit);
  const auto four = assessed({{"need", "falls"}, {"injury_suspected", "no"}, {"time_on_floor_min", "240"}});
  CHECK(four.result == ClinicalResult::clinician);
}

TEST_CASE("assess: a head injury on blood thinners is 999, without them a clinician decides", "[clinical]") {
  CHECK(assessed({{"need", "falls"}, {"head_injury", "yes"}, {"on_anticoagulants", "yes"}}).result ==
        ClinicalResult::emergency);
  const auto without = assessed({{"need", "falls"}, {"head_injury", "yes"}, {"on_anticoagulants", "no"}});
  CHECK(without.result == ClinicalResult::clinician);
  CHECK(std::ranges::count(without.never, ServiceKind::falls_response) == 1);
  CHECK(std::ranges::count(without.services, ServiceKind::falls_response) == 0);
}

TEST_CASE("assess: who fell and was looked at by nobody is asked about injuries first", "[clinical]") {
  CHECK(assessed({{"need", "falls"}, {"source", "self_referral"}}).result == ClinicalResult::clinician);
  CHECK(assessed({{"need", "falls"}, {"source", "call_for_care"}}).result == ClinicalResult::service);
  CHECK(assessed({{"need", "falls"}, {"source", "self_referral"}, {"injury_suspected", "no"}}).result ==
        ClinicalResult::service);
}

TEST_CASE("assess: ambulance categories 1 and 2A never come to the community, 2B and 2C are navigated", "[clinical]") {
  for (const char* category : {"c1", "c2", "c2a"})
    CHECK(assessed({{"need", "falls"}, {"ambulance_category", category}}).result == ClinicalResult::emergency);
  for (const char* category : {"c2b", "c2c", "unrecognised"})
    CHECK(assessed({{"need", "falls"}, {"ambulance_category", category}}).result == ClinicalResult::clinician);
  for (const char* category : {"c3", "c4", "c5"})
    CHECK(assessed({{"need", "falls"}, {"ambulance_category", category}}).result == ClinicalResult::service);
}

TEST_CASE("assess: dispositions are read without regard to case, unknown ones never guessed", "[clinical]") {
  const auto known_one = assessed({{"dx", "DX05"}});
  CHECK(known_one.need == Need::minor_illness);
  CHECK(known_one.target_min == 120);
  CHECK(assessed({{"dx", "dx02"}}).services.front() == ServiceKind::emergency_department);
  CHECK(assessed({{"dx", "Dx010"}}).result == ClinicalResult::emergency);
  CHECK(assessed({{"dx", "Dx333"}}).result == ClinicalResult::clinician);
  const auto unknown = assessed({{"dx", "Dx4711"}, {"need", "minor_illness"}});
  CHECK(unknown.result == ClinicalResult::clinician);
  CHECK(fired(unknown, "rule.dx_unknown"));
}

TEST_CASE("assess: what nobody said a person asks", "[clinical]") {
  const auto nothing = assessed({});
  CHECK(nothing.result == ClinicalResult::clinician);
  CHECK(fired(nothing, "rule.need_not_known"));
}

TEST_CASE("assess: two-hour community response is not for children", "[clinical]") {
  for_each_value<Need>([&](Need need) {
    if (need == Need::unknown || need > Need::carer_breakdown || need == Need::catheter) return;
    const auto child = assessed({{"need", name_of(need)}, {"age_years", "17"}});
    INFO(name_of(need));
    CHECK(child.result == ClinicalResult::clinician);
    CHECK(std::ranges::count(child.never, ServiceKind::crisis_response) == 1);
    CHECK(assessed({{"need", name_of(need)}, {"age_years", "18"}}).result == ClinicalResult::service);
  });
}

TEST_CASE("assess: nurses who take all ages may change the catheter of a young person", "[clinical]") {
  const auto young = assessed({{"need", "catheter"}, {"age_years", "16"}});
  CHECK(young.result == ClinicalResult::service);
  CHECK(young.services == std::vector{ServiceKind::district_nursing});
}

TEST_CASE("assess: a child has no early warning score, and is not left to it", "[clinical]") {
  const auto child = [](Observations set) {
    Facts facts(shipped_content());
    REQUIRE(facts.set("age_years", std::int64_t{3}).has_value());
    REQUIRE(facts.set("need", std::string_view("minor_illness")).has_value());
    set.age_years = 3;
    add_observations(facts, set);
    return assess(shipped_content(), facts).result;
  };
  CHECK(child({.resp_rate = 28, .spo2 = 98, .consciousness = Consciousness::alert}) == ClinicalResult::service);
  CHECK(child({.resp_rate = 41}) == ClinicalResult::clinician);
  CHECK(child({.spo2 = 95}) == ClinicalResult::clinician);
  CHECK(child({.resp_rate = 61}) == ClinicalResult::emergency);
  CHECK(child({.spo2 = 91}) == ClinicalResult::emergency);
  CHECK(child({.consciousness = Consciousness::voice}) == ClinicalResult::emergency);
}

TEST_CASE("assess: a red flag under a code that nobody knows still counts", "[clinical]") {
  Facts facts(shipped_content());
  add_red_flags(facts, {"crushing_headache"});
  CHECK(assess(shipped_content(), facts).result == ClinicalResult::emergency);
}

TEST_CASE("assess: early warning points raise the answer, of an incomplete set as well", "[clinical]") {
  const auto with = [](Observations set, std::string_view need) {
    Facts facts(shipped_content());
    REQUIRE(facts.set("need", need).has_value());
    add_observations(facts, set);
    return assess(shipped_content(), facts).result;
  };
  CHECK(with({.resp_rate = 26, .spo2 = 90, .on_oxygen = true}, "frailty") == ClinicalResult::emergency);
  CHECK(with({.resp_rate = 26, .spo2 = 90, .on_oxygen = true}, "palliative") == ClinicalResult::clinician);
  CHECK(with({.resp_rate = 22, .spo2 = 90}, "frailty") == ClinicalResult::clinician);
  CHECK(with({.consciousness = Consciousness::confusion}, "confusion") == ClinicalResult::clinician);
  CHECK(with({.resp_rate = 18, .spo2 = 97}, "frailty") == ClinicalResult::service);
}

TEST_CASE("assess: while somebody is asked, the next question of the pathway comes", "[clinical]") {
  const auto& content = shipped_content();
  auto facts = known({{"need", "falls"}});
  std::vector<std::string> asked;
  for (auto now = assess(content, facts, OnUnknown::ask); now.next != nullptr;
       now = assess(content, facts, OnUnknown::ask)) {
    asked.push_back(now.next->id);
    REQUIRE(asked.size() < 10);
    REQUIRE(
        facts.set(now.next->fact, std::string_view(now.next->fact == "time_on_floor_min" ? "30" : "no")).has_value());
  }
  CHECK(asked == std::vector<std::string>{"head_injury", "on_anticoagulants", "injury_suspected", "can_get_up",
                                          "time_on_floor_min"});
  CHECK(assess(content, facts).outcome->id == "lift");
}

TEST_CASE("assess: the triage that is kept names answers, rules, pathway and edition", "[clinical]") {
  const auto facts = known({{"need", "confusion"}, {"lives_alone", "yes"}, {"age_years", "83"}});
  const auto triage = triage_of(shipped_content(), facts, assess(shipped_content(), facts));
  CHECK(triage.facts == std::vector<KnownFact>{{"age_years", "83"}, {"lives_alone", "yes"}, {"need", "confusion"}});
  CHECK(triage.rules == std::vector<std::string>{"confusion.alone"});
  CHECK(triage.pathway == "confusion 1");
  CHECK(triage.edition == shipped_content().edition);
  CHECK(triage.result == ClinicalResult::service);
  CHECK(triage.priority == Priority::p1);
}
