#pragma once
// What the hub would refuse of a command, as far as the picture shows it: the state of the case or the team, and times
// that cannot be. Said before Enter, in the hub's words. The hub alone decides: what changes in between it says itself.
// A test holds the table of states against the hub's own. Pure.

#include <string>

#include "console/model/picture.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console {

// Whether the hub carries out a command of this kind (position in Command) in that state of its case or team.
[[nodiscard]] bool state_allows(std::size_t command, CaseStatus status);
[[nodiscard]] bool state_allows(std::size_t command, TeamStatus status);

// Empty: nothing in the picture speaks against it. A crew's report is never refused for the state of its team: the hub
// keeps it and asks.
[[nodiscard]] std::string refused_ahead(const Command& command, const Picture& picture, Instant now, Role role);

}  // namespace carehub::console
