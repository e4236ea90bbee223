#pragma once
// What other threads may work on while the hub goes on: copies of all they need. What they find comes back as commands
// (a better plan), or is shown and never decided by (an outlook).

#include <optional>
#include <string>

#include "dispatcher/core/state.hpp"
#include "dispatcher/matching/lookahead/outset.hpp"
#include "dispatcher/matching/plan/improver.hpp"

namespace carehub::core {

// What every future of this hub begins with; none where it does not plan, or is too large to be looked at as one.
[[nodiscard]] std::optional<matching::lookahead::Outset> outset(const State& state, Instant now);
// The same for how full its services will be (ServiceOutlook), further ahead; none also where the site asks for no more
// than is looked at anyway.
[[nodiscard]] std::optional<matching::lookahead::Outset> forecast_outset(const State& state, Instant now);

// With and without a choice: what would come of it is made as the decision would be, and thrown away.
struct ChoiceOutsets {
  matching::lookahead::Outset now;
  matching::lookahead::Outset then;
};
// None: `why` says it; the choice would be refused, or this hub is not looked ahead.
[[nodiscard]] std::optional<ChoiceOutsets> choice_outsets(const State& state, const PreviewChoice& choice,
                                                          const Actor& actor, Instant now, std::string& why);

// The plan as it stands; none where this hub does not plan, is too large, or nobody could be better off.
[[nodiscard]] std::optional<matching::plan::Standing> standing_plan(const State& state, Instant now);

}  // namespace carehub::core
