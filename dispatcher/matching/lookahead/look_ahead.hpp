#pragma once
// Plays the next hours forward many times, and says how they came out.

#include <atomic>

#include "dispatcher/matching/lookahead/outset.hpp"
#include "protocols/domain/outlook.hpp"

namespace carehub::matching::lookahead {

// `stop`: set by another thread, it ends after the future under way. Deterministic but for that: the same outset gives
// the same outlook.
[[nodiscard]] Outlook look_ahead(const Outset& outset, const std::atomic<bool>* stop = nullptr);

}  // namespace carehub::matching::lookahead
