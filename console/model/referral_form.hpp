#pragma once
// The plain referral form: what is asked, what is wrong with the answers, and the command it becomes. Pure.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "console/model/picture.hpp"
#include "console/model/triage_talk.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console {

struct ReferralForm {
  TriageTalk talk;  // red flags, need, the pathway's questions, observations
  Source source = Source::call_for_care;
  std::string caller, caller_phone;  // who rings, with organisation
  std::string nhs_number;
  std::string name;
  std::string age;  // years, or a day of birth: 83, 14/02/1943
  std::string sex;
  std::string phone;  // of the person
  std::string address, postcode, locality;
  std::string position;              // "50.650, -1.170"
  std::optional<Priority> priority;  // none: as usual for the need
  std::string summary, narrative;
  std::array<std::string, 5> sbard;     // situation, background, assessment, recommendation, decision
  std::array<bool, 5> sbard_touched{};  // somebody wrote there: what the answers say is not put in
  std::string communication_needs;
  std::optional<bool> housebound;
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
  TalkState talk;
  std::array<std::string, 3> sbard_prefill;  // what stands in the first three while nobody wrote there
  std::vector<std::string> person_notes;
  std::string nhs_number_text;  // "999 000 0018 ✓", "check digit wrong: kept as written"
};

// An unknown person is normal: nothing but some words of what is wrong, or a need, is demanded, and the red flags
// asked.
[[nodiscard]] FormResult check(const ReferralForm& form, const Picture& picture, Instant now);
// Only where the conversation stands, as after each single answer.
[[nodiscard]] TalkState talk_state(const ReferralForm& form, const Picture& picture, Instant now);
[[nodiscard]] bool is_empty(const ReferralForm& form);

}  // namespace carehub::console
