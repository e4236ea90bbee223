#pragma once
// Whether a service may take the case at all, before any of its teams, places or slots is looked at.

#include <boost/container/small_vector.hpp>

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

// Usually so few that they need no memory of their own.
using ScreenedServices = boost::container::small_vector<ScreenedService, 24>;

// One for each service of the site, in its order. Requires: the world has its directory.
[[nodiscard]] ScreenedServices screen_services(const World& world, const Asked& asked);
[[nodiscard]] ScreenedService screen_service(const World& world, const Asked& asked, std::size_t position);
// The same as if the service at that position were set up so.
[[nodiscard]] ScreenedService screen_service(const World& world, const Asked& asked, std::size_t position,
                                             const ServiceConfig& config);

}  // namespace carehub::matching
