#include <catch2/catch.hpp>

#include "dispatcher/core/phrases.hpp"
#include "tests/support/hub_fixture.hpp"

// What people declare about the hub and its services, and how a claim ends.

namespace carehub::test {

TEST_CASE("hub: an OPEL level is declared by a person, with a reason", "[core]") {
  Hub hub;
  REQUIRE(code_of(hub.as_manager(DeclareOpel{5, "busy"})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_manager(DeclareOpel{3, " "})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_navigator(DeclareOpel{3, "busy"})) == RefusalCode::role_not_allowed);
  REQUIRE_FALSE(hub.as_manager(DeclareOpel{3, "forty waiting"}).refusal);
  REQUIRE(hub.state().hub().opel.level == 3);
  REQUIRE(hub.state().hub().opel.by == "R. Hale (manager)");
  REQUIRE(hub.state().hub().opel.reason == "forty waiting");
}

TEST_CASE("hub: a service is switched to automatic and back by people, each once", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const ServiceId crisis("crisis_response");
  REQUIRE(code_of(hub.as_manager(SetServiceMode{crisis, Mode::propose, ""})) == RefusalCode::already_done);
  REQUIRE(code_of(hub.as_manager(SetServiceMode{ServiceId("x"), Mode::automatic, ""})) == RefusalCode::unknown_service);
  REQUIRE_FALSE(hub.as_manager(SetServiceMode{crisis, Mode::automatic, "night"}).refusal);
  REQUIRE(hub.case_of(hub.register_in_ryde()).status == CaseStatus::allocated);
  REQUIRE_FALSE(hub.as_manager(SetServiceMode{crisis, Mode::propose, "morning"}).refusal);
  REQUIRE(hub.case_of(hub.register_near(50'705'000, -1'290'000)).status == CaseStatus::proposed);
}

TEST_CASE("hub: a service's figure that is too old is asked for, and ends with a new one", "[core]") {
  Hub hub;
  ReportServiceCapacity report;
  report.service = ServiceId("pharmacist");
  report.wait_min = 10;
  hub.as_operator(report);
  hub.wait(minutes(60) - seconds(1));
  REQUIRE(hub.alert(AlertKind::stale_capacity, "service/pharmacist") == nullptr);
  hub.wait(seconds(1));
  REQUIRE(hub.alert(AlertKind::stale_capacity, "service/pharmacist") != nullptr);
  hub.as_operator(report);
  REQUIRE(hub.alert(AlertKind::stale_capacity, "service/pharmacist") == nullptr);
  report.free = -1;
  REQUIRE(code_of(hub.as_operator(report)) == RefusalCode::invalid_value);
}

TEST_CASE("hub: a claim is given back by whoever has it", "[core]") {
  Hub hub;
  const CaseId id = hub.register_untriaged();
  REQUIRE(code_of(hub.as_navigator(ReleaseClaim{id})) == RefusalCode::already_done);
  hub.as_navigator(ClaimCase{id});
  REQUIRE(code_of(hub.give(ReleaseClaim{id}, Role::navigator, "b.shaw")) == RefusalCode::claimed_by_other);
  REQUIRE_FALSE(hub.as_navigator(ReleaseClaim{id}).refusal);
  REQUIRE_FALSE(hub.case_of(id).claim);
  REQUIRE_FALSE(hub.give(ClaimCase{id}, Role::navigator, "b.shaw").refusal);
}

TEST_CASE("hub: a crew that saw nobody says why", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  REQUIRE(code_of(hub.as_crew(ReportClear{cr2, Outcome::no_contact, " ", {}})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_crew(ReportClear{cr2, Outcome::none, "", {}})) == RefusalCode::invalid_value);
  REQUIRE(hub.case_of(id).status == CaseStatus::on_scene);
  REQUIRE_FALSE(hub.as_crew(ReportClear{cr2, Outcome::no_contact, "nobody opened", {}}).refusal);
  REQUIRE(hub.history_has(id, "nobody opened"));
}

TEST_CASE("hub: a time of another day is said with its date", "[core]") {
  const Site site = small_site();
  const Instant at = evening();
  CHECK(core::clock_words(site.calendar, at, at) == "19:00");
  CHECK(core::clock_words(site.calendar, at - hours(48), at).ends_with(" Nov 19:00"));
  CHECK(core::clock_words(site.calendar, at - hours(24 * 400), at).find(" 2025 ") != std::string::npos);
}

}  // namespace carehub::test
