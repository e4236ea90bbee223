#include "dispatcher/core/snapshot.hpp"

#include <utility>

namespace carehub::core {

namespace {

template <class T>
std::function<Record()> taking(T record) {
  return [record = std::move(record)]() mutable { return Record(std::move(record)); };
}

template <class Ids, class Find, class Key>
void add(std::vector<SnapshotRecord>& rows, const Ids& ids, Find find, Key key) {
  for (const auto& id : ids) {
    const auto* record = find(id);
    rows.push_back({key(id), record == nullptr ? nullptr : taking(*record)});
  }
}

// The hub's counters change with every event, its site hardly ever: two rows, told apart by the next case's number.
HubRecord without_site(const HubRecord& hub) {
  HubRecord row;
  for_each_member<HubRecord>([&](int, std::string_view, auto member) {
    if constexpr (!std::is_same_v<decltype(member), Site HubRecord::*>) row.*member = hub.*member;
  });
  return row;
}

HubRecord only_site(const HubRecord& hub) {
  HubRecord row;
  row.site = hub.site;
  row.next_case = 0;
  return row;
}

}  // namespace

std::vector<SnapshotRecord> records(const State& state, const Changes& changes) {
  std::vector<SnapshotRecord> rows;
  if (changes.site) rows.push_back({"site", taking(only_site(state.hub()))});
  if (changes.hub || changes.site) rows.push_back({"hub", taking(without_site(state.hub()))});
  const auto number = [](const char* kind) {
    return [kind](const auto& id) { return std::string(kind) + std::to_string(id.value); };
  };
  const auto name = [](const char* kind) { return [kind](const auto& id) { return kind + id.value; }; };
  add(rows, changes.teams, [&](const TeamId& id) { return state.find_team(id); }, name("team/"));
  add(rows, changes.places, [&](const PlaceId& id) { return state.find_place(id); }, name("place/"));
  add(rows, changes.services, [&](const ServiceId& id) { return state.find_service(id); }, name("service/"));
  for (const CaseId id : changes.cases) {
    rows.push_back({number("case/")(id), [copy = state.copy_of_case(id)]() mutable { return Record(copy()); }});
  }
  add(rows, changes.alerts, [&](AlertId id) { return state.find_alert(id); }, number("alert/"));
  const auto find_hour = [&](const HourKey& key) -> const HourTally* {
    const auto found = state.hours().find(key);
    return found == state.hours().end() ? nullptr : &found->second.record;
  };
  add(rows, changes.hours, find_hour,
      [](const HourKey& key) { return fmt::format("hour/{}/{}", key.first.days, key.second); });
  add(rows, changes.persons, [&](const PersonId& id) { return state.find_person(id); }, name("person/"));
  add(rows, changes.residents, [&](const ResidentId& id) { return state.find_resident(id); }, name("resident/"));
  add(rows, changes.homes, [&](const HomeId& id) { return state.find_home(id); }, name("home/"));
  return rows;
}

}  // namespace carehub::core
