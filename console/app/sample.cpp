#include "console/app/sample.hpp"

#include "console/app/sample_evening.hpp"

#include <fmt/format.h>

#include <array>

#include "protocols/domain/access.hpp"

namespace carehub::app {
namespace {

// A small generator of its own, so that the pictures are the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::int32_t below(std::int32_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int32_t>((state_ >> 33) % static_cast<std::uint64_t>(n));
  }
  bool one_in(std::int32_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

struct Story {
  Need need;
  const char* summary;
  const char* narrative;
};

constexpr std::array<Story, 12> stories{{
    {Need::confusion, "New confusion",
     "Off food two days, muddled since noon. Daughter with her until 21:00. Lives alone after."},
    {Need::falls, "Fall, no injury", "Slipped in the kitchen, cannot get up, warm and talking. Neighbour is there."},
    {Need::carer_breakdown, "Carer breakdown",
     "Husband has flu and can no longer lift her. Double-handed care until now."},
    {Need::catheter, "Blocked catheter", "No output since 14:00, uncomfortable, bypassing a little."},
    {Need::frailty, "Frailty, off legs", "Three falls this week, not eating much, walks with a frame."},
    {Need::minor_illness, "Chest infection", "On the second course of antibiotics, short of breath on stairs only."},
    {Need::mental_health_crisis, "Mental health crisis",
     "Low for weeks, asks for somewhere to talk tonight. No plan, no means."},
    {Need::palliative, "Palliative, pain", "Pain not held by breakthrough dose. Wishes to stay at home."},
    {Need::diabetes, "Diabetes, high sugar", "Reading 21, drinking well, ketones 0.4."},
    {Need::urgent_equipment, "Urgent commode", "Home from hospital today, cannot use the stairs."},
    {Need::reduced_function, "Reduced mobility", "Knee gave way, stays in the chair, pendant pressed twice."},
    {Need::medication, "Medication error", "Took the evening tablets twice, feels well, pharmacist asks for a check."},
}};

constexpr std::array<const char*, 8> nhs_numbers{"9990000018", "9990000026", "9990000034", "9990000042",
                                                 "9990000050", "9990000069", "9990000077", "9990000085"};

SkillSet skills_for(Need need) {
  SkillSet skills;
  skills.add(Skill::home_visit);
  if (need == Need::confusion || need == Need::frailty) skills.add(Skill::nurse);
  if (need == Need::catheter) skills.add(Skill::catheter_care);
  if (need == Need::palliative) skills.add(Skill::prescriber);
  return skills;
}

void fill_referral(Case& c, const Site& site, Dice& dice, std::size_t i) {
  const Story& story = stories[i % stories.size()];
  Referral& r = c.referral;
  r.source = static_cast<Source>(dice.below(6));
  r.referrer = r.source == Source::call_for_care ? "Dr S. Obi, Sandown Health Centre" : "";
  r.summary = story.summary;
  r.narrative = story.narrative;
  r.person.name = fmt::format("Sample Person {}", c.id.value);
  r.person.age_years = 21 + dice.below(75);
  r.person.nhs_number = nhs_numbers[i % nhs_numbers.size()];
  r.person.nhs_number_status = NhsNumberStatus::well_formed;
  r.person.contacts.push_back({"J. Marsh", "daughter", "01983 555 0142", true, false});
  if (dice.one_in(3)) r.person.communication_needs = "hearing aid: face her, short sentences";
  if (dice.one_in(3)) r.flags.push_back({FlagKind::safeguarding, "SG", "concern raised 19 Nov"});
  if (dice.one_in(4)) r.flags.push_back({FlagKind::respect, "RESPECT", "form seen, stays at home"});
  if (r.source == Source::ambulance999) {
    r.ambulance.category = AmbulanceCategory::c3;
    r.ambulance.category_text = "C3";
    r.ambulance.validation = true;
    r.ambulance.requester = "South Central Ambulance Service";
    r.external_ids.push_back({"journey", fmt::format("5e1b-{:04}", 1000 + i)});
  }
  if (r.source == Source::nhs111) r.disposition = "Dx11";
  r.location.access = access_held;
  if (site.localities.empty()) return;
  const Locality& place =
      site.localities[static_cast<std::size_t>(dice.below(static_cast<std::int32_t>(site.localities.size())))];
  r.location.locality = place.name;
  r.location.position =
      Coordinates{place.centre.lat_e6 + dice.below(24000) - 12000, place.centre.lon_e6 + dice.below(30000) - 15000};
}

void set_clock(Case& c, Instant now, Dice& dice, std::size_t i) {
  // A few late, a few due, most with time.
  const std::int32_t left_min = i == 0 ? -6 : i < 4 ? 8 + 9 * static_cast<std::int32_t>(i) : 35 + dice.below(80);
  Clock clock;
  clock.kind = c.referral.ambulance.validation ? ClockKind::ambulance_validation : ClockKind::two_hour;
  clock.due = now + minutes(left_min) + seconds(dice.below(60));
  clock.started = clock.due - hours(2);
  clock.breach_seen = left_min < 0;
  c.received = clock.started;
  c.clocks.push_back(clock);
  c.latest_safe_dispatch = clock.due - minutes(20);
  if (c.referral.ambulance.validation) c.referral.ambulance.breach_at = clock.due;
}

Explanation explain(const std::vector<const Team*>& teams, const Case& c, Instant now, Dice& dice) {
  Explanation e;
  e.at = now - seconds(20);
  const Instant due = c.clocks.empty() ? now + hours(2) : c.clocks.front().due;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, teams.size()); ++i) {
    Candidate candidate;
    candidate.unit = teams[i]->id.value;
    candidate.service = teams[i]->service;
    candidate.travel_s = 600 + 900 * static_cast<std::int32_t>(i) + dice.below(600);
    // A busy team is offered behind its last visit.
    const auto& queue = teams[i]->queue;
    const Instant start = queue.empty() ? now : std::max(now, queue.back().expected_end);
    candidate.after = queue.empty() ? CaseId{} : queue.back().case_id;
    candidate.wait_s = static_cast<std::int32_t>(whole_seconds(start - now));
    candidate.arrival = start + seconds(candidate.travel_s);
    candidate.slack_s = whole_seconds(due - candidate.arrival);
    candidate.late = candidate.slack_s < 0;
    candidate.position_age_s = 4 + dice.below(40);
    e.offered.push_back(candidate);
  }
  constexpr std::array<NotOfferedReason, 5> reasons{NotOfferedReason::shift_ends, NotOfferedReason::on_break,
                                                    NotOfferedReason::position_unknown, NotOfferedReason::wrong_need,
                                                    NotOfferedReason::capacity_unknown};
  constexpr std::array<std::int64_t, 5> figures{8, 12, 7, 0, 130};
  for (std::size_t i = 3; i < std::min<std::size_t>(8, teams.size()); ++i)
    e.not_offered.push_back({UnitKind::team, teams[i]->id.value, teams[i]->service, reasons[i - 3], figures[i - 3]});
  return e;
}

void add_history(Case& c, Instant now) {
  c.history.push_back({c.received, "hub", "received, clock started", {}});
  c.history.push_back({c.received + minutes(8), "M. Cole (navigator)", "triaged: crisis, nurse", {}});
  if (c.assignment)
    c.history.push_back({std::min(now, c.received + minutes(60)), "hub", c.assignment->unit + " proposed", {}});
}

Team make_team(const TeamConfig& config, Instant now, Dice& dice, std::size_t i) {
  Team team;
  team.id = config.id;
  team.version = 1;
  team.service = config.service;
  team.skills = config.skills;
  team.status = TeamStatus::available;
  team.status_since = now - minutes(5 + dice.below(30));
  team.position =
      Coordinates{config.base.lat_e6 + dice.below(40000) - 20000, config.base.lon_e6 + dice.below(60000) - 30000};
  team.position_at = now - seconds(i % 5 == 3 ? 420 : i % 5 == 2 ? 95 : 4 + dice.below(20));
  team.last_heard = team.position_at;
  team.shift_start = now - hours(4);
  team.shift_end = now + minutes(100 + dice.below(300));
  if (i % 4 == 1) team.break_planned = now + minutes(70);
  team.crew = "sample crew";
  return team;
}

// Gives the case to the team: what both records then say.
void assign(Case& c, Team& team, Instant now, Dice& dice) {
  const Instant start = team.queue.empty() ? now : team.queue.back().expected_end;
  const Instant arrival = start + minutes(6 + dice.below(25));
  const bool first = team.queue.empty();
  team.queue.push_back({c.id, arrival, arrival + minutes(45)});
  c.assignment = Assignment{UnitKind::team, team.id.value, team.service, now - minutes(4), arrival, {}, {}, {}, false};
  const bool there = first && dice.one_in(3);
  c.status = !first ? CaseStatus::allocated : there ? CaseStatus::on_scene : CaseStatus::en_route;
  if (!first) return;
  team.status = there ? TeamStatus::on_scene : TeamStatus::en_route;
  if (there) team.queue.front() = {c.id, now - minutes(12), now + minutes(25)};
}

// Once it is known who is busy: what each case could have, and, for the first few that wait, a proposal of a team each.
void propose_to_those_free(std::vector<Case>& cases, const std::vector<const Team*>& teams, Instant now, Dice& dice) {
  std::size_t proposed = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Case& c = cases[i];
    c.explanation = explain(teams, c, now, dice);
    if (c.assignment || i % 3 != 1 || proposed == teams.size()) continue;
    const Team& team = *teams[proposed++];
    const Instant start = team.queue.empty() ? now : std::max(now, team.queue.back().expected_end);
    c.status = CaseStatus::proposed;
    c.assignment = Assignment{
        UnitKind::team, team.id.value, team.service, now - minutes(6), start + minutes(21), now - minutes(1), {}, {},
        false};
  }
}

void add_alert(console::Picture& picture, AlertKind kind, Severity severity, CaseId id, TeamId team, Instant raised,
               std::string text) {
  Alert alert;
  alert.id = AlertId{picture.alerts.size() + 1};
  alert.version = 1;
  alert.kind = kind;
  alert.severity = severity;
  alert.case_id = id;
  alert.team = std::move(team);
  alert.raised = raised;
  alert.text = std::move(text);
  picture.alerts[alert.id] = std::make_shared<const Alert>(alert);
}

std::vector<Team> teams_on_duty(const Site& site, Instant now, Dice& dice, std::size_t most) {
  std::vector<Team> teams;
  for (const TeamConfig& config : site.teams) {
    if (teams.size() == most) break;
    teams.push_back(make_team(config, now, dice, teams.size()));
  }
  return teams;
}

void add_places_and_services(console::Picture& picture, const Site& site, Instant now) {
  for (std::size_t i = 0; i < site.places.size(); ++i) {
    Place place;
    place.id = site.places[i].id;
    place.version = 1;
    place.service = site.places[i].service;
    place.capacity = site.places[i].capacity;
    place.occupied = std::min(place.capacity, 7 - static_cast<std::int32_t>(i % 4));
    place.counted_at = now - minutes(i == 2 ? 130 : 6 + static_cast<std::int64_t>(i) * 3);
    place.counted_by = "staff";
    picture.places[place.id] = std::make_shared<const Place>(place);
  }
  for (std::size_t i = 0; i < site.services.size(); ++i) {
    ServiceState service;
    service.id = site.services[i].id;
    service.version = 1;
    service.queue = 12;
    service.wait_min = 140 + static_cast<std::int32_t>(i) * 6;
    service.reported_at = now - minutes(i % 3 == 1 ? 130 : 9);
    picture.services[service.id] = std::make_shared<const ServiceState>(service);
  }
}

void add_alerts(console::Picture& picture, const std::vector<Case>& cases, const std::vector<Team>& teams,
                Instant now) {
  if (cases.size() < 4 || teams.size() < 4) return;
  add_alert(picture, AlertKind::breached, Severity::high, cases[0].id, {}, now - minutes(6),
            fmt::format("{} past two hours", cases[0].id.value));
  add_alert(picture, AlertKind::due_soon, Severity::medium, cases[1].id, {}, now - minutes(3),
            fmt::format("{} must go soon", cases[1].id.value));
  add_alert(picture, AlertKind::unanswered_proposal, Severity::medium, cases[1].id, {}, now - minutes(2), "");
  add_alert(picture, AlertKind::silent_team, Severity::medium, {}, teams[3].id, now - minutes(7),
            fmt::format("{} silent 7 min", teams[3].id.value));
  add_alert(picture, AlertKind::shift_overrun, Severity::low, {}, teams[2].id, now - minutes(1), "");
}

void set_status(console::Picture& picture, Instant now, std::int32_t open) {
  HubStatus& status = picture.status;
  status.hub_name = picture.site->name;
  status.now = now;
  status.opel = {2, "R. Hale", now - minutes(212), "two crews short"};
  status.open = open;
  status.two_hour_met = 39;
  status.two_hour_ended = 45;
  status.all_response_met = 61;
  status.all_response_ended = 74;
}

console::Picture build(std::shared_ptr<const Site> site, Instant now, std::size_t case_count, std::size_t team_count) {
  Dice dice(20261122);
  console::Picture picture;
  picture.number = 1;
  picture.epoch = 1;
  picture.sequence = 1;
  picture.site = std::move(site);
  std::vector<Team> teams = teams_on_duty(*picture.site, now, dice, team_count);
  std::vector<const Team*> pointers;
  for (std::size_t i = 0; i < std::min<std::size_t>(teams.size(), 8); ++i)
    pointers.push_back(&teams[(i * 3) % teams.size()]);
  std::vector<Case> cases;
  for (std::size_t i = 0; i < case_count; ++i) {
    Case c;
    c.id = CaseId{1037 + i};
    c.version = 3;
    fill_referral(c, *picture.site, dice, i);
    set_clock(c, now, dice, i);
    const Need need = stories[i % stories.size()].need;
    auto& triage = c.triage.emplace();
    triage.need = need;
    triage.priority = static_cast<Priority>(1 + std::min<std::size_t>(3, i / 3));
    triage.skills = skills_for(need);
    c.status = CaseStatus::triaged;
    const bool sent = i != 2 && i % 3 != 1 && !teams.empty() && (i < 12 || case_count > 100);
    if (sent) assign(c, teams[i % teams.size()], now, dice);
    cases.push_back(c);
  }
  propose_to_those_free(cases, pointers, now, dice);
  for (Case& c : cases) add_history(c, now);
  add_alerts(picture, cases, teams, now);
  for (Case& c : cases) picture.cases[c.id] = std::make_shared<const Case>(std::move(c));
  for (Team& team : teams) {
    const TeamId id = team.id;
    picture.teams[id] = std::make_shared<const Team>(std::move(team));
  }
  add_places_and_services(picture, *picture.site, now);
  set_status(picture, now, static_cast<std::int32_t>(case_count));
  return picture;
}

class PictureLink final : public link::Link {
 public:
  PictureLink(std::shared_ptr<const console::Picture> picture, Instant now, link::LinkState state)
      : picture_(std::move(picture)), start_(now), started_(std::chrono::steady_clock::now()), state_(state) {
    const bool has_picture = state == link::LinkState::live || state == link::LinkState::stale;
    if (!has_picture) picture_ = std::make_shared<const console::Picture>();
  }

  std::shared_ptr<const console::Picture> picture() const override { return picture_; }
  link::LinkStatus status() const override {
    link::LinkStatus status;
    status.knows_time = true;
    status.state = state_;
    status.age = state_ == link::LinkState::live ? Duration(std::chrono::milliseconds(200)) : Duration(seconds(14));
    if (state_ == link::LinkState::stale) status.text = "no sign of life from the dispatcher; trying again";
    if (state_ == link::LinkState::connecting) status.text = "no dispatcher has written its endpoints there";
    if (state_ == link::LinkState::refused) status.text = "the dispatcher does not accept this key for operator";
    status.hub_now = start_ + (std::chrono::steady_clock::now() - started_);
    return status;
  }
  CommandId submit(Command, std::string) override {
    CommandId id;
    id.bytes[0] = ++count_;
    wire::Answer answer;
    answer.id = id;
    answer.refusal = Refusal{RefusalCode::wrong_state, "this is a picture from a file: no hub is behind it"};
    answers_.push_back(answer);
    return id;
  }
  void submit_again(CommandId, Command, std::string) override {}
  std::vector<link::PendingCommand> pending() const override { return {}; }
  std::vector<wire::Answer> take_answers() override { return std::exchange(answers_, {}); }
  void ask_options(CaseId) override {}
  std::shared_ptr<const Explanation> options(CaseId) const override { return nullptr; }
  void ask_chances(const wire::AskChances&) override {}
  std::shared_ptr<const wire::ChancesAnswer> chances() const override { return nullptr; }
  void ask_past(Instant at) override { asked_ = at; }
  void ask_history(const HistoryWish& wish) override { wish_ = wish; }
  console::PastAnswers past() const override { return sample_past(picture_, start_, asked_, wish_); }
  void ask_reach(TeamId, std::vector<std::int32_t>) override {}
  std::shared_ptr<const console::TeamReach> reach(const TeamId&) const override { return nullptr; }
  Result<wire::Answer> submit_and_wait(Command, Duration) override { return no_hub(); }
  Result<void> wait_until_live(Duration) override { return {}; }
  Result<void> wait_for_picture(Duration) override { return {}; }
  Result<void> read_cases(const std::function<void(const Case&)>&, Duration) override { return no_hub(); }

 private:
  static std::unexpected<Error> no_hub() {
    return fail(ErrorCode::unavailable, "picture", "no hub is behind a picture from a file");
  }

  std::shared_ptr<const console::Picture> picture_;
  Instant start_;
  std::chrono::steady_clock::time_point started_;
  link::LinkState state_;
  std::vector<wire::Answer> answers_;
  std::uint8_t count_ = 0;
  std::optional<Instant> asked_;
  std::optional<HistoryWish> wish_;
};

OpeningHours evening_hours() {
  OpeningHours hours;
  hours.sessions.push_back({0x7F, true, 18 * 60, 23 * 60});
  return hours;
}

}  // namespace

Site made_up_site() {
  Site site;
  site.id = "made-up";
  site.name = "Made-up Island";
  site.calendar.transitions.push_back({Instant{}, 0, "GMT"});
  constexpr std::array<std::pair<const char*, Coordinates>, 6> towns{{{"Northhaven", {50760000, -1290000}},
                                                                      {"Eastcliff", {50700000, -1120000}},
                                                                      {"Southwell", {50600000, -1200000}},
                                                                      {"Westbay", {50690000, -1500000}},
                                                                      {"Midtown", {50700000, -1290000}},
                                                                      {"Lowmarsh", {50640000, -1370000}}}};
  MapLine coast{"coast", "outline", {}};
  for (const auto& [name, at] : towns) {
    Locality locality;
    locality.name = name;
    locality.centre = at;
    site.localities.push_back(locality);
    if (site.localities.size() <= 4)
      coast.points.push_back({at.lat_e6 + (at.lat_e6 - 50690000) / 3, at.lon_e6 + (at.lon_e6 + 1290000) / 3});
  }
  site.map_lines.push_back(coast);
  ServiceConfig crisis;
  crisis.id = ServiceId("crisis_response");
  crisis.name = "Crisis response";
  crisis.kind = ServiceKind::crisis_response;
  crisis.capacity = CapacityKind::mobile_teams;
  crisis.hours.all_hours = true;
  ServiceConfig haven;
  haven.id = ServiceId("safe_haven");
  haven.name = "Safe Haven";
  haven.kind = ServiceKind::safe_haven;
  haven.capacity = CapacityKind::places;
  haven.hours = evening_hours();
  haven.min_age_years = 18;
  site.services = {crisis, haven};
  PlaceConfig place;
  place.id = PlaceId("midtown_haven");
  place.name = "Midtown Safe Haven";
  place.service = haven.id;
  place.position = {50702000, -1285000};
  site.places.push_back(place);
  return site;
}

console::Picture sample_picture(std::shared_ptr<const Site> site, Instant now, std::size_t cases) {
  return build(std::move(site), now, cases, 7);
}

namespace {

// A line that wanders about, as roads and shores do.
MapLine wandering(const char* kind, Coordinates from, int points, std::int32_t step, Dice& dice) {
  MapLine line{"", kind, {from}};
  const auto part = [&] { return step / 2 - dice.below(step); };
  const Coordinates to{part() * 2, part() * 2};
  while (static_cast<int>(line.points.size()) < points) {
    const Coordinates last = line.points.back();
    line.points.push_back({last.lat_e6 + to.lat_e6 / 2 + part(), last.lon_e6 + to.lon_e6 / 2 + part()});
  }
  return line;
}

// As large a map as a site may have.
void add_full_map(Site& site) {
  Dice dice(11);
  const auto somewhere = [&] { return Coordinates{50580000 + dice.below(200000), -1550000 + dice.below(500000)}; };
  for (int i = 0; i < 2; ++i) site.map_lines.push_back(wandering("land", somewhere(), 3000, 900, dice));
  for (int i = 0; i < 60; ++i) site.map_lines.push_back(wandering("water", somewhere(), 60, 600, dice));
  for (int i = 0; i < 80; ++i) site.map_lines.push_back(wandering("road", somewhere(), 130, 1500, dice));
  for (int i = 0; i < 90; ++i) site.map_lines.push_back(wandering("street", somewhere(), 80, 1000, dice));
  for (int i = 0; i < 20; ++i) site.map_lines.push_back(wandering("rail", somewhere(), 100, 2000, dice));
  for (int i = 0; i < 600; ++i) site.map_lines.push_back({fmt::format("Village {}", i), "town", {somewhere()}});
}

}  // namespace

console::Picture huge_picture(Instant now, std::size_t cases, std::size_t teams) {
  Site site = made_up_site();
  Dice dice(7);
  add_full_map(site);
  for (std::size_t i = 0; i < teams; ++i) {
    TeamConfig team;
    team.id = TeamId(fmt::format("T{:04}", i + 1));
    team.name = "crisis · nurse";
    team.service = ServiceId("crisis_response");
    team.skills.add(Skill::home_visit).add(Skill::nurse);
    team.base = site.localities[i % site.localities.size()].centre;
    team.base.lat_e6 += dice.below(80000) - 40000;
    team.base.lon_e6 += dice.below(120000) - 60000;
    site.teams.push_back(team);
  }
  return build(std::make_shared<const Site>(std::move(site)), now, cases, teams);
}

std::unique_ptr<link::Link> picture_link(std::shared_ptr<const console::Picture> picture, Instant now,
                                         link::LinkState state) {
  return std::make_unique<PictureLink>(std::move(picture), now, state);
}

}  // namespace carehub::app
