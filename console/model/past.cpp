#include "console/model/past.hpp"

#include <set>
#include <utility>

namespace carehub::console {
namespace {

template <class Map, class T>
void take_changed(Map& records, std::vector<T>&& all, std::set<decltype(T::id)>& present) {
  for (auto& record : all) {
    const auto id = record.id;
    present.insert(id);
    const auto known = records.find(id);
    if (known != records.end() && *known->second == record) continue;
    records.insert_or_assign(id, std::make_shared<const T>(std::move(record)));
  }
}

template <class Map, class Id>
void drop_others(Map& records, const std::set<Id>& present) {
  std::vector<Id> gone;
  for (const auto& [id, record] : records)
    if (!present.contains(id)) gone.push_back(id);
  for (const auto& id : gone) records.erase(id);
}

std::shared_ptr<const Site> shared_site(const Picture& before, const Picture* live, Site&& site) {
  if (*before.site == site) return before.site;
  if (live != nullptr && *live->site == site) return live->site;
  return std::make_shared<const Site>(std::move(site));
}

}  // namespace

Picture picture_of_moment(const Picture& before, const Picture* live, std::vector<PictureUpdate> parts,
                          std::uint64_t number) {
  Picture picture = before;
  picture.number = number;
  picture.epoch = 0;
  std::set<CaseId> cases;
  std::set<TeamId> teams;
  std::set<PlaceId> places;
  std::set<ServiceId> services;
  std::set<AlertId> alerts;
  for (PictureUpdate& part : parts) {
    picture.sequence = part.sequence;
    if (!part.site.empty()) picture.site = shared_site(before, live, std::move(part.site.back()));
    if (part.status) picture.status = std::move(*part.status);
    take_changed(picture.cases, std::move(part.cases), cases);
    take_changed(picture.teams, std::move(part.teams), teams);
    take_changed(picture.places, std::move(part.places), places);
    take_changed(picture.services, std::move(part.services), services);
    take_changed(picture.alerts, std::move(part.alerts), alerts);
  }
  drop_others(picture.cases, cases);
  drop_others(picture.teams, teams);
  drop_others(picture.places, places);
  drop_others(picture.services, services);
  drop_others(picture.alerts, alerts);
  return picture;
}

}  // namespace carehub::console
