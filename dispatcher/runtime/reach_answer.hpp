#pragma once
// Where a team could be, for a client that asks. Pure.

#include "dispatcher/core/state.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::runtime {

// What cannot be answered, and what has to be known of the answer, stands in its `fault`.
[[nodiscard]] wire::ReachAnswer reach_answer(const core::State& state, const wire::AskReach& question, Instant now);

}  // namespace carehub::runtime
