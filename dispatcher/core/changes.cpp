// Who has not seen which change yet: the publisher, the snapshots, the digest.

#include <utility>

#include "dispatcher/core/state.hpp"

namespace carehub::core {

namespace {

// A record that changes leaves the digest's sum until it is counted again.
template <class T>
void uncount(const Slot<T>& slot, Fingerprint& sum) {
  if (!slot.counted) return;
  slot.counted = false;
  const std::uint64_t low = sum.low - slot.fingerprint.low;
  sum.high -= slot.fingerprint.high + (sum.low < slot.fingerprint.low ? 1U : 0U);
  sum.low = low;
}

template <class Ids>
auto set_of(Ids& ids) {
  return std::set<typename Ids::value_type>(ids.begin(), ids.end());
}

}  // namespace

// Notes the change for every reader that does not know of an earlier one yet. `key` leads back to the record.
template <class T, class Key, class List>
void State::touch(Slot<T>& slot, const Key& key, List Unseen::* list) {
  uncount(slot, sum_);
  if (slot.touched == everybody) return;
  if ((slot.touched & publisher) == 0) (unseen_publisher_.*list).push_back(key);
  if ((slot.touched & snapshots) == 0) (unseen_snapshots_.*list).push_back(key);
  if ((slot.touched & fingerprints) == 0) (unseen_fingerprints_.*list).push_back(key);
  slot.touched = everybody;
}

void State::touch_case(CaseSlot& slot) {
  touch(slot.slot, slot.slot.record->id, &Unseen::cases);
}
void State::touch_team(Slot<Team>& slot) {
  touch(slot, slot.record.id, &Unseen::teams);
}
void State::touch_place(Slot<Place>& slot) {
  touch(slot, slot.record.id, &Unseen::places);
}
void State::touch_service(Slot<ServiceState>& slot) {
  touch(slot, slot.record.id, &Unseen::services);
}
void State::touch_alert(Slot<Alert>& slot) {
  touch(slot, slot.record.id, &Unseen::alerts);
}
void State::touch_hour(HourKey key, Slot<HourTally>& slot) {
  touch(slot, key, &Unseen::hours);
}

void State::touch_person(Slot<PersonRecord>& slot) {
  touch(slot, slot.record.id, &Unseen::persons);
}
void State::touch_resident(Slot<Resident>& slot) {
  touch(slot, slot.record.id, &Unseen::residents);
}
void State::touch_home(Slot<HomeState>& slot) {
  touch(slot, slot.record.id, &Unseen::homes);
}

void State::remove_hour(HourKey key) {
  auto found = hours_.find(key);
  if (found == hours_.end()) return;
  touch_hour(key, found->second);
  hours_.erase(found);
}

void State::touch_hub() {
  unseen_publisher_.hub = unseen_snapshots_.hub = unseen_fingerprints_.hub = true;
}
void State::touch_site() {
  unseen_publisher_.site = unseen_snapshots_.site = unseen_fingerprints_.site = true;
}

Changes State::take(Reader reader, Unseen& unseen) {
  const auto seen = [reader](auto& slot) { slot.touched = static_cast<std::uint8_t>(slot.touched & ~reader); };
  for (CaseId id : unseen.cases) seen(case_slot(id)->slot);
  for (const TeamId& id : unseen.teams) seen(teams_.at(id));
  for (const PlaceId& id : unseen.places) seen(places_.at(id));
  for (const ServiceId& id : unseen.services) seen(services_.at(id));
  const auto seen_if_there = [&seen](auto& map, const auto& key) {
    if (const auto found = map.find(key); found != map.end()) seen(found->second);
  };
  for (AlertId id : unseen.alerts) seen_if_there(alerts_, id);
  for (const HourKey& key : unseen.hours) seen_if_there(hours_, key);
  for (const PersonId& id : unseen.persons) seen(persons_.at(id));
  for (const ResidentId& id : unseen.residents) seen(residents_.at(id));
  for (const HomeId& id : unseen.homes) seen(homes_.at(id));
  Changes changes{unseen.hub,
                  unseen.site,
                  set_of(unseen.cases),
                  set_of(unseen.teams),
                  set_of(unseen.places),
                  set_of(unseen.services),
                  set_of(unseen.alerts),
                  set_of(unseen.hours),
                  set_of(unseen.persons),
                  set_of(unseen.residents),
                  set_of(unseen.homes)};
  unseen = {};
  return changes;
}

Changes State::take_changes() {
  return take(publisher, unseen_publisher_);
}
Changes State::take_snapshot_changes() {
  return take(snapshots, unseen_snapshots_);
}

Changes State::all_records() const {
  return records_with([](const CaseSlot& slot, CaseId) { return slot.present(); });
}

// Only who left the picture is packed; an alert brings a case back. Packed ones are not looked into.
Changes State::picture_records() const {
  return records_with([this](const CaseSlot& slot, CaseId id) {
    return slot.present() && (slot.packed.empty() || alert_indices_.has(id));
  });
}

template <class Wanted>
Changes State::records_with(Wanted wanted) const {
  Changes all;
  all.hub = all.site = true;
  CaseId next{first_case};
  for (const CaseSlot& slot : cases_) {
    if (wanted(slot, next)) all.cases.insert(all.cases.end(), next);
    ++next.value;
  }
  for (const auto& [id, slot] : teams_) all.teams.insert(all.teams.end(), id);
  for (const auto& [id, slot] : places_) all.places.insert(all.places.end(), id);
  for (const auto& [id, slot] : services_) all.services.insert(all.services.end(), id);
  for (const auto& [id, slot] : alerts_) all.alerts.insert(all.alerts.end(), id);
  for (const auto& [key, slot] : hours_) all.hours.insert(all.hours.end(), key);
  for (const auto& [id, slot] : persons_) all.persons.insert(id);
  for (const auto& [id, slot] : residents_) all.residents.insert(id);
  for (const auto& [id, slot] : homes_) all.homes.insert(all.homes.end(), id);
  return all;
}

}  // namespace carehub::core
