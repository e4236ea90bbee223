#include "dispatcher/core/indices.hpp"

#include <algorithm>

#include "dispatcher/core/bounds.hpp"

namespace carehub::core {

namespace {

template <class Map, class Key>
void drop(Map& map, const Key& key, CaseId id) {
  auto found = map.find(key);
  if (found == map.end()) return;
  found->second.erase(id);
  if (found->second.empty()) map.erase(found);
}

template <class Set, class Value>
void replace(Set& set, bool was, const Value& before, bool is, const Value& after) {
  if (was && is) {
    if (before == after) return;
    auto node = set.extract(before);
    node.value() = after;
    set.insert(std::move(node));
    return;
  }
  if (was) set.erase(before);
  if (is) set.insert(after);
}

void replace_timed(CaseIndices::Timed& set, CaseId id, Instant before, Instant after) {
  if (before != after) move_in(set, before, after, id);
}

const std::set<CaseId> no_cases;

}  // namespace

const std::set<CaseId>& CaseIndices::proposed_to(const std::string& unit) const {
  auto found = proposed_.find(unit);
  return found == proposed_.end() ? no_cases : found->second;
}

CaseId CaseIndices::find(const ExternalId& external) const {
  auto found = external_.find(external.system + '\n' + external.value);
  return found == external_.end() ? CaseId{} : found->second;
}

std::vector<CaseId> CaseIndices::find_all(const ExternalId& external) const {
  const std::string key = external.system + '\n' + external.value;
  if (auto found = shared_.find(key); found != shared_.end()) return found->second;
  if (auto found = external_.find(key); found != external_.end()) return {found->second};
  return {};
}

void CaseIndices::move(CaseId id, CaseKeys& from, CaseKeys to) {
  replace(open_, from.open, id, to.open, id);
  replace(seconds_[id.value % 60], from.waiting, id, to.waiting, id);
  using Key = std::pair<Instant, CaseId>;
  replace(waiting_, from.waiting, Key{from.urgency, id}, to.waiting, Key{to.urgency, id});
  if (from.due != to.due) {
    if (from.due != never) dues_.erase(std::lower_bound(dues_.begin(), dues_.end(), from.due));
    if (to.due != never) dues_.insert(std::upper_bound(dues_.begin(), dues_.end(), to.due), to.due);
  }
  replace_timed(timers_, id, from.timer, to.timer);
  if (from.proposed != to.proposed) {
    if (!from.proposed.empty()) drop(proposed_, from.proposed, id);
    if (!to.proposed.empty()) proposed_[to.proposed].insert(id);
  }
  apart_near_.move(id, from.apart, to.apart);
  from = std::move(to);
}

// No other system's identifiers begin so.
ExternalId CaseIndices::person_key(const PersonId& person) {
  return {"\nperson", person.value};
}

void CaseIndices::learn(CaseId id, const Referral& referral) {
  for (const ExternalId& external : referral.external_ids) learn(id, external);
  if (referral.person.nhs_number_status == NhsNumberStatus::well_formed)
    learn(id, person_key(PersonId(referral.person.nhs_number)));
}

void CaseIndices::learn(CaseId id, const ExternalId& external) {
  std::string key = external.system + '\n' + external.value;
  const auto [known, is_new] = external_.try_emplace(key, id);
  if (is_new || known->second == id) return;
  auto& all = shared_[std::move(key)];
  for (const CaseId one : {known->second, id}) {
    const auto at = std::lower_bound(all.begin(), all.end(), one);
    if (at == all.end() || *at != one) all.insert(at, one);
  }
  known->second = all.back();
}

void CaseIndices::clear_ordered() {
  open_.clear();
  dues_.clear();
  waiting_.clear();
  timers_.clear();
  proposed_.clear();
  apart_near_.clear();
  for (auto& second : seconds_) second.clear();
}

AlertKey key_of(const Alert& alert) {
  if (alert.case_id.given()) return {alert.case_id, {}, alert.kind};
  if (alert.team.given()) return {{}, "team/" + alert.team.value, alert.kind};
  if (alert.place.given()) return {{}, "place/" + alert.place.value, alert.kind};
  if (alert.service.given()) return {{}, "service/" + alert.service.value, alert.kind};
  if (alert.resident.given()) return {{}, "resident/" + alert.resident.value, alert.kind};
  if (alert.home.given()) return {{}, "home/" + alert.home.value, alert.kind};
  return {{}, "hub", alert.kind};
}

}  // namespace carehub::core
