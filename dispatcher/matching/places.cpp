#include <algorithm>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::matching {
namespace {

// Open when the person gets there, and still letting people in.
std::optional<Against> shut(const World& world, const Asked& asked, const ScreenedService& service,
                            const PlaceConfig& config, Instant arrival) {
  const auto& calendar = world.site->calendar;
  const auto interval = open_interval(service.config->hours, calendar, arrival);
  if (!interval) {
    const auto next = next_opening(service.config->hours, calendar, world.now);
    return Against{NotOfferedReason::closed, next ? whole_minutes(next->from - world.now) : -1};
  }
  // Where triage said how long the person will need, they have to get that long.
  const auto& triage = asked.call->triage;
  const seconds stay{triage ? triage->visit_s.value_or(0) : 0};
  const auto last_entry = interval->until - std::max<seconds>(minutes{config.last_entry_before_close_min}, stay);
  if (arrival > last_entry)
    return Against{NotOfferedReason::last_entry_passed, std::max<std::int64_t>(1, whole_minutes(arrival - last_entry))};
  return std::nullopt;
}

std::optional<Against> without_room(const World& world, const PlaceConfig& config, const Place& place) {
  const auto free = free_places(place, config, world.now);
  if (!free)
    return Against{NotOfferedReason::capacity_unknown,
                   place.counted_at ? whole_minutes(world.now - *place.counted_at) : -1};
  if (*free == 0) return Against{NotOfferedReason::full, config.capacity};
  return std::nullopt;
}

}  // namespace

Verdict consider_place(const World& world, const Asked& asked, const ScreenedService& service, std::size_t position) {
  const auto& place = *world.places[position];
  const auto& config = world.site->places[world.directory->places[position].config];
  const auto no = [](NotOfferedReason reason) { return std::unexpected(Against{reason}); };
  if (service.reason) return std::unexpected(Against{*service.reason, service.figure});
  if (is_excluded(asked, place.id.value)) return no(NotOfferedReason::excluded);
  if (place.closed_by_staff) return no(NotOfferedReason::not_accepting);
  if (asked.housebound) return no(NotOfferedReason::cannot_travel);
  const auto travel = person_travel_s(*world.site, asked.position, config.position);
  if (!travel) return no(NotOfferedReason::unreachable);
  const auto arrival = world.now + seconds{*travel};
  if (const auto closed = shut(world, asked, service, config, arrival)) return std::unexpected(*closed);
  if (const auto full = without_room(world, config, place)) return std::unexpected(*full);

  Offer offer;
  offer.kind = UnitKind::place;
  offer.unit = &place.id.value;
  offer.service = &service;
  offer.arrival = arrival;
  offer.travel_s = *travel;
  offer.last_resort = service.last_resort;
  offer.rank_penalty = asked.position_known ? 0 : world.site->thresholds.unknown_position_penalty_s;
  set_slack(offer, world, asked);
  return offer;
}

void add_places(const World& world, const Asked& asked, const ScreenedServices& services, Found& found) {
  for_each_position(world.places.size(), world.near_places, [&](std::size_t i) {
    const auto& place = *world.places[i];
    const auto [config, at] = world.directory->places[i];
    if (place.retired || config == Directory::nowhere || at == Directory::nowhere) return;
    found.add(UnitKind::place, place.id.value, services[at], consider_place(world, asked, services[at], i));
  });
}

}  // namespace carehub::matching
