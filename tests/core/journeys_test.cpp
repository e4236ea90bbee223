// What the hub learns of travel times from its own crews.
#include <catch2/catch.hpp>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/core/snapshot.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

constexpr Coordinates newport{50'701'000, -1'291'000};
constexpr Coordinates in_ryde{50'731'000, -1'163'000};

Site learning_site() {
  Site site = small_site();
  site.travel.learn = true;
  return site;
}

// CR1 is sent from Newport to a person in Ryde and sets off.
CaseId set_off(Hub& hub, Coordinates from = newport) {
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AllocateTeam{id, cr1, "nearest", {}, false, {}});
  hub.as_crew(ReportPosition{cr1, from, {}});
  REQUIRE_FALSE(hub.as_crew(ReportEnRoute{cr1, {}}).refusal);
  return id;
}

void arrive(Hub& hub, Duration after) {
  hub.wait(after);
  hub.as_crew(ReportPosition{cr1, in_ryde, {}});
  REQUIRE_FALSE(hub.as_crew(ReportOnScene{cr1, {}}).refusal);
}

// As often as asked, each time as long.
void drive(Hub& hub, int times, Duration takes) {
  for (int i = 0; i < times; ++i) {
    set_off(hub);
    arrive(hub, takes);
    hub.wait(minutes(1));
    hub.as_crew(ReportClear{cr1, Outcome::treated_at_home, "", {}});
    // Back by another way: a position that could be.
    hub.wait(minutes(10));
    hub.as_crew(ReportPosition{cr1, newport, {}});
  }
}

std::int64_t journeys(const Hub& hub) {
  std::int64_t count = 0;
  for (const TravelTally& tally : hub.state().hub().travel.tallies) count += tally.journeys;
  return count;
}

core::State restored(const core::State& state) {
  core::State copy;
  for (auto& [key, take] : core::records(state, state.all_records())) copy.restore(take());
  return copy;
}

std::int32_t now_s(const Hub& hub) {
  return matching::team_travel_s(hub.state().travel(), newport, in_ryde, hub.now()).value();
}

}  // namespace

TEST_CASE("journeys: off by default, nothing is kept of them", "[core]") {
  Hub hub;
  hub.sign_on("CR1");
  const CaseId id = set_off(hub);
  arrive(hub, minutes(30));
  CHECK(hub.case_of(id).status == CaseStatus::on_scene);
  CHECK(hub.state().hub().travel == LearnedTravel{});
  CHECK_FALSE(core::board(hub.state(), hub.now()).travel);
  for (const auto& [event, stamp] : hub.journal()) {
    if (const auto* on_way = std::get_if<TeamEnRoute>(&event)) CHECK_FALSE(on_way->journey);
    if (const auto* there = std::get_if<TeamOnScene>(&event)) CHECK_FALSE(there->travelled_s);
  }
}

TEST_CASE("journeys: what crews took is learned, and later arrivals are expected by it", "[core]") {
  Hub hub(learning_site());
  hub.sign_on("CR1");
  const std::int32_t before_s = now_s(hub);
  drive(hub, 1, minutes(30));
  REQUIRE(hub.state().hub().travel.tallies.size() == 1);
  const TravelTally& tally = hub.state().hub().travel.tallies.front();
  CHECK(tally.area == "Ryde");
  CHECK(tally.band == static_cast<std::int32_t>(matching::band_of(19)));
  CHECK(tally.journeys == 1);
  CHECK(tally.took_s == 1800);
  CHECK(tally.estimated_s == before_s);
  CHECK(tally.error_s == 1800 - before_s);
  CHECK(tally.corrected_error_s == tally.error_s);  // nothing was known before it
  CHECK(hub.state().hub().travel.under_way.empty());
  const std::int32_t after_s = now_s(hub);
  CHECK(after_s > before_s);
  const CaseId sent = hub.register_in_ryde();
  hub.as_operator(AllocateTeam{sent, cr1, "nearest", {}, false, {}});
  CHECK(hub.case_of(sent).assignment->expected == hub.now() + seconds(now_s(hub)));
  hub.as_operator(StandDown{sent, "not needed"});
  const CaseId id = set_off(hub);
  CHECK(hub.case_of(id).assignment->expected == hub.now() + seconds(now_s(hub)));
  CHECK(hub.state().hub().travel.under_way.size() == 1);
}

TEST_CASE("journeys: with many of them the correction is nearer than the estimate, and shown so", "[core]") {
  Hub hub(learning_site());
  hub.sign_on("CR1");
  drive(hub, 6, minutes(25));
  const auto figures = core::board(hub.state(), hub.now()).travel;
  REQUIRE(figures);
  CHECK(figures->applied);
  CHECK(figures->left_out == 0);
  REQUIRE(figures->areas.size() == 2);
  CHECK(figures->areas[1].area == "Ryde");
  CHECK(figures->areas[1].journeys == 6);
  CHECK(figures->areas[1].corrected_error_s < figures->areas[1].error_s);
}

TEST_CASE("journeys: learned but not decided with, where the site says so", "[core]") {
  Site site = learning_site();
  site.travel.apply_learned = false;
  Hub hub(site);
  hub.sign_on("CR1");
  const std::int32_t before_s = now_s(hub);
  drive(hub, 3, minutes(30));
  CHECK(journeys(hub) == 3);
  CHECK(now_s(hub) == before_s);
  const TravelTally& tally = hub.state().hub().travel.tallies.front();
  CHECK(tally.corrected_error_s < tally.error_s);
}

TEST_CASE("journeys: a doubtful one is not learned from", "[core]") {
  Hub hub(learning_site());
  hub.sign_on("CR1");
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AllocateTeam{id, cr1, "nearest", {}, false, {}});
  const auto set_off_now = [&] { REQUIRE_FALSE(hub.as_crew(ReportEnRoute{cr1, {}}).refusal); };
  const auto arrive_now = [&] { REQUIRE_FALSE(hub.as_crew(ReportOnScene{cr1, {}}).refusal); };

  SECTION("its position could not be right") {
    hub.wait(minutes(1));
    hub.as_crew(ReportPosition{cr1, {55'900'000, -3'200'000}, {}});
    REQUIRE(hub.team_of("CR1").position_doubtful);
    set_off_now();
    arrive(hub, minutes(20));
  }
  SECTION("its position was too old") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    hub.wait(minutes(3));
    set_off_now();
    arrive(hub, minutes(20));
  }
  SECTION("it was there already") {
    hub.wait(minutes(20));
    hub.as_crew(ReportPosition{cr1, in_ryde, {}});
    set_off_now();
    arrive(hub, minutes(3));
  }
  SECTION("the start was told from memory") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    hub.wait(minutes(5));
    REQUIRE_FALSE(hub.as_crew(ReportEnRoute{cr1, hub.now() - minutes(5)}).refusal);
    arrive(hub, minutes(20));
  }
  SECTION("the arrival was told from memory") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    set_off_now();
    hub.wait(minutes(30));
    REQUIRE_FALSE(hub.as_crew(ReportOnScene{cr1, hub.now() - minutes(10)}).refusal);
  }
  SECTION("it would have been too fast") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    set_off_now();
    hub.wait(minutes(1));
    arrive_now();
  }
  SECTION("the button was pressed hours later") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    set_off_now();
    hub.wait(hours(3));
    arrive_now();
  }
  SECTION("the crew was somewhere else when it said that it was there") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    set_off_now();
    hub.wait(minutes(20));
    hub.as_crew(ReportPosition{cr1, {50'710'000, -1'230'000}, {}});
    arrive_now();
  }
  SECTION("the person was found to be elsewhere") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    set_off_now();
    REQUIRE_FALSE(hub.as_operator(CorrectCase{id, "position", "50.740,-1.170", "wrong street"}).refusal);
    hub.wait(minutes(20));
    arrive_now();
  }
  SECTION("nobody said that it was there") {
    hub.as_crew(ReportPosition{cr1, newport, {}});
    set_off_now();
    hub.wait(minutes(20));
    REQUIRE_FALSE(hub.as_crew(ReportClear{cr1, Outcome::seen, "", {}}).refusal);
  }
  CHECK(hub.state().hub().travel.tallies.empty());
  CHECK(hub.state().hub().travel.under_way.empty());
  CHECK(hub.state().hub().travel.left_out == 1);
}

TEST_CASE("journeys: one that breaks off leaves nothing behind", "[core]") {
  Hub hub(learning_site());
  hub.sign_on("CR1");
  const CaseId id = set_off(hub);
  REQUIRE(hub.state().hub().travel.under_way.size() == 1);
  SECTION("stood down") {
    REQUIRE_FALSE(hub.as_operator(StandDown{id, "the family has gone there"}).refusal);
  }
  SECTION("cancelled") {
    REQUIRE_FALSE(hub.as_operator(CancelCase{id, "error", false, {}}).refusal);
  }
  SECTION("refused") {
    REQUIRE_FALSE(hub.as_crew(RefuseVisit{cr1, id, "puncture"}).refusal);
  }
  CHECK(hub.state().hub().travel == LearnedTravel{});
}

TEST_CASE("journeys: what was learned comes back from a snapshot and from the journal", "[core]") {
  Hub hub(learning_site());
  hub.sign_on("CR1");
  drive(hub, 4, minutes(30));
  set_off(hub);
  const std::string digest = core::digest(hub.state());
  const core::State copy = restored(hub.state());
  CHECK(core::digest(copy) == digest);
  CHECK(copy.hub().travel == hub.state().hub().travel);
  CHECK(matching::team_travel_s(copy.travel(), newport, in_ryde, hub.now()) == now_s(hub));

  core::State again;
  for (const auto& [event, stamp] : hub.journal()) core::evolve(again, event, stamp, again.hub().last_sequence + 1);
  CHECK(core::digest(again) == digest);
  CHECK(matching::team_travel_s(again.travel(), newport, in_ryde, hub.now()) == now_s(hub));
}

TEST_CASE("journeys: of another estimate nothing is known; switched off and on again all is", "[core]") {
  Hub hub(learning_site());
  hub.sign_on("CR1");
  drive(hub, 2, minutes(30));
  const std::int32_t corrected_s = now_s(hub);
  Site site = learning_site();
  site.travel.learn = false;
  hub.as_system(ApplySite{site});
  CHECK(journeys(hub) == 2);
  CHECK(now_s(hub) < corrected_s);
  site.travel.learn = true;
  hub.as_system(ApplySite{site});
  CHECK(now_s(hub) == corrected_s);
  site.localities.pop_back();
  hub.as_system(ApplySite{site});
  CHECK(journeys(hub) == 0);
  drive(hub, 1, minutes(30));
  REQUIRE(journeys(hub) == 1);
  site.travel.detour_percent = 140;
  hub.as_system(ApplySite{site});
  CHECK(hub.state().hub().travel == LearnedTravel{});
}

TEST_CASE("journeys: measured times are used for proposals and arrivals alike", "[core]") {
  Site site = small_site();
  site.travel.matrix.zones = {{"Newport", newport}, {"Ryde", {50'730'000, -1'162'000}}};
  site.travel.matrix.tables = {{0, {-1, 3000, 600, -1}}};
  Hub hub(site);
  hub.sign_on("CR1");
  hub.as_crew(ReportPosition{cr1, newport, {}});
  const CaseId id = hub.register_in_ryde();
  const auto& offered = hub.case_of(id).explanation->offered;
  REQUIRE_FALSE(offered.empty());
  CHECK(offered.front().unit == "CR1");
  CHECK(offered.front().travel_s == Approx(site.travel.fixed_s + 3000).margin(60));
  CHECK(offered.front().travel_s == now_s(hub));
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(ReportEnRoute{cr1, {}});
  CHECK(hub.case_of(id).assignment->expected == hub.now() + seconds(now_s(hub)));
}

TEST_CASE("journeys: the plan reckons with measured and learned times too", "[core]") {
  Site site = learning_site();
  site.matching.policy = MatchingPolicy::plan;
  site.travel.matrix.zones = {{"Newport", newport}, {"Ryde", {50'730'000, -1'162'000}}};
  site.travel.matrix.tables = {{0, {-1, 2400, 2400, -1}}};
  Hub hub(site);
  hub.sign_on("CR1");
  hub.as_crew(ReportPosition{cr1, newport, {}});
  const CaseId first = hub.register_in_ryde();
  const auto arrival = hub.case_of(first).assignment->expected;
  REQUIRE(arrival);
  CHECK(*arrival - hub.now() == seconds(now_s(hub)));
}

}  // namespace carehub::test
