#pragma once
// A case that only 999 may answer is not ended nor sent elsewhere, unless a clinician says why.

#include <optional>
#include <string>
#include <string_view>

#include "protocols/domain/needs_999.hpp"
#include "protocols/domain/refusal.hpp"

namespace carehub::core {

// Sending somebody who is not 999. `reason`: of the person who decides.
[[nodiscard]] std::optional<Refusal> refuse_other_than_999(const Site& site, const Case& c, Role role,
                                                           const ServiceId& service, std::string_view reason);
// Ending it here, unless 999 has it. `said`: advice or reason, with the mark of needs_999.hpp where a clinician decides
// otherwise.
[[nodiscard]] std::optional<Refusal> refuse_end_without_999(const Site& site, const Case& c, Role role,
                                                            std::string_view said);
// For the alert that stays when a case was ended so; none where no red flag stood against it.
[[nodiscard]] std::optional<std::string> ended_without_999(const Site& site, const Case& c, std::string_view said);

}  // namespace carehub::core
