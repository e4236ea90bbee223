#pragma once
// What the hub's own completed journeys say of the estimate: a factor by area and band of the day. Pure; whole numbers.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dispatcher/matching/ground.hpp"
#include "protocols/domain/journeys.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching {

// Of the local day. Stored in journals: append none, change none.
struct Band {
  std::int32_t from_hour = 0;
  std::string_view words;
};
inline constexpr std::array bands{Band{0, "00-07"}, Band{7, "07-10"}, Band{10, "10-16"}, Band{16, "16-19"},
                                  Band{19, "19-24"}};
[[nodiscard]] constexpr std::size_t band_of(std::int32_t hour) {
  std::size_t band = bands.size() - 1;
  while (band > 0 && hour < bands[band].from_hour) --band;
  return band;
}

inline constexpr std::int32_t permille_least = 500;
inline constexpr std::int32_t permille_most = 2000;

class Corrections {
 public:
  Corrections() = default;
  Corrections(const Site& site, const LearnedTravel& learned);

  [[nodiscard]] bool empty() const { return permille_.empty(); }
  // What the estimate is multiplied with, in thousandths. An area without journeys has what holds for the whole hub.
  [[nodiscard]] std::int32_t permille(Part area, std::size_t band) const {
    const std::size_t at = area * bands.size() + band;
    return at < permille_.size() ? permille_[at] : 1000;
  }

 private:
  std::vector<std::int32_t> permille_;  // areas x bands; none: nothing learned
};

// One more completed journey.
void learn(LearnedTravel& learned, const Journey& journey, std::int32_t took_s);

// For people: how far the estimate and the corrected one were from the truth.
[[nodiscard]] TravelFigures travel_figures(const Site& site, const LearnedTravel& learned);

}  // namespace carehub::matching
