#pragma once
// Finds who can meet a need, and says why not for everyone else. Pure; no clock.
// The same interface is filled by the nearest-eligible policy now and by an optimiser later.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "dispatcher/matching/directory.hpp"
#include "protocols/domain/case.hpp"
#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::matching {

// A read-only view of what matching may use: the case, and every team, place and service as known at `now`.
struct World {
  const Site* site = nullptr;
  Instant now;
  Sequence known_until = 0;
  std::vector<const Team*> teams;             // sorted by id
  std::vector<const Place*> places;           // sorted by id
  std::vector<const ServiceState*> services;  // sorted by id
  // Where a queued visit takes a team, to know from where it starts the next one.
  std::function<std::optional<Coordinates>(CaseId)> position_of_case;
  // Of these very lists; null: worked out for each question.
  const Directory* directory = nullptr;
};

// Requires: c is open and triaged (or red-flagged).
// Offered is never empty as long as the site has one catch-all service (site check demands it); the first one is the
// answer. Safety: a case with red flags is offered only services that take red flags.
[[nodiscard]] Explanation find_response(const World& world, const Case& c);

// What one unit could do for the case if there were no other; none if nothing. Much quicker than find_response.
[[nodiscard]] std::optional<Candidate> find_offer(const World& world, const Case& c, UnitKind kind,
                                                  const std::string& unit);

}  // namespace carehub::matching
