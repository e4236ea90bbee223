#pragma once
// Each team, place and service as a candidate for the case, or as not offered with its reason.

#include <vector>

#include "dispatcher/matching/screen.hpp"

namespace carehub::matching {

struct RankedCandidate {
  Candidate candidate;
  std::size_t service_rank = 0;
  bool last_resort = false;
  bool catch_all = false;
};

struct Found {
  std::vector<RankedCandidate> offered;
  std::vector<NotOffered> not_offered;
};

void add_teams(const World& world, const Asked& asked, const std::vector<ScreenedService>& services, Found& found);
void add_places(const World& world, const Asked& asked, const std::vector<ScreenedService>& services, Found& found);
void add_slots_and_queues(const World& world, const Asked& asked, const std::vector<ScreenedService>& services,
                          Found& found);

// Slack to the tightest clock; without one, to the service's own target from now.
void set_slack(Candidate& candidate, const World& world, const Asked& asked, const ServiceConfig& service);

}  // namespace carehub::matching
