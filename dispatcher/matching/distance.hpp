#pragma once
// Travel times between many points at once: the same estimate as travel.hpp, with what depends on one point alone
// worked out once. May differ from it by a second, where both lie at the edge of one.

#include <array>
#include <cstdint>

#include "protocols/domain/site.hpp"

namespace carehub::matching {

// A point, and where it lies on a globe of radius 1.
struct Spot {
  Coordinates at;
  double x = 1, y = 0, z = 0;
};
[[nodiscard]] Spot spot_at(Coordinates at);

// A way, before it is known at what hour somebody sets off.
struct Distance {
  double metres = -1;        // on the road; negative: not worked out yet
  std::int32_t extra_s = 0;  // at barriers; no_way: there is none
  static constexpr std::int32_t no_way = -1;
  [[nodiscard]] bool known() const { return metres >= 0; }
};

class Distances {
 public:
  // Requires: the site outlives this.
  Distances(const Site& site, Instant now);

  [[nodiscard]] Distance between(const Spot& from, const Spot& to) const;
  // Whole seconds of a team that sets off start_s seconds from now; -1 where there is no way.
  [[nodiscard]] std::int32_t team_s(const Distance& way, std::int32_t start_s) const;
  // Of a person going to a place.
  [[nodiscard]] std::int32_t person_s(const Distance& way) const;

 private:
  const Site* site_;
  std::array<double, 48> metres_per_s_{};  // of a team, by hour from the one that holds now
  std::int32_t into_hour_s_ = 0;
};

}  // namespace carehub::matching
