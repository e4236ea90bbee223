#include <catch2/catch.hpp>

#include "tests/matching/world.hpp"

using namespace carehub;
using tests::offers;
using tests::small_hub;
using tests::why_not;

namespace {

void check_reason(const tests::Hub& hub, const std::string& unit, NotOfferedReason reason, std::int64_t figure) {
  const auto explanation = hub.find();
  CHECK_FALSE(offers(explanation, unit));
  const auto line = why_not(explanation, unit);
  REQUIRE(line);
  CHECK(name_of(line->reason) == name_of(reason));
  CHECK(line->figure == figure);
}

}  // namespace

TEST_CASE("nearest: the team that arrives first is offered first, the catch-all last", "[matching]") {
  const auto explanation = small_hub().find();
  REQUIRE(explanation.offered.size() >= 3);
  CHECK(explanation.offered.front().unit == "CR1");
  CHECK(explanation.offered.back().unit == "ambulance");
  CHECK_FALSE(explanation.escalate);
  CHECK(explanation.known_until == 7);
}

TEST_CASE("nearest: red flags and the gravest ambulance categories go to the ambulance only", "[matching]") {
  auto flagged = small_hub();
  flagged.call.referral.red_flags = {"chest_pain"};
  auto category = small_hub();
  category.call.referral.ambulance.category = AmbulanceCategory::c2a;
  for (const auto& hub : {flagged, category}) {
    const auto explanation = hub.find();
    REQUIRE(explanation.offered.size() == 1);
    CHECK(explanation.offered.front().unit == "ambulance");
    for (const auto& line : explanation.not_offered) CHECK(line.reason == NotOfferedReason::red_flag);
  }
}

TEST_CASE("nearest: the ambulance is offered for a red flag even when it was excluded or takes nothing", "[matching]") {
  auto hub = small_hub();
  hub.call.referral.red_flags = {"stroke"};
  hub.call.excluded_units = {"ambulance"};
  hub.service("ambulance").catch_all = false;
  ServiceState state;
  state.id = ServiceId{"ambulance"};
  state.not_accepting = true;
  hub.services = {state};
  CHECK(offers(hub.find(), "ambulance"));
}

TEST_CASE("nearest: a catch-all with teams of its own is offered when none of them can come", "[matching]") {
  auto hub = small_hub();
  hub.site.services = {hub.service("crisis")};
  hub.service("crisis").catch_all = true;
  for (auto& team : hub.teams) team.status = TeamStatus::off_duty;
  const auto explanation = hub.find();
  REQUIRE(explanation.offered.size() == 1);
  CHECK(explanation.offered.front().unit == "crisis");
  CHECK(explanation.escalate);
  CHECK_FALSE(explanation.shortfall.empty());
}

TEST_CASE("nearest: a catch-all that the person would have to travel to is offered to the housebound last",
          "[matching]") {
  auto hub = small_hub();
  hub.site.services = {hub.service("ambulance")};
  hub.service("ambulance").visits = false;
  hub.service("ambulance").position = Coordinates{50'711'000, -1'301'000};
  hub.call.triage->services = {ServiceKind::ambulance};
  hub.call.referral.person.housebound = true;
  CHECK(offers(hub.find(), "ambulance"));
}

TEST_CASE("nearest: a team is not offered for a reason that is true, with its figure", "[matching]") {
  auto hub = small_hub();
  auto& team = hub.team("CR1");
  SECTION("skill") {
    hub.call.triage->skills.add(Skill::nurse).add(Skill::prescriber);
    check_reason(hub, "CR1", NotOfferedReason::skill_missing, static_cast<std::int64_t>(Skill::prescriber));
  }
  SECTION("off duty: minutes to the next shift at 08:00") {
    team.status = TeamStatus::off_duty;
    check_reason(hub, "CR1", NotOfferedReason::off_duty, 13 * 60);
  }
  SECTION("off duty: a shift that is not worked on a bank holiday is not promised") {
    team.status = TeamStatus::off_duty;
    hub.site.calendar.bank_holidays = {{20'780}};  // Monday 23 November 2026
    check_reason(hub, "CR1", NotOfferedReason::off_duty, 37 * 60);
  }
  SECTION("shift ends before the visit would") {
    team.position = hub.call.referral.location.position;
    team.shift_end = hub.now + minutes{40};
    check_reason(hub, "CR1", NotOfferedReason::shift_ends, 8);  // 3 min to set off, 45 min there
    hub.call.triage->visit_s = 3'600;
    check_reason(hub, "CR1", NotOfferedReason::shift_ends, 23);
  }
  SECTION("on a break") {
    team.status = TeamStatus::on_break;
    team.break_until = hub.now + minutes{12};
    check_reason(hub, "CR1", NotOfferedReason::on_break, 12);
  }
  SECTION("busy, where visits are not lined up") {
    hub.service("crisis").queueing = false;
    team.queue = {{{1000}, hub.now, hub.now + minutes{25}}};
    check_reason(hub, "CR1", NotOfferedReason::busy, 25);
  }
  SECTION("excluded for this case") {
    hub.call.excluded_units = {"CR1"};
    check_reason(hub, "CR1", NotOfferedReason::excluded, 0);
  }
  SECTION("too young") {
    hub.service("crisis").min_age_years = 50;
    check_reason(hub, "CR1", NotOfferedReason::too_young, 50);
  }
  SECTION("too old") {
    hub.service("crisis").max_age_years = 39;
    check_reason(hub, "CR1", NotOfferedReason::too_old, 39);
  }
  SECTION("wrong area") {
    hub.service("crisis").localities = {"Ryde"};
    check_reason(hub, "CR1", NotOfferedReason::wrong_area, 0);
  }
  SECTION("wrong need") {
    hub.service("crisis").needs = {Need::catheter};
    check_reason(hub, "CR1", NotOfferedReason::wrong_need, 0);
  }
  SECTION("closed, opens at 08:00") {
    hub.service("crisis").hours = {.sessions = {{.start_min = 480, .end_min = 1080}}, .exceptions = {}};
    check_reason(hub, "CR1", NotOfferedReason::closed, 13 * 60);
  }
  SECTION("last referral passed") {
    hub.service("crisis").hours = {.sessions = {{.start_min = 480, .end_min = 1200}}, .exceptions = {}};
    hub.service("crisis").last_referral_before_close_min = 90;
    check_reason(hub, "CR1", NotOfferedReason::last_referral_passed, 30);
  }
  SECTION("unreachable") {
    team.position = Coordinates{50'702'000, -1'000'000};
    hub.site.travel.barriers = {
        {.name = "Solent", .line = {{50'000'000, -1'100'000}, {51'000'000, -1'100'000}}, .extra_min = -1}};
    check_reason(hub, "CR1", NotOfferedReason::unreachable, 0);
  }
}

TEST_CASE("nearest: a place is not offered for a reason that is true, with its figure", "[matching]") {
  auto hub = small_hub();
  SECTION("full, people on the way counted") {
    hub.places[0].occupied = 11;
    hub.places[0].travelling = {{5}};
    check_reason(hub, "haven_newport", NotOfferedReason::full, 12);
  }
  SECTION("its count is too old") {
    hub.places[0].counted_at = hub.now - minutes{61};
    check_reason(hub, "haven_newport", NotOfferedReason::capacity_unknown, 61);
  }
  SECTION("never counted") {
    hub.places[0].counted_at.reset();
    check_reason(hub, "haven_newport", NotOfferedReason::capacity_unknown, -1);
  }
  SECTION("the person is housebound") {
    hub.call.referral.person.housebound = true;
    check_reason(hub, "haven_newport", NotOfferedReason::cannot_travel, 0);
  }
  SECTION("last entry is before the person gets there") {
    // Ten minutes to get there; it shuts at 19:50 and lets nobody in after 19:05.
    hub.service("haven").hours = {.sessions = {{.start_min = 600, .end_min = 1190}}, .exceptions = {}};
    check_reason(hub, "haven_newport", NotOfferedReason::last_entry_passed, 5);
  }
  SECTION("closed by its staff") {
    hub.places[0].closed_by_staff = true;
    check_reason(hub, "haven_newport", NotOfferedReason::not_accepting, 0);
  }
  SECTION("a room for young people needs a known age") {
    hub.service("haven").max_age_years = 17;
    hub.call.referral.person.age_years.reset();
    check_reason(hub, "haven_newport", NotOfferedReason::too_old, 17);
  }
}

TEST_CASE("nearest: someone of unknown age is not refused by a service for grown-ups", "[matching]") {
  auto hub = small_hub();
  hub.service("crisis").min_age_years = 18;
  hub.call.referral.person.age_years.reset();
  CHECK(offers(hub.find(), "CR1"));
}

TEST_CASE("nearest: old positions rank lower and are not dropped", "[matching]") {
  auto hub = small_hub();
  hub.team("CR2").position = hub.team("CR1").position;
  hub.team("CR1").position_at = hub.now - seconds{200};
  auto explanation = hub.find();
  CHECK(explanation.offered[0].unit == "CR2");
  CHECK(explanation.offered[1].unit == "CR1");
  CHECK(explanation.offered[1].position_age_s == 200);
  hub.team("CR1").position_at.reset();
  explanation = hub.find();
  CHECK(offers(explanation, "CR1"));
}

TEST_CASE("nearest: a busy team starts from its last visit when that ends", "[matching]") {
  auto hub = small_hub();
  hub.call.triage->services = {ServiceKind::crisis_response};
  auto& team = hub.team("CR1");
  team.status = TeamStatus::on_scene;
  team.position = Coordinates{50'728'000, -1'162'000};
  team.queue = {{{900}, hub.now, hub.now + minutes{10}}};
  const auto explanation = hub.find();
  REQUIRE(explanation.offered.front().unit == "CR1");
  CHECK(explanation.offered.front().after == CaseId{900});
  CHECK(explanation.offered.front().wait_s == 600);
  CHECK(explanation.offered.front().arrival == hub.now + minutes{13});  // the visit is where the call is
}

TEST_CASE("nearest: a team does not wait for the very case it is asked for", "[matching]") {
  auto hub = small_hub();
  hub.call.triage->services = {ServiceKind::crisis_response};
  auto& team = hub.team("CR1");
  team.position = hub.call.referral.location.position;
  team.queue = {{{900}, hub.now, hub.now + minutes{10}}, {hub.call.id, hub.now + minutes{12}, hub.now + minutes{60}}};
  REQUIRE(hub.find().offered.front().unit == "CR1");
  CHECK(hub.find().offered.front().after == CaseId{900});
  CHECK(hub.find().offered.front().wait_s == 600);
  team.queue.erase(team.queue.begin());
  CHECK_FALSE(hub.find().offered.front().after.given());
  CHECK(hub.find().offered.front().wait_s == 0);
}

TEST_CASE("nearest: a slot must be after the person's arrival and reported lately", "[matching]") {
  auto hub = small_hub();
  hub.call.triage->services = {ServiceKind::out_of_hours_gp};
  check_reason(hub, "gp", NotOfferedReason::capacity_unknown, -1);
  ServiceState state;
  state.id = ServiceId{"gp"};
  state.reported_at = hub.now;
  hub.services = {state};
  check_reason(hub, "gp", NotOfferedReason::no_free_slot, 0);
  hub.services[0].free_slots = {hub.now - minutes{1}, hub.now + minutes{20}, hub.now + minutes{40}};
  CHECK(hub.find().offered.front().arrival == hub.now + minutes{20});
}

TEST_CASE("nearest: a queue with an old figure is taken to wait as long as usual, and ranks lower", "[matching]") {
  auto hub = small_hub();
  hub.call.triage->services = {ServiceKind::mental_health_crisis};
  ServiceState state;
  state.id = ServiceId{"advice"};
  state.wait_min = 5;
  state.reported_at = hub.now - minutes{10};
  hub.services = {state};
  CHECK(hub.find().offered.front().arrival == hub.now + minutes{5});
  CHECK(hub.find().offered.front().rank_penalty == 0);
  hub.services[0].reported_at = hub.now - minutes{61};
  CHECK(hub.find().offered.front().arrival == hub.now + minutes{60});
  CHECK(hub.find().offered.front().rank_penalty > 0);
}

TEST_CASE("nearest: being late escalates and says by how much", "[matching]") {
  auto hub = small_hub();
  hub.call.triage->services = {ServiceKind::crisis_response};
  hub.team("CR1").position = hub.call.referral.location.position;
  hub.call.clocks[0].due = hub.now + minutes{3};
  CHECK_FALSE(hub.find().escalate);  // arrives exactly then: met
  hub.call.clocks[0].due -= seconds{1};
  const auto late = hub.find();
  CHECK(late.offered.front().unit == "CR1");
  CHECK(late.offered.front().late);
  CHECK(late.escalate);
  CHECK(late.shortfall.find("CR1") != std::string::npos);
}

TEST_CASE("nearest: thousands of teams are summed up, none is forgotten", "[matching]") {
  auto hub = small_hub();
  for (int i = 0; i < 1000; ++i) {
    auto team = tests::ready_team("X" + std::to_string(i), "crisis", {50'701'000, -1'291'000}, hub.now);
    team.status = TeamStatus::off_duty;
    hub.teams.push_back(team);
  }
  const auto explanation = hub.find();
  std::int64_t teams = 0;
  for (const auto& line : explanation.not_offered)
    if (line.kind == UnitKind::team) teams += line.reason == NotOfferedReason::beyond_limit ? line.figure : 1;
  CHECK(teams == 1000);
  CHECK(explanation.not_offered.size() < 210);
}
