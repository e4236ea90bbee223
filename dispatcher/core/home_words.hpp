#pragma once
// What is said of a care home and its residents: on alerts, and in the case that an alert becomes.

#include <string>
#include <vector>

#include "protocols/clinical/telemetry.hpp"
#include "protocols/domain/command.hpp"
#include "protocols/domain/resources.hpp"

namespace carehub::core {

using Held = std::vector<const ReadingTrigger*>;

// "Solent View"; the id where the site does not name it.
[[nodiscard]] std::string home_words(const Site& site, const HomeId& id);
// "blood glucose 2.8 mmol/L at 19:40", "NEWS2 7, high", "Off food; More tired": what a trigger rests on.
[[nodiscard]] std::string measured_words(const Site& site, const Resident& resident, const ReadingTrigger& trigger,
                                         Instant now);
// "Solent View, SV-014: very low blood glucose (blood glucose 2.8 mmol/L at 19:40). Ring 999 now": no name, alerts are
// seen by many.
[[nodiscard]] std::string unwell_words(const Site& site, const Resident& resident, const Held& held, Instant now);

// "2 too old, 1 unit not known (SV-014, SV-020)"
[[nodiscard]] std::string fault_words(const std::vector<JudgedReading>& readings);

// Everything that the home, its resident and the readings say, as a call. Empty `held`: concern about the home itself.
[[nodiscard]] Referral referral_of(const Site& site, const CareHome& home, const Resident* resident, const Held& held,
                                   const Alert& alert, Instant now);

}  // namespace carehub::core
