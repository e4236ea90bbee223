#pragma once
// A shift that was given and that nobody has taken over yet, and when that becomes urgent.

#include "dispatcher/core/state.hpp"

namespace carehub::core {

// Null: none waits.
[[nodiscard]] const Handover* waiting_handover(const State& state);
[[nodiscard]] std::optional<Instant> handover_late_at(const State& state);

}  // namespace carehub::core
