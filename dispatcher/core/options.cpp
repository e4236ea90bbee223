#include "dispatcher/core/core.hpp"
#include "dispatcher/matching/matching.hpp"

namespace carehub::core {

Explanation options(const State& state, CaseId id, Instant now) {
  const Case* c = state.find_case(id);
  if (c == nullptr || !is_open(c->status)) return {};
  matching::World world;
  world.site = &state.site();
  world.now = now;
  world.known_until = state.hub().last_sequence;
  world.teams = state.team_list();
  world.places = state.place_list();
  world.services = state.service_list();
  world.directory = &state.directory();
  world.position_of_case = [&state](CaseId other) -> std::optional<Coordinates> {
    const Case* found = state.find_case(other);
    return found == nullptr ? std::nullopt : found->referral.location.position;
  };
  return matching::find_response(world, *c);
}

}  // namespace carehub::core
