#include <catch2/catch.hpp>

#include "protocols/domain/needs_999.hpp"
#include "tests/support/hub_fixture.hpp"

// A case that only 999 may answer does not end here, unless a clinician says why.

namespace carehub::test {

namespace {

const ServiceId ambulance("ambulance"), pharmacist("pharmacist");
constexpr auto pain_gone = "take aspirin; 999 not needed: pain gone, seen by her GP";

CaseId with_chest_pain(Hub& hub) {
  hub.sign_on_all();
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.red_flags = {"chest_pain"};
  return hub.as_handler(RegisterCase{referral, triage_for(Need::confusion), {}}).case_id;
}

std::vector<Command> every_end(CaseId id) {
  return {AdviseAndClose{id, "take aspirin"}, RejectReferral{id, 22, "no capacity", {}},
          ReferOn{id, pharmacist, "has tablets"}, CloseCase{id, Outcome::not_needed, "seen by own GP"},
          CancelCase{id, "family took her in", false, {}}};
}

}  // namespace

TEST_CASE("red flag: no end but 999 is taken from a navigator without a word against it", "[core]") {
  Hub hub;
  const CaseId id = with_chest_pain(hub);
  for (const Command& end : every_end(id)) {
    const auto decision = hub.as_navigator(end);
    REQUIRE(code_of(decision) == RefusalCode::red_flag);
    CHECK_THAT(decision.message,
               Catch::Contains("chest pain") && Catch::Contains("take 999") && Catch::Contains("999 not needed:"));
  }
  REQUIRE(is_open(hub.case_of(id).status));
  REQUIRE(code_of(hub.as_navigator(Signpost{id, haven, ""})) == RefusalCode::red_flag);
  REQUIRE(code_of(hub.as_navigator(BookService{id, pharmacist, {}, ""})) == RefusalCode::red_flag);
  REQUIRE(code_of(hub.as_navigator(AllocateTeam{id, cr2, "", {}, false, {}})) == RefusalCode::red_flag);
}

TEST_CASE("red flag: a clinician's reason ends it, and stays in the history and as an alert", "[core]") {
  Hub hub;
  const CaseId id = with_chest_pain(hub);
  REQUIRE(code_of(hub.as_operator(CloseCase{id, Outcome::not_needed, pain_gone})) == RefusalCode::red_flag);
  REQUIRE(code_of(hub.as_navigator(AdviseAndClose{id, "999 not needed: "})) == RefusalCode::red_flag);
  REQUIRE_FALSE(hub.as_navigator(AdviseAndClose{id, pain_gone}).refusal);
  REQUIRE(hub.case_of(id).status == CaseStatus::advised);
  CHECK(hub.history_has(id, "999 not needed: pain gone"));
  const Alert* alert = hub.alert(AlertKind::red_flag, id);
  REQUIRE(alert != nullptr);
  CHECK_THAT(alert->text, Catch::Contains("closed without 999") && Catch::Contains("pain gone, seen by her GP"));
  REQUIRE_FALSE(hub.as_navigator(ResolveAlert{alert->id, "looked at with the clinical lead"}).refusal);
}

TEST_CASE("red flag: 999 itself, and what 999 has, may end as ever", "[core]") {
  Hub hub;
  const CaseId id = with_chest_pain(hub);
  SECTION("referred on to 999") {
    REQUIRE_FALSE(hub.as_operator(ReferOn{id, ambulance, "999 now"}).refusal);
    REQUIRE(hub.alert(AlertKind::red_flag, id) == nullptr);
  }
  SECTION("taken to hospital") {
    REQUIRE_FALSE(hub.as_operator(CloseCase{id, Outcome::conveyed, "999 was there already"}).refusal);
  }
  SECTION("entered in error") {
    REQUIRE_FALSE(hub.as_operator(CancelCase{id, "wrong form", true, {}}).refusal);
  }
  SECTION("999 was sent") {
    REQUIRE_FALSE(hub.as_operator(AcceptProposal{id, {}}).refusal);
    REQUIRE(is_with_999(hub.case_of(id), hub.state().site()));
    CHECK_FALSE(awaits_999(hub.case_of(id), hub.state().site()));
    REQUIRE_FALSE(hub.as_navigator(AdviseAndClose{id, "ambulance control has it"}).refusal);
  }
}

TEST_CASE("red flag: a validation goes back to 999 by being rejected", "[core]") {
  Hub hub;
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.source = Source::ambulance999;
  referral.ambulance.category = AmbulanceCategory::c2;
  referral.ambulance.validation = true;
  const CaseId id = hub.as_system(RegisterCase{referral, {}, {}}).case_id;
  REQUIRE(red_flagged(hub.case_of(id)));
  REQUIRE_FALSE(hub.as_navigator(RejectReferral{id, 22, "stays with you", {}}).refusal);
  REQUIRE(hub.case_of(id).returned_to_ambulance);
}

TEST_CASE("red flag: it is not closed into a case that has none", "[core]") {
  Hub hub;
  const CaseId id = with_chest_pain(hub);
  const CaseId other = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_navigator(LinkCases{id, other, true, "same"})) == RefusalCode::red_flag);
  REQUIRE_FALSE(hub.as_navigator(LinkCases{other, id, true, "same"}).refusal);
}

TEST_CASE("red flag: what says 999 is told in words, each thing once", "[core]") {
  Case c;
  c.referral.red_flags = {"not_breathing", "chest_pain"};
  c.referral.ambulance.category = AmbulanceCategory::c1;
  ClinicalContent content;
  content.red_flags = {{"not_breathing", "Not breathing, or only gasps", {}}};
  content.rules.push_back({});
  content.rules.back().id = "news2_high";
  content.rules.back().result = ClinicalResult::emergency;
  content.rules.back().because = "NEWS2 of 7 or more";
  c.triage = Triage{};
  c.triage->result = ClinicalResult::emergency;
  c.triage->rules = {"red_flag.not_breathing", "rule.news2_high"};
  CHECK(why_999(c, content) == "Not breathing, or only gasps; chest pain; NEWS2 of 7 or more; ambulance category C1");
  CHECK(reason_against_999("rest. 999 NOT NEEDED:  a doctor is there ") == "a doctor is there");
  CHECK(reason_against_999("rest, 999 not needed").empty());
}

TEST_CASE("crew: the desk repeating what the crew reported is told that it is so already", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE_FALSE(hub.as_operator(AcceptProposal{id, {}}).refusal);
  const TeamId sent(hub.case_of(id).assignment->unit);
  hub.as_crew(ReportEnRoute{sent, {}});
  REQUIRE(code_of(hub.as_operator(ReportEnRoute{sent, {}})) == RefusalCode::already_done);
  hub.as_crew(ReportOnScene{sent, {}});
  const auto again = hub.as_operator(ReportOnScene{sent, {}});
  REQUIRE(code_of(again) == RefusalCode::already_done);
  CHECK_THAT(again.message, Catch::Contains("already") && !Catch::Contains("stand down"));
  REQUIRE(code_of(hub.as_operator(ReportEnRoute{sent, {}})) == RefusalCode::already_done);
  hub.as_crew(ReportClear{sent, Outcome::seen, "", {}});
  REQUIRE(code_of(hub.as_operator(ReportOnScene{sent, {}})) == RefusalCode::wrong_state);
}

}  // namespace carehub::test
