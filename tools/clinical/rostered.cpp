#include "tools/clinical/rostered.hpp"

#include <algorithm>

#include "dispatcher/core/rosters.hpp"

namespace carehub::tools::clinical {
namespace {

template <class T>
void list_sorted(std::vector<T>& all, std::vector<const T*>& into) {
  std::ranges::sort(all, {}, &T::id);
  for (const auto& one : all) into.push_back(&one);
}

std::optional<Instant> break_end(const TeamConfig& team, const Calendar& calendar, Instant at) {
  const OpeningHours breaks{.all_hours = false, .sessions = team.breaks, .exceptions = {}};
  const auto interval = open_interval(breaks, calendar, at);
  return interval ? std::optional(interval->until) : std::nullopt;
}

}  // namespace

RosteredHub::RosteredHub(const Site& site, Instant at) : site_(site) {
  world_.site = &site;
  world_.now = at;
  add_teams();
  add_places();
  add_services();
  world_.find_case = [](CaseId) -> const Case* { return nullptr; };
}

void RosteredHub::add_teams() {
  for (const auto& config : site_.teams) {
    const auto shift = core::shift_at(config, site_.calendar, world_.now);
    Team& team = teams_.emplace_back();
    team.id = config.id;
    team.service = config.service;
    team.skills = config.skills;
    team.position = config.base;
    team.position_at = team.last_heard = world_.now;
    team.shift_end = shift.end;
    team.break_planned = shift.next_break;
    if (shift.end) {
      team.break_until = break_end(config, site_.calendar, world_.now);
      team.status = team.break_until ? TeamStatus::on_break : TeamStatus::available;
    }
  }
  list_sorted(teams_, world_.teams);
}

void RosteredHub::add_places() {
  for (const auto& config : site_.places) {
    Place& place = places_.emplace_back();
    place.id = config.id;
    place.service = config.service;
    place.capacity = config.capacity;
    place.occupied = 0;
    place.counted_at = world_.now;
  }
  list_sorted(places_, world_.places);
}

void RosteredHub::add_services() {
  constexpr int slots = 8;
  for (const auto& config : site_.services) {
    ServiceState& state = services_.emplace_back();
    state.id = config.id;
    state.mode = config.mode;
    state.wait_min = config.typical_wait_min;
    state.reported_at = world_.now;
    for (int i = 0; config.capacity == CapacityKind::bookable_slots && i < slots; ++i)
      state.free_slots.push_back(world_.now + minutes{config.typical_wait_min + i * 30});
  }
  list_sorted(services_, world_.services);
}

}  // namespace carehub::tools::clinical
