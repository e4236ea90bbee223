#pragma once
// A visit dragged over the rows of the timeline: what letting go of it would mean, in words, and the line that it would
// write. The hub fixes the order of a team's visits and no minute: who comes new comes last. Pure.

#include <optional>
#include <string>

#include "console/model/picture.hpp"

namespace carehub::console {

struct Drop {
  // "A 1068 CR2 queue replace ", to be finished with the reason; empty: letting go changes nothing, and `says` why.
  std::string line;
  std::string visit;               // "1068 New confusion, Lake"
  std::string says;                // "to CR2, behind 1051, stands down CR1"
  std::string when;                // "there about 20:14, 9 min inside target"; empty: not known
  std::optional<Instant> arrival;  // where its ghost stands
  bool late = false;
};

// `from` is the team in whose row it was taken, `over` the one under the mouse; `pointed` the moment there. `live` is
// the hub's newest answer for the case, if there is one.
[[nodiscard]] Drop plan_drop(const Picture& picture, Instant now, CaseId id, const TeamId& from, const TeamId& over,
                             Instant pointed, const Explanation* live);

}  // namespace carehub::console
