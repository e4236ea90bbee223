#include "dispatcher/core/recent_calls.hpp"

#include <algorithm>
#include <cstdlib>

namespace carehub::core {

namespace {

// Cells of about a kilometre each way in England: what is near lies in one to four of them.
constexpr std::int64_t lat_cell_e6 = 10'000, lon_cell_e6 = 16'000;

constexpr std::int64_t cell_of(std::int64_t degrees_e6, std::int64_t cell_e6) {
  return degrees_e6 >= 0 ? degrees_e6 / cell_e6 : -((-degrees_e6 + cell_e6 - 1) / cell_e6);
}

std::uint64_t cell_key(std::int64_t lat_cell, std::int64_t lon_cell) {
  return static_cast<std::uint64_t>(lat_cell) << 32U | static_cast<std::uint32_t>(lon_cell);
}

std::uint64_t cell_key(Coordinates at) {
  return cell_key(cell_of(at.lat_e6, lat_cell_e6), cell_of(at.lon_e6, lon_cell_e6));
}

std::vector<std::string> keys_of(const Referral& referral) {
  std::vector<std::string> keys;
  if (!referral.person.nhs_number.empty()) keys.push_back("nhs/" + referral.person.nhs_number);
  for (const Contact& contact : referral.person.contacts) {
    if (contact.non_public) continue;  // the sending service's own line stands in every message it sends
    if (auto digits = phone_digits(contact.phone); !digits.empty()) keys.push_back("tel/" + digits);
  }
  return keys;
}

// The bands of age_band(), by number.
int band_of(const std::optional<LocalDay>& born, const std::optional<std::int32_t>& age_told, LocalDay today) {
  std::optional<std::int32_t> age = age_told;
  if (born) {
    Person person;
    person.born = born;
    person.age_years = age_told;
    age = age_years(person, today);
  }
  if (!age) return -1;
  if (*age < 1) return 0;
  return std::min(*age / 10, 10) + 1;
}

template <class Map, class Key>
void drop(Map& map, const Key& key, CaseId id) {
  const auto found = map.find(key);
  if (found == map.end()) return;
  std::erase_if(found->second, [id](const auto& entry) { return entry.id == id; });
  if (found->second.empty()) map.erase(found);
}

// A degree of latitude is 111 km, one of longitude at least 55 km in the British Isles: who lies further off in either,
// in millionths of a degree, needs no measuring.
struct Reach {
  std::int64_t lat_e6, lon_e6;

  explicit Reach(std::int64_t metres) : lat_e6((metres + 1) * 1000 / 111 + 1), lon_e6((metres + 1) * 1000 / 55 + 1) {}
  [[nodiscard]] bool holds(Coordinates a, Coordinates b) const {
    return std::abs(std::int64_t{a.lat_e6} - b.lat_e6) <= lat_e6 &&
           std::abs(std::int64_t{a.lon_e6} - b.lon_e6) <= lon_e6;
  }
};

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

void RecentCalls::remember(const Case& c) {
  auto [call, fresh] = calls_.try_emplace(c.id);
  if (!fresh) erase(c.id, call->second);
  Traces& traces = call->second;
  traces = {c.received, keys_of(c.referral), {}};
  for (const std::string& key : traces.keys) keys_[key].push_back({c.id, c.received});
  if (const auto& position = c.referral.location.position) {
    traces.cell = cell_key(*position);
    const Person& person = c.referral.person;
    cells_[*traces.cell].push_back({c.id, c.received, *position, person.born, person.age_years});
  }
}

void RecentCalls::update(const Case& c) {
  if (calls_.contains(c.id)) remember(c);
}

void RecentCalls::erase(CaseId id, const Traces& traces) {
  for (const std::string& key : traces.keys) drop(keys_, key, id);
  if (traces.cell) drop(cells_, *traces.cell, id);
}

void RecentCalls::forget(Instant horizon, std::size_t at_most) {
  for (; at_most > 0 && !calls_.empty() && calls_.begin()->second.received < horizon; --at_most) {
    erase(calls_.begin()->first, calls_.begin()->second);
    calls_.erase(calls_.begin());
  }
}

std::vector<Coordinates> RecentCalls::places_since(Instant since, std::size_t most) const {
  std::vector<std::pair<CaseId, Coordinates>> found;
  for (const auto& [cell, spots] : cells_) {
    for (const Spot& spot : spots)
      if (spot.received >= since) found.emplace_back(spot.id, spot.position);
  }
  std::ranges::sort(found, {}, [](const auto& one) { return one.first; });
  std::vector<Coordinates> places;
  for (std::size_t i = found.size() - std::min(found.size(), most); i < found.size(); ++i)
    places.push_back(found[i].second);
  return places;
}

std::vector<CaseId> RecentCalls::alike(const Referral& referral, const Likeness& likeness) const {
  std::vector<CaseId> found;
  for (const std::string& key : keys_of(referral)) {
    const auto at = keys_.find(key);
    if (at == keys_.end()) continue;
    for (const Keyed& other : at->second) {
      if (other.received >= likeness.since) found.push_back(other.id);
    }
  }
  if (const auto& position = referral.location.position) {
    add_near({{}, {}, *position, referral.person.born, referral.person.age_years}, likeness, found);
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void RecentCalls::add_near(const Spot& here, const Likeness& likeness, std::vector<CaseId>& found) const {
  const int band = band_of(here.born, here.age_years, likeness.today);
  const Reach reach(likeness.metres);
  const auto is_near = [&](const Spot& other) {
    return reach.holds(here.position, other.position) && other.received >= likeness.since &&
           band_of(other.born, other.age_years, likeness.today) == band &&
           metres_between(here.position, other.position) <= likeness.metres;
  };
  const std::int64_t lat = here.position.lat_e6, lon = here.position.lon_e6;
  const std::int64_t north = cell_of(lat + reach.lat_e6, lat_cell_e6), east = cell_of(lon + reach.lon_e6, lon_cell_e6);
  for (std::int64_t y = cell_of(lat - reach.lat_e6, lat_cell_e6); y <= north; ++y) {
    for (std::int64_t x = cell_of(lon - reach.lon_e6, lon_cell_e6); x <= east; ++x) {
      const auto cell = cells_.find(cell_key(y, x));
      if (cell == cells_.end()) continue;
      for (const Spot& other : cell->second) {
        if (is_near(other)) found.push_back(other.id);
      }
    }
  }
}

}  // namespace carehub::core
