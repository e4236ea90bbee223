// Sessions by disposition, gaps that commissioners are told of, and what of a case leaves the hub.
#include <catch2/catch.hpp>

#include <algorithm>

#include "dispatcher/core/projection.hpp"
#include "protocols/domain/access.hpp"
#include "tests/core/shipped_content.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

ServiceConfig& service_of(Site& site, const char* id) {
  return *std::ranges::find(site.services, ServiceId(id), &ServiceConfig::id);
}

CaseId register_with(Hub& hub, const char* disposition) {
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.source = Source::nhs111;
  referral.disposition = disposition;
  return hub.as_handler(RegisterCase{referral, triage_for(Need::medication), {}}).case_id;
}

}  // namespace

TEST_CASE("sessions: what 111 sends with a disposition is taken in the session that names it", "[core]") {
  Site site = small_site();
  service_of(site, "pharmacist").windows = {{{"Dx05", "Dx06"}, daily(20 * 60, 22 * 60)}};
  Hub hub(site);  // 19:00
  CHECK(hub.case_of(register_with(hub, "Dx28")).assignment->service == ServiceId("pharmacist"));
  CHECK(hub.case_of(register_with(hub, "")).assignment->service == ServiceId("pharmacist"));
  CHECK(hub.case_of(register_with(hub, "dx05")).assignment->service != ServiceId("pharmacist"));
  hub.wait(minutes(70));
  CHECK(hub.case_of(register_with(hub, "dx05")).assignment->service == ServiceId("pharmacist"));
}

TEST_CASE("sessions: of several that name a disposition any open one takes it", "[core]") {
  Site site = small_site();
  service_of(site, "pharmacist").windows = {{{"Dx05"}, daily(8 * 60, 12 * 60)}, {{"Dx05"}, daily(18 * 60, 20 * 60)}};
  Hub hub(site);  // 19:00
  CHECK(hub.case_of(register_with(hub, "Dx05")).assignment->service == ServiceId("pharmacist"));
  hub.wait(minutes(70));
  CHECK(hub.case_of(register_with(hub, "Dx05")).assignment->service != ServiceId("pharmacist"));
}

TEST_CASE("gaps: a service that one test alone kept away is counted live, once a case and need", "[core]") {
  Site site = small_site();
  site.clinical = shipped_clinical();
  service_of(site, "crisis_response").hours = daily(8 * 60, 12 * 60);
  Hub hub(site);
  const CaseId id = hub.register_untriaged();
  Triage triage = triage_for(Need::confusion);
  triage.services = {ServiceKind::crisis_response};
  hub.as_navigator(TriageCase{id, triage, {}});
  const auto& gaps = hub.state().hub().gaps;
  const auto found = std::ranges::find(gaps, ServiceId("crisis_response"), &GapTally::service);
  REQUIRE(found != gaps.end());
  CHECK(found->reason == NotOfferedReason::closed);
  CHECK(found->need == Need::confusion);
  CHECK(found->cases == 1);
  hub.as_navigator(TriageCase{id, triage, {}});
  CHECK(std::ranges::find(hub.state().hub().gaps, ServiceId("crisis_response"), &GapTally::service)->cases == 1);
}

TEST_CASE("gaps: counted while many wait as well", "[core]") {
  Site site = small_site();
  site.clinical = shipped_clinical();
  service_of(site, "crisis_response").hours = daily(8 * 60, 12 * 60);
  Hub hub(site);
  for (int i = 0; i < 70; ++i) hub.register_untriaged();
  Triage triage = triage_for(Need::confusion);
  triage.services = {ServiceKind::crisis_response};
  hub.as_navigator(TriageCase{hub.register_untriaged(), triage, {}});
  const auto& gaps = hub.state().hub().gaps;
  CHECK(std::ranges::find(gaps, ServiceId("crisis_response"), &GapTally::service) != gaps.end());
}

TEST_CASE("published: the way into somebody's home stays with the hub", "[core]") {
  Hub hub;
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.location.access = "key safe 0000";
  const CaseId id = hub.as_handler(RegisterCase{referral, {}, {}}).case_id;
  CHECK(core::published(hub.case_of(id)).referral.location.access == access_held);
  CHECK(hub.case_of(id).referral.location.access == "key safe 0000");
  referral.location.access = access_held;  // a screen's copy sent back takes nothing away
  hub.as_handler(UpdateReferral{id, referral, "told again"});
  CHECK(hub.case_of(id).referral.location.access == "key safe 0000");
  const CaseId none = hub.register_untriaged();
  CHECK(core::published(hub.case_of(none)).referral.location.access.empty());
}

TEST_CASE("red flags: whatever the need, the case has priority 1", "[core]") {
  Site site = small_site();
  site.clinical = shipped_clinical();
  Hub hub(site);
  const CaseId id = hub.register_untriaged();
  hub.as_navigator(TriageCase{id, triage_for(Need::minor_illness, Priority::p4), {"chest_pain"}});
  CHECK(hub.case_of(id).triage->priority == Priority::p1);
}

}  // namespace carehub::test
