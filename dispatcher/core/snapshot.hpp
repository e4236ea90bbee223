#pragma once
// The state as single records with keys, for snapshots that write only what changed.

#include <string>
#include <utility>
#include <vector>

#include "dispatcher/core/state.hpp"

namespace carehub::core {

// "case/1042", "team/CR2", "hub"; a missing record was removed.
[[nodiscard]] std::vector<std::pair<std::string, std::optional<Record>>> records(const State& state,
                                                                                 const Changes& changes);

}  // namespace carehub::core
