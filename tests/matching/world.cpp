#include "tests/matching/world.hpp"

#include <algorithm>

namespace carehub::tests {
namespace {

ServiceConfig make_service(const std::string& id, ServiceKind kind, CapacityKind capacity) {
  ServiceConfig config;
  config.id = ServiceId{id};
  config.name = id;
  config.kind = kind;
  config.capacity = capacity;
  config.hours.all_hours = true;
  return config;
}

template <class T>
std::vector<const T*> sorted_pointers(const std::vector<T>& all) {
  std::vector<const T*> pointers;
  for (const auto& one : all) pointers.push_back(&one);
  std::ranges::sort(pointers, {}, [](const T* one) -> const auto& { return one->id; });
  return pointers;
}

}  // namespace

matching::World Hub::world() const {
  matching::World world;
  world.site = &site;
  world.now = now;
  world.known_until = 7;
  world.teams = sorted_pointers(teams);
  world.places = sorted_pointers(places);
  world.services = sorted_pointers(services);
  // Every other case is at Newport.
  world.find_case = [](CaseId) {
    static const Case elsewhere = [] {
      Case c;
      c.referral.location.position = Coordinates{50'701'000, -1'291'000};
      return c;
    }();
    return &elsewhere;
  };
  return world;
}

Team& Hub::team(const std::string& id) {
  return *std::ranges::find(teams, TeamId{id}, &Team::id);
}
ServiceConfig& Hub::service(const std::string& id) {
  return *std::ranges::find(site.services, ServiceId{id}, &ServiceConfig::id);
}

Team ready_team(const std::string& id, const std::string& service, Coordinates at, Instant now) {
  Team team;
  team.id = TeamId{id};
  team.service = ServiceId{service};
  team.skills.add(Skill::home_visit).add(Skill::crisis).add(Skill::nurse);
  team.status = TeamStatus::available;
  team.position = at;
  team.position_at = now;
  team.shift_start = now - hours{2};
  team.shift_end = now + hours{8};
  return team;
}

Hub small_hub() {
  Hub hub;
  auto& site = hub.site;
  site.localities.resize(2);
  site.localities[0].name = "Newport";
  site.localities[0].centre = {50'701'000, -1'291'000};
  site.localities[1].name = "Ryde";
  site.localities[1].centre = {50'728'000, -1'162'000};
  site.services = {make_service("crisis", ServiceKind::crisis_response, CapacityKind::mobile_teams),
                   make_service("haven", ServiceKind::safe_haven, CapacityKind::places),
                   make_service("gp", ServiceKind::out_of_hours_gp, CapacityKind::bookable_slots),
                   make_service("advice", ServiceKind::mental_health_crisis, CapacityKind::advice_queue),
                   make_service("ambulance", ServiceKind::ambulance, CapacityKind::advice_queue)};
  hub.service("ambulance").takes_red_flags = true;
  hub.service("ambulance").catch_all = true;
  hub.service("ambulance").visits = true;
  for (const auto* id : {"CR1", "CR2"}) {
    TeamConfig config;
    config.id = TeamId{id};
    config.service = ServiceId{"crisis"};
    config.base = {50'701'000, -1'291'000};
    config.roster = {{.start_min = 480, .end_min = 1200}};
    site.teams.push_back(config);
  }
  PlaceConfig haven;
  haven.id = PlaceId{"haven_newport"};
  haven.service = ServiceId{"haven"};
  haven.position = {50'701'000, -1'291'000};
  site.places.push_back(haven);

  hub.teams = {ready_team("CR1", "crisis", {50'702'000, -1'290'000}, hub.now),
               ready_team("CR2", "crisis", {50'728'000, -1'162'000}, hub.now)};
  Place place;
  place.id = haven.id;
  place.service = haven.service;
  place.capacity = 12;
  place.occupied = 3;
  place.counted_at = hub.now - minutes{5};
  hub.places = {place};

  hub.call.id = {1001};
  hub.call.status = CaseStatus::triaged;
  hub.call.referral.person.age_years = 40;
  hub.call.referral.location.position = Coordinates{50'701'000, -1'291'000};
  hub.call.triage.emplace();
  hub.call.triage->need = Need::falls;
  hub.call.triage->services = {ServiceKind::crisis_response, ServiceKind::safe_haven, ServiceKind::out_of_hours_gp,
                               ServiceKind::mental_health_crisis};
  hub.call.clocks.push_back({.started = hub.now, .due = hub.now + hours{2}, .stopped = {}, .reason = {}});
  return hub;
}

std::optional<NotOffered> why_not(const Explanation& explanation, const std::string& unit) {
  const auto found = std::ranges::find(explanation.not_offered, unit, &NotOffered::unit);
  if (found == explanation.not_offered.end()) return std::nullopt;
  return *found;
}

bool offers(const Explanation& explanation, const std::string& unit) {
  return std::ranges::find(explanation.offered, unit, &Candidate::unit) != explanation.offered.end();
}

}  // namespace carehub::tests
