// What is known of a person: told once, seen by whom an agreement names, every look an event.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/core/shipped_content.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

const PersonId ann("9990000018");

// m.cole is the hub's; p.ward sees for the ambulance service by an agreement; d.late's has run out.
Site with_sharing() {
  Site site = small_site();
  site.hub_ods = "R1F";
  SharingAgreement ambulance;
  ambulance.organisation = "RYE";
  ambulance.purpose = "direct care";
  ambulance.fields = {PersonField::scene_safety, PersonField::end_of_life};
  ambulance.users = {UserName("p.ward")};
  SharingAgreement ended;
  ended.organisation = "8HX01";
  ended.purpose = "direct care";
  ended.fields = {PersonField::care_plan};
  ended.until = LocalDay{local_time(london_2026(), evening()).day.days - 1};
  ended.users = {UserName("d.late")};
  site.sharing = {ambulance, ended};
  return site;
}

CaseId case_of_ann(Hub& hub) {
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.person.nhs_number = ann.value;
  referral.location.access = "key safe 0000, side door";
  return hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
}

void tell(Hub& hub, PersonField field, const char* text) {
  REQUIRE_FALSE(hub.as_navigator(TellOfPerson{{}, ann, field, text, "", {}}).refusal);
}

std::vector<PersonField> kinds_in(const PersonView& view) {
  std::vector<PersonField> kinds;
  for (const auto& entry : view.entries) kinds.push_back(entry.field);
  return kinds;
}

}  // namespace

TEST_CASE("person: what was told once is known of every later call, and safety stands in the case itself", "[core]") {
  Hub hub(with_sharing());
  tell(hub, PersonField::care_plan, "two visits a day");
  tell(hub, PersonField::scene_safety, "dog in the hall");
  const CaseId id = case_of_ann(hub);
  CHECK(hub.case_of(id).known_fields == std::vector{PersonField::care_plan, PersonField::scene_safety});
  CHECK(hub.case_of(id).safety == "dog in the hall");
  tell(hub, PersonField::key_worker, "A. Bly");
  CHECK(hub.case_of(id).known_fields.size() == 3);  // told during the call
  hub.as_navigator(TellOfPerson{{}, ann, PersonField::scene_safety, "", "", {}});
  CHECK(hub.case_of(id).safety.empty());
}

TEST_CASE("person: who had a case before them stands in the journal, and nothing else changes", "[core]") {
  Hub hub(with_sharing());
  const CaseId id = case_of_ann(hub);
  const Case before = hub.case_of(id);
  const auto seen = hub.give(ViewCase{id}, Role::operator_, "p.ward");
  REQUIRE_FALSE(seen.refusal);
  const auto* event = find_event<CaseViewed>(seen);
  REQUIRE(event != nullptr);
  CHECK(event->case_id == id);
  CHECK(event->organisation == "RYE");
  CHECK(hub.case_of(id) == before);
  CHECK(code_of(hub.as_operator(ViewCase{CaseId{77}})) == RefusalCode::unknown_case);
}

TEST_CASE("person: what the desk writes down for others names them by their code", "[core]") {
  Hub hub(with_sharing());
  const auto told_for = [&](const char* organisation) {
    return code_of(hub.as_navigator(TellOfPerson{{}, ann, PersonField::care_plan, "two visits", organisation, {}}));
  };
  CHECK(told_for("the surgery") == RefusalCode::invalid_value);
  CHECK(told_for("J84011") == std::nullopt);
}

TEST_CASE("person: an organisation's people see what its agreement names, and are told what is not shared", "[core]") {
  Hub hub(with_sharing());
  tell(hub, PersonField::care_plan, "two visits a day");
  tell(hub, PersonField::end_of_life, "wishes to stay at home");
  const CaseId id = case_of_ann(hub);
  const auto own = hub.as_navigator(ViewPerson{id, {}, {}, ""});
  REQUIRE(own.person.has_value());
  CHECK(kinds_in(*own.person) == std::vector{PersonField::care_plan, PersonField::end_of_life});
  CHECK(own.person->not_shared.empty());
  const auto partner = hub.give(ViewPerson{id, {}, {}, ""}, Role::operator_, "p.ward");
  REQUIRE(partner.person.has_value());
  CHECK(kinds_in(*partner.person) == std::vector{PersonField::end_of_life});
  CHECK(partner.person->not_shared == std::vector{PersonField::care_plan});
  CHECK(partner.person->earlier.empty());
}

TEST_CASE("person: an agreement that has run out shares nothing", "[core]") {
  Hub hub(with_sharing());
  tell(hub, PersonField::care_plan, "two visits a day");
  const auto view = hub.give(ViewPerson{{}, ann, {}, ""}, Role::operator_, "d.late");
  REQUIRE(view.person.has_value());
  CHECK(view.person->entries.empty());
  CHECK(view.person->not_shared == std::vector{PersonField::care_plan});
}

TEST_CASE("person: every look is an event that names what was seen, never what stood there", "[core]") {
  Hub hub(with_sharing());
  tell(hub, PersonField::care_plan, "two visits a day");
  const CaseId id = case_of_ann(hub);
  const auto view = hub.as_navigator(ViewPerson{id, {}, {}, "checks the plan"});
  const auto* seen = find_event<PersonViewed>(view);
  REQUIRE(seen != nullptr);
  CHECK(seen->shown == std::vector{PersonField::care_plan});
  CHECK(seen->organisation == "R1F");
  CHECK(hub.history_has(id, "looked at the record: care plan"));
  CHECK_FALSE(hub.history_has(id, "two visits"));
}

TEST_CASE("person: the way in is shown only when asked for by name, with a reason", "[core]") {
  Hub hub(with_sharing());
  const CaseId id = case_of_ann(hub);
  CHECK(hub.as_navigator(ViewPerson{id, {}, {}, ""}).person->access.empty());
  CHECK(code_of(hub.as_navigator(ViewPerson{id, {}, {PersonField::access}, ""})) == RefusalCode::missing_reason);
  const auto shown = hub.as_navigator(ViewPerson{id, {}, {PersonField::access}, "crew at the door"});
  CHECK(shown.person->access == "key safe 0000, side door");
  CHECK(find_event<PersonViewed>(shown)->shown == std::vector{PersonField::access});
  const auto partner = hub.give(ViewPerson{id, {}, {PersonField::access}, "there"}, Role::operator_, "p.ward");
  CHECK(partner.person->access.empty());
}

TEST_CASE("person: who has no NHS number has no record, and the way in can still be asked for", "[core]") {
  Hub hub(with_sharing());
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.location.access = "rear gate";
  const CaseId id = hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
  CHECK(hub.as_navigator(ViewPerson{id, {}, {PersonField::access}, "crew there"}).person->access == "rear gate");
  CHECK(code_of(hub.as_navigator(TellOfPerson{id, {}, PersonField::history, "x", "", {}})) ==
        RefusalCode::unknown_person);
  CHECK(code_of(hub.as_navigator(ViewPerson{{}, PersonId("9990000019"), {}, ""})) == RefusalCode::unknown_person);
}

TEST_CASE("person: breaking the glass shows everything for a while, to one person, and tells the hub", "[core]") {
  Hub hub(with_sharing());
  tell(hub, PersonField::care_plan, "two visits a day");
  const CaseId id = case_of_ann(hub);
  CHECK(code_of(hub.give(BreakGlass{id, {}, ""}, Role::operator_, "p.ward")) == RefusalCode::missing_reason);
  REQUIRE_FALSE(hub.give(BreakGlass{id, {}, "unconscious"}, Role::operator_, "p.ward").refusal);
  REQUIRE(hub.alert(AlertKind::glass_broken, id) != nullptr);
  CHECK(hub.alert(AlertKind::glass_broken, id)->severity == Severity::high);
  const auto during = hub.give(ViewPerson{id, {}, {}, ""}, Role::operator_, "p.ward");
  CHECK(kinds_in(*during.person) == std::vector{PersonField::care_plan});
  CHECK(find_event<PersonViewed>(during)->glass_broken);
  CHECK(hub.give(ViewPerson{id, {}, {}, ""}, Role::operator_, "d.late").person->entries.empty());
  hub.wait(minutes(31));
  CHECK(hub.give(ViewPerson{id, {}, {}, ""}, Role::operator_, "p.ward").person->entries.empty());
}

TEST_CASE("person: earlier cases are history, newest first, however long ago", "[core]") {
  Hub hub(with_sharing());
  const CaseId first = case_of_ann(hub);
  hub.as_navigator(AdviseAndClose{first, "rest"});
  hub.wait(hours(24 * 20));
  const CaseId second = case_of_ann(hub);
  hub.as_navigator(AdviseAndClose{second, "rest"});
  hub.wait(hours(24));
  const CaseId third = case_of_ann(hub);
  const auto view = hub.as_navigator(ViewPerson{third, {}, {PersonField::history}, ""});
  REQUIRE(view.person->earlier.size() == 2);
  CHECK(view.person->earlier[0].id == second);
  CHECK(view.person->earlier[1].id == first);
}

TEST_CASE("person: a crew sees the record of whom it was sent to, and of nobody else", "[core]") {
  Hub hub(with_sharing());
  hub.sign_on_all();
  const CaseId id = case_of_ann(hub);
  hub.as_navigator(TriageCase{id, triage_for(Need::confusion), {}});
  const auto crew = hub.team_of("CR2").crew_user;
  const auto look = [&] { return code_of(hub.give(ViewPerson{id, {}, {}, ""}, Role::crew, crew.value.c_str())); };
  CHECK(look() == RefusalCode::not_your_team);
  CHECK(code_of(hub.give(BreakGlass{{}, ann, "curious"}, Role::crew, crew.value.c_str())) ==
        RefusalCode::not_your_team);
  hub.as_operator(AllocateTeam{id, cr2, "nearest", {}, false, {}});
  CHECK(look() == std::nullopt);
}

TEST_CASE("person: a referrer speaks for its own organisation only", "[core]") {
  Hub hub(with_sharing());
  tell(hub, PersonField::care_plan, "two visits a day");
  const Command other = TellOfPerson{{}, ann, PersonField::care_plan, "", "R1F", {}};
  CHECK(code_of(hub.give(other, Role::referrer, "p.ward")) == RefusalCode::invalid_value);  // it told nothing itself
  CHECK(hub.state().find_person(ann)->entries.size() == 1);
}

TEST_CASE("person: whoever is conveyed from a care home takes the Red Bag, and what is in it is noted", "[core]") {
  Hub hub(with_sharing());
  hub.sign_on_all();
  tell(hub, PersonField::red_bag, "hearing aid, medicines chart");
  const CaseId id = case_of_ann(hub);
  hub.as_navigator(TriageCase{id, triage_for(Need::confusion), {}});
  hub.as_operator(AllocateTeam{id, cr2, "nearest", {}, false, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  const auto clear = hub.as_crew(ReportClear{cr2, Outcome::conveyed, "", {}});
  CHECK(clear.message.find("the Red Bag goes with them") != std::string::npos);
  CHECK(hub.history_has(id, "the Red Bag goes with them: hearing aid, medicines chart"));
}

TEST_CASE("person: what is on record is known to the rules of triage", "[core]") {
  Site site = with_sharing();
  site.clinical = shipped_clinical();
  Hub hub(site);
  tell(hub, PersonField::end_of_life, "wishes to stay at home");
  tell(hub, PersonField::care_plan, "two visits a day");
  const CaseId id = case_of_ann(hub);
  hub.as_navigator(TriageCase{id, triage_for(Need::palliative), {}});
  REQUIRE(hub.case_of(id).triage.has_value());
  const auto& rules = hub.case_of(id).triage->rules;
  CHECK(std::ranges::count(rules, "rule.key_worker_first") == 1);
  CHECK(std::ranges::count(hub.case_of(id).triage->facts, KnownFact{"epaccs_preferred_place", "on record"}) == 1);
}

TEST_CASE("person: a plan for frequent calls is pointed at when the call comes in", "[core]") {
  Hub hub(with_sharing());
  tell(hub, PersonField::frequent_caller, "offer the agreed words");
  const CaseId id = case_of_ann(hub);
  REQUIRE(hub.alert(AlertKind::repeat_caller, id) != nullptr);
  CHECK(hub.alert(AlertKind::repeat_caller, id)->text.find("agreed words") == std::string::npos);
}

}  // namespace carehub::test
