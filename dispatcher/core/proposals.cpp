#include "dispatcher/core/proposals.hpp"

#include <algorithm>

#include "protocols/domain/words.hpp"

namespace carehub::core {

const Candidate* offer_of(const Explanation& found, const Assignment& assignment) {
  const auto same = [&](const Candidate& candidate) {
    return candidate.unit == assignment.unit && candidate.kind == assignment.kind;
  };
  const auto at = std::find_if(found.offered.begin(), found.offered.end(), same);
  return at == found.offered.end() ? nullptr : &*at;
}

std::string why_gone(const Explanation& found, const Assignment& assignment) {
  for (const NotOffered& line : found.not_offered) {
    if (line.unit == assignment.unit && line.kind == assignment.kind) return words(line);
  }
  return "it can no longer be had";
}

bool is_proposed(const Case& c) {
  return c.status == CaseStatus::proposed && c.assignment.has_value();
}

bool differs(std::optional<Instant> a, std::optional<Instant> b) {
  if (a.has_value() != b.has_value()) return true;
  return a && (*a > *b ? *a - *b : *b - *a) >= minutes(1);
}

bool is_apart(const Case& c) {
  if (!is_proposed(c) || c.assignment->held) return true;
  return c.assignment->kind != UnitKind::team && c.assignment->kind != UnitKind::place;
}

bool is_plannable(const Case& c) {
  return is_waiting(c) && c.triage && !red_flagged(c);
}

}  // namespace carehub::core
