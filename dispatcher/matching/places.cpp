#include <algorithm>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::matching {
namespace {

NotOffered refuse(const Place& place, NotOfferedReason reason, std::int64_t figure = 0) {
  return {UnitKind::place, place.id.value, place.service, reason, figure};
}

// Open when the person gets there, and still letting people in.
std::optional<NotOffered> shut(const World& world, const ScreenedService& service, const PlaceConfig& config,
                               const Place& place, Instant arrival) {
  const auto& calendar = world.site->calendar;
  const auto interval = open_interval(service.config->hours, calendar, arrival);
  if (!interval) {
    const auto next = next_opening(service.config->hours, calendar, world.now);
    return refuse(place, NotOfferedReason::closed, next ? whole_minutes(next->from - world.now) : -1);
  }
  const auto last_entry = interval->until - minutes{config.last_entry_before_close_min};
  if (arrival > last_entry)
    return refuse(place, NotOfferedReason::last_entry_passed,
                  std::max<std::int64_t>(1, whole_minutes(arrival - last_entry)));
  return std::nullopt;
}

std::optional<NotOffered> without_room(const World& world, const PlaceConfig& config, const Place& place) {
  const auto free = free_places(place, config, world.now);
  if (!free)
    return refuse(place, NotOfferedReason::capacity_unknown,
                  place.counted_at ? whole_minutes(world.now - *place.counted_at) : -1);
  if (*free == 0) return refuse(place, NotOfferedReason::full, config.capacity);
  return std::nullopt;
}

void consider(const World& world, const Asked& asked, const ScreenedService& service, const PlaceConfig& config,
              const Place& place, Found& found) {
  const auto no = [&](NotOffered reason) { found.not_offered.push_back(std::move(reason)); };
  if (service.reason) return no(refuse(place, *service.reason, service.figure));
  if (is_excluded(asked, place.id.value)) return no(refuse(place, NotOfferedReason::excluded));
  if (place.closed_by_staff) return no(refuse(place, NotOfferedReason::not_accepting));
  if (asked.housebound) return no(refuse(place, NotOfferedReason::cannot_travel));
  const auto travel = person_travel_s(*world.site, asked.position, config.position);
  if (!travel) return no(refuse(place, NotOfferedReason::unreachable));
  const auto arrival = world.now + seconds{*travel};
  if (auto closed = shut(world, service, config, place, arrival)) return no(std::move(*closed));
  if (auto full = without_room(world, config, place)) return no(std::move(*full));

  RankedCandidate ranked{.candidate = {},
                         .service_rank = service.rank,
                         .last_resort = service.last_resort,
                         .catch_all = service.catch_all};
  ranked.candidate.kind = UnitKind::place;
  ranked.candidate.unit = place.id.value;
  ranked.candidate.service = place.service;
  ranked.candidate.arrival = arrival;
  ranked.candidate.travel_s = *travel;
  ranked.candidate.rank_penalty = asked.position_known ? 0 : unknown_position_penalty_s;
  set_slack(ranked.candidate, world, asked, *service.config);
  found.offered.push_back(std::move(ranked));
}

}  // namespace

void add_places(const World& world, const Asked& asked, const std::vector<ScreenedService>& services, Found& found) {
  for (const auto* place : world.places) {
    const auto* config = find_place(*world.site, place->id);
    if (config == nullptr || place->retired) continue;
    const auto same = [&](const ScreenedService& s) { return s.config->id == place->service; };
    const auto service = std::ranges::find_if(services, same);
    if (service != services.end()) consider(world, asked, *service, *config, *place, found);
  }
}

}  // namespace carehub::matching
