#include "tests/simulation/world.hpp"

#include "dispatcher/core/permissions.hpp"

namespace carehub::test {

namespace {

const std::vector<Need> needs = {Need::confusion,  Need::confusion,     Need::falls, Need::mental_health_crisis,
                                 Need::medication, Need::minor_illness, Need::other};
const std::vector<Outcome> outcomes = {Outcome::seen,  Outcome::treated_at_home, Outcome::conveyed,
                                       Outcome::none,  Outcome::no_contact,      Outcome::died,
                                       Outcome::lifted};
const std::vector<std::string> services = {"ambulance",  "crisis_response", "falls_response", "out_of_hours_gp",
                                           "pharmacist", "safe_haven",      "no_such_service"};

// Welfare calls, crews of one, a directory, and clocks of other services beside the hub's own.
void add_duties(Site& site) {
  site.thresholds.welfare_call_min = {10, 20, 40, 60};
  site.thresholds.lone_worker_min = 30;
  CommunityEntry pharmacy;
  pharmacy.id = pharmacy.name = "pharmacy";
  site.community = {pharmacy};
  ClockRule ambulance;
  ambulance.kind = ClockKind::ambulance_response;
  ambulance.sources = {Source::ambulance999};
  ambulance.stop = {ClockMoment::on_scene, ClockMoment::responded, ClockMoment::closed};
  for (const auto& [category, target_min] :
       {std::pair(AmbulanceCategory::c2b, 40), {AmbulanceCategory::c3, 120}, {AmbulanceCategory::c4, 180}}) {
    ambulance.categories = {category};
    ambulance.target_min = target_min;
    site.clock_rules.push_back(ambulance);
  }
  ClockRule floor;
  floor.kind = ClockKind::on_floor;
  floor.stop = {ClockMoment::on_scene, ClockMoment::closed};
  floor.target_min = 60;
  floor.from_floor = true;
  site.clock_rules.push_back(floor);
}

// Every other hub plans all open cases together, every third sends whoever it chose without asking.
Site site_for(std::uint64_t seed) {
  Site site = seed % 3 == 0 ? automatic_site() : small_site();
  if (seed % 2 == 0) site.matching.policy = MatchingPolicy::plan;
  add_duties(site);
  return site;
}

}  // namespace

World::World(std::uint64_t seed) : World(seed, site_for(seed)) {}

World::World(std::uint64_t seed, Site site) : hub(std::move(site)), random_(seed) {
  hub.sign_on_all();
}

Site busy_site(std::uint64_t seed) {
  Site site = seed % 3 == 0 ? automatic_site() : small_site();
  site.matching.policy = MatchingPolicy::plan;
  ServiceConfig& crisis = site.services[1];
  crisis.visit_min = 60;
  auto nursing = service("nursing", ServiceKind::district_nursing, CapacityKind::mobile_teams);
  nursing.localities = {"Ryde"};
  nursing.hours = daily(8 * 60, 22 * 60);
  nursing.last_referral_before_close_min = 60;
  nursing.max_age_years = 85;
  nursing.visit_min = 30;
  auto young = service("young_haven", ServiceKind::safe_haven, CapacityKind::places);
  young.needs = {Need::mental_health_crisis};
  young.max_age_years = 17;
  site.services.push_back(nursing);
  site.services.push_back(young);
  site.need_rules[0].services.push_back(ServiceKind::district_nursing);
  for (int i = 0; i < 6; ++i) {
    const bool nurse = i >= 4;
    TeamConfig more =
        team(fmt::format("{}{}", nurse ? "DN" : "CX", i).c_str(), nurse ? "nursing" : "crisis_response",
             skills({Skill::home_visit, Skill::crisis, nurse || i == 1 ? Skill::catheter_care : Skill::nurse}),
             {50'620'000 + i * 25'000, -1'450'000 + i * 60'000});
    // Shifts that end, and some that begin, while it is played.
    if (i % 2 == 0) more.roster.front().start_min = 14 * 60, more.roster.front().end_min = 20 * 60 + 30 + 40 * i;
    if (i == 3) more.roster.front().start_min = 19 * 60 + 30, more.roster.front().end_min = 29 * 60;
    site.teams.push_back(std::move(more));
  }
  PlaceConfig room;
  room.id = PlaceId("ryde_room");
  room.name = "Ryde Room";
  room.service = ServiceId("young_haven");
  room.position = {50'729'000, -1'160'000};
  room.capacity = 1;
  room.count_stale_min = 30;
  site.places.front().last_entry_before_close_min = 90;
  site.places.push_back(std::move(room));
  add_duties(site);
  return site;
}

std::string World::any_reason() {
  return random_.chance(80) ? "a reason" : "";
}

std::optional<Instant> World::any_time() {
  if (random_.chance(70)) return std::nullopt;
  return hub.now() + seconds(random_.between(-900, random_.chance(10) ? 600 : 20));
}

CaseId World::any_case() {
  const std::uint64_t next = hub.state().hub().next_case;
  if (random_.chance(3)) return CaseId{random_.below(3000)};
  if (random_.chance(70)) {
    const auto& open = hub.state().case_indices().open();
    if (!open.empty()) {
      auto at = open.begin();
      std::advance(at, static_cast<std::ptrdiff_t>(random_.below(open.size())));
      return *at;
    }
  }
  return CaseId{1001 + random_.below(std::max<std::uint64_t>(next - 1001, 1))};
}

TeamId World::any_team() {
  if (random_.chance(14)) return TeamId("XX9");
  return random_.one_of(hub.state().site().teams).id;
}

AlertId World::any_alert() {
  const auto alerts = hub.state().alerts();
  if (alerts.empty() || random_.chance(5)) return AlertId{random_.below(500)};
  return alerts[random_.below(alerts.size())]->id;
}

Coordinates World::any_position() {
  if (random_.chance(3)) return {random_.between(-80'000'000, 80'000'000), random_.between(-170'000'000, 170'000'000)};
  return {random_.between(50'600'000, 50'760'000), random_.between(-1'500'000, -1'080'000)};
}

Triage World::any_triage() {
  Triage triage;
  triage.need = random_.one_of(needs);
  triage.priority = static_cast<Priority>(random_.between(random_.chance(2) ? 0 : 1, 4));
  triage.reason = any_reason();
  if (random_.chance(15)) triage.skills = skills({Skill::crisis, Skill::nurse});
  if (random_.chance(15)) triage.visit_s = 60 * random_.between(5, 100);
  return triage;
}

Referral World::any_referral() {
  Referral referral;
  referral.source = static_cast<Source>(random_.below(enum_count<Source>));
  referral.summary = "something";
  if (random_.chance(90)) referral.location.position = any_position();
  if (random_.chance(80)) referral.person.age_years = random_.between(0, 100);
  if (random_.chance(20)) referral.person.nhs_number = random_.chance(50) ? "9990000018" : "12345";
  if (random_.chance(20)) {
    Contact contact;
    contact.phone = "01983 55501" + std::to_string(random_.below(10));
    referral.person.contacts.push_back(contact);
  }
  if (random_.chance(5)) referral.red_flags = {"chest_pain"};
  referral.person.housebound = random_.chance(20);
  if (random_.chance(10)) referral.on_floor_since = hub.now() - minutes(random_.between(0, 90));
  if (referral.source == Source::ambulance999) {
    referral.ambulance.validation = random_.chance(70);
    referral.ambulance.category = static_cast<AmbulanceCategory>(random_.below(enum_count<AmbulanceCategory>));
    if (random_.chance(80)) referral.ambulance.breach_at = hub.now() + minutes(random_.between(-5, 60));
  }
  if (random_.chance(30)) {
    const std::uint64_t message = random_.chance(10) && messages_ > 0 ? random_.below(messages_) : messages_++;
    referral.external_ids.push_back({"message", std::to_string(message)});
    referral.external_ids.push_back({"journey", std::to_string(message / 2)});
  }
  return referral;
}

Role World::any_role() {
  return static_cast<Role>(random_.below(enum_count<Role>));
}

// Mostly somebody who may, sometimes anybody.
Role World::role_for(const Command& command) {
  if (random_.chance(8)) return any_role();
  for (int tries = 0; tries < 20; ++tries) {
    const Role role = any_role();
    if (core::role_may(command.index(), role)) return role;
  }
  return Role::operator_;
}

Command World::for_case(const Case& c) {
  switch (c.status) {
    case CaseStatus::received:
      if (random_.chance(30)) return ClaimCase{c.id};
      return TriageCase{c.id, any_triage(),
                        random_.chance(5) ? std::vector<std::string>{"sepsis"} : std::vector<std::string>{}};
    case CaseStatus::triaged:
    case CaseStatus::proposed:
      if (random_.chance(60)) return AcceptProposal{c.id, {}};
      if (random_.chance(50)) return AllocateTeam{c.id, any_team(), any_reason(), {}, random_.chance(20), {}};
      return WithdrawProposal{c.id, any_reason(), random_.chance(50)};
    case CaseStatus::allocated:
      if (!c.assignment) return AddNote{c.id, "no unit?"};
      if (random_.chance(70)) return AcceptVisit{TeamId(c.assignment->unit), c.id, any_time()};
      if (random_.chance(50)) return RefuseVisit{TeamId(c.assignment->unit), c.id, any_reason()};
      return StandDown{c.id, any_reason()};
    case CaseStatus::accepted:
    case CaseStatus::en_route:
    case CaseStatus::on_scene: {
      const TeamId team(c.assignment ? c.assignment->unit : "XX9");
      if (random_.chance(40)) return ReportOnScene{team, any_time()};
      if (random_.chance(60)) return ReportClear{team, random_.one_of(outcomes), any_reason(), any_time()};
      return ReportEnRoute{team, any_time()};
    }
    case CaseStatus::signposted:
    case CaseStatus::booked:
      if (random_.chance(70)) return RecordArrival{c.id, any_time()};
      return RecordNotArrived{c.id, any_reason()};
    default:
      return ReopenCase{c.id, any_reason()};
  }
}

Command World::for_team(const Team& team) {
  switch (team.status) {
    case TeamStatus::off_duty:
      return SignOnTeam{team.id, "crew", {}, {}};
    case TeamStatus::on_break:
      return EndBreak{team.id};
    case TeamStatus::available:
      if (random_.chance(30)) return StartBreak{team.id, random_.between(0, 40)};
      if (random_.chance(20)) return SignOffTeam{team.id, "end of shift"};
      return ReportPosition{team.id, any_position(), any_time()};
    default:
      return ReportPosition{team.id, any_position(), any_time()};
  }
}

Command World::sensible_command() {
  if (random_.chance(20)) {
    const bool triaged = random_.chance(70);
    return RegisterCase{any_referral(), triaged ? std::optional(any_triage()) : std::nullopt, any_time()};
  }
  if (random_.chance(25)) {
    if (const Team* team = hub.state().find_team(any_team())) return for_team(*team);
  }
  if (const Case* c = hub.state().find_case(any_case())) return for_case(*c);
  return Tick{};
}

Command World::duty_command(CaseId id, const TeamId& team) {
  static const std::vector<ContactResult> results{ContactResult::reached, ContactResult::no_answer,
                                                  ContactResult::worse};
  static const std::vector<DutyKind> duties{DutyKind::welfare_call, DutyKind::call_back, DutyKind::follow_up};
  switch (random_.below(10)) {
    case 0:
    case 1:
      return RecordContact{id, random_.one_of(duties), 0, random_.one_of(results), any_reason(), any_time()};
    case 2:
      return PromiseCallBack{id, hub.now() + minutes(random_.between(-5, 90)), "", any_reason()};
    case 3: {
      const auto later = random_.chance(60) ? std::optional(hub.now() + hours(random_.between(0, 72))) : std::nullopt;
      return SignpostToCommunity{id, {random_.chance(90) ? "pharmacy" : "nobody"}, any_reason(), later};
    }
    case 4:
      return AcceptReferral{id, any_reason()};
    case 5:
      return StartConsultation{id};
    case 6:
      return RecordPartnerRefusal{id, "police", any_reason(), ""};
    case 7:
      return random_.chance(50) ? Command(HandOverShift{{}, any_reason()}) : Command(TakeOverShift{any_reason()});
    case 8: {
      const ActionId action{random_.below(20)};
      if (random_.chance(40)) return AssignAction{any_reason(), "operator", any_time(), random_.between(0, 5), {}};
      if (random_.chance(60)) return CompleteAction{action, any_reason(), any_time()};
      return WithdrawAction{action, any_reason()};
    }
    default:
      return ReportSafe{team, any_time()};
  }
}

Command World::person_command(CaseId id) {
  const auto field = static_cast<PersonField>(random_.below(enum_count<PersonField>));
  switch (random_.below(5)) {
    case 3:
      return ViewCase{id};
    case 4:
      return PreviewChoice{id, UnitKind::team, any_team().value};
    case 0:
      return TellOfPerson{id, {}, field, any_reason(), "", {}};
    case 1:
      return ViewPerson{id, {}, random_.chance(50) ? std::vector<PersonField>{} : std::vector{field}, any_reason()};
    default:
      return BreakGlass{id, {}, any_reason()};
  }
}

Command World::any_command() {
  const CaseId id = any_case();
  const TeamId team = any_team();
  const ServiceId service_id(random_.one_of(services));
  const PlaceId place = random_.chance(90) ? random_.one_of(hub.state().site().places).id : PlaceId("nowhere");
  switch (random_.below(38)) {
    case 0:
      return UpdateReferral{random_.chance(50) ? id : CaseId{}, any_referral(), "update"};
    case 1:
      return CorrectCase{id, random_.chance(50) ? "age" : "position", random_.chance(50) ? "50.7,-1.3" : "44",
                         any_reason()};
    case 2:
      return TriageCase{id, any_triage(), {}};
    case 3:
      return SetPriority{id, static_cast<Priority>(random_.between(0, 5)), any_reason()};
    case 4:
      return AddNote{id, any_reason()};
    case 5:
      return LinkCases{id, any_case(), random_.chance(70), any_reason()};
    case 6:
      return ReopenCase{id, any_reason()};
    case 7:
      return CancelCase{id, any_reason(), random_.chance(20), {}};
    case 8:
      return ClaimCase{id};
    case 9:
      return ReleaseClaim{id};
    case 10:
      return AcceptProposal{id, random_.below(20)};
    case 11: {
      const Team* busy = hub.state().find_team(team);
      const CaseId behind = busy != nullptr && !busy->queue.empty() ? busy->queue.back().case_id : CaseId{};
      return AllocateTeam{id, team, any_reason(), behind, random_.chance(50), {}};
    }
    case 12:
      return StandDown{id, any_reason()};
    case 13:
      return Signpost{id, place, any_reason()};
    case 14:
      return RecordArrival{id, any_time()};
    case 15:
      return RecordNotArrived{id, any_reason()};
    case 16:
      return BookService{id, service_id, any_time(), any_reason()};
    case 17:
      return ReferOn{id, service_id, any_reason()};
    case 18:
      return AdviseAndClose{id, any_reason()};
    case 19:
      return RejectReferral{id, random_.chance(80) ? 22 : 23, any_reason(), {}};
    case 20:
      return CloseCase{id, random_.one_of(outcomes), any_reason()};
    case 21:
      return AcceptVisit{team, id, any_time()};
    case 22:
      return RefuseVisit{team, id, any_reason()};
    case 23:
      return ReportClear{team, random_.one_of(outcomes), any_reason(), any_time()};
    case 24:
      return ReportPlaceCount{place, random_.between(-1, 6), any_time()};
    case 25:
      return SetPlaceOpen{place, random_.chance(70), any_reason()};
    case 26: {
      ReportServiceCapacity report;
      report.service = service_id;
      report.wait_min = random_.between(-1, 90);
      report.free_slots = {hub.now() + hours(1), hub.now() + hours(2)};
      report.not_accepting = random_.chance(10);
      return report;
    }
    case 27:
      return SetServiceMode{service_id, random_.chance(50) ? Mode::automatic : Mode::propose, ""};
    case 28:
      return AcknowledgeAlert{any_alert()};
    case 29:
      return ShelveAlert{any_alert(), random_.between(0, 60), any_reason()};
    case 30:
      return EscalateAlert{any_alert(), any_reason()};
    case 31:
      return ResolveAlert{any_alert(), any_reason()};
    case 32:
      return RecordResponse{{{"journey", std::to_string(random_.below(messages_ + 1))}},
                            random_.chance(50) ? "rejected" : "final",
                            "",
                            ""};
    case 33:
    case 34:
      return duty_command(id, team);
    case 35:
    case 36:
      return person_command(id);
    default:
      return ReportHubCondition{random_.chance(50) ? AlertKind::disk_low : AlertKind::breached, Severity::high, "disk",
                                random_.chance(50)};
  }
}

// A crew mostly speaks for its own team.
std::string World::user_for(const Command& command, Role role) {
  static const std::vector<std::string> users = {"a.reed", "m.cole", "j.bell"};
  if (role == Role::crew && random_.chance(85)) {
    const auto team = std::visit(
        [](const auto& c) {
          if constexpr (requires { c.team; }) return c.team.value;
          return std::string();
        },
        command);
    if (!team.empty()) return team;
  }
  return random_.one_of(users);
}

core::Decision World::step() {
  if (random_.chance(15)) {
    const Duration pause = seconds(random_.between(1, random_.chance(10) ? 3600 : 120));
    hub.set_time(hub.now() + pause);
    command_ = Tick{};
    return hub.as_system(command_);
  }
  command_ = random_.chance(55) ? sensible_command() : any_command();
  const Role role = role_for(command_);
  return hub.give(command_, role, user_for(command_, role).c_str());
}

}  // namespace carehub::test
