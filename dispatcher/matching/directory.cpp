#include "dispatcher/matching/directory.hpp"

#include <algorithm>
#include <numeric>

namespace carehub::matching {
namespace {

// Positions in a list of configurations, by id.
template <class Config, class Id>
class Positions {
 public:
  explicit Positions(const std::vector<Config>& all) : all_(all), sorted_(all.size()) {
    std::iota(sorted_.begin(), sorted_.end(), std::uint32_t{0});
    std::ranges::stable_sort(sorted_, {}, [this](std::uint32_t at) -> const Id& { return all_[at].id; });
  }

  [[nodiscard]] std::uint32_t find(const Id& id) const {
    const auto found =
        std::ranges::lower_bound(sorted_, id, {}, [this](std::uint32_t at) -> const Id& { return all_[at].id; });
    return found != sorted_.end() && all_[*found].id == id ? *found : Directory::nowhere;
  }

 private:
  const std::vector<Config>& all_;
  std::vector<std::uint32_t> sorted_;
};

}  // namespace

Directory directory_of(const Site& site, const std::vector<const Team*>& teams, const std::vector<const Place*>& places,
                       const std::vector<const ServiceState*>& services) {
  const Positions<ServiceConfig, ServiceId> service_configs(site.services);
  const Positions<TeamConfig, TeamId> team_configs(site.teams);
  const Positions<PlaceConfig, PlaceId> place_configs(site.places);
  Directory directory;
  directory.teams.reserve(teams.size());
  for (const Team* team : teams)
    directory.teams.push_back({team_configs.find(team->id), service_configs.find(team->service)});
  directory.places.reserve(places.size());
  for (const Place* place : places)
    directory.places.push_back({place_configs.find(place->id), service_configs.find(place->service)});
  directory.services.reserve(site.services.size());
  for (const ServiceConfig& config : site.services) {
    const auto found = std::ranges::lower_bound(services, config.id, {},
                                                [](const ServiceState* s) -> const ServiceId& { return s->id; });
    const bool known = found != services.end() && (*found)->id == config.id;
    directory.services.push_back(known ? static_cast<std::uint32_t>(found - services.begin()) : Directory::nowhere);
  }
  if (!site.travel.matrix.zones.empty() || site.travel.learn)
    directory.ground = std::make_shared<const TravelGround>(site);
  return directory;
}

}  // namespace carehub::matching
