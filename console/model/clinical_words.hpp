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

// "rules 2026-11, not signed off": what is asked and said by; empty where the site has no clinical content.
struct RulesInForce {
  std::string text;
  bool signed_off = false;
};
[[nodiscard]] RulesInForce rules_in_force(const ClinicalContent& content);

}  // namespace carehub::console
