#pragma once
// Where the units of a world stand in the site's lists, so that no question has to search by name. It depends on the
// lists alone: whoever asks often keeps it until one of them changes.

#include <cstdint>
#include <memory>
#include <vector>

#include "dispatcher/matching/learned.hpp"
#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching {

struct Directory {
  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};
  struct Entry {
    std::uint32_t config = nowhere;   // in the site's teams or places
    std::uint32_t service = nowhere;  // in the site's services
  };
  std::vector<Entry> teams;             // one for each team of the world
  std::vector<Entry> places;            // one for each place of the world
  std::vector<std::uint32_t> services;  // for each of the site's services: its position in the world's
  // What travel times need of the site; none where there is only the estimate. Kept here because it comes and goes with
  // the lists.
  std::shared_ptr<const TravelGround> ground;
  std::shared_ptr<const Corrections> learned;  // to decide with; whoever has learned something puts it here
};

// Requires: teams, places and services sorted by id.
[[nodiscard]] Directory directory_of(const Site& site, const std::vector<const Team*>& teams,
                                     const std::vector<const Place*>& places,
                                     const std::vector<const ServiceState*>& services);

}  // namespace carehub::matching
