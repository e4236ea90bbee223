// What is owed to people who wait, to those who ring again and again, and to crews.
#include <catch2/catch.hpp>

#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/digest.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

Site with_duties() {
  Site site = small_site();
  site.thresholds.welfare_call_min = {20, 40, 60, 0};
  site.thresholds.lone_worker_min = 60;
  CommunityEntry pharmacy;
  pharmacy.id = "ryde_pharmacy";
  pharmacy.name = "Ryde pharmacy";
  CommunityEntry carers;
  carers.id = "carers_hub";
  carers.name = "Carers' hub";
  carers.min_age_years = 18;
  site.community = {pharmacy, carers};
  return site;
}

Referral person_with(const char* nhs_number, const char* phone = "01983 555 0101") {
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.person.nhs_number = nhs_number;
  Contact contact;
  contact.phone = phone;
  referral.person.contacts = {contact};
  return referral;
}

CaseId register_person(Hub& hub, const char* nhs_number, const char* phone = "01983 555 0101") {
  return hub.as_handler(RegisterCase{person_with(nhs_number, phone), {}, {}}).case_id;
}

RecordContact welfare(CaseId id, ContactResult result, const char* note = "") {
  return {id, DutyKind::welfare_call, 0, result, note, std::nullopt};
}

}  // namespace

TEST_CASE("welfare calls: who waits is rung at the interval of the priority, and each answer starts it anew",
          "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();  // priority 2: every 40 minutes; nobody is on duty
  hub.wait(minutes(39));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
  hub.wait(minutes(1));
  REQUIRE(hub.alert(AlertKind::welfare_call_due, id) != nullptr);
  REQUIRE_FALSE(hub.as_handler(welfare(id, ContactResult::reached, "no worse")).refusal);
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
  CHECK(hub.history_has(id, "welfare call: reached, no worse"));
  hub.wait(minutes(39));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
  hub.wait(minutes(1));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) != nullptr);
}

TEST_CASE("welfare calls: nobody answering is tried again soon, and after three is urgent", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  hub.wait(minutes(40));
  hub.as_handler(welfare(id, ContactResult::no_answer));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
  hub.wait(minutes(10));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) != nullptr);
  hub.as_handler(welfare(id, ContactResult::no_answer));
  hub.wait(minutes(10));
  hub.as_handler(welfare(id, ContactResult::no_answer));
  const Alert* alert = hub.alert(AlertKind::welfare_call_due, id);
  REQUIRE(alert != nullptr);
  CHECK(alert->severity == Severity::high);
  CHECK(alert->text.find("3 calls in vain") != std::string::npos);
}

TEST_CASE("welfare calls: worse is urgent until a clinician has triaged again, and needs words", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  CHECK(code_of(hub.as_handler(welfare(id, ContactResult::worse))) == RefusalCode::missing_reason);
  REQUIRE_FALSE(hub.as_handler(welfare(id, ContactResult::worse, "drowsy now")).refusal);
  const Alert* alert = hub.alert(AlertKind::welfare_call_due, id);
  REQUIRE(alert != nullptr);
  CHECK(alert->severity == Severity::high);
  CHECK(alert->text.find("drowsy") == std::string::npos);  // alerts carry no patient text
  hub.as_navigator(TriageCase{id, triage_for(Need::confusion, Priority::p1), {}});
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
}

TEST_CASE("welfare calls: one told late moves nothing back, and none is older than its case", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  hub.wait(minutes(30));
  auto late = welfare(id, ContactResult::reached);
  late.at = hub.now() - minutes(31);
  CHECK(code_of(hub.as_handler(late)) == RefusalCode::invalid_value);
  hub.as_handler(welfare(id, ContactResult::reached));
  late.at = hub.now() - minutes(20);
  REQUIRE_FALSE(hub.as_handler(late).refusal);
  CHECK(hub.case_of(id).welfare.heard == hub.now());
}

TEST_CASE("call-backs: a follow-up that was kept leaves another promise standing", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  hub.as_navigator(SignpostToCommunity{id, {"ryde_pharmacy"}, "", hub.now() + hours(24)});
  hub.as_handler(PromiseCallBack{id, hub.now() + hours(30), "", ""});
  hub.as_handler(RecordContact{id, DutyKind::follow_up, 0, ContactResult::reached, "", {}});
  CHECK(hub.case_of(id).status == CaseStatus::following_up);
  hub.as_handler(RecordContact{id, DutyKind::call_back, 0, ContactResult::reached, "", {}});
  CHECK(hub.case_of(id).status == CaseStatus::completed);
}

TEST_CASE("welfare calls: no clock moves by them, and none is owed once somebody is there", "[core]") {
  Hub hub(with_duties());
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  const Clock before = *hub.clock(id, ClockKind::two_hour);
  hub.wait(minutes(5));
  hub.as_handler(welfare(id, ContactResult::reached));
  CHECK(*hub.clock(id, ClockKind::two_hour) == before);
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  hub.wait(minutes(55));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
}

TEST_CASE("welfare calls: one that was due is nobody's to make once the crew is there, and is owed anew if it leaves",
          "[core]") {
  Hub hub(with_duties());
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  hub.as_crew(ReportEnRoute{cr2, {}});
  hub.wait(minutes(41));
  REQUIRE(hub.alert(AlertKind::welfare_call_due, id) != nullptr);
  hub.as_crew(ReportOnScene{cr2, {}});
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
  CHECK(hub.case_of(id).welfare.heard == hub.now());
  REQUIRE_FALSE(hub.as_operator(StandDown{id, "called away to a fire"}).refusal);
  hub.wait(minutes(39));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
  hub.wait(minutes(1));
  CHECK(hub.alert(AlertKind::welfare_call_due, id) != nullptr);
}

TEST_CASE("welfare calls: whoever was sent to a place is not rung at home", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_crisis();
  hub.wait(minutes(41));
  REQUIRE(hub.alert(AlertKind::welfare_call_due, id) != nullptr);
  hub.count_haven(2);
  REQUIRE_FALSE(hub.as_operator(Signpost{id, haven, "asked for it"}).refusal);
  CHECK(hub.alert(AlertKind::welfare_call_due, id) == nullptr);
}

TEST_CASE("call-backs: a promise is asked for until somebody has rung", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  CHECK(code_of(hub.as_handler(PromiseCallBack{id, hub.now(), "", ""})) == RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_handler(PromiseCallBack{id, hub.now() + minutes(15), "", "blood test"}).refusal);
  CHECK(hub.case_of(id).duties.size() == 1);
  hub.wait(minutes(15));
  REQUIRE(hub.alert(AlertKind::call_back_due, id) != nullptr);
  hub.as_handler(RecordContact{id, DutyKind::call_back, 0, ContactResult::no_answer, "", {}});
  CHECK(hub.alert(AlertKind::call_back_due, id) != nullptr);  // still owed
  hub.as_handler(RecordContact{id, DutyKind::call_back, 0, ContactResult::reached, "told", {}});
  CHECK(hub.alert(AlertKind::call_back_due, id) == nullptr);
  CHECK(hub.case_of(id).duties.empty());
  CHECK(code_of(hub.as_handler(RecordContact{id, DutyKind::call_back, 0, ContactResult::reached, "", {}})) ==
        RefusalCode::already_done);
}

TEST_CASE("repeat callers: calls about one person within 72 hours are counted with rising concern", "[core]") {
  Hub hub(with_duties());
  const CaseId first = register_person(hub, "9990000018");
  hub.as_navigator(AdviseAndClose{first, "rest"});
  hub.wait(hours(30));
  const CaseId second = register_person(hub, "9990000018", "01983 555 0202");  // beyond the duplicate window
  CHECK(hub.case_of(second).earlier_calls == std::vector{first});
  CHECK(hub.alert(AlertKind::repeat_caller, second) == nullptr);
  hub.wait(hours(30));
  const CaseId third = register_person(hub, "9990000018", "01983 555 0303");
  REQUIRE(hub.alert(AlertKind::repeat_caller, third) != nullptr);
  CHECK(hub.alert(AlertKind::repeat_caller, third)->severity == Severity::medium);
  const CaseId fourth = register_person(hub, "9990000018", "01983 555 0404");
  REQUIRE(hub.alert(AlertKind::repeat_caller, fourth) != nullptr);
  CHECK(hub.alert(AlertKind::repeat_caller, fourth)->severity == Severity::high);
  hub.wait(hours(80));
  const CaseId later = register_person(hub, "9990000018", "01983 555 0505");
  CHECK(hub.case_of(later).earlier_calls.empty());
}

TEST_CASE("repeat callers: two people in one house are not one", "[core]") {
  Hub hub(with_duties());
  static_cast<void>(register_person(hub, "9990000018"));
  const CaseId other = register_person(hub, "9990000026");
  CHECK(hub.case_of(other).earlier_calls.empty());
}

TEST_CASE("community: signposting with a follow-up stays open and counted until somebody has heard", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  const auto told = hub.as_navigator(SignpostToCommunity{id, {"carers_hub"}, "drop-in told", hub.now() + hours(48)});
  REQUIRE_FALSE(told.refusal);
  CHECK(hub.case_of(id).status == CaseStatus::following_up);
  CHECK(is_open(hub.case_of(id).status));
  CHECK(hub.state().case_indices().open().contains(id));
  CHECK(hub.clock(id, ClockKind::two_hour)->outcome != ClockOutcome::running);
  hub.wait(hours(48));
  REQUIRE(hub.alert(AlertKind::follow_up_due, id) != nullptr);
  hub.as_handler(RecordContact{id, DutyKind::follow_up, 0, ContactResult::reached, "went twice, helps", {}});
  CHECK(hub.case_of(id).status == CaseStatus::completed);
  CHECK(hub.alert(AlertKind::follow_up_due, id) == nullptr);
}

TEST_CASE("community: a follow-up that finds things worse is a case that waits again", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  hub.as_navigator(SignpostToCommunity{id, {"ryde_pharmacy"}, "", hub.now() + hours(24)});
  hub.wait(hours(24));
  hub.as_handler(RecordContact{id, DutyKind::follow_up, 0, ContactResult::worse, "cannot get up", {}});
  CHECK(is_waiting(hub.case_of(id)));
  CHECK(hub.alert(AlertKind::follow_up_due, id)->severity == Severity::high);
}

TEST_CASE("community: who is not in the directory, or not for this age, is refused by name", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_near(50'731'000, -1'163'000, Need::social_crisis, 15);
  const auto unknown = hub.as_navigator(SignpostToCommunity{id, {"nobody"}, "", {}});
  CHECK(code_of(unknown) == RefusalCode::unknown_entry);
  CHECK(unknown.refusal->text.find("ryde_pharmacy") != std::string::npos);
  CHECK(code_of(hub.as_navigator(SignpostToCommunity{id, {"carers_hub"}, "", {}})) == RefusalCode::not_eligible);
  REQUIRE_FALSE(hub.as_navigator(SignpostToCommunity{id, {"ryde_pharmacy"}, "", {}}).refusal);
  CHECK(hub.case_of(id).status == CaseStatus::advised);
}

TEST_CASE(
    "community: what is not for this need or place is told with a reason only, and what is shut says when it opens",
    "[core]") {
  Site site = with_duties();
  CommunityEntry& pharmacy = site.community[0];
  pharmacy.needs = {Need::medication};
  pharmacy.hours = daily(9 * 60, 17 * 60);
  CommunityEntry& carers = site.community[1];
  carers.localities = {"Nowhere Bay"};
  Hub hub(site);  // 19:00
  const CaseId id = hub.register_in_ryde(Need::carer_breakdown);
  const auto need = hub.as_navigator(SignpostToCommunity{id, {"ryde_pharmacy"}, "", {}});
  CHECK(code_of(need) == RefusalCode::missing_reason);
  CHECK(need.refusal->text.find("is not for carer") != std::string::npos);
  const auto place = hub.as_navigator(SignpostToCommunity{id, {"carers_hub"}, "", {}});
  CHECK(code_of(place) == RefusalCode::missing_reason);
  CHECK(place.refusal->text.find("serves Nowhere Bay") != std::string::npos);
  const auto told = hub.as_navigator(SignpostToCommunity{id, {"ryde_pharmacy"}, "they know her there", {}});
  REQUIRE_FALSE(told.refusal);
  CHECK(told.message.find("Ryde pharmacy is shut now, opens 23 Nov 09:00") != std::string::npos);
}

TEST_CASE("lone workers: who is alone with a person and says nothing is raised, positions do not count", "[core]") {
  Hub hub(with_duties());
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  const auto positions_for = [&](int count) {
    for (int i = 0; i < count; ++i) {
      hub.wait(minutes(10));
      hub.as_crew(ReportPosition{cr2, {50'731'000, -1'163'000}, {}});
    }
  };
  positions_for(5);
  CHECK(hub.alert(AlertKind::lone_worker, "team/CR2") == nullptr);
  hub.as_crew(ReportSafe{cr2, {}});
  positions_for(5);
  CHECK(hub.alert(AlertKind::lone_worker, "team/CR2") == nullptr);
  positions_for(1);
  REQUIRE(hub.alert(AlertKind::lone_worker, "team/CR2") != nullptr);
  CHECK(hub.alert(AlertKind::lone_worker, "team/CR2")->severity == Severity::high);
  hub.as_operator(ReportSafe{cr2, {}});
  CHECK(hub.alert(AlertKind::lone_worker, "team/CR2") == nullptr);
}

TEST_CASE("lone workers: a crew of two is not asked", "[core]") {
  Site site = with_duties();
  for (TeamConfig& one : site.teams) one.people = 2;
  Hub hub(site);
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  hub.wait(minutes(61));
  CHECK(hub.alert(AlertKind::lone_worker, "team/CR2") == nullptr);
}

TEST_CASE("handover: what is unresolved goes by name to whoever takes it, and waits for somebody until then",
          "[core]") {
  Hub hub(with_duties());
  const CaseId mine = hub.register_in_ryde(), other = hub.register_near(50'700'000, -1'293'000);
  hub.as_operator(ClaimCase{mine});
  static_cast<void>(other);
  REQUIRE_FALSE(hub.as_operator(HandOverShift{UserName("m.cole"), "quiet"}).refusal);
  REQUIRE(hub.state().hub().handover.has_value());
  CHECK(hub.state().hub().handover->cases == std::vector{mine});
  CHECK(hub.state().hub().handover->open == 2);
  REQUIRE(hub.alert(AlertKind::handover_waiting, "hub") != nullptr);
  hub.wait(minutes(15));
  CHECK(hub.alert(AlertKind::handover_waiting, "hub")->severity == Severity::high);
  CHECK(code_of(hub.as_operator(TakeOverShift{""})) == RefusalCode::invalid_value);  // one's own
  REQUIRE_FALSE(hub.as_navigator(TakeOverShift{""}).refusal);
  // The list stays for whoever works through it.
  REQUIRE(hub.state().hub().handover.has_value());
  CHECK(hub.state().hub().handover->cases == std::vector{mine});
  CHECK(hub.state().hub().handover->taken_by == UserName("m.cole"));
  CHECK(hub.state().hub().handover->taken == hub.now());
  CHECK(hub.alert(AlertKind::handover_waiting, "hub") == nullptr);
  hub.wait(hours(1));
  CHECK(hub.alert(AlertKind::handover_waiting, "hub") == nullptr);
  CHECK(code_of(hub.as_navigator(TakeOverShift{""})) == RefusalCode::already_done);
}

TEST_CASE("handover: a claim that still runs is the taker's", "[core]") {
  Hub hub(with_duties());
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(ClaimCase{id});
  hub.as_operator(HandOverShift{{}, ""});
  hub.as_navigator(TakeOverShift{""});
  REQUIRE(hub.case_of(id).claim.has_value());
  CHECK(hub.case_of(id).claim->user == UserName("m.cole"));
}

}  // namespace carehub::test
