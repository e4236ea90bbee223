#include <catch2/catch.hpp>

#include "tests/support/hub_fixture.hpp"

// What other systems send twice, or about a reference that fits more than one case.

namespace carehub::test {

namespace {

Referral with_reference(const char* message, const char* journey, std::int32_t lat = 50'705'000) {
  Referral referral = referral_near(lat, -1'290'000);
  referral.external_ids = {{"message", message}, {"journey", journey}};
  return referral;
}

CaseId registered(Hub& hub, const char* message, const char* journey, std::int32_t lat = 50'705'000) {
  return hub.as_system(RegisterCase{with_reference(message, journey, lat), {}, {}}).case_id;
}

std::ptrdiff_t lines(const Hub& hub, CaseId id, std::string_view text) {
  const auto& history = hub.case_of(id).history;
  return std::count_if(history.begin(), history.end(),
                       [&](const HistoryEntry& entry) { return entry.what.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("messages: an answer is taken in once, by its number or by its words", "[core]") {
  Hub hub;
  const CaseId id = registered(hub, "m1", "j1");
  const RecordResponse numbered{{{"message", "r1"}, {"journey", "j1"}}, "interim", "", "on the list"};
  REQUIRE_FALSE(hub.as_system(numbered).refusal);
  const auto again = hub.as_system(numbered);
  REQUIRE(code_of(again) == RefusalCode::duplicate_message);
  REQUIRE(again.case_id == id);
  REQUIRE(lines(hub, id, "partner answered: interim; on the list") == 1);
  const RecordResponse unnumbered{{{"journey", "j1"}}, "accepted", "", ""};
  REQUIRE_FALSE(hub.as_operator(unnumbered).refusal);
  REQUIRE(code_of(hub.as_operator(unnumbered)) == RefusalCode::duplicate_message);
  REQUIRE(lines(hub, id, "partner answered: accepted") == 1);
  REQUIRE_FALSE(hub.as_system(RecordResponse{{{"message", "r2"}, {"journey", "j1"}}, "final", "", ""}).refusal);
}

TEST_CASE("messages: a repeated rejection does not open the case a second time", "[core]") {
  Hub hub;
  const CaseId id = registered(hub, "m1", "j1");
  hub.as_operator(ReferOn{id, ServiceId("pharmacist"), "tablets"});
  const RecordResponse rejected{{{"message", "r1"}, {"journey", "j1"}}, "rejected", "RRNA", ""};
  hub.as_system(rejected);
  hub.as_operator(ReferOn{id, ServiceId("pharmacist"), "agreed by phone"});
  REQUIRE(code_of(hub.as_system(rejected)) == RefusalCode::duplicate_message);
  REQUIRE(hub.case_of(id).status == CaseStatus::referred_on);
}

TEST_CASE("messages: a rejection of what was never handed on is a line of the story, not a change of hands", "[core]") {
  Hub hub;
  const CaseId id = registered(hub, "m1", "j1");
  const CaseStatus before = hub.case_of(id).status;
  REQUIRE_FALSE(hub.as_system(RecordResponse{{{"message", "r1"}, {"journey", "j1"}}, "rejected", "RRNA", ""}).refusal);
  REQUIRE(hub.case_of(id).status == before);
  REQUIRE(hub.alert(AlertKind::ownership_returned, id) == nullptr);
  REQUIRE(lines(hub, id, "partner answered: rejected, RRNA") == 1);
}

TEST_CASE("messages: the referrer's cancellation ends what was raised about ownership", "[core]") {
  Hub hub;
  const CaseId id = registered(hub, "m1", "j1");
  hub.as_operator(ReferOn{id, ServiceId("pharmacist"), "tablets"});
  hub.as_system(RecordResponse{{{"message", "r1"}, {"journey", "j1"}}, "rejected", "RRNA", ""});
  REQUIRE(hub.alert(AlertKind::ownership_returned, id) != nullptr);
  hub.as_system(CancelCase{{}, "", false, {{"journey", "j1"}}});
  REQUIRE(hub.alert(AlertKind::ownership_returned, id) == nullptr);
}

TEST_CASE("messages: a repeated cancellation is answered as done, not as an error", "[core]") {
  Hub hub;
  const CaseId id = registered(hub, "m1", "j1");
  REQUIRE_FALSE(hub.as_system(CancelCase{{}, "", false, {{"journey", "j1"}}}).refusal);
  hub.wait(minutes(3));
  const auto again = hub.as_system(CancelCase{{}, "", false, {{"journey", "j1"}}});
  REQUIRE(code_of(again) == RefusalCode::duplicate_message);
  REQUIRE(again.case_id == id);
  REQUIRE(again.message.find("cancelled already at 19:00") != std::string::npos);
  REQUIRE(code_of(hub.as_operator(CancelCase{id, "twice", false, {}})) == RefusalCode::already_done);
  hub.as_operator(ReopenCase{id, "rang again"});
  REQUIRE_FALSE(hub.as_operator(CancelCase{id, "well again", false, {}}).refusal);
}

TEST_CASE("messages: two open cases with one reference are linked and raised", "[core]") {
  Hub hub;
  const CaseId first = registered(hub, "m1", "j1");
  const CaseId second = registered(hub, "m2", "j1", 50'605'000);
  REQUIRE(hub.case_of(second).possible_duplicates == std::vector<CaseId>{first});
  REQUIRE(hub.case_of(first).possible_duplicates == std::vector<CaseId>{second});
  const Alert* alert = hub.alert(AlertKind::possible_duplicate, second);
  REQUIRE(alert->severity == Severity::medium);
  REQUIRE(alert->text.find("same reference") != std::string::npos);
  const CaseId other = registered(hub, "m3", "j2", 50'655'000);
  REQUIRE(hub.alert(AlertKind::possible_duplicate, other) == nullptr);
}

TEST_CASE("messages: an update for two open cases goes to the newer one and both say so", "[core]") {
  Hub hub;
  const CaseId first = registered(hub, "m1", "j1");
  const CaseId second = registered(hub, "m2", "j1", 50'605'000);
  Referral newer;
  newer.narrative = "now cannot stand";
  newer.external_ids = {{"message", "m3"}, {"journey", "j1"}};
  REQUIRE(hub.as_system(UpdateReferral{{}, newer, ""}).case_id == second);
  REQUIRE(hub.case_of(second).referral.narrative == "now cannot stand");
  REQUIRE(lines(hub, first, "an update with the same reference was added to " + std::to_string(second.value)) == 1);
  REQUIRE(hub.alert(AlertKind::possible_duplicate, first) != nullptr);
  REQUIRE(hub.alert(AlertKind::possible_duplicate, second) != nullptr);
}

TEST_CASE("messages: an update goes to the open case though a closed one carries the reference too", "[core]") {
  Hub hub;
  const CaseId closed = registered(hub, "m1", "j1");
  hub.as_operator(CancelCase{closed, "well again", false, {}});
  const CaseId open = registered(hub, "m2", "j1", 50'605'000);
  hub.as_operator(AddNote{closed, "the family rang"});
  Referral newer;
  newer.external_ids = {{"journey", "j1"}};
  REQUIRE(hub.as_system(UpdateReferral{{}, newer, ""}).case_id == open);
  REQUIRE(hub.alert(AlertKind::possible_duplicate, open) == nullptr);
  REQUIRE_FALSE(hub.as_system(UpdateReferral{closed, newer, "later letter"}).refusal);
  REQUIRE(hub.alert(AlertKind::possible_duplicate, closed) == nullptr);  // nobody acts on a closed case
}

TEST_CASE("messages: a cancellation that fits two open cases closes neither and is raised", "[core]") {
  Hub hub;
  const CaseId first = registered(hub, "m1", "j1");
  const CaseId second = registered(hub, "m2", "j1", 50'605'000);
  const auto decision = hub.as_system(CancelCase{{}, "patient recovered", false, {{"journey", "j1"}}});
  REQUIRE_FALSE(decision.refusal);
  REQUIRE(decision.message.find("nothing was cancelled") != std::string::npos);
  for (const CaseId id : {first, second}) {
    REQUIRE(is_open(hub.case_of(id).status));
    REQUIRE(lines(hub, id, "a cancellation came") == 1);
    REQUIRE(hub.alert(AlertKind::possible_duplicate, id)->severity == Severity::medium);
  }
  hub.as_operator(CancelCase{first, "the sender meant this one", false, {}});
  REQUIRE_FALSE(hub.as_system(CancelCase{{}, "", false, {{"journey", "j1"}}}).refusal);
  REQUIRE(hub.case_of(second).status == CaseStatus::cancelled);
}

TEST_CASE("messages: news of a duplicate reach the case it was closed into", "[core]") {
  Hub hub;
  const CaseId kept = registered(hub, "m1", "j1");
  const CaseId duplicate = registered(hub, "m2", "j2");
  REQUIRE_FALSE(hub.as_operator(LinkCases{duplicate, kept, true, "same person"}).refusal);
  Referral worse = with_reference("m3", "j2");
  worse.ambulance.category = AmbulanceCategory::c1;
  REQUIRE(hub.as_system(UpdateReferral{{}, worse, "upgraded"}).case_id == kept);
  REQUIRE(hub.case_of(kept).referral.ambulance.category == AmbulanceCategory::c1);
  REQUIRE(hub.alert(AlertKind::red_flag, kept) != nullptr);
}

TEST_CASE("messages: news of a closed case are raised until somebody has read them", "[core]") {
  Hub hub;
  const CaseId id = registered(hub, "m1", "j1");
  hub.as_operator(CancelCase{id, "well again", false, {}});
  Referral worse = with_reference("m3", "j1");
  worse.ambulance.category = AmbulanceCategory::c1;
  REQUIRE_FALSE(hub.as_system(UpdateReferral{{}, worse, "upgraded"}).refusal);
  const Alert* news = hub.alert(AlertKind::closed_case_news, id);
  REQUIRE(news != nullptr);
  REQUIRE(news->severity == Severity::high);
  hub.as_operator(ReopenCase{id, "it is worse"});
  REQUIRE(hub.alert(AlertKind::closed_case_news, id) == nullptr);
  REQUIRE(hub.alert(AlertKind::red_flag, id) != nullptr);
}

TEST_CASE("messages: when the case that stood for others was an error, those others are raised", "[core]") {
  Hub hub;
  const CaseId wrong = registered(hub, "m1", "j1");
  const CaseId real = registered(hub, "m2", "j2");
  hub.as_operator(LinkCases{real, wrong, true, "same person"});
  hub.as_system(CancelCase{{}, "", true, {{"journey", "j1"}}});
  REQUIRE(hub.alert(AlertKind::closed_case_news, real) != nullptr);
}

}  // namespace carehub::test
