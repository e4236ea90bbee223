#include "protocols/fhir/grid.hpp"

#include <cmath>
#include <numbers>

namespace carehub::fhir {
namespace {

constexpr double radian = std::numbers::pi / 180;
constexpr double second = radian / 3600;

struct Ellipsoid {
  double a, b;
  [[nodiscard]] double e2() const { return 1 - b * b / (a * a); }
};
constexpr Ellipsoid airy{6377563.396, 6356256.909};
constexpr Ellipsoid wgs84{6378137.0, 6356752.314245};

constexpr double scale = 0.9996012717;
constexpr double origin_lat = 49 * radian;
constexpr double origin_lon = -2 * radian;
constexpr double origin_e = 400000;
constexpr double origin_n = -100000;

struct Angles {
  double lat, lon;
};

double meridian_arc(double lat) {
  const double n = (airy.a - airy.b) / (airy.a + airy.b), n2 = n * n, n3 = n * n * n;
  const double d = lat - origin_lat, s = lat + origin_lat;
  return airy.b * scale *
         ((1 + n + 1.25 * n2 + 1.25 * n3) * d - (3 * n + 3 * n2 + 2.625 * n3) * std::sin(d) * std::cos(s) +
          (1.875 * n2 + 1.875 * n3) * std::sin(2 * d) * std::cos(2 * s) -
          35.0 / 24 * n3 * std::sin(3 * d) * std::cos(3 * s));
}

Angles unproject(double easting, double northing) {
  double lat = origin_lat;
  double arc = 0;
  for (int i = 0; i < 20 && std::abs(northing - origin_n - arc) >= 0.00001; ++i) {
    lat += (northing - origin_n - arc) / (airy.a * scale);
    arc = meridian_arc(lat);
  }
  const double sin2 = std::sin(lat) * std::sin(lat), tan = std::tan(lat), t2 = tan * tan, sec = 1 / std::cos(lat);
  const double nu = airy.a * scale / std::sqrt(1 - airy.e2() * sin2);
  const double rho = airy.a * scale * (1 - airy.e2()) / std::pow(1 - airy.e2() * sin2, 1.5);
  const double eta2 = nu / rho - 1;
  const double de = easting - origin_e, x = de / nu, x2 = x * x;
  const double vii = tan / 2 * nu / rho;
  const double viii = tan / 24 * nu / rho * (5 + 3 * t2 + eta2 - 9 * t2 * eta2);
  const double ix = tan / 720 * nu / rho * (61 + 90 * t2 + 45 * t2 * t2);
  const double xi = sec / 6 * (nu / rho + 2 * t2);
  const double xii = sec / 120 * (5 + 28 * t2 + 24 * t2 * t2);
  const double xiia = sec / 5040 * (61 + 662 * t2 + 1320 * t2 * t2 + 720 * t2 * t2 * t2);
  return {lat - x2 * (vii - x2 * (viii - x2 * ix)), origin_lon + x * (sec - x2 * (xi - x2 * (xii - x2 * xiia)))};
}

// Seven-parameter shift from OSGB36 to WGS 84.
Angles shift(Angles from) {
  const double s2 = std::sin(from.lat) * std::sin(from.lat);
  const double nu = airy.a / std::sqrt(1 - airy.e2() * s2);
  const double x = nu * std::cos(from.lat) * std::cos(from.lon), y = nu * std::cos(from.lat) * std::sin(from.lon);
  const double z = nu * (1 - airy.e2()) * std::sin(from.lat);
  constexpr double grow = 1 - 20.4894e-6, rx = 0.1502 * second, ry = 0.2470 * second, rz = 0.8421 * second;
  const double x2 = 446.448 + grow * x - rz * y + ry * z;
  const double y2 = -125.157 + rz * x + grow * y - rx * z;
  const double z2 = 542.060 - ry * x + rx * y + grow * z;
  const double p = std::hypot(x2, y2);
  double lat = std::atan2(z2, p * (1 - wgs84.e2()));
  for (int i = 0; i < 6; ++i) {
    const double v = wgs84.a / std::sqrt(1 - wgs84.e2() * std::sin(lat) * std::sin(lat));
    lat = std::atan2(z2 + wgs84.e2() * v * std::sin(lat), p);
  }
  return {lat, std::atan2(y2, x2)};
}

}  // namespace

std::optional<Coordinates> from_grid(double easting_m, double northing_m) {
  const bool on_grid = easting_m > 1000 && easting_m < 700'000 && northing_m > 1000 && northing_m < 1'300'000;
  if (!on_grid) return {};
  const Angles at = shift(unproject(easting_m, northing_m));
  return coordinates_from_degrees(at.lat / radian, at.lon / radian);
}

}  // namespace carehub::fhir
