#include "dispatcher/matching/whereabouts.hpp"

namespace carehub::matching {

std::optional<Whereabouts> whereabouts(const Team& team, PositionAge age, const TeamConfig* config) {
  using By = Whereabouts::By;
  if (team.position && age != PositionAge::unknown) return Whereabouts{*team.position, By::position};
  if (config != nullptr) return Whereabouts{config->base, By::base};
  if (!team.position) return std::nullopt;
  return Whereabouts{*team.position, By::old_position};
}

}  // namespace carehub::matching
