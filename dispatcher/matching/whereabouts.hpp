#pragma once
// Where a team is taken to be: its position unless that is too old, else its base, else where it was when it was last
// known. One answer for decisions and for what is shown of them.

#include <optional>

#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::matching {

struct Whereabouts {
  enum class By { position, base, old_position };
  Coordinates at;
  By by = By::position;
};

// `config` may be null: the site says nothing of the team. None: it is nowhere known.
[[nodiscard]] std::optional<Whereabouts> whereabouts(const Team& team, PositionAge age, const TeamConfig* config);

}  // namespace carehub::matching
