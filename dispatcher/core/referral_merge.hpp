#pragma once
// Changing what was told about a case without losing what was known.

#include <string>

#include "protocols/base/error.hpp"
#include "protocols/domain/referral.hpp"

namespace carehub::core {

// What the newer referral says replaces what is known; what it leaves out stays. The clock's start and the earlier
// breach time stay: an update never gives a case more time.
[[nodiscard]] Referral merged(const Referral& known, const Referral& newer);

struct Correction {
  Referral referral;
  std::string before;
  std::string after;
};

// Errors: invalid_input with the fields that can be corrected, or what is wrong with the value.
[[nodiscard]] Result<Correction> corrected(const Referral& known, const std::string& field, const std::string& value);

}  // namespace carehub::core
