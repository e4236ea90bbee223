#pragma once
// Small questions about a referral that several rules ask.

#include <algorithm>
#include <string>

#include "protocols/domain/referral.hpp"

namespace carehub::core {

inline void warn(Referral& referral, std::string text) {
  auto& warnings = referral.warnings;
  if (std::find(warnings.begin(), warnings.end(), text) == warnings.end()) warnings.push_back(std::move(text));
}

// The id of one message, not of the journey or the patient.
[[nodiscard]] inline bool is_message(const ExternalId& id) {
  return id.system == "message";
}

}  // namespace carehub::core
