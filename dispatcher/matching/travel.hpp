#pragma once
// Travel time between two points, in this order of trust:
//   estimate   great circle x detour / speed of the hour, and what barriers on the straight path cost;
//   measured   in its place for teams, between zones that the site's matrix knows;
//   learned    the answer times what the hub's own journeys to that area in that band of the day say, where the site
//              decides with it.
// All of it behind these functions for one question, and behind Distances (distance.hpp) for many.

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "dispatcher/matching/learned.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching {

struct World;

// Everything that travel times are worked out from. Owns all but the site, which outlives it: other threads plan with
// what was known when they began.
struct TravelBasis {
  // Without a ground one is made for each question that needs it: right, but slow.
  TravelBasis(const Site& of, std::shared_ptr<const TravelGround> known = nullptr,
              std::shared_ptr<const Corrections> corrected = nullptr)
      : site(&of), ground(std::move(known)), learned(std::move(corrected)) {}

  const Site* site;
  std::shared_ptr<const TravelGround> ground;
  std::shared_ptr<const Corrections> learned;  // null: nothing

  [[nodiscard]] bool corrects() const { return learned != nullptr && !learned->empty(); }
  // Whether anything but the estimate has a say.
  [[nodiscard]] bool plain() const { return site->travel.matrix.zones.empty() && !corrects(); }
};
// Of a world: its own, or its site with what its directory knows.
[[nodiscard]] TravelBasis travel_basis(const World& world);

// The local hour in which somebody sets off, and a team's speed then.
struct TravelHour {
  std::int32_t hour = 0;
  std::int32_t kmh = 0;
};
[[nodiscard]] TravelHour travel_hour(const Site& site, Instant at);

// Whole seconds of a team setting off at `at`; none where the site's barriers make it unreachable.
[[nodiscard]] std::optional<std::int32_t> team_travel_s(const TravelBasis& basis, Coordinates from, Coordinates to,
                                                        Instant at);
// The same in two steps, for many teams at the same hour.
[[nodiscard]] std::optional<std::int32_t> team_travel_at_s(const TravelBasis& basis, Coordinates from, Coordinates to,
                                                           const TravelHour& hour);
// Seconds lost at barriers on the straight path; none if one of them cannot be passed.
[[nodiscard]] std::optional<std::int64_t> barrier_s(const TravelModel& travel, Coordinates from, Coordinates to);
// Of teams, where the site names none for the hour.
inline constexpr std::int32_t kmh_unknown = 42;
// Whole seconds of a person going to a place: always the estimate, since nobody measures lifts and buses.
[[nodiscard]] std::optional<std::int32_t> person_travel_s(const Site& site, Coordinates from, Coordinates to);

// Whole seconds of a team, from the parts of the estimate (no way: none) and of what was measured; -1 where neither
// knows a way. One formula for this file and for Distances.
struct TravelParts {
  double metres = 0;                    // of the estimate
  std::optional<std::int32_t> extra_s;  // at barriers; none: no way
  double metres_per_s = 0;
  std::int32_t hour = 0;
};
[[nodiscard]] std::int32_t team_s_of(const TravelBasis& basis, const TravelParts& parts, const Leg& leg, Part area);

}  // namespace carehub::matching
