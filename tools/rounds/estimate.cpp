#include "tools/rounds/estimate.hpp"

#include "protocols/domain/geo.hpp"

namespace carehub::rounds {

namespace {

constexpr double circuity = 1.3;
constexpr double kmh = 42;
constexpr double fixed_s = 180;

}  // namespace

Journeys estimated_journeys(const std::vector<Position>& positions) {
  Journeys journeys;
  journeys.profile = "car";
  journeys.places = positions.size();
  const std::size_t places = positions.size();
  journeys.durations_s.assign(places * places, 0);
  journeys.distances_m.assign(places * places, 0);
  std::vector<Coordinates> at;
  at.reserve(places);
  for (const Position& position : positions) at.push_back(coordinates_from_degrees(position.lat, position.lon));
  for (std::size_t a = 0; a < places; ++a) {
    for (std::size_t b = a + 1; b < places; ++b) {
      const double metres = 1000 * circuity * great_circle_km(at[a], at[b]);
      const auto seconds = static_cast<std::int32_t>(fixed_s + metres / (kmh / 3.6));
      const auto along = static_cast<std::int32_t>(metres);
      journeys.durations_s[a * places + b] = journeys.durations_s[b * places + a] = seconds;
      journeys.distances_m[a * places + b] = journeys.distances_m[b * places + a] = along;
    }
  }
  return journeys;
}

}  // namespace carehub::rounds
