// Who is responsible is always one, and said.
#include <catch2/catch.hpp>

#include <filesystem>

#include "protocols/domain/ownership.hpp"
#include "protocols/site/load.hpp"
#include "tests/support/hub_fixture.hpp"
#include "tests/support/paths.hpp"

namespace carehub::test {

namespace {

Referral asked_to_validate(Instant breach) {
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.source = Source::ambulance999;
  referral.ambulance.validation = true;
  referral.ambulance.category = AmbulanceCategory::c3;
  referral.ambulance.breach_at = breach;
  return referral;
}

ClockRule response_rule(AmbulanceCategory category, std::int32_t target_min) {
  ClockRule rule;
  rule.kind = ClockKind::ambulance_response;
  rule.sources = {Source::ambulance999};
  rule.categories = {category};
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::on_scene, ClockMoment::responded, ClockMoment::closed};
  rule.target_min = target_min;
  return rule;
}

Site with_ambulance_clocks() {
  Site site = small_site();
  site.clock_rules.push_back(response_rule(AmbulanceCategory::c2b, 40));
  site.clock_rules.push_back(response_rule(AmbulanceCategory::c3, 120));
  site.clock_rules.push_back(response_rule(AmbulanceCategory::c4, 180));
  return site;
}

}  // namespace

TEST_CASE("ownership: a validation is the ambulance service's until it is answered", "[core]") {
  Hub hub;
  const CaseId id = hub.as_system(RegisterCase{asked_to_validate(hub.now() + minutes(60)), {}, {}}).case_id;
  CHECK(owner_of(hub.case_of(id)) == Owner::ambulance);
  REQUIRE_FALSE(hub.as_navigator(AcceptReferral{id, "ours"}).refusal);
  CHECK(owner_of(hub.case_of(id)) == Owner::hub);
  CHECK(hub.clock(id, ClockKind::ambulance_validation)->outcome == ClockOutcome::met);
  hub.wait(minutes(70));
  CHECK_FALSE(hub.case_of(id).fail_safe_fired);  // it was answered
  CHECK(code_of(hub.as_navigator(AcceptReferral{id, ""})) == RefusalCode::already_done);
}

TEST_CASE("ownership: rejecting, referring on and redirecting each give it to somebody by name", "[core]") {
  Hub hub;
  const CaseId validation = hub.as_system(RegisterCase{asked_to_validate(hub.now() + minutes(60)), {}, {}}).case_id;
  hub.as_navigator(RejectReferral{validation, 22, "", {}});
  CHECK(owner_of(hub.case_of(validation)) == Owner::ambulance);
  CHECK(hub.history_has(validation, "the ambulance service owns it again"));
  const CaseId redirected = hub.register_in_ryde();
  CHECK(code_of(hub.as_navigator(RejectReferral{redirected, 22, "", "nowhere"})) == RefusalCode::unknown_service);
  const auto told = hub.as_navigator(RejectReferral{redirected, 22, "", "pharmacist"});
  REQUIRE_FALSE(told.refusal);
  CHECK(owner_of(hub.case_of(redirected)) == Owner::referrer);
  CHECK(hub.history_has(redirected, "the referrer owns it again"));
  const CaseId referred = hub.register_in_ryde();
  hub.as_operator(ReferOn{referred, ServiceId("pharmacist"), "medicines"});
  CHECK(owner_of(hub.case_of(referred)) == Owner::partner);
  for (const CaseId id : {validation, redirected, referred})
    CHECK_FALSE(owner_words(hub.case_of(id), small_site()).empty());
}

TEST_CASE("ownership: in progress begins with the consultation, not with a welfare call", "[core]") {
  Hub hub;
  const CaseId id = hub.as_system(RegisterCase{asked_to_validate(hub.now() + minutes(60)), {}, {}}).case_id;
  hub.as_handler(RecordContact{id, DutyKind::welfare_call, 0, ContactResult::reached, "", {}});
  hub.as_handler(RecordContact{id, DutyKind::welfare_call, 0, ContactResult::no_answer, "", {}});
  CHECK_FALSE(hub.case_of(id).consultation.has_value());
  hub.as_navigator(StartConsultation{id});
  CHECK(hub.case_of(id).consultation == hub.now());
  CHECK(owner_of(hub.case_of(id)) == Owner::ambulance);  // speaking is no answer yet
}

TEST_CASE("ownership: the police not coming never closes a case", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_crisis();
  REQUIRE_FALSE(hub.as_operator(RecordPartnerRefusal{id, "police", "no immediate risk to life", "RCRP-77"}).refusal);
  CHECK(is_open(hub.case_of(id).status));
  CHECK(owner_of(hub.case_of(id)) == Owner::hub);
  REQUIRE(hub.alert(AlertKind::partner_refused, id) != nullptr);
  CHECK(hub.alert(AlertKind::partner_refused, id)->severity == Severity::high);
  CHECK(hub.history_has(id, "reference RCRP-77"));
}

TEST_CASE("ambulance clocks: side by side with the hub's own, from the service's own start", "[core]") {
  Hub hub(with_ambulance_clocks());
  Referral referral = asked_to_validate(hub.now() + minutes(60));
  referral.ambulance.clock_start = hub.now() - minutes(20);
  const CaseId id = hub.as_system(RegisterCase{referral, {}, {}}).case_id;
  hub.as_navigator(TriageCase{id, triage_for(Need::falls), {}});
  REQUIRE(hub.clock(id, ClockKind::ambulance_response) != nullptr);
  CHECK(hub.clock(id, ClockKind::ambulance_response)->due == hub.now() + minutes(100));
  REQUIRE(hub.clock(id, ClockKind::two_hour) != nullptr);
  CHECK(tightest_clock(hub.case_of(id))->kind == ClockKind::ambulance_validation);
}

TEST_CASE("ambulance clocks: an upgrade brings the due time nearer, a downgrade gives no time back", "[core]") {
  Hub hub(with_ambulance_clocks());
  Referral referral = asked_to_validate(hub.now() + minutes(60));
  referral.external_ids = {{"journey", "j9"}};
  const CaseId id = hub.as_system(RegisterCase{referral, {}, {}}).case_id;
  const Instant as_c3 = hub.clock(id, ClockKind::ambulance_response)->due;
  hub.wait(minutes(10));
  referral.ambulance.category = AmbulanceCategory::c4;
  hub.as_system(UpdateReferral{id, referral, "downgraded"});
  CHECK(hub.clock(id, ClockKind::ambulance_response)->due == as_c3);
  referral.ambulance.category = AmbulanceCategory::c2b;
  hub.as_system(UpdateReferral{id, referral, "upgraded"});
  CHECK(hub.clock(id, ClockKind::ambulance_response)->due == as_c3 - minutes(80));
  referral.ambulance.category = AmbulanceCategory::c2;
  hub.as_system(UpdateReferral{id, referral, "upgraded"});
  CHECK(red_flagged(hub.case_of(id)));  // the ambulance is asked for at once
  REQUIRE(hub.case_of(id).assignment.has_value());
  CHECK(hub.case_of(id).assignment->service == ServiceId("ambulance"));
}

TEST_CASE("time on the floor: a timer of its own that is raised and leads nothing", "[core]") {
  Site site = small_site();
  ClockRule rule;
  rule.kind = ClockKind::on_floor;
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::on_scene, ClockMoment::closed};
  rule.target_min = 60;
  rule.from_floor = true;
  site.clock_rules.push_back(rule);
  Hub hub(site);
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.on_floor_since = hub.now() - minutes(30);
  const CaseId id = hub.as_handler(RegisterCase{referral, triage_for(Need::falls), {}}).case_id;
  REQUIRE(hub.clock(id, ClockKind::on_floor) != nullptr);
  CHECK(hub.clock(id, ClockKind::on_floor)->due == hub.now() + minutes(30));
  CHECK(tightest_clock(hub.case_of(id))->kind == ClockKind::two_hour);
  hub.wait(minutes(31));
  REQUIRE(hub.alert(AlertKind::breached, id) != nullptr);
  CHECK(hub.alert(AlertKind::breached, id)->text.find("time on the floor") != std::string::npos);
}

TEST_CASE("time on the floor: begins with the answer of a call, too", "[core]") {
  Hub hub;
  const CaseId id = hub.register_untriaged();
  Triage triage = triage_for(Need::falls);
  triage.facts = {{"time_on_floor_min", "25"}};
  hub.as_navigator(TriageCase{id, triage, {}});
  CHECK(hub.case_of(id).referral.on_floor_since == hub.now() - minutes(25));
}

TEST_CASE("time on the floor: an answer at triage begins its timer in every hub that ships", "[core]") {
  int hubs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CAREHUB_SOURCE_DIR "/assets/sites")) {
    if (entry.path().extension() != ".toml") continue;
    CAPTURE(entry.path().filename().string());
    auto loaded = site::load_site(entry.path());
    REQUIRE(loaded.has_value());
    const Coordinates here = loaded->site.localities.front().centre;
    Hub hub(std::move(loaded->site));
    hub.keep_journal = false;
    Referral referral = referral_near(here.lat_e6, here.lon_e6);
    const CaseId id = hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
    Triage triage = triage_for(Need::falls);
    triage.facts = {{"time_on_floor_min", "25"}, {"head_injury", "no"}, {"injury_suspected", "no"}};
    REQUIRE_FALSE(hub.as_navigator(TriageCase{id, triage, {}}).refusal);
    const Clock* clock = hub.clock(id, ClockKind::on_floor);
    REQUIRE(clock != nullptr);
    CHECK(clock->started == hub.now() - minutes(25));
    CHECK(clock->due == hub.now() + minutes(35));
    ++hubs;
  }
  CHECK(hubs == 9);
}

TEST_CASE("111 dispositions: due by the time that the code allows, and an unknown code promises nothing", "[core]") {
  Site site = small_site();
  ClockRule rule;
  rule.kind = ClockKind::disposition;
  rule.sources = {Source::nhs111};
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::on_scene, ClockMoment::closed};
  rule.from_disposition = true;
  site.clock_rules.push_back(rule);
  site.clinical.dispositions.codes = {
      {.code = "Dx05", .words = "within 2 h", .within_min = 120, .kind = "", .services = {}, .basis = ""}};
  Hub hub(site);
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.source = Source::nhs111;
  referral.disposition = "dx05";
  const CaseId known = hub.as_system(RegisterCase{referral, {}, {}}).case_id;
  REQUIRE(hub.clock(known, ClockKind::disposition) != nullptr);
  CHECK(hub.clock(known, ClockKind::disposition)->due == hub.now() + minutes(120));
  referral.disposition = "Dx9999";
  const CaseId unknown = hub.as_system(RegisterCase{referral, {}, {}}).case_id;
  CHECK(hub.clock(unknown, ClockKind::disposition) == nullptr);
  CHECK(hub.case_of(unknown).referral.disposition == "Dx9999");
}

}  // namespace carehub::test
