#include "dispatcher/core/indices.hpp"

#include <algorithm>

#include "dispatcher/core/bounds.hpp"

namespace carehub::core {

namespace {

// Cells of 0.003 degrees: about 330 m by 210 m in England.
constexpr std::int32_t cell_e6 = 3000;

std::int32_t cell_of(std::int32_t degrees_e6) {
  return degrees_e6 >= 0 ? degrees_e6 / cell_e6 : -((-degrees_e6 + cell_e6 - 1) / cell_e6);
}

std::uint64_t cell_key(std::int32_t lat, std::int32_t lon) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(lat)) << 32U | static_cast<std::uint32_t>(lon);
}

std::uint64_t cell_key(Coordinates at) {
  return cell_key(cell_of(at.lat_e6), cell_of(at.lon_e6));
}

void take_out(std::vector<CaseId>& ids, CaseId id) {
  std::erase(ids, id);
}
void take_out(std::set<CaseId>& ids, CaseId id) {
  ids.erase(id);
}

template <class Map, class Key>
void drop(Map& map, const Key& key, CaseId id) {
  auto found = map.find(key);
  if (found == map.end()) return;
  take_out(found->second, id);
  if (found->second.empty()) map.erase(found);
}

template <class Set, class Value>
void replace(Set& set, bool was, const Value& before, bool is, const Value& after) {
  if (was == is && (!was || before == after)) return;
  if (was) set.erase(before);
  if (is) set.insert(after);
}

void replace_timed(CaseIndices::Timed& set, CaseId id, Instant before, Instant after) {
  if (before == after) return;
  if (before != never) set.erase({before, id});
  if (after != never) set.insert({after, id});
}

const std::set<CaseId> no_cases;

}  // namespace

std::string phone_digits(std::string_view phone) {
  std::string digits;
  for (char c : phone) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.starts_with("0044")) digits = "0" + digits.substr(4);
  if (digits.starts_with("44") && digits.size() > 10) digits = "0" + digits.substr(2);
  return digits.size() >= 6 ? digits : std::string();
}

Identity identity_of(const Referral& referral) {
  Identity identity;
  if (!referral.person.nhs_number.empty()) identity.keys.push_back("nhs/" + referral.person.nhs_number);
  for (const Contact& contact : referral.person.contacts) {
    if (contact.non_public) continue;  // the sending service's own line stands in every message it sends
    if (auto digits = phone_digits(contact.phone); !digits.empty()) identity.keys.push_back("tel/" + digits);
  }
  identity.position = referral.location.position;
  return identity;
}

const std::set<CaseId>& CaseIndices::proposed_to(const std::string& unit) const {
  auto found = proposed_.find(unit);
  return found == proposed_.end() ? no_cases : found->second;
}

CaseId CaseIndices::find(const ExternalId& external) const {
  auto found = external_.find(external.system + '\n' + external.value);
  return found == external_.end() ? CaseId{} : found->second;
}

std::vector<CaseId> CaseIndices::alike(const Identity& identity, std::int32_t metres) const {
  std::vector<CaseId> found;
  for (const std::string& key : identity.keys) {
    if (auto at = keys_.find(key); at != keys_.end()) found.insert(found.end(), at->second.begin(), at->second.end());
  }
  if (!identity.position) return found;
  // A degree of latitude is 111 km; one of longitude at least 55 km in the British Isles.
  const std::int32_t lat_cells = metres * 9 / cell_e6 + 1;
  const std::int32_t lon_cells = metres * 18 / cell_e6 + 1;
  const std::int32_t lat = cell_of(identity.position->lat_e6), lon = cell_of(identity.position->lon_e6);
  for (std::int32_t y = lat - lat_cells; y <= lat + lat_cells; ++y) {
    for (std::int32_t x = lon - lon_cells; x <= lon + lon_cells; ++x) {
      if (auto at = cells_.find(cell_key(y, x)); at != cells_.end()) {
        found.insert(found.end(), at->second.begin(), at->second.end());
      }
    }
  }
  return found;
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
  from = std::move(to);
}

void CaseIndices::learn(CaseId id, const Referral& referral) {
  for (const ExternalId& external : referral.external_ids) {
    external_.insert_or_assign(external.system + '\n' + external.value, id);
  }
  const Identity identity = identity_of(referral);
  for (const std::string& key : identity.keys) keys_[key].push_back(id);
  if (identity.position) cells_[cell_key(*identity.position)].push_back(id);
}

void CaseIndices::forget(CaseId id, const Referral& referral) {
  const Identity identity = identity_of(referral);
  for (const std::string& key : identity.keys) drop(keys_, key, id);
  if (identity.position) drop(cells_, cell_key(*identity.position), id);
}

void CaseIndices::clear_ordered() {
  open_.clear();
  dues_.clear();
  waiting_.clear();
  timers_.clear();
  proposed_.clear();
  for (auto& second : seconds_) second.clear();
}

AlertKey key_of(const Alert& alert) {
  if (alert.case_id.given()) return {alert.case_id, {}, alert.kind};
  if (alert.team.given()) return {{}, "team/" + alert.team.value, alert.kind};
  if (alert.place.given()) return {{}, "place/" + alert.place.value, alert.kind};
  if (alert.service.given()) return {{}, "service/" + alert.service.value, alert.kind};
  return {{}, "hub", alert.kind};
}

}  // namespace carehub::core
