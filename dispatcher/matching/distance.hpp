#pragma once
// Travel times between many points at once: the same answers as travel.hpp, with what depends on one point alone
// worked out once. May differ from it by a second, where both lie at the edge of one.

#include <array>
#include <cstdint>
#include <vector>

#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching {

// A way, before it is known at what hour somebody sets off.
struct Distance {
  double metres = -1;        // of the estimate, on the road; negative: not worked out yet
  std::int32_t extra_s = 0;  // at barriers; no_way: there is none
  std::uint32_t leg = 0;     // 0: nothing but the estimate has a say in it
  static constexpr std::int32_t no_way = -1;
  [[nodiscard]] bool known() const { return metres >= 0; }
};

class Distances {
 public:
  // Requires: the site outlives this.
  Distances(const TravelBasis& basis, Instant now);

  // Saves time where it is done with each spot before it is asked about. Does nothing where there is only the estimate.
  void locate(Spot& spot) const {
    if (!plain_ && !spot.located) find_parts(spot);
  }
  [[nodiscard]] Distance between(const Spot& from, const Spot& to) const;
  // Whole seconds of a team that sets off start_s seconds from now; -1 where there is no way.
  [[nodiscard]] std::int32_t team_s(const Distance& way, std::int32_t start_s) const;
  // Of a person going to a place.
  [[nodiscard]] std::int32_t person_s(const Distance& way) const;

 private:
  struct Kept {
    Leg leg;
    Part area = no_part;
  };
  void find_parts(Spot& spot) const;
  [[nodiscard]] std::uint32_t keep_leg(Spot from, Spot to) const;
  [[nodiscard]] std::int32_t kept_s(const Distance& way, std::size_t ahead) const;

  const Site* site_;
  TravelBasis basis_;
  bool plain_;
  std::array<double, 48> metres_per_s_{};  // of a team, by hour from the one that holds now
  std::int32_t into_hour_s_ = 0;
  std::int32_t hour_ = 0;
  mutable std::vector<Kept> kept_;  // of ways that are more than the estimate, so that a way stays small where none is
};

}  // namespace carehub::matching
