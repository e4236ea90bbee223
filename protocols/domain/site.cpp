#include "protocols/domain/site.hpp"

#include <algorithm>
#include <cstdlib>

namespace carehub {
namespace {

template <class Config, class Id>
const Config* find_by_id(const std::vector<Config>& all, const Id& id) {
  const auto found = std::ranges::find(all, id, &Config::id);
  return found == all.end() ? nullptr : &*found;
}

// Millimetres that two points are apart at least, without any trigonometry: by their latitudes everywhere, and up to
// 61.5 degrees north or south, where a millionth of a degree of longitude is more than 52 mm, by their longitudes.
std::int64_t certainly_apart_mm(Coordinates a, Coordinates b) {
  constexpr std::int32_t lat_most = 61'500'000;
  constexpr std::int64_t whole_round = 360'000'000;
  constexpr std::int64_t lon_most = 13'500'000;  // beyond, the great circle bends away from the parallel
  const std::int64_t north = std::abs(std::int64_t{a.lat_e6} - b.lat_e6) * 111;
  if (std::abs(a.lat_e6) > lat_most || std::abs(b.lat_e6) > lat_most) return north;
  const std::int64_t degrees = std::abs(std::int64_t{a.lon_e6} - b.lon_e6);
  return std::max(north, std::min({degrees, whole_round - degrees, lon_most}) * 52);
}

}  // namespace

const ServiceConfig* find_service(const Site& site, const ServiceId& id) {
  return find_by_id(site.services, id);
}
const TeamConfig* find_team(const Site& site, const TeamId& id) {
  return find_by_id(site.teams, id);
}
const PlaceConfig* find_place(const Site& site, const PlaceId& id) {
  return find_by_id(site.places, id);
}
const CommunityEntry* find_community(const Site& site, std::string_view id) {
  return find_by_id(site.community, std::string(id));
}
const NeedRule* find_need_rule(const Site& site, Need need) {
  const auto at = std::ranges::find(site.need_rules, need, &NeedRule::need);
  return at == site.need_rules.end() ? nullptr : &*at;
}
const CareHome* find_home(const Site& site, const HomeId& id) {
  return find_by_id(site.care_homes, id);
}

// Measures only those that could be the nearest: most lie further off by their latitude or longitude alone.
std::int32_t weight_of(const MatchingRules& rules, Priority priority) {
  const auto at = static_cast<std::size_t>(priority) - 1;
  return at < rules.weights.size() ? rules.weights[at] : 1;
}

const Locality* nearest_locality(const Site& site, Coordinates at) {
  const Locality* likely = nullptr;
  std::int64_t least_mm = 0;
  for (const auto& locality : site.localities) {
    const auto apart_mm = certainly_apart_mm(locality.centre, at);
    if (likely != nullptr && apart_mm >= least_mm) continue;
    likely = &locality;
    least_mm = apart_mm;
  }
  if (likely == nullptr) return nullptr;
  const Locality* nearest = nullptr;
  std::int64_t nearest_m = metres_between(likely->centre, at);
  for (const auto& locality : site.localities) {
    if (certainly_apart_mm(locality.centre, at) > (nearest_m + 1) * 1000) continue;
    const auto metres = metres_between(locality.centre, at);
    if (nearest == nullptr ? metres > nearest_m : metres >= nearest_m) continue;
    nearest = &locality;
    nearest_m = metres;
  }
  return nearest;
}

}  // namespace carehub
