#include "protocols/domain/geo.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carehub {
namespace {

constexpr double earth_radius_km = 6371.0;
constexpr double per_degree = 1e6;

std::int32_t millionths(double degrees, double limit) {
  if (!std::isfinite(degrees)) return 0;
  return static_cast<std::int32_t>(std::lround(std::clamp(degrees, -limit, limit) * per_degree));
}

double radians(double degrees) {
  return degrees * std::numbers::pi / 180.0;
}

}  // namespace

Coordinates coordinates_from_degrees(double lat, double lon) {
  return {millionths(lat, 90), millionths(lon, 180)};
}

double latitude(Coordinates at) {
  return at.lat_e6 / per_degree;
}
double longitude(Coordinates at) {
  return at.lon_e6 / per_degree;
}

double great_circle_km(Coordinates a, Coordinates b) {
  const double lat_a = radians(latitude(a));
  const double lat_b = radians(latitude(b));
  const double half_lat = std::sin((lat_b - lat_a) / 2);
  const double half_lon = std::sin(radians(longitude(b) - longitude(a)) / 2);
  const double h = half_lat * half_lat + std::cos(lat_a) * std::cos(lat_b) * (half_lon * half_lon);
  return 2 * earth_radius_km * std::asin(std::sqrt(std::min(h, 1.0)));
}

std::int64_t metres_between(Coordinates a, Coordinates b) {
  return std::llround(great_circle_km(a, b) * 1000);
}

bool in_british_isles(Coordinates at) {
  return at.lat_e6 >= 49'000'000 && at.lat_e6 <= 61'500'000 && at.lon_e6 >= -11'000'000 && at.lon_e6 <= 2'500'000;
}

}  // namespace carehub
