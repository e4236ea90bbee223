#include "console/model/why.hpp"

#include <catch2/catch.hpp>

#include "console/model/options.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

// CR2 is proposed by the plan; CR1 could come, PM1 cannot.
Case& decided(Evening& evening) {
  Case& c = evening.add(1042, minutes{90});
  evening.offer(c, {"CR2", "CR1"});
  c.status = CaseStatus::proposed;
  c.assignment = Assignment{};
  c.assignment->unit = "CR2";
  Explanation& why = *c.explanation;
  why.policy = MatchingPolicy::plan;
  why.known_until = 77;
  why.offered[0].cost = CandidateCost{0, 210, 24, 31, -5};
  why.offered[0].breach_permille = 12;
  why.offered[1].cost = CandidateCost{0, 320, 24, 31, 0};
  why.offered[1].why_not = WhyNot{NotOfferedReason::delays_another, 9, CaseId{1041}};
  why.not_offered = {
      {UnitKind::team, "PM1", ServiceId{}, NotOfferedReason::skill_missing, static_cast<std::int64_t>(Skill::nurse)}};
  return c;
}

}  // namespace

TEST_CASE("why: the chosen one, who could come as well and why not, and who cannot", "[model]") {
  Evening evening;
  decided(evening);
  evening.publish();
  const std::string text = why_text(why_of(evening.of(1042), evening.picture, evening.now));
  CHECK_THAT(text, Contains("1042: CR2"));
  CHECK_THAT(text, Contains("chance of a breach 1 in 100"));
  CHECK_THAT(text, Contains("cost 26.0 = waiting 21.0 + travel 2.4 + calls still to come 3.1 + other cases -0.5"));
  CHECK_THAT(text, Contains("not chosen: delays 1041 past its target by 9 min"));
  CHECK_THAT(text, Contains("PM1") && Contains("no nurse skill"));
  CHECK_THAT(text, Contains("by the plan of all open cases") && Contains("journal position 77"));
}

TEST_CASE("why: the clinical rules that applied are said, and that nobody has signed them", "[model]") {
  Evening evening;
  Case& c = decided(evening);
  Pathway falls;
  falls.id = "falls";
  auto& lift = falls.outcomes.emplace_back();
  lift.id = "lift";
  lift.because = "On the floor";
  ClinicalRule head;
  head.id = "head_injury";
  head.because = "A head injury: a clinician decides";
  head.sign_off.signed_off_by = "Dr Invented";
  auto site = std::make_shared<Site>(*evening.picture.site);
  site->clinical.pathways = {falls};
  site->clinical.rules = {head};
  evening.picture.site = site;
  c.triage->result = ClinicalResult::clinician;
  c.triage->rules = {"rule.head_injury", "falls.lift", "rule.gone"};
  c.triage->kit = {"lifting cushion"};
  evening.publish();
  const std::string text = why_text(why_of(evening.of(1042), evening.picture, evening.now));
  CHECK_THAT(text, Contains("Rules: a clinician decides first, NOT SIGNED OFF\n"));
  CHECK_THAT(text, Contains("Because: A head injury: a clinician decides") && Contains("Because: On the floor"));
  CHECK_THAT(text, Contains("Because: rule.gone") && Contains("Bring: lifting cushion"));
}

TEST_CASE("why: who waits on purpose is told so, and that a person may send all the same", "[model]") {
  Evening evening;
  Case& c = decided(evening);
  c.assignment = Assignment{};
  c.assignment->unit = "CR2";
  c.assignment->held = true;
  c.status = CaseStatus::proposed;
  c.explanation->held = true;
  c.explanation->hold_cost = 450;
  evening.publish();
  const Why why = why_of(evening.of(1042), evening.picture, evening.now);
  CHECK_THAT(why.headline, Contains("held for later"));
  CHECK_THAT(why.held, Contains("waits on purpose") && Contains("weighed at 45") && Contains("may send all the same"));
}

TEST_CASE("why: before anything was decided it says so", "[model]") {
  Evening evening;
  Case& c = evening.add(1042, minutes{90});
  c.explanation.reset();
  evening.publish();
  const Why why = why_of(evening.of(1042), evening.picture, evening.now);
  CHECK(why.could.empty());
  CHECK(why.basis == "nothing was decided yet");
}

TEST_CASE("why: the options of the screen give the same reason", "[model]") {
  Evening evening;
  const Case& c = decided(evening);
  evening.publish();
  const OptionLines lines = make_options(c, nullptr, evening.picture, evening.now);
  REQUIRE(lines.offered.size() == 2);
  CHECK_THAT(lines.offered[1].detail, Contains("delays 1041 past its target by 9 min"));
}
