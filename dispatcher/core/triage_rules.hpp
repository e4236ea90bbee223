#pragma once
// What the clinical content makes of a triage that somebody asks for: what they left open is filled in, and what the
// rules say is kept with it, whatever they chose.

#include "protocols/domain/case.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::core {

// Kinds of service and skills, priority and reason stand as they were given. Red flags told with the triage count as
// well. A site without clinical content (a replayed trace) only has its rules by need.
[[nodiscard]] Triage by_rules(const Site& site, const Referral& referral, Triage asked,
                              const std::vector<std::string>& red_flags, Instant now);

// Why its rules ask for a clinician, or for 999, in the words of the gravest of them.
[[nodiscard]] std::string reason_words(const Site& site, const Triage& triage);

}  // namespace carehub::core
