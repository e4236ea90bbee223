#pragma once
// What whoever speaks with the person must know before the first word: shown large wherever the case is.

#include <string>
#include <vector>

#include "protocols/domain/case.hpp"

namespace carehub::console {

// Communication needs, a Safe Haven wristband, an eighteenth birthday within 30 days. Most often there are none.
[[nodiscard]] std::vector<std::string> person_notes(const Referral& referral, const Triage* triage, LocalDay today);

}  // namespace carehub::console
