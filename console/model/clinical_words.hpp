#pragma once
// What the clinical rules made of a case, for whoever decides: the gravest result, why, what is to be brought, and
// whether anybody has signed the rules that applied.

#include <string>
#include <vector>

#include "protocols/domain/case.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::console {

struct ClinicalLine {
  std::string label;
  std::string text;
  bool warns = false;
};

// Empty for a case that no rule has looked at.
[[nodiscard]] std::vector<ClinicalLine> clinical_lines(const Case& c, const Site& site);
// The same while triage is still asking, with the target, what a team must be able to do, and who must never answer.
[[nodiscard]] std::vector<ClinicalLine> triage_lines(const Triage& triage, const Site& site);

}  // namespace carehub::console
