#include "protocols/domain/site.hpp"

#include <algorithm>

namespace carehub {
namespace {

template <class Config, class Id>
const Config* find_by_id(const std::vector<Config>& all, const Id& id) {
  const auto found = std::ranges::find(all, id, &Config::id);
  return found == all.end() ? nullptr : &*found;
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

const Locality* nearest_locality(const Site& site, Coordinates at) {
  const Locality* nearest = nullptr;
  std::int64_t nearest_m = 0;
  for (const auto& locality : site.localities) {
    const auto metres = metres_between(locality.centre, at);
    if (nearest != nullptr && metres >= nearest_m) continue;
    nearest = &locality;
    nearest_m = metres;
  }
  return nearest;
}

}  // namespace carehub
