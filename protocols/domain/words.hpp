#pragma once
// Plain words for the vocabulary, as a nurse or an operator says them; one place, used by every screen and message.

#include <string>
#include <string_view>

#include "protocols/domain/care_home.hpp"
#include "protocols/domain/explanation.hpp"
#include "protocols/domain/partners.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

[[nodiscard]] std::string_view words(Source value);       // "Call for Care"
[[nodiscard]] std::string_view words(ServiceKind value);  // "crisis response"
[[nodiscard]] std::string_view words(Need value);         // "carer breakdown"
[[nodiscard]] std::string_view words(Skill value);        // "catheter care"
[[nodiscard]] std::string_view words(CaseStatus value);   // "on the way"
[[nodiscard]] std::string_view words(TeamStatus value);
[[nodiscard]] std::string_view words(Role value);               // "operator"
[[nodiscard]] std::string_view words(AmbulanceCategory value);  // "C3"
[[nodiscard]] std::string_view words(ClockKind value);          // "two hours"
[[nodiscard]] std::string_view words(Outcome value);
[[nodiscard]] std::string_view words(AlertKind value);
[[nodiscard]] std::string_view words(FlagKind value);
[[nodiscard]] std::string_view words(DutyKind value);       // "welfare call"
[[nodiscard]] std::string_view words(ContactResult value);  // "no answer"
[[nodiscard]] std::string_view words(PersonField value);    // "care plan"
[[nodiscard]] std::string_view words(CommunityKind value);  // "social prescribing"
[[nodiscard]] std::string_view words(ReadingKind value);    // "blood glucose"
[[nodiscard]] std::string_view words(ReadingFault value);   // "the device's clock is ahead"
// "no prescriber skill", "shift ends 8 min before the visit would": the reason with its figure.
[[nodiscard]] std::string words(const NotOffered& not_offered);
// "delays 1041 past its target by 9 min"
[[nodiscard]] std::string words(const WhyNot& why_not);

// "8:40", "1:05:00"; negative with a minus sign.
[[nodiscard]] std::string countdown_text(std::int64_t seconds);
// "6 s", "12 min", "2 h 10"
[[nodiscard]] std::string age_text(std::int64_t seconds);

}  // namespace carehub
