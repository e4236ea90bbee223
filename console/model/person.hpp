#pragma once
// What a look at a person's record shows, in lines for a screen or a terminal.

#include <string>
#include <vector>

#include "protocols/domain/person_record.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::console {

struct PersonLine {
  std::string label;  // "care plan"
  std::string text;
  bool warns = false;  // safety, safeguarding, access, and what is not shared
};

// Safety first; what is on record and not shown is named, so that nobody takes it for nothing.
[[nodiscard]] std::vector<PersonLine> person_lines(const PersonView& view);
[[nodiscard]] std::string person_text(const PersonView& view);
// "on record: care plan, key worker"; empty where nothing is.
[[nodiscard]] std::string on_record_text(const std::vector<PersonField>& fields);

}  // namespace carehub::console
