#include "dispatcher/core/digest.hpp"

#include <fmt/format.h>

#include "dispatcher/core/fingerprint.hpp"

namespace carehub::core {

namespace {

enum Kind : std::uint64_t {
  hub_kind = 1,
  site_kind,
  case_kind,
  team_kind,
  place_kind,
  service_kind,
  alert_kind,
  hour_kind,
  person_kind,
  resident_kind,
  home_kind
};

template <class T>
Fingerprint fingerprint_of(Kind kind, const T& record) {
  Mixer mixer(kind);
  mix(mixer, record);
  return mixer.result();
}

Fingerprint plus(Fingerprint a, Fingerprint b) {
  const std::uint64_t low = a.low + b.low;
  return {a.high + b.high + (low < a.low ? 1U : 0U), low};
}

template <class T>
void count(const Slot<T>& slot, Fingerprint& sum, Fingerprint fingerprint) {
  slot.fingerprint = fingerprint;
  slot.counted = true;
  sum = plus(sum, fingerprint);
}

// Where the record is gone there is nothing to count.
template <class Map, class Ids>
void count_all(const Map& map, const Ids& ids, Fingerprint& sum, Kind kind, std::uint8_t reader) {
  for (const auto& id : ids) {
    const auto found = map.find(id);
    if (found == map.end()) continue;
    const auto& slot = found->second;
    slot.touched = static_cast<std::uint8_t>(slot.touched & ~reader);
    if (!slot.counted) count(slot, sum, fingerprint_of(kind, slot.record));
  }
}

// The site is large and seldom changes: it has a fingerprint of its own.
Fingerprint fingerprint_of_hub(const HubRecord& hub) {
  Mixer mixer(hub_kind);
  for_each_member<HubRecord>([&](int number, std::string_view, auto member) {
    if constexpr (!std::is_same_v<decltype(member), Site HubRecord::*>) {
      const bool later = number > members_at_first<HubRecord>;
      if (!later || hub.*member != HubRecord{}.*member) mix(mixer, hub.*member);
    }
  });
  return mixer.result();
}

}  // namespace

void State::count_case(const CaseSlot& slot) const {
  if (!slot.slot.counted) count(slot.slot, sum_, fingerprint_of(case_kind, *slot.slot.record));
}

Fingerprint State::fingerprint() const {
  Unseen& unseen = unseen_fingerprints_;
  for (CaseId id : unseen.cases) {
    const CaseSlot& slot = cases_[id.value - first_case];
    slot.slot.touched = static_cast<std::uint8_t>(slot.slot.touched & ~fingerprints);
    count_case(slot);
  }
  count_all(teams_, unseen.teams, sum_, team_kind, fingerprints);
  count_all(places_, unseen.places, sum_, place_kind, fingerprints);
  count_all(services_, unseen.services, sum_, service_kind, fingerprints);
  count_all(alerts_, unseen.alerts, sum_, alert_kind, fingerprints);
  count_all(hours_, unseen.hours, sum_, hour_kind, fingerprints);
  count_all(persons_, unseen.persons, sum_, person_kind, fingerprints);
  count_all(residents_, unseen.residents, sum_, resident_kind, fingerprints);
  count_all(homes_, unseen.homes, sum_, home_kind, fingerprints);
  if (unseen.site) site_fingerprint_ = fingerprint_of(site_kind, hub_.site);
  if (unseen.hub) hub_fingerprint_ = fingerprint_of_hub(hub_);
  unseen = {};
  return plus(plus(sum_, site_fingerprint_), hub_fingerprint_);
}

std::string digest(const State& state) {
  const Fingerprint sum = state.fingerprint();
  return fmt::format("{:016x}{:016x}", sum.high, sum.low);
}

}  // namespace carehub::core
