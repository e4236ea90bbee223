#pragma once
// Which case a command is about, as its sender names it.

#include "protocols/domain/command.hpp"

namespace carehub::core {

// Not given for commands about no one case.
[[nodiscard]] CaseId case_named_by(const Command& command);

}  // namespace carehub::core
