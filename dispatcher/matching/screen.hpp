#pragma once
// Whether a service may take the case at all, before any of its teams, places or slots is looked at.

#include <vector>

#include "dispatcher/matching/asked.hpp"

namespace carehub::matching {

struct ScreenedService {
  const ServiceConfig* config = nullptr;
  const ServiceState* state = nullptr;     // none before anything was reported
  std::optional<NotOfferedReason> reason;  // why not; none: it may
  std::int64_t figure = 0;
  std::size_t rank = 0;      // by the order of kinds asked for
  bool guaranteed = false;   // offered whatever speaks against it, so that no answer is empty
  bool last_resort = false;  // offered only because it takes whatever nobody else can
  bool catch_all = false;    // ranks behind every other service; in an emergency the kinds rank instead
};

// One for each service of the site, in its order.
[[nodiscard]] std::vector<ScreenedService> screen_services(const World& world, const Asked& asked);

}  // namespace carehub::matching
