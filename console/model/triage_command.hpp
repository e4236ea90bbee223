#pragma once
// What a conversation of triage sends: the same from a form and from a terminal. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "console/model/triage_talk.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console {

struct TriageGiven {
  std::optional<UpdateReferral> observations;  // first, so that the rules find them in the referral
  TriageCase triage;
  std::string text;  // "triage 1042: confusion", "triage 1042: RED FLAG"
};

// `priority`: other than usual for the need. `reason`: the person's own words; what is not known is added to it.
[[nodiscard]] TriageGiven triage_given(const Case& c, const TriageTalk& talk, const TalkState& state,
                                       std::optional<Priority> priority, std::string_view reason, Instant now);

}  // namespace carehub::console
