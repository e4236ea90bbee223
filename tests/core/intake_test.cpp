#include <catch2/catch.hpp>

#include <algorithm>

#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/recent_calls.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

Referral with_phone(std::int32_t lat, std::int32_t lon, const char* phone) {
  Referral referral = referral_near(lat, lon);
  Contact contact;
  contact.phone = phone;
  referral.person.contacts.push_back(contact);
  return referral;
}

Referral with_message(const char* message, const char* journey) {
  Referral referral = referral_near(50'705'000, -1'290'000);
  referral.external_ids = {{"message", message}, {"journey", journey}};
  return referral;
}

}  // namespace

TEST_CASE("intake: a call in which everything is unknown is a case all the same", "[core]") {
  Hub hub;
  const auto decision = hub.as_handler(RegisterCase{});
  REQUIRE_FALSE(decision.refusal);
  REQUIRE(decision.case_id == CaseId{1001});
  REQUIRE(hub.case_of(CaseId{1001}).status == CaseStatus::received);
  REQUIRE(hub.state().open_cases().size() == 1);
}

TEST_CASE("intake: needs given at once are completed by the site's rule and answered at once", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_near(50'705'000, -1'290'000, Need::falls);
  REQUIRE(hub.case_of(id).triage->skills.has(Skill::lifting));
  REQUIRE(hub.case_of(id).assignment->unit == "FR1");
  REQUIRE(hub.case_of(id).referral.location.locality == "Newport");
  REQUIRE(hub.history_has(id, "received from"));
  REQUIRE(hub.history_has(id, "triaged: "));
}

namespace {

// Falls may be answered, those of people who hit their head only after a clinician has decided; chest pain is 999.
Site site_with_rules() {
  Site site = small_site();
  auto& content = site.clinical;
  content.edition = "test";
  for (const char* fact : {"head_injury", "chest_pain"}) {
    auto& one = content.facts.emplace_back();
    one.id = fact;
  }
  auto& need = content.facts.emplace_back();
  need.id = "need";
  need.kind = FactKind::text;
  auto& flag = content.red_flags.emplace_back();
  flag.code = "chest_pain";
  flag.words = "Chest pain";
  auto& pathway = content.pathways.emplace_back();
  pathway.id = "falls";
  pathway.need = Need::falls;
  pathway.services = {ServiceKind::falls_response, ServiceKind::crisis_response};
  auto& outcome = pathway.outcomes.emplace_back();
  outcome.id = "lift";
  outcome.because = "A lift";
  auto& rule = content.rules.emplace_back();
  rule.id = "head_injury";
  rule.when = {{.fact = "head_injury", .values = {"yes"}, .at_least = {}, .at_most = {}}};
  rule.result = ClinicalResult::clinician;
  rule.never = {ServiceKind::falls_response};
  rule.because = "A head injury";
  return site;
}

RegisterCase fall_with(const char* fact) {
  RegisterCase call{referral_near(50'705'000, -1'290'000), triage_for(Need::falls), {}};
  if (fact != nullptr) call.triage->facts = {{fact, "yes"}};
  return call;
}

}  // namespace

TEST_CASE("intake: where a clinician has to decide, a need named by others waits for one", "[core]") {
  Hub hub(site_with_rules());
  hub.sign_on_all();
  const CaseId id = hub.as_handler(fall_with("head_injury")).case_id;
  REQUIRE_FALSE(hub.case_of(id).triage);
  REQUIRE_FALSE(hub.case_of(id).assignment);
  REQUIRE(hub.case_of(id).status == CaseStatus::received);
  REQUIRE(hub.history_has(id, "named at intake: fall; a clinician decides first: A head injury"));
  const CaseId plain = hub.as_handler(fall_with(nullptr)).case_id;
  REQUIRE(hub.case_of(plain).triage->result == ClinicalResult::service);
  REQUIRE(hub.case_of(plain).assignment);
}

TEST_CASE("intake: a navigator is the clinician who decides, and still nobody who was ruled out is proposed",
          "[core]") {
  Hub hub(site_with_rules());
  hub.sign_on_all();
  const CaseId id = hub.as_navigator(fall_with("head_injury")).case_id;
  const Case& c = hub.case_of(id);
  REQUIRE(c.triage->result == ClinicalResult::clinician);
  REQUIRE(c.triage->rules == std::vector<std::string>{"rule.head_injury", "falls.lift"});
  REQUIRE(c.triage->facts.front() == KnownFact{"head_injury", "yes"});
  for (const auto& one : c.explanation->offered) REQUIRE(one.unit != "FR1");
  const auto line = std::ranges::find(c.explanation->not_offered, "FR1", &NotOffered::unit);
  REQUIRE(line != c.explanation->not_offered.end());
  REQUIRE(line->reason == NotOfferedReason::ruled_out);
}

TEST_CASE("intake: a red flag among the answers is 999, though nobody ticked it as one", "[core]") {
  Hub hub(site_with_rules());
  hub.sign_on_all();
  const CaseId id = hub.as_handler(fall_with("chest_pain")).case_id;
  REQUIRE(red_flagged(hub.case_of(id)));
  REQUIRE(hub.case_of(id).triage->result == ClinicalResult::emergency);
  const auto* service = find_service(hub.state().site(), hub.case_of(id).assignment->service);
  REQUIRE(service->takes_red_flags);
}

TEST_CASE("intake: a wrong NHS number is a warning, never a lost case", "[core]") {
  Hub hub;
  Referral referral;
  referral.person.nhs_number = "347 852 6985";
  const CaseId id = hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
  REQUIRE(hub.case_of(id).referral.person.nhs_number == "3478526985");
  REQUIRE(hub.case_of(id).referral.person.nhs_number_status == NhsNumberStatus::check_digit_wrong);
  REQUIRE(hub.case_of(id).referral.warnings.size() == 1);
}

TEST_CASE("intake: a postcode is written as it should be, and a wrong one kept with a warning", "[core]") {
  Hub hub;
  Referral referral;
  referral.location.postcode = "po301ss";
  const CaseId good = hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
  REQUIRE(hub.case_of(good).referral.location.postcode == "PO30 1SS");
  REQUIRE(hub.case_of(good).referral.warnings.empty());
  referral.location.postcode = "PO30 1CI";
  const CaseId wrong = hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
  REQUIRE(hub.case_of(wrong).referral.location.postcode == "PO30 1CI");
  REQUIRE(hub.case_of(wrong).referral.warnings ==
          std::vector<std::string>{"the postcode has not the shape of one; ask for it again"});
}

TEST_CASE("intake: a message comes in once", "[core]") {
  Hub hub;
  const CaseId id = hub.as_system(RegisterCase{with_message("m1", "j1"), {}, {}}).case_id;
  const auto again = hub.as_system(RegisterCase{with_message("m1", "j1"), {}, {}});
  REQUIRE(code_of(again) == RefusalCode::duplicate_message);
  REQUIRE(again.case_id == id);
  REQUIRE_FALSE(hub.as_system(RegisterCase{with_message("m2", "j1"), {}, {}}).refusal);
}

TEST_CASE("intake: the same phone, number or place within the window is proposed as a duplicate", "[core]") {
  Hub hub;
  const CaseId first = hub.as_handler(RegisterCase{with_phone(50'705'000, -1'290'000, "01983 555010"), {}, {}}).case_id;
  const CaseId phone =
      hub.as_handler(RegisterCase{with_phone(50'605'000, -1'490'000, "+44 1983 555010"), {}, {}}).case_id;
  REQUIRE(hub.case_of(phone).possible_duplicates == std::vector<CaseId>{first});
  REQUIRE(hub.case_of(first).possible_duplicates == std::vector<CaseId>{phone});
  REQUIRE(hub.alert(AlertKind::possible_duplicate, phone)->severity == Severity::low);
  const CaseId near = hub.register_near(50'706'000, -1'291'000, Need::confusion, 85);
  REQUIRE(hub.case_of(near).possible_duplicates == std::vector<CaseId>{first});
  const CaseId other_age = hub.register_near(50'705'000, -1'290'000, Need::confusion, 30);
  REQUIRE(hub.case_of(other_age).possible_duplicates.empty());
  const CaseId far = hub.register_near(50'710'000, -1'290'000, Need::confusion, 80);
  REQUIRE(hub.case_of(far).possible_duplicates.empty());
  hub.wait(minutes(241));
  const CaseId later = hub.as_handler(RegisterCase{with_phone(50'605'000, -1'390'000, "01983555010"), {}, {}}).case_id;
  REQUIRE(hub.case_of(later).possible_duplicates.empty());
}

TEST_CASE("intake: a second call is noticed though the first case was corrected, closed and packed away", "[core]") {
  Hub hub;
  const CaseId first = hub.as_handler(RegisterCase{with_phone(50'705'000, -1'290'000, "01983 555010"), {}, {}}).case_id;
  REQUIRE_FALSE(hub.as_handler(CorrectCase{first, "phone", "01983 555020", "misheard"}).refusal);
  REQUIRE_FALSE(hub.as_operator(CancelCase{first, "a neighbour went", false, {}}).refusal);
  hub.wait(minutes(200));
  hub.tick();
  const auto same_as = [&](const char* phone, std::int32_t lat) {
    const CaseId id = hub.as_handler(RegisterCase{with_phone(lat, -1'490'000, phone), {}, {}}).case_id;
    return hub.case_of(id).possible_duplicates;
  };
  REQUIRE(same_as("01983 555010", 50'605'000).empty());
  REQUIRE(same_as("01983 555020", 50'655'000) == std::vector<CaseId>{first});
  hub.wait(minutes(41));
  hub.tick();
  REQUIRE(same_as("01983 555020", 50'685'000) == std::vector<CaseId>{CaseId{first.value + 2}});
}

TEST_CASE("intake: phone numbers are compared by their digits", "[core]") {
  REQUIRE(core::phone_digits("+44 (0)1983 555010").substr(0, 2) == "00");
  REQUIRE(core::phone_digits("0044 1983 555010") == "01983555010");
  REQUIRE(core::phone_digits("01983-555-010") == "01983555010");
  REQUIRE(core::phone_digits("999").empty());
}

TEST_CASE("intake: a duplicate is closed with links both ways, and comes back when it was none", "[core]") {
  Hub hub;
  const CaseId first = hub.register_untriaged();
  const CaseId second = hub.register_untriaged();
  REQUIRE(hub.case_of(second).possible_duplicates == std::vector<CaseId>{first});
  REQUIRE(code_of(hub.as_handler(LinkCases{second, second, true, ""})) == RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_handler(LinkCases{second, first, true, "same fall"}).refusal);
  REQUIRE(hub.case_of(second).status == CaseStatus::duplicate);
  REQUIRE(hub.case_of(second).duplicate_of == first);
  REQUIRE(hub.history_has(second, "duplicate of " + std::to_string(first.value)));
  REQUIRE(hub.history_has(first, std::to_string(second.value) + " is a duplicate"));
  REQUIRE(hub.alert(AlertKind::possible_duplicate, second) == nullptr);
  REQUIRE(code_of(hub.as_handler(LinkCases{first, second, true, ""})) == RefusalCode::invalid_value);
  hub.as_operator(ReopenCase{second, "two people fell"});
  REQUIRE(hub.case_of(second).status == CaseStatus::received);
  REQUIRE_FALSE(hub.case_of(second).duplicate_of.given());
}

TEST_CASE("intake: a duplicate that already has a team gives it back", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId first = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{first, {}});
  const CaseId second = hub.register_near(50'731'000, -1'163'500);
  hub.as_operator(AcceptProposal{second, {}});
  const std::string unit = hub.case_of(second).assignment->unit;
  REQUIRE_FALSE(hub.as_operator(LinkCases{second, first, true, "rang twice"}).refusal);
  REQUIRE(hub.team_of(unit.c_str()).status == (unit == "CR2" ? TeamStatus::allocated : TeamStatus::available));
}

TEST_CASE("intake: an update is merged by number or external id; an unknown one is registered with a warning",
          "[core]") {
  Hub hub;
  const CaseId id = hub.as_system(RegisterCase{with_message("m1", "j1"), {}, {}}).case_id;
  Referral newer;
  newer.narrative = "now cannot stand";
  newer.external_ids = {{"message", "m2"}, {"journey", "j1"}};
  const auto updated = hub.as_system(UpdateReferral{{}, newer, "from 111"});
  REQUIRE(updated.case_id == id);
  REQUIRE(hub.case_of(id).referral.narrative == "now cannot stand");
  REQUIRE(hub.case_of(id).referral.summary == "New confusion");
  REQUIRE(hub.case_of(id).referral.external_ids.size() == 3);
  REQUIRE(code_of(hub.as_system(UpdateReferral{{}, newer, ""})) == RefusalCode::duplicate_message);
  newer.external_ids = {{"journey", "never heard of"}};
  const auto fresh = hub.as_system(UpdateReferral{{}, newer, ""});
  REQUIRE_FALSE(fresh.refusal);
  REQUIRE(fresh.case_id != id);
  REQUIRE(hub.case_of(fresh.case_id).referral.warnings.size() == 1);
  REQUIRE(code_of(hub.as_handler(UpdateReferral{CaseId{5000}, newer, ""})) == RefusalCode::unknown_case);
}

TEST_CASE("intake: one number is one contact, as the newest message has it", "[core]") {
  Hub hub;
  Referral call = with_message("m1", "j1");
  call.person.contacts = {{"", "self", "01983 555 0101", true, false}, {"Ann", "", "01983 555 0102", false, false}};
  const CaseId id = hub.as_system(RegisterCase{call, {}, {}}).case_id;
  Referral newer;
  newer.external_ids = {{"message", "m2"}, {"journey", "j1"}};
  newer.person.contacts = {{"Ann Invented", "daughter", "+44 1983 5550102", true, false}};
  hub.as_system(UpdateReferral{{}, newer, ""});
  const auto& contacts = hub.case_of(id).referral.person.contacts;
  REQUIRE(contacts.size() == 2);
  REQUIRE_FALSE(contacts[0].call_back);
  REQUIRE(contacts[1].relation == "daughter");
  REQUIRE(contacts[1].call_back);
}

TEST_CASE("intake: an update that brings a red flag changes the answer", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  Referral newer;
  newer.red_flags = {"sepsis"};
  hub.as_handler(UpdateReferral{id, newer, ""});
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  REQUIRE(hub.alert(AlertKind::red_flag, id) != nullptr);
}

TEST_CASE("intake: a correction keeps what stood before", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_handler(CorrectCase{id, "shoe size", "9", "x"})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_handler(CorrectCase{id, "age", "200", "x"})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_handler(CorrectCase{id, "age", "90", ""})) == RefusalCode::missing_reason);
  const auto decision = hub.as_handler(CorrectCase{id, "age", "90", "misheard"});
  REQUIRE(find_event<CaseCorrected>(decision)->before == "80");
  REQUIRE(hub.case_of(id).referral.person.age_years == 90);
  REQUIRE(hub.history_has(id, "age corrected from \"80\" to \"90\": misheard"));
}

TEST_CASE("intake: a place outside the islands is asked for and the correction ends the doubt", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_near(-1'540'000, 53'800'000);
  REQUIRE(hub.case_of(id).referral.location.doubtful);
  REQUIRE(hub.alert(AlertKind::location_doubtful, id) != nullptr);
  REQUIRE(code_of(hub.as_handler(CorrectCase{id, "position", "1.0,2.0", "x"})) == RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_handler(CorrectCase{id, "position", "50.731,-1.163", "swapped"}).refusal);
  REQUIRE(hub.case_of(id).referral.location.position == Coordinates{50'731'000, -1'163'000});
  REQUIRE(hub.case_of(id).referral.location.locality == "Ryde");
  REQUIRE(hub.alert(AlertKind::location_doubtful, id) == nullptr);
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");
}

TEST_CASE("intake: a place far outside the area is doubted, and given no town of it", "[core]") {
  Hub hub;
  const CaseId leeds = hub.register_near(53'800'000, -1'540'000);
  REQUIRE(hub.case_of(leeds).referral.location.locality.empty());
  REQUIRE(hub.case_of(leeds).referral.location.doubt.find("outside this hub's area") != std::string::npos);
  REQUIRE(hub.alert(AlertKind::location_doubtful, leeds) != nullptr);
  const std::string doubt = hub.case_of(leeds).referral.location.doubt;
  REQUIRE_FALSE(hub.as_handler(CorrectCase{leeds, "summary", "New confusion, since today", "asked"}).refusal);
  REQUIRE(hub.case_of(leeds).referral.location.doubt == doubt);
  const CaseId lane = hub.register_near(50'680'000, -1'200'000);
  REQUIRE_FALSE(hub.case_of(lane).referral.location.locality.empty());
  REQUIRE_FALSE(hub.case_of(lane).referral.location.doubtful);
}

TEST_CASE("intake: a claim is one person's until it runs out", "[core]") {
  Hub hub;
  const CaseId id = hub.register_untriaged();
  REQUIRE_FALSE(hub.as_navigator(ClaimCase{id}).refusal);
  const auto other = hub.give(ClaimCase{id}, Role::navigator, "b.shaw");
  REQUIRE(code_of(other) == RefusalCode::claimed_by_other);
  REQUIRE(other.message.find("M. Cole") != std::string::npos);
  REQUIRE(code_of(hub.give(TriageCase{id, triage_for(Need::falls), {}}, Role::navigator, "b.shaw")) ==
          RefusalCode::claimed_by_other);
  hub.wait(minutes(5));
  REQUIRE_FALSE(hub.case_of(id).claim);
  REQUIRE(hub.alert(AlertKind::claim_lapsed, id) != nullptr);
  REQUIRE_FALSE(hub.give(TriageCase{id, triage_for(Need::falls), {}}, Role::navigator, "b.shaw").refusal);
  REQUIRE(hub.alert(AlertKind::claim_lapsed, id) == nullptr);
}

TEST_CASE("intake: a cancellation finds its case by external id and needs a reason from people", "[core]") {
  Hub hub;
  const CaseId id = hub.as_system(RegisterCase{with_message("m1", "j1"), {}, {}}).case_id;
  REQUIRE(code_of(hub.as_operator(CancelCase{id, "", false, {}})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_system(CancelCase{{}, "", false, {{"journey", "j9"}}})) == RefusalCode::unknown_case);
  REQUIRE_FALSE(hub.as_system(CancelCase{{}, "", true, {{"journey", "j1"}}}).refusal);
  REQUIRE(hub.case_of(id).status == CaseStatus::cancelled);
}

TEST_CASE("intake: a partner's answer to nothing of ours is refused; a rejection makes us responsible again",
          "[core]") {
  Hub hub;
  const CaseId id = hub.as_system(RegisterCase{with_message("m1", "j1"), {}, {}}).case_id;
  REQUIRE(code_of(hub.as_system(RecordResponse{{{"journey", "x"}}, "final", "", ""})) == RefusalCode::unknown_response);
  hub.as_operator(ReferOn{id, ServiceId("pharmacist"), "tablets"});
  REQUIRE(hub.case_of(id).status == CaseStatus::referred_on);
  REQUIRE_FALSE(hub.as_system(RecordResponse{{{"journey", "j1"}}, "rejected", "RRNA", ""}).refusal);
  REQUIRE(hub.case_of(id).status == CaseStatus::received);
  REQUIRE(hub.alert(AlertKind::ownership_returned, id) != nullptr);
}

TEST_CASE("intake: no case ends in silence", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_operator(CloseCase{id, Outcome::none, ""})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_operator(CloseCase{id, Outcome::no_contact, " "})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_navigator(AdviseAndClose{id, ""})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_operator(ReferOn{id, ServiceId("pharmacist"), ""})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_operator(ReferOn{id, ServiceId("nobody"), "x"})) == RefusalCode::unknown_service);
  REQUIRE(code_of(hub.as_operator(ReopenCase{id, "x"})) == RefusalCode::wrong_state);
  REQUIRE(code_of(hub.as_operator(CloseCase{id, Outcome::treated_at_home, ""})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_operator(CloseCase{id, Outcome::advised, "rest"})) == RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_operator(CloseCase{id, Outcome::no_contact, "rang five times"}).refusal);
  REQUIRE(hub.case_of(id).outcome == Outcome::no_contact);
  REQUIRE(code_of(hub.as_operator(ReopenCase{id, ""})) == RefusalCode::missing_reason);
}

TEST_CASE("intake: who did it is named as people are", "[core]") {
  REQUIRE(core::who({UserName("m.cole"), Role::navigator, ""}) == "M. Cole (navigator)");
  REQUIRE(core::who({UserName("CR2"), Role::crew, ""}) == "CR2");
  REQUIRE(core::who({UserName(""), Role::system, ""}) == "hub");
  REQUIRE(core::shortened("caf\u00e9 au lait", 4) == "caf…");
}

TEST_CASE("intake: a duplicate is closed only into a case that is open", "[core]") {
  Hub hub;
  const CaseId closed = hub.register_in_ryde();
  hub.as_operator(CancelCase{closed, "entered twice", true, {}});
  const CaseId second = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_operator(LinkCases{second, closed, true, "same"})) == RefusalCode::wrong_state);
  REQUIRE(is_open(hub.case_of(second).status));
}

TEST_CASE("intake: the case that is kept has the earlier promise of both", "[core]") {
  Hub hub;
  const CaseId first = hub.register_in_ryde();
  const Instant due = hub.clock(first, ClockKind::two_hour)->due;
  hub.wait(minutes(10));
  const CaseId second = hub.register_in_ryde();
  REQUIRE(hub.clock(second, ClockKind::two_hour)->due > due);
  REQUIRE_FALSE(hub.as_operator(LinkCases{first, second, true, "same person"}).refusal);
  REQUIRE(hub.clock(second, ClockKind::two_hour)->due == due);
}

TEST_CASE("intake: what 999 waits to hear about is not closed into a case that would not answer", "[core]") {
  Hub hub;
  Referral asked = referral_near(50'731'000, -1'163'000);
  asked.source = Source::ambulance999;
  asked.ambulance.validation = true;
  asked.ambulance.breach_at = hub.now() + minutes(90);
  const CaseId validation = hub.as_system(RegisterCase{asked, {}, {}}).case_id;
  const CaseId other = hub.register_in_ryde();
  REQUIRE(code_of(hub.as_operator(LinkCases{validation, other, true, "same"})) == RefusalCode::wrong_state);
  REQUIRE_FALSE(hub.as_operator(LinkCases{other, validation, true, "same"}).refusal);
}

TEST_CASE("intake: the five fields of SBARD are kept, and news changes only those that they name", "[core]") {
  Hub hub;
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.sbard = {"found on the floor", "lives alone", "no injury seen", "two-hour visit", "crisis team asked"};
  const CaseId id = hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
  CHECK(hub.case_of(id).referral.sbard == referral.sbard);
  Referral news;
  news.sbard.assessment = "now short of breath";
  REQUIRE_FALSE(hub.as_handler(UpdateReferral{id, news, "rang again"}).refusal);
  Sbard expected = referral.sbard;
  expected.assessment = "now short of breath";
  CHECK(hub.case_of(id).referral.sbard == expected);
}

}  // namespace carehub::test
