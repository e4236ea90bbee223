#pragma once
// Travel time between two points. One interface; today the site's own estimate (great circle x detour / speed of the
// hour).

#include <cstdint>
#include <optional>

#include "protocols/domain/site.hpp"

namespace carehub::matching {

// Whole seconds of a team setting off at `at`; none where the site's barriers make it unreachable.
[[nodiscard]] std::optional<std::int32_t> team_travel_s(const Site& site, Coordinates from, Coordinates to, Instant at);
// The same in two steps, for many teams at the same hour.
[[nodiscard]] std::int32_t team_kmh(const Site& site, Instant at);
[[nodiscard]] std::optional<std::int32_t> team_travel_at_s(const Site& site, Coordinates from, Coordinates to,
                                                           std::int32_t kmh);
// Seconds lost at barriers on the straight path; none if one of them cannot be passed.
[[nodiscard]] std::optional<std::int64_t> barrier_s(const TravelModel& travel, Coordinates from, Coordinates to);
// Of teams, where the site names none for the hour.
inline constexpr std::int32_t kmh_unknown = 42;
// Whole seconds of a person going to a place.
[[nodiscard]] std::optional<std::int32_t> person_travel_s(const Site& site, Coordinates from, Coordinates to);

}  // namespace carehub::matching
