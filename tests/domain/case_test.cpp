#include <catch2/catch.hpp>

#include "protocols/domain/event.hpp"
#include "protocols/domain/running_clocks.hpp"
#include "protocols/domain/tally.hpp"

using namespace carehub;

namespace {

const Instant now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours{12};

Case with_clock(Duration due_in) {
  Case c;
  c.status = CaseStatus::triaged;
  c.clocks.push_back({.started = now - hours{1}, .due = now + due_in, .stopped = {}, .reason = {}});
  return c;
}

}  // namespace

TEST_CASE("clocks: the last second of the target is met, the next is a breach", "[domain]") {
  CHECK_FALSE(has_breached(with_clock(Duration{0}), now));
  CHECK(has_breached(with_clock(Duration{-1}), now));
  auto ended = with_clock(-hours{1});
  ended.clocks[0].outcome = ClockOutcome::met;
  CHECK_FALSE(has_breached(ended, now));
  CHECK(tightest_clock(ended) == nullptr);
}

TEST_CASE("clocks: any running clock past its time is a breach, also one that leads nothing", "[domain]") {
  auto c = with_clock(minutes{18});
  c.clocks.push_back(
      {.kind = ClockKind::on_floor, .started = now - hours{2}, .due = now - minutes{5}, .stopped = {}, .reason = {}});
  CHECK(has_breached(c, now));
  CHECK(first_due_clock(c) == &c.clocks[1]);
  CHECK(tightest_clock(c) == &c.clocks[0]);  // the order of work stays that of the promise
  CHECK(slack_s(c, now) == 18 * 60);
  CHECK_FALSE(is_due_soon(c, now, Thresholds{}));
  c.clocks[1].outcome = ClockOutcome::breached;
  c.clocks[1].stopped = now;
  CHECK_FALSE(has_breached(c, now));
}

TEST_CASE("clocks: the clock to show is the running one, else the one that ended last with its time", "[domain]") {
  auto c = with_clock(minutes{30});
  CHECK(shown_clock(Case{}) == nullptr);
  CHECK(shown_clock(c) == &c.clocks[0]);
  c.clocks[0].outcome = ClockOutcome::met;
  c.clocks[0].stopped = now - minutes{5};
  REQUIRE(shown_clock(c) == &c.clocks[0]);
  CHECK(shown_clock(c)->stopped == now - minutes{5});
  c.clocks.push_back({.kind = ClockKind::disposition, .started = now, .due = now, .stopped = now, .reason = {}});
  c.clocks[1].outcome = ClockOutcome::breached;
  CHECK(shown_clock(c) == &c.clocks[1]);
  c.clocks[1].outcome = ClockOutcome::excluded;  // ended without counting
  CHECK(shown_clock(c) == &c.clocks[0]);
  c.clocks.push_back(
      {.kind = ClockKind::call_back, .started = now, .due = now + hours{9}, .stopped = {}, .reason = {}});
  CHECK(shown_clock(c) == &c.clocks[2]);
}

TEST_CASE("red flags: a flag or a category that is never for the community", "[domain]") {
  Case c;
  CHECK_FALSE(red_flagged(c));
  c.referral.red_flags = {"chest_pain"};
  CHECK(red_flagged(c));
  c.referral.red_flags.clear();
  for (const auto category : {AmbulanceCategory::c1, AmbulanceCategory::c2, AmbulanceCategory::c2a}) {
    c.referral.ambulance.category = category;
    CHECK(red_flagged(c));
  }
  for (const auto category : {AmbulanceCategory::c2b, AmbulanceCategory::c3, AmbulanceCategory::unknown}) {
    c.referral.ambulance.category = category;
    CHECK_FALSE(red_flagged(c));
  }
}

TEST_CASE("clocks: due soon is within the threshold and not late, with nobody under way in time", "[domain]") {
  const Thresholds thresholds;
  auto sent = with_clock(minutes{50});
  sent.latest_safe_dispatch = now + minutes{20};
  CHECK(is_due_soon(sent, now, thresholds));
  sent.assignment = Assignment{};
  sent.assignment->expected = now + minutes{30};
  sent.status = CaseStatus::en_route;
  CHECK_FALSE(is_due_soon(sent, now, thresholds));
  sent.assignment->expected = now + minutes{55};
  CHECK(is_due_soon(sent, now, thresholds));
  CHECK(is_due_soon(with_clock(minutes{30}), now, thresholds));
  CHECK_FALSE(is_due_soon(with_clock(minutes{30} + seconds{1}), now, thresholds));
  CHECK_FALSE(is_due_soon(with_clock(seconds{-1}), now, thresholds));
}

TEST_CASE("slack: to the latest safe dispatch while waiting, to the arrival when somebody is on the way", "[domain]") {
  auto c = with_clock(minutes{60});
  CHECK(slack_s(c, now) == 3600);
  c.latest_safe_dispatch = now - seconds{30};
  CHECK(slack_s(c, now) == -30);
  c.status = CaseStatus::proposed;
  CHECK(slack_s(c, now) == -30);
  c.status = CaseStatus::en_route;
  CHECK(slack_s(c, now) == 3600);
  c.assignment.emplace().expected = now + minutes{20};
  CHECK(slack_s(c, now) == 2400);
  CHECK_FALSE(slack_s(Case{}, now));
}

TEST_CASE("capacity: an old count is unknown, and people on the way hold a place", "[domain]") {
  PlaceConfig config;
  Place place;
  CHECK_FALSE(free_places(place, config, now));
  place.occupied = 10;
  place.counted_at = now - minutes{60} + seconds{1};
  place.travelling = {{1}};
  CHECK(free_places(place, config, now) == 1);
  place.travelling = {{1}, {2}, {3}};
  CHECK(free_places(place, config, now) == 0);
  place.counted_at = now - minutes{60};  // as old as the alert about it
  CHECK_FALSE(free_places(place, config, now));
}

TEST_CASE("position: fresh, then old, then unknown", "[domain]") {
  Team team;
  const Thresholds thresholds;
  CHECK(position_age(team, now, thresholds) == PositionAge::unknown);
  team.position = Coordinates{};
  for (const auto& [age, expected] : {std::pair{60, PositionAge::fresh},
                                      {61, PositionAge::stale},
                                      {300, PositionAge::stale},
                                      {301, PositionAge::unknown}}) {
    team.position_at = now - seconds{age};
    CHECK(position_age(team, now, thresholds) == expected);
  }
}

TEST_CASE("geography: metres on the ground", "[domain]") {
  CHECK(metres_between({50'701'000, -1'291'000}, {50'701'000, -1'291'000}) == 0);
  CHECK(metres_between({0, 0}, {90'000'000, 0}) == 10'007'543);
  CHECK(coordinates_from_degrees(50.701, -1.291) == Coordinates{50'701'000, -1'291'000});
  CHECK(in_british_isles({50'701'000, -1'291'000}));
  CHECK_FALSE(in_british_isles({-1'291'000, 50'701'000}));
}

TEST_CASE("names: commands and events are called by their types", "[domain]") {
  CHECK(command_name(Command{AllocateTeam{}}) == "AllocateTeam");
  CHECK(event_name(Event{CaseReceived{}}) == "CaseReceived");
}

TEST_CASE("skills: read, listed and worded", "[domain]") {
  const auto skills = parse_skills({"nurse", "catheter_care"});
  REQUIRE(skills);
  CHECK(words(*skills) == "nurse, catheter care");
  CHECK(list(*skills) == std::vector{Skill::nurse, Skill::catheter_care});
  CHECK(parse_skills({"juggling"}).error().detail.find("prescriber") != std::string::npos);
}
