#include "dispatcher/core/state.hpp"

#include <algorithm>
#include <utility>

#include "protocols/base/assert.hpp"

namespace carehub::core {

bool Changes::empty() const {
  return !hub && !site && cases.empty() && teams.empty() && places.empty() && services.empty() && alerts.empty() &&
         hours.empty() && persons.empty() && residents.empty() && homes.empty();
}

namespace {

template <class Map, class Id>
auto* record_in(const Map& map, const Id& id) {
  auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second.record;
}

template <class T, class Id>
const T* config_in(const std::vector<T>& configs, const std::unordered_map<Id, std::size_t>& positions, const Id& id) {
  auto found = positions.find(id);
  return found == positions.end() ? nullptr : &configs[found->second];
}

}  // namespace

State::State() = default;
State::State(State&&) noexcept = default;
State& State::operator=(State&&) noexcept = default;
State::~State() = default;

const Case* State::find_case(CaseId id) const {
  if (id.value < first_case || id.value - first_case >= cases_.size()) return nullptr;
  return look_at(id.value - first_case);
}

CaseSlot* State::case_slot(CaseId id) {
  if (id.value < first_case || id.value - first_case >= cases_.size()) return nullptr;
  CaseSlot& slot = cases_[id.value - first_case];
  return slot.present() ? &slot : nullptr;
}

const Team* State::find_team(const TeamId& id) const {
  const auto found = team_slots_.find(id);
  return found == team_slots_.end() ? nullptr : &found->second->record;
}
const Place* State::find_place(const PlaceId& id) const {
  return record_in(places_, id);
}
const ServiceState* State::find_service(const ServiceId& id) const {
  return record_in(services_, id);
}
const Alert* State::find_alert(AlertId id) const {
  return record_in(alerts_, id);
}
const PersonRecord* State::find_person(const PersonId& id) const {
  return record_in(persons_, id);
}
const Resident* State::find_resident(const ResidentId& id) const {
  return record_in(residents_, id);
}
const HomeState* State::find_home(const HomeId& id) const {
  return record_in(homes_, id);
}

const Alert* State::find_alert(const AlertKey& key) const {
  auto found = alert_indices_.by_object.find(key);
  return found == alert_indices_.by_object.end() ? nullptr : find_alert(found->second);
}

CaseId State::case_of(const ExternalId& external) const {
  return case_indices_.find(external);
}

std::vector<const Case*> State::open_cases() const {
  std::vector<const Case*> found;
  found.reserve(case_indices_.open().size());
  for (CaseId id : case_indices_.open()) found.push_back(find_case(id));
  return found;
}

std::vector<const Case*> State::cases_after(CaseId after, std::size_t count) const {
  std::vector<const Case*> found;
  std::size_t at = after.value < first_case ? 0 : static_cast<std::size_t>(after.value - first_case) + 1;
  for (; at < cases_.size() && found.size() < count; ++at) {
    if (cases_[at].present()) found.push_back(look_at(at));
  }
  return found;
}

std::vector<const Alert*> State::alerts() const {
  std::vector<const Alert*> found;
  found.reserve(alerts_.size());
  for (const auto& [id, slot] : alerts_) found.push_back(&slot.record);
  return found;
}

const TeamConfig* State::team_config(const TeamId& id) const {
  return config_in(hub_.site.teams, team_configs_, id);
}
const PlaceConfig* State::place_config(const PlaceId& id) const {
  return config_in(hub_.site.places, place_configs_, id);
}
const ServiceConfig* State::service_config(const ServiceId& id) const {
  return config_in(hub_.site.services, service_configs_, id);
}

const matching::Directory& State::directory() const {
  if (directory_ && corrections_) return *directory_;
  if (!directory_) directory_ = matching::directory_of(hub_.site, team_list_, place_list_, service_list_);
  if (!corrections_) corrections_ = std::make_shared<const matching::Corrections>(hub_.site, hub_.travel);
  const bool applied = hub_.site.travel.learn && hub_.site.travel.apply_learned;
  directory_->learned = applied ? corrections_ : nullptr;
  return *directory_;
}

matching::TravelBasis State::travel() const {
  const matching::Directory& known = directory();
  return {hub_.site, known.ground, known.learned};
}

std::shared_ptr<const matching::Corrections> State::corrections() const {
  static_cast<void>(directory());
  return corrections_;
}

const matching::plan::DutyBook& State::duty_book(Instant at) const {
  return *shared_duty_book(at);
}

std::shared_ptr<const Site> State::shared_site() const {
  if (!shared_site_) shared_site_ = std::make_shared<const Site>(hub_.site);
  return shared_site_;
}

// A function of the hour and of the records alone: who signs on or off makes it forgotten (evolve.cpp).
std::shared_ptr<const matching::plan::DutyBook> State::shared_duty_book(Instant at) const {
  const LocalTime local = local_time(hub_.site.calendar, at);
  const Instant hour = std::chrono::floor<seconds>(at) - seconds(local.second_of_day % 3600);
  if (duty_book_ && duty_book_->prices.start() == hour) return duty_book_;
  matching::World world;
  world.site = &hub_.site;
  world.now = hour;
  world.teams = team_list_;
  world.places = place_list_;
  world.services = service_list_;
  world.directory = &directory();
  std::vector<const HourTally*> seen;
  for (const auto& [key, slot] : hours_) {
    const Instant from = instant_of(hub_.site.calendar, key.first, key.second * 60);
    if (from < hour && from >= hour - std::chrono::hours(24)) seen.push_back(&slot.record);
  }
  duty_book_ = std::make_shared<const matching::plan::DutyBook>(matching::plan::duty_book(world, hour, seen));
  return duty_book_;
}

std::optional<std::size_t> State::locality_of(const TeamId& id) const {
  const auto found = team_configs_.find(id);
  return found == team_configs_.end() ? std::nullopt : team_localities_[found->second];
}

// --- records put in, taken out, indexed ---

Case& State::put_case(std::unique_ptr<Case> record) {
  CAREHUB_ASSERT(record->id.value >= first_case, "case {}", record->id.value);
  const std::size_t at = record->id.value - first_case;
  if (at >= cases_.size()) cases_.resize(at + 1);
  CaseSlot& slot = cases_[at];
  slot.packed.clear();
  slot.slot.record = std::move(record);
  return *slot.slot.record;
}

void State::put_alert(Alert record) {
  const AlertId id = record.id;
  Slot<Alert>& slot = alerts_[id];
  slot.record = std::move(record);
  alert_indices_.by_object.insert_or_assign(key_of(slot.record), id);
  ++alert_indices_.by_severity.at(static_cast<std::size_t>(slot.record.severity));
  index_alert(slot);
}

void State::remove_alert(AlertId id) {
  auto found = alerts_.find(id);
  if (found == alerts_.end()) return;
  Slot<Alert>& slot = found->second;
  touch_alert(slot);
  alert_indices_.by_object.erase(key_of(slot.record));
  --alert_indices_.by_severity.at(static_cast<std::size_t>(slot.record.severity));
  if (slot.timer != never) timers_.alerts.erase({slot.timer, id});
  alerts_.erase(found);
}

void State::index_case(CaseSlot& slot) {
  const Case& c = *slot.slot.record;
  case_indices_.move(c.id, slot.keys, keys_of(c, hub_.site));
  const bool with_team = c.assignment && c.assignment->kind == UnitKind::team && c.status >= CaseStatus::allocated;
  if (const auto team = with_team ? teams_.find(TeamId(c.assignment->unit)) : teams_.end(); team != teams_.end())
    index_team(team->second);  // where it will be free may be another place now
  if (!slot.keys.open) closed_.push_back(c.id);
}

namespace {
template <class Set, class T, class Id>
void move_timer(Set& set, Slot<T>& slot, const Id& id, Instant to) {
  if (slot.timer == to) return;
  move_in(set, slot.timer, to, id);
  slot.timer = to;
}
}  // namespace

void State::index_team(Slot<Team>& slot) {
  move_timer(timers_.teams, slot, slot.record.id, next_timer_of(slot.record, team_config(slot.record.id), hub_.site));
  const auto at = slot.record.retired ? std::nullopt : free_at(slot.record);
  teams_near_.move(&slot.record, slot.at, at);
  slot.at = at;
}
std::optional<Coordinates> State::free_at(const Team& team) const {
  if (!team.queue.empty()) {
    const Case* last = find_case(team.queue.back().case_id);
    if (last != nullptr && last->referral.location.position) return last->referral.location.position;
  }
  if (team.position && team.status != TeamStatus::off_duty) return team.position;
  const TeamConfig* config = team_config(team.id);
  return config == nullptr ? team.position : std::optional(config->base);
}
void State::index_place(Slot<Place>& slot) {
  move_timer(timers_.places, slot, slot.record.id,
             next_timer_of(slot.record, place_config(slot.record.id), service_config(slot.record.service), hub_.site));
  const PlaceConfig* config = place_config(slot.record.id);
  const auto at = config == nullptr || slot.record.retired ? std::nullopt : std::optional(config->position);
  places_near_.move(&slot.record, slot.at, at);
  slot.at = at;
}
void State::index_service(Slot<ServiceState>& slot) {
  move_timer(timers_.services, slot, slot.record.id,
             next_timer_of(slot.record, service_config(slot.record.id), hub_.site));
}
void State::index_home(Slot<HomeState>& slot) {
  move_timer(timers_.homes, slot, slot.record.id,
             next_timer_of(slot.record, carehub::find_home(hub_.site, slot.record.id)));
}
void State::index_alert(Slot<Alert>& slot) {
  move_timer(timers_.alerts, slot, slot.record.id, next_timer_of(slot.record, hub_.site));
}

void State::index_site() {
  shared_site_.reset();
  const auto by_id = [](auto& positions, const auto& configs) {
    positions.clear();
    for (std::size_t i = 0; i < configs.size(); ++i) positions.emplace(configs[i].id, i);
  };
  by_id(team_configs_, hub_.site.teams);
  by_id(place_configs_, hub_.site.places);
  by_id(service_configs_, hub_.site.services);
  team_localities_.clear();
  for (const TeamConfig& team : hub_.site.teams) {
    const Locality* nearest = nearest_locality(hub_.site, team.base);
    team_localities_.push_back(nearest == nullptr
                                   ? std::nullopt
                                   : std::optional(static_cast<std::size_t>(nearest - hub_.site.localities.data())));
  }
}

void State::index_all() {
  case_indices_.clear_ordered();
  timers_ = {};
  teams_near_.clear();
  places_near_.clear();
  for (auto& [id, slot] : teams_) slot.at.reset();
  for (auto& [id, slot] : places_) slot.at.reset();
  // Before any is indexed again: a case indexes its team.
  const auto forget = [](auto& map) {
    for (auto& [id, slot] : map) slot.timer = never;
  };
  forget(teams_);
  forget(places_);
  forget(services_);
  forget(alerts_);
  forget(homes_);
  for (CaseSlot& slot : cases_) {
    slot.keys = {};
    if (slot.slot.record && slot.packed.empty()) index_case(slot);
  }
  const auto again = [](auto& map, auto&& index) {
    for (auto& [id, slot] : map) index(slot);
  };
  again(teams_, [this](auto& slot) { index_team(slot); });
  again(places_, [this](auto& slot) { index_place(slot); });
  again(services_, [this](auto& slot) { index_service(slot); });
  again(alerts_, [this](auto& slot) { index_alert(slot); });
  again(homes_, [this](auto& slot) { index_home(slot); });
}

void State::rebuild_lists() {
  const auto list = [](auto& to, const auto& from) {
    to.clear();
    for (const auto& [id, slot] : from) to.push_back(&slot.record);
  };
  list(team_list_, teams_);
  team_slots_.clear();
  for (auto& [id, slot] : teams_) team_slots_.emplace(id, &slot);
  list(place_list_, places_);
  list(service_list_, services_);
  directory_.reset();
  corrections_.reset();
  duty_book_.reset();
}

// Puts back one record of each kind.
struct State::Put {
  State& state;

  // The row with the number 0 carries the site, see snapshot.cpp.
  void operator()(HubRecord hub) const {
    if (hub.next_case == 0) {
      state.hub_.site = std::move(hub.site);
      state.directory_.reset();
      state.corrections_.reset();
      state.duty_book_.reset();
      state.index_site();
      state.index_all();
    } else {
      hub.site = std::move(state.hub_.site);
      state.hub_ = std::move(hub);
      state.corrections_.reset();
      for (CaseSlot& slot : state.cases_) state.pack_restored(slot);
    }
    state.unseen_fingerprints_.hub = state.unseen_fingerprints_.site = true;
  }
  void operator()(Case c) const {
    const CaseId id = c.id;
    state.put_case(std::make_unique<Case>(std::move(c)));
    CaseSlot& slot = *state.case_slot(id);
    state.index_case(slot);
    state.case_indices_.learn(id, slot.slot.record->referral);
    state.recent_calls_.remember(*slot.slot.record);
    slot.slot.touched = fingerprints;
    state.unseen_fingerprints_.cases.push_back(id);
    state.pack_restored(slot);
  }
  void operator()(Team team) const {
    state.index_team(put(state.teams_, state.unseen_fingerprints_.teams, std::move(team)));
  }
  void operator()(Place place) const {
    state.index_place(put(state.places_, state.unseen_fingerprints_.places, std::move(place)));
  }
  void operator()(ServiceState service) const {
    state.index_service(put(state.services_, state.unseen_fingerprints_.services, std::move(service)));
  }
  void operator()(Alert alert) const {
    const AlertId id = alert.id;
    state.put_alert(std::move(alert));
    state.alerts_.at(id).touched = fingerprints;
    state.unseen_fingerprints_.alerts.push_back(id);
  }
  void operator()(HourTally tally) const {
    const HourKey key{tally.day, tally.hour};
    Slot<HourTally>& slot = state.hours_[key];
    slot.record = std::move(tally);
    slot.touched = fingerprints;
    state.unseen_fingerprints_.hours.push_back(key);
  }

  void operator()(PersonRecord person) const {
    keep(state.persons_, state.unseen_fingerprints_.persons, std::move(person));
  }
  void operator()(Resident resident) const {
    keep(state.residents_, state.unseen_fingerprints_.residents, std::move(resident));
  }
  void operator()(HomeState home) const {
    state.index_home(keep(state.homes_, state.unseen_fingerprints_.homes, std::move(home)));
  }

  template <class Map, class T, class Ids>
  Slot<T>& put(Map& map, Ids& unseen, T value) const {
    auto& slot = keep(map, unseen, std::move(value));
    state.rebuild_lists();
    return slot;
  }
  template <class Map, class T, class Ids>
  Slot<T>& keep(Map& map, Ids& unseen, T value) const {
    const auto id = value.id;
    auto& slot = map[id];
    slot.record = std::move(value);
    slot.touched = fingerprints;
    unseen.push_back(id);
    return slot;
  }
};

void State::restore(Record record) {
  std::visit(Put{*this}, std::move(record));
}

}  // namespace carehub::core
