#pragma once
// Positions on the ground, as whole millionths of a degree (WGS 84), so that state holds no floating point.

#include <cstdint>

#include "protocols/base/reflect.hpp"

namespace carehub {

struct Coordinates {
  std::int32_t lat_e6 = 0;  // 50701000 is 50.701 north
  std::int32_t lon_e6 = 0;

  constexpr auto operator<=>(const Coordinates&) const = default;
};
BOOST_DESCRIBE_STRUCT(Coordinates, (), (lat_e6, lon_e6))

[[nodiscard]] Coordinates coordinates_from_degrees(double lat, double lon);
[[nodiscard]] double latitude(Coordinates at);   // degrees
[[nodiscard]] double longitude(Coordinates at);  // degrees

// Great-circle distance in whole metres, radius 6371 km.
[[nodiscard]] std::int64_t metres_between(Coordinates a, Coordinates b);

// The same before rounding, in kilometres; for travel times, which truncate once at their end.
[[nodiscard]] double great_circle_km(Coordinates a, Coordinates b);

// True inside a box around Great Britain and Ireland; outside it a position is doubtful.
[[nodiscard]] bool in_british_isles(Coordinates at);

}  // namespace carehub
