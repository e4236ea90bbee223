#pragma once
// Finds who can meet a need, and says why not for everyone else. Pure; no clock.
// Here: one case at a time, the earliest arrival first; plan/ plans all open cases together, with the same candidates.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "dispatcher/matching/directory.hpp"
#include "dispatcher/matching/travel.hpp"
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
  // Where a queued visit takes a team, and how long it will be there; null where it is not known.
  std::function<const Case*(CaseId)> find_case;
  // Positions of those to look at, in order; null: all of them. The others are only counted.
  const std::vector<std::uint32_t>* near_teams = nullptr;
  const std::vector<std::uint32_t>* near_places = nullptr;
  // Of these very lists; null: worked out for each question.
  const Directory* directory = nullptr;
  // Where there is no directory to say it; none: what can be worked out from the site alone.
  std::optional<TravelBasis> travel = {};
};

// Calls visit(position) for each that is to be looked at.
template <class Visit>
void for_each_position(std::size_t all, const std::vector<std::uint32_t>* near, Visit visit) {
  if (near != nullptr) {
    for (const std::uint32_t position : *near) visit(std::size_t{position});
  } else {
    for (std::size_t position = 0; position < all; ++position) visit(position);
  }
}

// Requires: c is open and triaged (or red-flagged).
// Offered is never empty as long as the site has one catch-all service (site check demands it); the first one is the
// answer. Safety: a case with red flags is offered only services that take red flags.
[[nodiscard]] Explanation find_response(const World& world, const Case& c);

// What one unit could do for the case if there were no other; none if nothing. Much quicker than find_response.
[[nodiscard]] std::optional<Candidate> find_offer(const World& world, const Case& c, UnitKind kind,
                                                  const std::string& unit);

}  // namespace carehub::matching
