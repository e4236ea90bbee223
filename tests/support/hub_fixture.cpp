#include "tests/support/hub_fixture.hpp"

#include "protocols/base/assert.hpp"

namespace carehub::test {

Instant at(std::string_view text) {
  return parse_iso8601(text).value();
}

Instant evening() {
  return at("2026-11-22T19:00:00Z");
}

Calendar london_2026() {
  Calendar calendar;
  calendar.transitions = {{at("2025-10-26T01:00:00Z"), 0, "GMT"},
                          {at("2026-03-29T01:00:00Z"), 60, "BST"},
                          {at("2026-10-25T01:00:00Z"), 0, "GMT"},
                          {at("2027-03-28T01:00:00Z"), 60, "BST"}};
  calendar.bank_holidays = {local_time(calendar, at("2026-12-25T12:00:00Z")).day};
  return calendar;
}

OpeningHours always() {
  OpeningHours hours;
  hours.all_hours = true;
  return hours;
}

OpeningHours daily(std::int32_t start_min, std::int32_t end_min) {
  OpeningHours hours;
  Session session;
  session.start_min = start_min;
  session.end_min = end_min;
  session.bank_holidays = true;
  hours.sessions = {session};
  return hours;
}

ServiceConfig service(const char* id, ServiceKind kind, CapacityKind capacity) {
  ServiceConfig config;
  config.id = ServiceId(id);
  config.name = id;
  for (char& c : config.name) {
    if (c == '_') c = ' ';
  }
  config.kind = kind;
  config.capacity = capacity;
  config.hours = always();
  return config;
}

TeamConfig team(const char* id, const char* service_id, SkillSet skills, Coordinates base) {
  TeamConfig config;
  config.id = TeamId(id);
  config.name = id;
  config.service = ServiceId(service_id);
  config.skills = skills;
  config.base = base;
  Session shift;
  shift.start_min = 0;
  shift.end_min = 1440;
  shift.bank_holidays = true;
  config.roster = {shift};
  return config;
}

SkillSet skills(std::initializer_list<Skill> list) {
  SkillSet set;
  for (Skill skill : list) set.add(skill);
  return set;
}

ClockRule two_hour_rule() {
  ClockRule rule;
  rule.kind = ClockKind::two_hour;
  rule.services = {ServiceKind::crisis_response, ServiceKind::falls_response};
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::on_scene};
  rule.target_min = 120;
  rule.minimum_age_years = 18;
  rule.source = "NHS England, 2-hour UCR standard";
  return rule;
}

ClockRule validation_rule() {
  ClockRule rule;
  rule.kind = ClockKind::ambulance_validation;
  rule.sources = {Source::ambulance999};
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::responded};
  rule.target_min = 60;
  rule.from_message = true;
  rule.source = "BaRS application 4";
  return rule;
}

ClockRule mental_health_rule() {
  ClockRule rule;
  rule.kind = ClockKind::mental_health_very_urgent;
  rule.needs = {Need::mental_health_crisis};
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::on_scene, ClockMoment::arrived_at_place};
  rule.target_min = 240;
  rule.source = "NHS England, mental health clinically-led review of standards";
  return rule;
}

NeedRule need_rule(Need need, SkillSet needed, std::vector<ServiceKind> kinds) {
  NeedRule rule;
  rule.need = need;
  rule.skills = needed;
  rule.services = std::move(kinds);
  return rule;
}

Site small_site() {
  Site site;
  site.id = "small";
  site.name = "Small Island";
  site.calendar = london_2026();
  for (auto [name, centre] : {std::pair("Newport", Coordinates{50'701'000, -1'291'000}),
                              std::pair("Ryde", Coordinates{50'730'000, -1'162'000})}) {
    Locality locality;
    locality.name = name;
    locality.centre = centre;
    site.localities.push_back(std::move(locality));
  }
  auto crisis = service("crisis_response", ServiceKind::crisis_response, CapacityKind::mobile_teams);
  auto falls = service("falls_response", ServiceKind::falls_response, CapacityKind::mobile_teams);
  falls.queueing = false;
  auto safe_haven = service("safe_haven", ServiceKind::safe_haven, CapacityKind::places);
  safe_haven.min_age_years = 18;
  safe_haven.needs = {Need::mental_health_crisis, Need::social_crisis};
  safe_haven.hours = daily(18 * 60, 23 * 60);
  auto pharmacist = service("pharmacist", ServiceKind::pharmacist, CapacityKind::advice_queue);
  pharmacist.needs = {Need::medication};
  auto gp = service("out_of_hours_gp", ServiceKind::out_of_hours_gp, CapacityKind::bookable_slots);
  gp.needs = {Need::minor_illness};
  gp.position = Coordinates{50'701'000, -1'291'000};
  auto ambulance = service("ambulance", ServiceKind::ambulance, CapacityKind::advice_queue);
  ambulance.takes_red_flags = true;
  ambulance.catch_all = true;
  ambulance.visits = true;
  site.services = {ambulance, crisis, falls, gp, pharmacist, safe_haven};
  const auto crisis_skills = skills({Skill::home_visit, Skill::crisis, Skill::nurse});
  site.teams = {team("CR1", "crisis_response", crisis_skills, {50'701'000, -1'291'000}),
                team("CR2", "crisis_response", crisis_skills, {50'730'000, -1'162'000}),
                team("FR1", "falls_response", skills({Skill::home_visit, Skill::lifting}), {50'701'000, -1'291'000})};
  PlaceConfig place;
  place.id = PlaceId("newport_haven");
  place.name = "Newport Safe Haven";
  place.service = ServiceId("safe_haven");
  place.position = {50'699'000, -1'295'000};
  place.capacity = 4;
  site.places = {place};
  site.clock_rules = {two_hour_rule(), validation_rule(), mental_health_rule()};
  site.need_rules = {
      need_rule(Need::confusion, skills({Skill::crisis}), {ServiceKind::crisis_response}),
      need_rule(Need::falls, skills({Skill::lifting}), {ServiceKind::falls_response}),
      need_rule(Need::mental_health_crisis, {}, {ServiceKind::safe_haven}),
      need_rule(Need::medication, {}, {ServiceKind::pharmacist}),
      need_rule(Need::minor_illness, {}, {ServiceKind::out_of_hours_gp}),
  };
  return site;
}

Site automatic_site() {
  Site site = small_site();
  for (auto& config : site.services) config.mode = Mode::automatic;
  return site;
}

Triage triage_for(Need need, Priority priority) {
  Triage triage;
  triage.need = need;
  triage.priority = priority;
  return triage;
}

Referral referral_near(std::int32_t lat_e6, std::int32_t lon_e6, std::int32_t age) {
  Referral referral;
  referral.source = Source::call_for_care;
  referral.summary = "New confusion";
  referral.person.age_years = age;
  referral.location.position = Coordinates{lat_e6, lon_e6};
  return referral;
}

Hub::Hub(Site site, Instant start) : now_(start) {
  CAREHUB_ASSERT(!as_system(ApplySite{std::move(site)}).refusal, "the site is not taken");
}

core::Decision Hub::give(const Command& command, Role role, const char* user) {
  Stamp stamp{state_.hub().last_sequence + 1, now_, Actor{UserName(user), role, "test"}, {}};
  core::Decision decision = core::decide(state_, command, stamp);
  for (const Event& event : decision.events) {
    core::evolve(state_, event, stamp, state_.hub().last_sequence + 1);
    if (keep_journal) journal_.emplace_back(event, stamp);
  }
  return decision;
}

core::Decision Hub::as_crew(const Command& command) {
  const auto team = std::visit(
      [](const auto& c) {
        if constexpr (requires { c.team; }) return c.team.value;
        return std::string();
      },
      command);
  return give(command, Role::crew, team.c_str());
}

void Hub::wait(Duration span) {
  const Instant until = now_ + span;
  for (int guard = 0; guard < 100'000; ++guard) {
    const auto next = core::next_timer(state_);
    if (!next || *next > until) break;
    if (*next > now_) now_ = *next;
    const auto decision = as_system(Tick{});
    CAREHUB_ASSERT(!decision.events.empty(), "a timer at {} fires without an event", iso8601(*next));
  }
  now_ = until;
}

CaseId Hub::register_near(std::int32_t lat_e6, std::int32_t lon_e6, Need need, std::int32_t age) {
  return as_handler(RegisterCase{referral_near(lat_e6, lon_e6, age), triage_for(need), {}}).case_id;
}

CaseId Hub::register_untriaged() {
  return as_handler(RegisterCase{referral_near(50'705'000, -1'290'000), {}, {}}).case_id;
}

void Hub::sign_on(const char* id) {
  // Each crew has its own user, named as its team.
  const auto decision = give(SignOnTeam{TeamId(id), "crew of " + std::string(id), {}, {}}, Role::crew, id);
  CAREHUB_ASSERT(!decision.refusal, "{}", decision.message);
}

void Hub::sign_on_all() {
  for (const TeamConfig& config : state_.site().teams) sign_on(config.id.value.c_str());
}

const Alert* Hub::alert(AlertKind kind, const std::string& name) const {
  return state_.find_alert({{}, name, kind});
}

const Clock* Hub::clock(CaseId id, ClockKind kind) const {
  for (const Clock& clock : case_of(id).clocks) {
    if (clock.kind == kind) return &clock;
  }
  return nullptr;
}

bool Hub::history_has(CaseId id, std::string_view text) const {
  for (const HistoryEntry& entry : case_of(id).history) {
    if (entry.what.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace carehub::test
