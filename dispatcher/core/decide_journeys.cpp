// Which journeys travel times are learned from. A doubtful one is left out: a wrong time would make every later arrival
// a little wrong.

#include <algorithm>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/matching/travel.hpp"

namespace carehub::core {

namespace {

constexpr std::size_t on_scene_reported = boost::mp11::mp_find<CommandKinds, ReportOnScene>::value;
constexpr seconds told_late{60};            // a report older than this is from memory
constexpr std::int64_t shortest_m = 500;    // as the crow flies; below, setting off and parking are all there is
constexpr std::int64_t beside_m = 2'000;    // a crew further off than this is not there yet, or has left again
constexpr std::int32_t times_too_long = 4;  // the estimate, and a quarter of an hour: a button pressed too late
constexpr std::int32_t too_long_beside_s = 900;

// Where a team is known to have been at a moment; none: nobody knows.
std::optional<Coordinates> known_at(const Team& team, Instant at, const Thresholds& thresholds) {
  if (!team.position || !team.position_at || team.position_doubtful) return std::nullopt;
  const Duration apart = at > *team.position_at ? at - *team.position_at : *team.position_at - at;
  return apart <= seconds(thresholds.position_stale_s) ? team.position : std::nullopt;
}

bool told_in_time(Instant happened, Instant now) {
  return now - happened <= told_late;
}

}  // namespace

std::optional<Journey> Decider::journey_of(const Team& team, const Case& c, Instant departed) const {
  if (!site().travel.learn || !told_in_time(departed, now())) return std::nullopt;
  const Location& to = c.referral.location;
  const auto from = known_at(team, departed, site().thresholds);
  if (!from || !to.position || to.doubtful || metres_between(*from, *to.position) < shortest_m) return std::nullopt;
  const auto ground = draft_.below().travel().ground;
  matching::Spot there = matching::spot_at(*to.position);
  if (ground != nullptr) ground->locate_area(there);
  const auto hour = matching::travel_hour(site(), departed);
  const auto estimated_s = matching::team_travel_at_s({site(), ground}, *from, *to.position, hour);
  const auto corrected_s =
      matching::team_travel_at_s({site(), ground, draft_.below().corrections()}, *from, *to.position, hour);
  if (there.area == matching::no_part || !estimated_s || !corrected_s) return std::nullopt;
  Journey journey;
  journey.to = *to.position;
  journey.area = site().localities[there.area].name;
  journey.metres = static_cast<std::int32_t>(metres_between(*from, *to.position));
  journey.band = static_cast<std::int32_t>(matching::band_of(hour.hour));
  journey.estimated_s = *estimated_s;
  journey.corrected_s = *corrected_s;
  return journey;
}

std::optional<std::int32_t> Decider::travelled_s(const Team& team, const Case& c, Instant arrived) const {
  if (!site().travel.learn || !told_in_time(arrived, now())) return std::nullopt;
  if (command_ != on_scene_reported) return std::nullopt;  // a forgotten button: nobody knows when
  const auto& ways = draft_.below().hub().travel.under_way;
  const auto way = std::ranges::lower_bound(ways, team.id, {}, &JourneyUnderWay::team);
  if (way == ways.end() || way->team != team.id || way->case_id != c.id) return std::nullopt;
  if (c.referral.location.position != way->journey.to) return std::nullopt;
  const std::int64_t took_s = whole_seconds(arrived - way->departed);
  if (took_s <= 0 || took_s > std::int64_t{way->journey.estimated_s} * times_too_long + too_long_beside_s)
    return std::nullopt;
  if (std::int64_t{way->journey.metres} * 36 > std::int64_t{site().thresholds.speed_max_kmh} * 10 * took_s)
    return std::nullopt;
  const auto here = known_at(team, arrived, site().thresholds);
  if (here && metres_between(*here, way->journey.to) > beside_m) return std::nullopt;
  return static_cast<std::int32_t>(took_s);
}

}  // namespace carehub::core
