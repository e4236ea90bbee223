#pragma once
// What is owed for a case, who is responsible, and what is on record of the person, in lines for a screen.

#include <string>
#include <vector>

#include "protocols/domain/case.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::console {

struct DutyLine {
  std::string label;
  std::string text;
  bool warns = false;
};

[[nodiscard]] std::vector<DutyLine> duty_lines(const Case& c, const Site& site, Instant now);

}  // namespace carehub::console
