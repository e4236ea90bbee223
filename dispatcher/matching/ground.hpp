#pragma once
// In which zone of measured travel times, and in which area of learned ones, a point lies. Depends on the site alone:
// whoever asks often keeps it until the site changes.

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "protocols/domain/site.hpp"

namespace carehub::matching {

// Position of a zone in the site's matrix, or of an area among its localities.
using Part = std::uint16_t;
inline constexpr Part no_part = 0xFFFF;

// A point, and where it lies on a globe of radius 1.
struct Spot {
  Coordinates at;
  double x = 1, y = 0, z = 0;
  Part zone = no_part;
  Part area = no_part;
  float off_m = 0;  // from the zone's centre
  bool located = false;
};
[[nodiscard]] Spot spot_at(Coordinates at);
// Great circle.
[[nodiscard]] double arc_km(const Spot& a, const Spot& b);

// Points that are looked for by nearness.
class NearestOf {
 public:
  NearestOf() = default;
  explicit NearestOf(std::span<const Coordinates> points);

  struct Found {
    Part part = no_part;
    double metres = 0;
  };
  // Of equally near ones the first. None within the limit: no_part.
  [[nodiscard]] Found nearest(const Spot& to, double metres_max = std::numeric_limits<double>::max()) const;
  [[nodiscard]] const Spot& spot(Part part) const { return spots_[part]; }

 private:
  std::vector<Spot> spots_;
  std::vector<Part> by_latitude_;
};

// What the measured times say of a way, whenever somebody sets off.
struct Leg {
  static constexpr std::uint32_t unmeasured = ~std::uint32_t{0};
  std::uint32_t pair = unmeasured;  // of zones, as in TravelTable
  double stretch = 1;               // the way's length over that between the centres
  double ends_m = 0;                // on the road, from both points to their centres
  double share = 1;                 // of the measured time in what is answered; the rest is the estimate's
};

class TravelGround {
 public:
  explicit TravelGround(const Site& site);

  // The zone is the one with the nearest centre, if that lies within reach and on the same side of every barrier.
  void locate_zone(const TravelModel& travel, Spot& spot) const;
  void locate_area(Spot& spot) const { spot.area = areas_.nearest(spot).part; }
  // Requires: both points are located.
  [[nodiscard]] Leg leg(const TravelModel& travel, const Spot& from, const Spot& to) const;

 private:
  NearestOf zones_;
  NearestOf areas_;
};

// Driving time of a leg in the table of this local hour, for somebody who makes the estimate's way at this speed.
// Negative where that pair of zones was not measured.
[[nodiscard]] double driven_s(const TravelModel& travel, const Leg& leg, std::int32_t hour, double metres_per_s);

}  // namespace carehub::matching
