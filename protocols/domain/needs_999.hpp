#pragma once
// Cases that only 999 may answer: what says so, who has answered it, and a clinician's word against it.

#include <string>
#include <string_view>

#include "protocols/domain/case.hpp"
#include "protocols/domain/site.hpp"

namespace carehub {

// What a clinical navigator writes before the reason, in the advice or reason with which a case is ended without 999.
// As plain text it stays in the history, on paper and in messages, and needs no field of its own.
inline constexpr std::string_view against_999 = "999 not needed:";
// "pain is gone, seen by her GP": what stands after the mark, in any case of letters; empty without either.
[[nodiscard]] std::string_view reason_against_999(std::string_view text);

// "Not breathing, or not breathing normally; ambulance category C1": each thing that says 999. Requires:
// red_flagged(c).
[[nodiscard]] std::string why_999(const Case& c, const ClinicalContent& content);
// Codes of red flags in words; one that the content does not name stays as it was told.
[[nodiscard]] std::string red_flag_words(const Referral& referral, const ClinicalContent& content);

// 999, or whoever else may take a red flag, was sent or has been given the case.
[[nodiscard]] bool is_with_999(const Case& c, const Site& site);
// A red flag that nobody has answered: not 999, no clinician with a reason, no team that is with the person.
[[nodiscard]] bool awaits_999(const Case& c, const Site& site);

}  // namespace carehub
