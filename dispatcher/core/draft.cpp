#include "dispatcher/core/draft.hpp"

#include <algorithm>

namespace carehub::core {

namespace {

template <class T, std::size_t InPlace>
T* copied(Changed<T, InPlace>& records, const T* original) {
  return original == nullptr ? nullptr : &records.add(*original);
}

template <class T, std::size_t InPlace>
std::vector<const T*> merged(const std::vector<const T*>& below, const Changed<T, InPlace>& changed) {
  std::vector<const T*> list = below;
  changed.for_each([&list](const T& record) {
    const auto at = std::lower_bound(list.begin(), list.end(), record.id,
                                     [](const T* other, const auto& id) { return other->id < id; });
    if (at != list.end() && (*at)->id == record.id) *at = &record;
  });
  return list;
}

// What rules and matching look at. The story, and everything else that only people read, stays behind.
void copy_facts(const Referral& from, Referral& to) {
  to.source = from.source;
  to.person.born = from.person.born;
  to.person.age_years = from.person.age_years;
  to.person.housebound = from.person.housebound;
  to.person.practice = from.person.practice;
  to.disposition = from.disposition;
  to.on_floor_since = from.on_floor_since;
  to.location.position = from.location.position;
  to.location.locality = from.location.locality;
  to.location.doubtful = from.location.doubtful;
  to.ambulance = from.ambulance;
  to.red_flags = from.red_flags;
}

// Everything but what only people read: no event's meaning depends on it.
void copy_working_part(const Case& c, Case& copy) {
  copy.id = c.id;
  copy.version = c.version;
  copy.status = c.status;
  copy.received = c.received;
  copy_facts(c.referral, copy.referral);
  copy.triage = c.triage;
  copy.clocks = c.clocks;
  copy.assignment = c.assignment;
  copy.latest_safe_dispatch = c.latest_safe_dispatch;
  copy.excluded_units = c.excluded_units;
  copy.claim = c.claim;
  copy.possible_duplicates = c.possible_duplicates;
  copy.duplicate_of = c.duplicate_of;
  copy.outcome = c.outcome;
  copy.closed = c.closed;
  copy.fail_safe_fired = c.fail_safe_fired;
  copy.returned_to_ambulance = c.returned_to_ambulance;
  copy.first_seen = c.first_seen;
  copy.alerted = c.alerted;
  copy.duties = c.duties;
  copy.welfare = c.welfare;
  copy.accepted = c.accepted;
  copy.consultation = c.consultation;
  copy.known_fields = c.known_fields;
  copy.duties_given = c.duties_given;
  copy.earlier_calls = c.earlier_calls;
}

}  // namespace

Draft::Draft(const State& state)
    : state_(state), next_case_(state.hub().next_case), next_alert_(state.hub().next_alert) {}

Draft::~Draft() = default;

const Case* Draft::find_case(CaseId id) const {
  const Case* changed = cases_.find(id);
  return changed != nullptr ? changed : state_.find_case(id);
}
const Team* Draft::find_team(const TeamId& id) const {
  const Team* changed = teams_.find(id);
  return changed != nullptr ? changed : state_.find_team(id);
}
const Place* Draft::find_place(const PlaceId& id) const {
  const Place* changed = places_.find(id);
  return changed != nullptr ? changed : state_.find_place(id);
}
const ServiceState* Draft::find_service(const ServiceId& id) const {
  const ServiceState* changed = services_.find(id);
  return changed != nullptr ? changed : state_.find_service(id);
}

const Alert* Draft::find_alert(AlertId id) const {
  for (const auto& [changed, alert] : alerts_) {
    if (changed == id) return alert.get();
  }
  return state_.find_alert(id);
}

const Alert* Draft::find_alert(const AlertKey& key) const {
  if (alerts_.empty() && state_.alert_indices().by_object.empty()) return nullptr;
  for (const auto& [id, alert] : alerts_) {
    if (alert && key_of(*alert) == key) return alert.get();
  }
  const Alert* below = state_.find_alert(key);
  return below == nullptr ? nullptr : find_alert(below->id);
}

std::vector<AlertId> Draft::alerts_of(CaseId id) const {
  std::vector<AlertId> found;
  const auto& index = state_.alert_indices().by_object;
  for (auto at = index.lower_bound({id, {}, AlertKind::due_soon}); at != index.end() && at->first.case_id == id; ++at) {
    if (find_alert(at->second) != nullptr) found.push_back(at->second);
  }
  for (const auto& [changed, alert] : alerts_) {
    if (alert && alert->case_id == id && state_.find_alert(changed) == nullptr) found.push_back(changed);
  }
  return found;
}

bool Draft::has_changed(CaseId id) const {
  return cases_.find(id) != nullptr;
}

std::vector<const Team*> Draft::teams() const {
  return merged(state_.team_list(), teams_);
}
std::vector<const Place*> Draft::places() const {
  return merged(state_.place_list(), places_);
}
std::vector<const ServiceState*> Draft::services() const {
  return merged(state_.service_list(), services_);
}

namespace {
template <class T, std::size_t InPlace>
std::vector<const T*> pointers(const Changed<T, InPlace>& changed) {
  std::vector<const T*> list;
  changed.for_each([&list](const T& record) { list.push_back(&record); });
  return list;
}
}  // namespace

std::vector<const Team*> Draft::changed_teams() const {
  return pointers(teams_);
}
std::vector<const Place*> Draft::changed_places() const {
  return pointers(places_);
}
std::vector<const Case*> Draft::changed_cases() const {
  return pointers(cases_);
}

std::vector<const Case*> Draft::waiting_cases() const {
  std::vector<const Case*> waiting;
  for (const auto& [urgency, id] : state_.case_indices().waiting()) {
    if (const Case* c = find_case(id); is_waiting(*c)) waiting.push_back(c);
  }
  cases_.for_each([&](const Case& c) {
    const Case* below = state_.find_case(c.id);
    if (is_waiting(c) && (below == nullptr || !is_waiting(*below))) waiting.push_back(&c);
  });
  std::ranges::sort(waiting, {}, &Case::id);
  return waiting;
}

Case* Draft::edit_case(CaseId id) {
  if (Case* changed = cases_.find(id)) return changed;
  const Case* below = state_.find_case(id);
  if (below == nullptr) return nullptr;
  Case& copy = cases_.add();
  copy_working_part(*below, copy);
  return &copy;
}

Team* Draft::edit_team(const TeamId& id) {
  Team* changed = teams_.find(id);
  return changed != nullptr ? changed : copied(teams_, state_.find_team(id));
}
Place* Draft::edit_place(const PlaceId& id) {
  Place* changed = places_.find(id);
  return changed != nullptr ? changed : copied(places_, state_.find_place(id));
}
ServiceState* Draft::edit_service(const ServiceId& id) {
  ServiceState* changed = services_.find(id);
  return changed != nullptr ? changed : copied(services_, state_.find_service(id));
}

namespace {

template <class T, class Id>
T* in(const std::vector<std::unique_ptr<T>>& changed, const Id& id) {
  const auto at = std::ranges::find_if(changed, [&](const auto& one) { return one->id == id; });
  return at == changed.end() ? nullptr : at->get();
}

template <class T>
T* copied(std::vector<std::unique_ptr<T>>& changed, const T* original) {
  return original == nullptr ? nullptr : changed.emplace_back(std::make_unique<T>(*original)).get();
}

}  // namespace

const PersonRecord* Draft::find_person(const PersonId& id) const {
  const PersonRecord* changed = in(persons_, id);
  return changed != nullptr ? changed : state_.find_person(id);
}
const Resident* Draft::find_resident(const ResidentId& id) const {
  const Resident* changed = in(residents_, id);
  return changed != nullptr ? changed : state_.find_resident(id);
}
const HomeState* Draft::find_home(const HomeId& id) const {
  const HomeState* changed = in(homes_, id);
  return changed != nullptr ? changed : state_.find_home(id);
}

PersonRecord* Draft::edit_person(const PersonId& id) {
  if (PersonRecord* changed = in(persons_, id)) return changed;
  if (const PersonRecord* known = state_.find_person(id)) return copied(persons_, known);
  persons_.push_back(std::make_unique<PersonRecord>());
  persons_.back()->id = id;
  return persons_.back().get();
}
Resident* Draft::edit_resident(const ResidentId& id) {
  Resident* changed = in(residents_, id);
  return changed != nullptr ? changed : copied(residents_, state_.find_resident(id));
}
HomeState* Draft::edit_home(const HomeId& id) {
  HomeState* changed = in(homes_, id);
  return changed != nullptr ? changed : copied(homes_, state_.find_home(id));
}
void Draft::put_resident(Resident resident) {
  if (Resident* changed = in(residents_, resident.id)) {
    *changed = std::move(resident);
  } else {
    residents_.push_back(std::make_unique<Resident>(std::move(resident)));
  }
}

Alert* Draft::edit_alert(AlertId id) {
  for (auto& [changed, alert] : alerts_) {
    if (changed == id) return alert.get();
  }
  const Alert* below = state_.find_alert(id);
  if (below == nullptr) return nullptr;
  alerts_.emplace_back(id, std::make_unique<Alert>(*below));
  return alerts_.back().second.get();
}

Case& Draft::add_case(CaseId id) {
  next_case_ = id.value + 1;
  Case& added = cases_.add();
  added.id = id;
  return added;
}

void Draft::add_alert(Alert alert) {
  next_alert_ = std::max(next_alert_, alert.id.value + 1);
  const AlertId id = alert.id;
  alerts_.emplace_back(id, std::make_unique<Alert>(std::move(alert)));
}

void Draft::remove_alert(AlertId id) {
  for (auto& [changed, alert] : alerts_) {
    if (changed == id) {
      alert.reset();
      return;
    }
  }
  alerts_.emplace_back(id, nullptr);
}

}  // namespace carehub::core
