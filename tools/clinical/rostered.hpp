#pragma once
// A hub as it is meant to be at one moment: every team on its rostered shift and at its base, every place empty, every
// figure reported just now. What the directory would say, asked without a live hub.

#include <vector>

#include "dispatcher/matching/matching.hpp"

namespace carehub::tools::clinical {

class RosteredHub {
 public:
  // The site outlives it.
  RosteredHub(const Site& site, Instant at);
  RosteredHub(const RosteredHub&) = delete;
  RosteredHub& operator=(const RosteredHub&) = delete;

  [[nodiscard]] const matching::World& world() const { return world_; }

 private:
  void add_teams();
  void add_places();
  void add_services();

  const Site& site_;
  std::vector<Team> teams_;
  std::vector<Place> places_;
  std::vector<ServiceState> services_;
  matching::World world_;
};

}  // namespace carehub::tools::clinical
