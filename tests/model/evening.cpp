#include "evening.hpp"

namespace carehub::console {
namespace {

OpeningHours always() {
  OpeningHours hours;
  hours.all_hours = true;
  return hours;
}

ServiceConfig service(const char* id, const char* name, ServiceKind kind, CapacityKind capacity) {
  ServiceConfig config;
  config.id = ServiceId{id};
  config.name = name;
  config.kind = kind;
  config.capacity = capacity;
  config.hours = always();
  return config;
}

Locality locality(const char* name, double lat, double lon, const char* district, const char* village) {
  Locality one;
  one.name = name;
  one.centre = coordinates_from_degrees(lat, lon);
  one.postcode_districts = {district};
  one.places = {village};
  return one;
}

}  // namespace

Instant evening() {
  return std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours{19} + minutes{42} + seconds{7};
}

Site small_site() {
  Site site;
  site.id = "test-island";
  site.name = "Test Island";
  site.calendar.transitions = {{Instant{}, 0, "GMT"}};
  CommunityEntry carers;
  carers.id = "carers_hub";
  carers.name = "Carers' hub";
  site.community = {carers};
  site.localities = {locality("Lake", 50.645, -1.166, "PO36", "Apse Heath"),
                     locality("Ryde", 50.73, -1.16, "PO33", "Binstead")};
  site.services = {
      service("crisis_response", "Crisis response", ServiceKind::crisis_response, CapacityKind::mobile_teams),
      service("safe_haven", "Safe Haven", ServiceKind::safe_haven, CapacityKind::places),
      service("out_of_hours_gp", "Out-of-hours GP", ServiceKind::out_of_hours_gp, CapacityKind::advice_queue),
      service("ambulance", "Ambulance", ServiceKind::ambulance, CapacityKind::advice_queue)};
  for (const auto* id : {"CR1", "CR2", "CR3", "PM1", "PM2"}) {
    TeamConfig team;
    team.id = TeamId{id};
    team.name = id[0] == 'C' ? "crisis · nurse" : "paramedic";
    team.service = ServiceId{"crisis_response"};
    site.teams.push_back(team);
  }
  for (const auto& [id, name] :
       {std::pair{"newport_haven", "Newport Safe Haven"}, std::pair{"ryde_haven", "Ryde Safe Haven"}}) {
    PlaceConfig place;
    place.id = PlaceId{id};
    place.name = name;
    place.service = ServiceId{"safe_haven"};
    place.capacity = 12;
    site.places.push_back(place);
  }
  NeedRule rule;
  rule.need = Need::confusion;
  rule.skills.add(Skill::crisis).add(Skill::nurse);
  rule.services = {ServiceKind::crisis_response};
  rule.priority = Priority::p1;
  site.need_rules = {rule};
  return site;
}

Evening::Evening() : now(evening()) {
  auto site = std::make_shared<Site>(small_site());
  picture.site = site;
  picture.number = 1;
  picture.epoch = 1;
  picture.status.hub_name = "Test Island";
  for (const auto& config : site->teams) {
    Team one;
    one.id = config.id;
    one.service = config.service;
    one.status = TeamStatus::available;
    one.shift_end = now + hours{3};
    one.position = coordinates_from_degrees(50.70, -1.29);
    one.position_at = now - seconds{4};
    teams_[one.id.value] = one;
  }
  for (const auto& config : site->places) {
    auto place = std::make_shared<Place>();
    place->id = config.id;
    place->service = config.service;
    place->capacity = config.capacity;
    place->occupied = 7;
    place->counted_at = now - minutes{6};
    picture.places[config.id] = place;
  }
  publish();
}

Case& Evening::add(std::uint64_t id, seconds due_in) {
  Case c;
  c.id = CaseId{id};
  c.version = 1;
  c.status = CaseStatus::triaged;
  c.received = now + due_in - hours{2};
  c.referral.source = Source::call_for_care;
  c.referral.summary = "New confusion";
  c.referral.person.age_years = 83;
  c.referral.location.locality = "Lake";
  Triage triage;
  triage.need = Need::confusion;
  triage.priority = Priority::p1;
  c.triage = triage;
  Clock clock;
  clock.started = c.received;
  clock.due = now + due_in;
  c.clocks = {clock};
  return cases_[id] = c;
}

Evening& Evening::publish() {
  ++picture.number;
  for (const auto& [id, c] : cases_) picture.cases[CaseId{id}] = std::make_shared<Case>(c);
  for (const auto& [id, team] : teams_) picture.teams[TeamId{id}] = std::make_shared<Team>(team);
  for (const auto& [id, alert] : alerts_) picture.alerts[AlertId{id}] = std::make_shared<Alert>(alert);
  return *this;
}

Case& Evening::of(std::uint64_t id) {
  return cases_.at(id);
}

Team& Evening::team(const std::string& id) {
  return teams_.at(id);
}

Alert& Evening::alert(std::uint64_t id, AlertKind kind, Severity severity, CaseId about) {
  Alert one;
  one.id = AlertId{id};
  one.kind = kind;
  one.severity = severity;
  one.case_id = about;
  one.raised = now - minutes{2};
  one.text = "something to act on";
  return alerts_[id] = one;
}

void Evening::offer(Case& c, const std::vector<std::string>& teams) {
  Explanation explanation;
  explanation.at = now;
  auto arrival = now;
  for (const auto& id : teams) {
    arrival += minutes{10};
    Candidate candidate;
    candidate.unit = id;
    candidate.service = ServiceId{"crisis_response"};
    candidate.arrival = arrival;
    candidate.slack_s = whole_seconds(c.clocks.front().due - arrival);
    explanation.offered.push_back(candidate);
  }
  c.explanation = explanation;
}

}  // namespace carehub::console
