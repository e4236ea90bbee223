#pragma once
// Counts that every screen shows, defined once: what is waiting, due soon, breached.

#include "protocols/domain/case.hpp"
#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"

namespace carehub {

// A running clock whose due time has passed.
[[nodiscard]] bool has_breached(const Case& c, Instant now);
// Somebody, or the person, is on the way or there.
[[nodiscard]] bool is_under_way(const Case& c);
// Of a case that is not late yet: who is under way in time wants nobody.
[[nodiscard]] constexpr bool is_pressing(std::int64_t slack_s, bool under_way, const Thresholds& thresholds) {
  return slack_s < 0 || (slack_s <= std::int64_t{thresholds.due_soon_min} * 60 && !under_way);
}
// Not breached, and the slack is within the threshold with nobody under way, or gone: what every screen shows in amber.
[[nodiscard]] bool is_due_soon(const Case& c, Instant now, const Thresholds& thresholds);

// The order of every work list: how long the case can still wait before somebody must go, in seconds; negative is late.
// Waiting: latest safe dispatch minus now. On the way: due minus expected arrival, or minus now where that has passed.
// No running clock: none.
[[nodiscard]] std::optional<std::int64_t> slack_s(const Case& c, Instant now);

// How long a visit to this person is expected to take: as triage said, else as usual for the service.
[[nodiscard]] seconds expected_visit(const Case& c, const ServiceConfig& service);

enum class PositionAge { fresh, stale, unknown };
[[nodiscard]] PositionAge position_age(const Team& team, Instant now, const Thresholds& thresholds);

// Free places, or nothing when the count is too old or was never made. People on the way hold a place.
[[nodiscard]] std::optional<std::int32_t> free_places(const Place& place, const PlaceConfig& config, Instant now);

}  // namespace carehub
