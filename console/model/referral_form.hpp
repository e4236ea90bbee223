#pragma once
// The plain referral form: what is asked, what is wrong with the answers, and the command it becomes. Pure.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/picture.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console {

enum class Answer { not_asked, yes, no, not_known };

struct RedFlagQuestion {
  std::string_view code;  // kept in Referral::red_flags when answered yes
  std::string_view question;
  std::string_view source;
  std::array<std::string_view, 3> covers;  // facts of the clinical content that a no denies; empty: none
};
[[nodiscard]] std::span<const RedFlagQuestion> red_flag_questions();
inline constexpr std::size_t red_flag_count = 8;
// What is known by the questions answered no. "Not known" stays unknown.
[[nodiscard]] std::vector<KnownFact> denied_by(std::span<const Answer, red_flag_count> answers);

struct ReferralForm {
  std::array<Answer, red_flag_count> red_flags{};
  Source source = Source::call_for_care;
  std::string caller, caller_phone;  // who rings, with organisation
  std::string nhs_number;
  std::string name;
  std::string age;  // years, or a day of birth: 83, 14/02/1943
  std::string sex;
  std::string phone;  // of the person
  std::string address, postcode, locality;
  std::string position;  // "50.650, -1.170"
  Need need = Need::unknown;
  std::optional<Priority> priority;
  std::string summary, narrative;
  std::array<std::string, 5> sbard;  // situation, background, assessment, recommendation, decision
  std::string communication_needs;
  bool housebound = false;
  std::string consent = "direct care";
};

enum class Field {
  red_flags,
  source,
  caller,
  nhs_number,
  age,
  phone,
  postcode,
  locality,
  position,
  need,
  narrative,
  consent,
};

struct Problem {
  Field field = Field::red_flags;
  std::string text;     // what is wrong and what to do
  bool blocks = false;  // a warning is saved with the case
};

struct DuplicateWarning {
  CaseId id;
  std::string text;  // "1029 same NHS number, received 15:10, closed: told to see GP"
};

struct FormResult {
  std::optional<RegisterCase> command;  // none while a problem blocks
  std::vector<Problem> problems;
  std::vector<DuplicateWarning> duplicates;
  bool needs_999 = false;       // any red flag answered yes
  std::string nhs_number_text;  // "999 000 0018 ✓", "check digit wrong: kept as written"
};

// An unknown person is normal: nothing but some words of what is wrong, or a need, is demanded, and the red flags
// asked.
[[nodiscard]] FormResult check(const ReferralForm& form, const Picture& picture, Instant now);
[[nodiscard]] bool is_empty(const ReferralForm& form);

}  // namespace carehub::console
