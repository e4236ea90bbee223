#include <catch2/catch.hpp>

#include "dispatcher/core/projection.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

const ServiceBoard* on_board(const Board& board, const char* id) {
  for (const ServiceBoard& service : board.services) {
    if (service.service.value == id) return &service;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("places: somebody signposted holds a place until arrival", "[core]") {
  Hub hub;
  hub.count_haven(3);
  const CaseId id = hub.register_in_crisis();
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(hub.case_of(id).status == CaseStatus::signposted);
  REQUIRE(hub.state().find_place(haven)->travelling == std::vector<CaseId>{id});
  const CaseId next = hub.register_near(50'701'000, -1'299'000, Need::mental_health_crisis, 25);
  const auto full = hub.as_operator(Signpost{next, haven, ""});
  REQUIRE(code_of(full) == RefusalCode::place_full);
  REQUIRE_FALSE(hub.as_operator(RecordArrival{id, {}}).refusal);
  REQUIRE(hub.case_of(id).status == CaseStatus::completed);
  REQUIRE(hub.case_of(id).outcome == Outcome::attended_place);
  REQUIRE(hub.clock(id, ClockKind::mental_health_very_urgent)->outcome == ClockOutcome::met);
}

TEST_CASE("places: the adult room never takes a fifteen-year-old, with no reason", "[core]") {
  Hub hub;
  hub.count_haven(0);
  const CaseId id = hub.register_in_crisis(50'700'000, 15);
  REQUIRE(hub.case_of(id).assignment->unit != "newport_haven");
  REQUIRE(code_of(hub.as_operator(Signpost{id, haven, "she looks older"})) == RefusalCode::not_eligible);
}

TEST_CASE("places: the adult room is for somebody from the day of their eighteenth birthday", "[core]") {
  Site site = small_site();
  site.services.back().hours = always();
  Hub hub(site, at("2026-11-22T23:40:00Z"));
  hub.count_haven(0);
  Referral referral = referral_near(50'700'000, -1'293'000);
  referral.person.age_years.reset();
  referral.person.born = LocalDay{local_time(london_2026(), hub.now()).day.days - 6573};  // 18 years on 23 November
  const CaseId id = hub.as_handler(RegisterCase{referral, triage_for(Need::mental_health_crisis), {}}).case_id;
  REQUIRE(age_years(hub.case_of(id).referral.person, local_time(london_2026(), hub.now()).day) == 17);
  CHECK(code_of(hub.as_operator(Signpost{id, haven, "nearly eighteen"})) == RefusalCode::not_eligible);
  hub.wait(minutes(25));
  REQUIRE(age_years(hub.case_of(id).referral.person, local_time(london_2026(), hub.now()).day) == 18);
  hub.count_haven(0);
  CHECK_FALSE(hub.as_operator(Signpost{id, haven, "eighteen today"}).refusal);
}

TEST_CASE("places: a closed door is refused, and whoever is on the way is raised", "[core]") {
  Hub hub;
  hub.count_haven(0);
  const CaseId id = hub.register_in_crisis();
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(code_of(hub.as_operator(SetPlaceOpen{haven, false, ""})) == RefusalCode::missing_reason);
  REQUIRE(code_of(hub.as_operator(SetPlaceOpen{haven, true, ""})) == RefusalCode::already_done);
  hub.as_operator(SetPlaceOpen{haven, false, "flood"});
  REQUIRE(hub.alert(AlertKind::not_arrived, id)->severity == Severity::high);
  const CaseId next = hub.register_near(50'701'000, -1'299'000, Need::mental_health_crisis, 25);
  REQUIRE(code_of(hub.as_operator(Signpost{next, haven, ""})) == RefusalCode::place_closed);
  REQUIRE(code_of(hub.as_operator(Signpost{next, PlaceId("x"), ""})) == RefusalCode::unknown_place);
}

TEST_CASE("places: a count too old is asked for while the doors are open, and not while they are closed", "[core]") {
  Hub hub;
  hub.count_haven(2);
  hub.wait(minutes(60) - seconds(1));
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") == nullptr);
  hub.wait(seconds(1));
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") != nullptr);
  hub.count_haven(2);
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") == nullptr);
  hub.wait(minutes(60));
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") != nullptr);
  hub.wait(at("2026-11-22T23:00:00Z") - hub.now());
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") == nullptr);
  hub.wait(at("2026-11-23T18:14:59Z") - hub.now());
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") == nullptr);
  hub.wait(seconds(1));
  REQUIRE(hub.alert(AlertKind::stale_capacity, "place/newport_haven") != nullptr);
}

TEST_CASE("places: counts that cannot be are refused, more than the room holds is not", "[core]") {
  Hub hub;
  REQUIRE(code_of(hub.as_operator(ReportPlaceCount{haven, -1, {}})) == RefusalCode::invalid_value);
  REQUIRE(code_of(hub.as_operator(ReportPlaceCount{haven, 400, {}})) == RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_operator(ReportPlaceCount{haven, 5, {}}).refusal);
  hub.wait(minutes(10));
  hub.as_operator(ReportPlaceCount{haven, 1, evening() - minutes(5)});
  REQUIRE(hub.state().find_place(haven)->occupied == 5);
}

TEST_CASE("places: a service's slot is booked once, its queue is joined", "[core]") {
  Hub hub;
  ReportServiceCapacity report;
  report.service = ServiceId("out_of_hours_gp");
  report.free_slots = {hub.now() + hours(2), hub.now() + hours(1)};
  hub.as_operator(report);
  const CaseId id = hub.register_near(50'701'000, -1'291'000, Need::minor_illness, 30);
  REQUIRE(hub.case_of(id).assignment->expected == evening() + hours(1));
  hub.as_operator(AcceptProposal{id, {}});
  REQUIRE(hub.case_of(id).status == CaseStatus::booked);
  const ServiceState* gp = hub.state().find_service(ServiceId("out_of_hours_gp"));
  REQUIRE(gp->free_slots == std::vector<Instant>{evening() + hours(2)});
  REQUIRE(gp->booked == std::vector<CaseId>{id});
  const CaseId tablets = hub.register_near(50'741'000, -1'201'000, Need::medication, 60);
  REQUIRE_FALSE(hub.as_operator(BookService{tablets, ServiceId("pharmacist"), {}, ""}).refusal);
  REQUIRE(code_of(hub.as_operator(BookService{tablets, ServiceId("pharmacist"), {}, ""})) ==
          RefusalCode::already_allocated);
  hub.as_operator(CloseCase{id, Outcome::seen, "the surgery rang"});
  REQUIRE(hub.state().find_service(ServiceId("out_of_hours_gp"))->booked.empty());
}

TEST_CASE("places: the board shows what is too old as unknown, never as a number", "[core]") {
  Hub hub;
  hub.sign_on("CR1");
  Board board = core::board(hub.state(), hub.now());
  REQUIRE(on_board(board, "safe_haven")->rag == Rag::unknown);
  REQUIRE_FALSE(on_board(board, "safe_haven")->free);
  REQUIRE(on_board(board, "crisis_response")->free == 1);
  REQUIRE(on_board(board, "crisis_response")->live);
  hub.count_haven(1);
  board = core::board(hub.state(), hub.now());
  REQUIRE(on_board(board, "safe_haven")->free == 3);
  REQUIRE(on_board(board, "safe_haven")->unit == "of 4 places");
  REQUIRE(on_board(board, "safe_haven")->detail == "adults, to 23:00");
  REQUIRE(on_board(board, "safe_haven")->last_entry == at("2026-11-22T22:15:00Z"));
  board = core::board(hub.state(), hub.now() + minutes(61));
  REQUIRE(on_board(board, "safe_haven")->rag == Rag::unknown);
  board = core::board(hub.state(), at("2026-11-23T02:00:00Z"));
  REQUIRE(on_board(board, "safe_haven")->rag == Rag::closed);
  REQUIRE(on_board(board, "safe_haven")->opens == at("2026-11-23T18:00:00Z"));
}

TEST_CASE("places: the board's curves have a point every quarter of an hour", "[core]") {
  Hub hub;
  hub.sign_on_all();
  for (int i = 0; i < 30; ++i) {
    hub.wait(minutes(15));
    hub.as_crew(ReportPosition{TeamId("CR2"), {50'730'000, -1'162'000}, {}});
  }
  const auto& recent = hub.state().find_service(ServiceId("crisis_response"))->recent;
  REQUIRE(recent.size() == 17);
  REQUIRE(recent.back() == 2);
}

}  // namespace carehub::test
