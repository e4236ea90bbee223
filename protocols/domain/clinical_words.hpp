#pragma once
// What a case's triage says of the clinical rules, in words.

#include <string>
#include <string_view>

#include "protocols/domain/clinical.hpp"

namespace carehub {

[[nodiscard]] std::string_view words(ClinicalResult result);  // "999 now"

struct AppliedRule {
  std::string because;  // in words
  bool signed_off = false;
};

// What the content says now of a rule that is kept with a triage: "red_flag.chest_pain", "rule.head_injury",
// "falls.lift", "dx.Dx05". One that was removed since is named by its id, and nobody stands for it.
[[nodiscard]] AppliedRule applied_rule(const ClinicalContent& content, std::string_view id);

}  // namespace carehub
