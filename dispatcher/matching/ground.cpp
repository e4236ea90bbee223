#include "dispatcher/matching/ground.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "dispatcher/matching/travel.hpp"

namespace carehub::matching {

namespace {

constexpr double earth_km = 6371;
constexpr double least_metres_per_e6 = 0.1111;  // of latitude, a little less than it is

template <class T>
std::vector<Coordinates> centres_of(const std::vector<T>& parts) {
  std::vector<Coordinates> centres;
  centres.reserve(parts.size());
  for (const T& part : parts) centres.push_back(part.centre);
  return centres;
}

// How much a point that far from its zone's centre belongs to it: all of it up to half the reach, then less and less.
double belongs(double off_m, double reach_m) {
  return std::clamp(2 * (reach_m - off_m) / reach_m, 0.0, 1.0);
}

const TravelTable& table_at(const TravelMatrix& matrix, std::int32_t hour) {
  const auto later = std::ranges::upper_bound(matrix.tables, hour, {}, &TravelTable::from_hour);
  return later == matrix.tables.begin() ? matrix.tables.back() : *std::prev(later);
}

}  // namespace

Spot spot_at(Coordinates at) {
  const double lat = at.lat_e6 * 1e-6 * std::numbers::pi / 180;
  const double lon = at.lon_e6 * 1e-6 * std::numbers::pi / 180;
  return {at, std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

// From the straight line through the globe.
double arc_km(const Spot& a, const Spot& b) {
  const double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
  const double chord = std::sqrt(dx * dx + dy * dy + dz * dz);
  return 2 * earth_km * std::asin(std::min(1.0, chord / 2));
}

NearestOf::NearestOf(std::span<const Coordinates> points)
    : by_latitude_(std::min<std::size_t>(points.size(), no_part)) {
  spots_.reserve(points.size());
  for (const Coordinates point : points) spots_.push_back(spot_at(point));
  std::iota(by_latitude_.begin(), by_latitude_.end(), Part{0});
  std::ranges::stable_sort(by_latitude_, {}, [this](Part part) { return spots_[part].at.lat_e6; });
}

// From its own latitude outwards, until the latitude alone is further than the nearest so far.
NearestOf::Found NearestOf::nearest(const Spot& to, double metres_max) const {
  Found best{no_part, metres_max};
  const auto look = [&](Part part) {
    const Spot& spot = spots_[part];
    const auto north = std::abs(static_cast<double>(spot.at.lat_e6) - static_cast<double>(to.at.lat_e6));
    if (north * least_metres_per_e6 > best.metres) return false;
    const double metres = 1000 * arc_km(spot, to);
    const bool nearer = metres < best.metres || (metres == best.metres && part < best.part);
    if (nearer) best = {part, metres};
    return true;
  };
  const auto middle =
      std::ranges::lower_bound(by_latitude_, to.at.lat_e6, {}, [this](Part part) { return spots_[part].at.lat_e6; });
  for (auto at = middle; at != by_latitude_.end() && look(*at);) ++at;
  for (auto at = middle; at != by_latitude_.begin() && look(*std::prev(at));) --at;
  return best;
}

TravelGround::TravelGround(const Site& site)
    : zones_(centres_of(site.travel.matrix.zones)),
      areas_(site.travel.learn ? centres_of(site.localities) : std::vector<Coordinates>{}) {}

void TravelGround::locate_zone(const TravelModel& travel, Spot& spot) const {
  const auto found = zones_.nearest(spot, travel.matrix.reach_m);
  const bool apart = found.part != no_part && barrier_s(travel, spot.at, zones_.spot(found.part).at) != 0;
  spot.zone = apart ? no_part : found.part;
  spot.off_m = static_cast<float>(found.metres);
}

Leg TravelGround::leg(const TravelModel& travel, const Spot& from, const Spot& to) const {
  if (from.zone == no_part || to.zone == no_part || from.zone == to.zone) return {};
  const double between_km = arc_km(zones_.spot(from.zone), zones_.spot(to.zone));
  if (between_km <= 0) return {};
  const double reach_m = travel.matrix.reach_m;
  Leg leg;
  leg.pair = static_cast<std::uint32_t>(from.zone * travel.matrix.zones.size() + to.zone);
  leg.stretch = arc_km(from, to) / between_km;
  leg.ends_m = (double{from.off_m} + to.off_m) * travel.detour_percent / 100.0;
  leg.share = std::min(belongs(from.off_m, reach_m), belongs(to.off_m, reach_m));
  return leg;
}

// The measured time stretched or shrunk with the way, but never by more than the ways at both ends could take: between
// the centres it is what was measured.
double driven_s(const TravelModel& travel, const Leg& leg, std::int32_t hour, double metres_per_s) {
  if (leg.pair == Leg::unmeasured || travel.matrix.tables.empty()) return -1;
  const auto& times = table_at(travel.matrix, hour).drive_s;
  const std::int32_t measured_s = leg.pair < times.size() ? times[leg.pair] : -1;
  if (measured_s < 0) return -1;
  const double ends_s = metres_per_s > 0 ? leg.ends_m / metres_per_s : 0;
  return std::clamp(measured_s * leg.stretch, std::max(0.0, measured_s - ends_s), measured_s + ends_s);
}

}  // namespace carehub::matching
