// Random hubs and calls, and a second, naive opinion of who may take them.

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/tally.hpp"
#include "tests/matching/world.hpp"

using namespace carehub;

namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(count));
  }
  bool one_in(std::int64_t count) { return below(count) == 0; }
  Coordinates somewhere() {
    return {static_cast<std::int32_t>(50'580'000 + below(190'000)),
            static_cast<std::int32_t>(-1'580'000 + below(500'000))};
  }

 private:
  std::mt19937_64 random_;
};

Team random_team(Dice& dice, const std::string& id, Instant now) {
  auto team = tests::ready_team(id, dice.one_in(2) ? "crisis" : "home", dice.somewhere(), now);
  if (dice.one_in(3)) team.skills.add(Skill::prescriber);
  if (dice.one_in(5)) team.status = TeamStatus::off_duty;
  if (dice.one_in(8)) {
    team.status = TeamStatus::on_break;
    team.break_until = now + minutes{dice.below(30)};
  }
  if (dice.one_in(4)) team.shift_end = now + minutes{dice.below(120)};
  if (dice.one_in(4)) team.position_at = now - seconds{dice.below(900)};
  if (dice.one_in(10)) team.position.reset();
  if (dice.one_in(4)) team.queue = {{{77}, now, now + minutes{dice.below(60)}}};
  return team;
}

tests::Hub random_hub(std::uint64_t seed, int teams) {
  Dice dice{seed};
  auto hub = tests::small_hub();
  hub.now += minutes{dice.below(7 * 1440)};
  auto home = hub.service("crisis");
  home.id = ServiceId{"home"};
  home.kind = ServiceKind::acute_home_visit;
  home.queueing = false;
  hub.site.services.push_back(home);
  for (auto& service : hub.site.services) {
    if (service.catch_all) continue;
    if (dice.one_in(3)) service.min_age_years = static_cast<std::int32_t>(dice.below(90));
    if (dice.one_in(5)) service.max_age_years = static_cast<std::int32_t>(dice.below(100));
    if (dice.one_in(4)) service.localities = {dice.one_in(2) ? "Ryde" : "Newport"};
    if (dice.one_in(3))
      service.hours = {.sessions = {{.start_min = 480, .end_min = static_cast<std::int32_t>(600 + dice.below(1000))}},
                       .exceptions = {}};
    if (dice.one_in(4)) service.needs = {Need::falls};
  }
  hub.teams.clear();
  for (int i = 0; i < teams; ++i) {
    hub.teams.push_back(random_team(dice, "T" + std::to_string(i), hub.now));
    TeamConfig config;
    config.id = hub.teams.back().id;
    config.service = hub.teams.back().service;
    config.base = dice.somewhere();
    hub.site.teams.push_back(config);
  }
  hub.places[0].counted_at = hub.now - minutes{dice.below(90)};
  hub.places[0].occupied = static_cast<std::int32_t>(dice.below(14));
  auto& call = hub.call;
  call.referral.person.age_years.reset();
  if (!dice.one_in(4)) call.referral.person.age_years = static_cast<std::int32_t>(dice.below(100));
  call.referral.person.housebound = dice.one_in(3);
  call.referral.location.position = dice.somewhere();
  if (dice.one_in(8)) call.referral.red_flags = {"stroke"};
  if (dice.one_in(6)) call.excluded_units = {"T1", "ambulance"};
  call.triage->need = dice.one_in(3) ? Need::catheter : Need::falls;
  call.triage->services.push_back(ServiceKind::acute_home_visit);
  if (dice.one_in(3)) call.triage->skills.add(Skill::prescriber);
  call.clocks[0].due = hub.now + minutes{dice.below(180)};
  return hub;
}

// The second opinion on one line: whether its reason holds, asked as plainly as can be.
bool is_true(const tests::Hub& hub, const NotOffered& line) {
  const auto& site = hub.site;
  const auto& service = *find_service(site, line.service);
  const auto age = hub.call.referral.person.age_years;
  const auto team = std::ranges::find(hub.teams, TeamId{line.unit}, &Team::id);
  const auto& place = hub.places[0];
  switch (line.reason) {
    case NotOfferedReason::red_flag:
      return !hub.call.referral.red_flags.empty() && !service.takes_red_flags;
    case NotOfferedReason::excluded:
      return std::ranges::count(hub.call.excluded_units, line.unit) == 1;
    case NotOfferedReason::wrong_need: {
      const bool named = std::ranges::count(hub.call.triage->services, service.kind) > 0;
      const bool listed = service.needs.empty() || std::ranges::count(service.needs, hub.call.triage->need) > 0;
      return !named || !listed;
    }
    case NotOfferedReason::skill_missing:
      return !team->skills.has(static_cast<Skill>(line.figure)) &&
             hub.call.triage->skills.has(static_cast<Skill>(line.figure));
    case NotOfferedReason::too_young:
      return *age < *service.min_age_years && line.figure == *service.min_age_years;
    case NotOfferedReason::too_old:
      return (age ? *age > *service.max_age_years : *service.max_age_years < 18) &&
             line.figure == *service.max_age_years;
    case NotOfferedReason::wrong_area:
      return nearest_locality(site, *hub.call.referral.location.position)->name != service.localities.front();
    case NotOfferedReason::off_duty:
      return team->status == TeamStatus::off_duty;
    case NotOfferedReason::on_break:
      return team->status == TeamStatus::on_break;
    case NotOfferedReason::busy:
      return !team->queue.empty() && !service.queueing;
    case NotOfferedReason::shift_ends:
      return line.figure >= 1 && team->shift_end && *team->shift_end < hub.now + hours{6};
    case NotOfferedReason::closed:
      return line.kind == UnitKind::place || !open_interval(service.hours, site.calendar, hub.now);
    case NotOfferedReason::last_entry_passed:
      return line.kind == UnitKind::place;
    case NotOfferedReason::full:
      return free_places(place, site.places[0], hub.now) == 0;
    case NotOfferedReason::capacity_unknown:
      return line.kind == UnitKind::slot || !free_places(place, site.places[0], hub.now);
    case NotOfferedReason::cannot_travel:
      return hub.call.referral.person.housebound;
    default:
      return false;  // nothing else can happen in these hubs
  }
}

bool team_may(const tests::Hub& hub, const Team& team) {
  const auto& service = *find_service(hub.site, team.service);
  const auto age = hub.call.referral.person.age_years;
  if (!hub.call.referral.red_flags.empty()) return false;
  if (!team.skills.covers(hub.call.triage->skills)) return false;
  if (age && service.min_age_years && *age < *service.min_age_years) return false;
  if (age && service.max_age_years && *age > *service.max_age_years) return false;
  if (!open_interval(service.hours, hub.site.calendar, hub.now)) return false;
  return team.status != TeamStatus::off_duty && team.status != TeamStatus::on_break;
}

void check_offers(const tests::Hub& hub, const Explanation& found) {
  RC_ASSERT(!found.offered.empty());
  for (const auto& offer : found.offered) {
    if (offer.kind == UnitKind::team)
      RC_ASSERT(team_may(hub, *std::ranges::find(hub.teams, TeamId{offer.unit}, &Team::id)));
    if (!hub.call.referral.red_flags.empty()) RC_ASSERT(find_service(hub.site, offer.service)->takes_red_flags);
    RC_ASSERT(offer.late == (offer.arrival > hub.call.clocks[0].due));
  }
  RC_ASSERT(tests::offers(found, "ambulance"));
}

// Every team, place and other service is either offered or has exactly one reason.
void check_everybody_named(const tests::Hub& hub, const Explanation& found) {
  const auto times = [&](const std::string& unit) {
    return std::ranges::count(found.offered, unit, &Candidate::unit) +
           std::ranges::count(found.not_offered, unit, &NotOffered::unit);
  };
  for (const auto& team : hub.teams) RC_ASSERT(times(team.id.value) == 1);
  RC_ASSERT(times("haven_newport") == 1);
  for (const auto* id : {"gp", "advice", "ambulance"}) RC_ASSERT(times(id) == 1);
}

}  // namespace

TEST_CASE("matching: in any hub nobody unfit is offered, and everybody else has one true reason", "[matching]") {
  CHECK(rc::check([](std::uint64_t seed) {
    const auto hub = random_hub(seed, *rc::gen::inRange(0, 30));
    const auto found = hub.find();
    check_offers(hub, found);
    check_everybody_named(hub, found);
    for (const auto& line : found.not_offered) {
      RC_LOG() << seed << ' ' << line.unit << ' ' << name_of(line.reason) << ' ' << line.figure << '\n';
      RC_ASSERT(is_true(hub, line));
    }
  }));
}

TEST_CASE("matching: one unit asked alone could do what it is offered for, and nothing else", "[matching]") {
  CHECK(rc::check([](std::uint64_t seed) {
    auto hub = random_hub(seed, *rc::gen::inRange(1, 12));
    const auto found = hub.find();
    const auto directory =
        matching::directory_of(hub.site, hub.world().teams, hub.world().places, hub.world().services);
    auto world = hub.world();
    world.directory = &directory;
    RC_ASSERT(matching::find_response(world, hub.call) == found);
    for (const auto& candidate : found.offered)
      RC_ASSERT(matching::find_offer(world, hub.call, candidate.kind, candidate.unit) == candidate);
    for (const auto& line : found.not_offered) {
      RC_LOG() << seed << ' ' << line.unit << '\n';
      RC_ASSERT(!matching::find_offer(hub.world(), hub.call, line.kind, line.unit));
    }
    RC_ASSERT(!matching::find_offer(world, hub.call, UnitKind::team, "nobody"));
    RC_ASSERT(!matching::find_offer(world, hub.call, UnitKind::place, "nowhere"));
    RC_ASSERT(!matching::find_offer(world, hub.call, UnitKind::queue, "nothing"));
  }));
}

TEST_CASE("matching: the first of idle teams is the one that brute force finds nearest", "[matching]") {
  CHECK(rc::check([](std::uint64_t seed) {
    Dice dice{seed};
    auto hub = tests::small_hub();
    hub.teams.clear();
    for (int i = 0; i < 25; ++i)
      hub.teams.push_back(tests::ready_team("T" + std::to_string(i), "crisis", dice.somewhere(), hub.now));
    hub.call.triage->services = {ServiceKind::crisis_response};
    hub.call.referral.location.position = dice.somewhere();
    const auto travel = [&](const Team& team) {
      return *matching::team_travel_s(hub.site, *team.position, *hub.call.referral.location.position, hub.now);
    };
    std::int32_t nearest = travel(hub.teams.front());
    for (const auto& team : hub.teams) nearest = std::min(nearest, travel(team));
    RC_ASSERT(hub.find().offered.front().travel_s == nearest);
  }));
}

TEST_CASE("matching: the same situation has the same answer, in whatever order the site lists its teams",
          "[matching]") {
  CHECK(rc::check([](std::uint64_t seed) {
    auto hub = random_hub(seed, 20);
    const auto first = hub.find();
    RC_ASSERT(hub.find() == first);
    std::ranges::reverse(hub.site.teams);
    RC_ASSERT(hub.find() == first);
  }));
}
