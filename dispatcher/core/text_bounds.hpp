#pragma once
// Finds a text or list of a command that is larger than the core takes.

#include <optional>
#include <string>

#include "protocols/domain/command.hpp"

namespace carehub::core {

// The name of the first member that is too large.
[[nodiscard]] std::optional<std::string> oversized(const Command& command);

}  // namespace carehub::core
