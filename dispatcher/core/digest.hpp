#pragma once
// A fingerprint of the whole state: equal states give equal digests on every compiler, whatever order led to them.
// Kept up to date record by record, so that asking for it costs only what changed.

#include <string>

#include "dispatcher/core/state.hpp"

namespace carehub::core {

// 32 hexadecimal digits.
[[nodiscard]] std::string digest(const State& state);

}  // namespace carehub::core
