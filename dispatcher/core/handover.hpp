#pragma once
// When a handover that nobody has taken over becomes urgent.

#include "dispatcher/core/state.hpp"

namespace carehub::core {

[[nodiscard]] std::optional<Instant> handover_late_at(const State& state);

}  // namespace carehub::core
