#pragma once
// The first three fields of SBARD, from what was answered: a beginning to write on, shown as such.

#include "console/model/triage_talk.hpp"

namespace carehub::console {

// Situation, background, assessment; each may be empty.
[[nodiscard]] std::array<std::string, 3> sbard_prefill(const TriageTalk& talk, const TalkState& state, const Site& site,
                                                       const Referral& referral, LocalDay today);

}  // namespace carehub::console
