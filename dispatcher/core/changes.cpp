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

void State::touch_case(CaseSlot& slot) {
  uncount(slot.slot, sum_);
  const std::uint8_t missing = everybody & static_cast<std::uint8_t>(~slot.slot.touched);
  const CaseId id = slot.slot.record->id;
  if ((missing & publisher) != 0) unseen_publisher_.cases.push_back(id);
  if ((missing & snapshots) != 0) unseen_snapshots_.cases.push_back(id);
  if ((missing & fingerprints) != 0) unseen_fingerprints_.cases.push_back(id);
  slot.slot.touched = everybody;
}

void State::touch_team(Slot<Team>& slot) {
  uncount(slot, sum_);
  if ((slot.touched & publisher) == 0) unseen_publisher_.teams.push_back(slot.record.id);
  if ((slot.touched & snapshots) == 0) unseen_snapshots_.teams.push_back(slot.record.id);
  if ((slot.touched & fingerprints) == 0) unseen_fingerprints_.teams.push_back(slot.record.id);
  slot.touched = everybody;
}

void State::touch_place(Slot<Place>& slot) {
  uncount(slot, sum_);
  if ((slot.touched & publisher) == 0) unseen_publisher_.places.push_back(slot.record.id);
  if ((slot.touched & snapshots) == 0) unseen_snapshots_.places.push_back(slot.record.id);
  if ((slot.touched & fingerprints) == 0) unseen_fingerprints_.places.push_back(slot.record.id);
  slot.touched = everybody;
}

void State::touch_service(Slot<ServiceState>& slot) {
  uncount(slot, sum_);
  if ((slot.touched & publisher) == 0) unseen_publisher_.services.push_back(slot.record.id);
  if ((slot.touched & snapshots) == 0) unseen_snapshots_.services.push_back(slot.record.id);
  if ((slot.touched & fingerprints) == 0) unseen_fingerprints_.services.push_back(slot.record.id);
  slot.touched = everybody;
}

void State::touch_alert(AlertId id, Slot<Alert>* slot) {
  if (slot != nullptr) uncount(*slot, sum_);
  unseen_publisher_.alerts.insert(id);
  unseen_snapshots_.alerts.insert(id);
  unseen_fingerprints_.alerts.insert(id);
}

void State::touch_hour(HourKey key, Slot<HourTally>& slot) {
  uncount(slot, sum_);
  unseen_publisher_.hours.insert(key);
  unseen_snapshots_.hours.insert(key);
  unseen_fingerprints_.hours.insert(key);
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
  Changes changes{unseen.hub,
                  unseen.site,
                  set_of(unseen.cases),
                  set_of(unseen.teams),
                  set_of(unseen.places),
                  set_of(unseen.services),
                  std::move(unseen.alerts),
                  std::move(unseen.hours)};
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
  Changes all;
  all.hub = all.site = true;
  std::uint64_t position = 0;
  for (const CaseSlot& slot : cases_) {
    if (slot.present()) all.cases.insert(all.cases.end(), CaseId{first_case + position});
    ++position;
  }
  for (const auto& [id, slot] : teams_) all.teams.insert(all.teams.end(), id);
  for (const auto& [id, slot] : places_) all.places.insert(all.places.end(), id);
  for (const auto& [id, slot] : services_) all.services.insert(all.services.end(), id);
  for (const auto& [id, slot] : alerts_) all.alerts.insert(all.alerts.end(), id);
  for (const auto& [key, slot] : hours_) all.hours.insert(all.hours.end(), key);
  return all;
}

}  // namespace carehub::core
