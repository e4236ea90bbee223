#pragma once
// What a choice would do to everybody else, found by making the decision and throwing it away. Shown, never stored.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

// An open case before and after.
struct ShiftedCase {
  CaseId case_id;
  std::string unit_before;  // empty: nobody
  std::string unit_after;
  std::optional<Instant> before;  // expected
  std::optional<Instant> after;
  std::optional<Instant> due;                   // of its tightest running clock
  std::optional<std::int32_t> permille_before;  // chance of breach, where it was looked ahead
  std::optional<std::int32_t> permille_after;
  bool operator==(const ShiftedCase&) const = default;
};
BOOST_DESCRIBE_STRUCT(ShiftedCase, (),
                      (case_id, unit_before, unit_after, before, after, due, permille_before, permille_after))

// Reached too late, or by nobody. Never where it has no target.
[[nodiscard]] inline bool misses_target(const ShiftedCase& one, std::optional<Instant> reached) {
  return one.due && (!reached || *reached > *one.due);
}

struct ChoicePreview {
  UnitKind kind = UnitKind::team;
  std::string unit;
  ShiftedCase chosen;               // the case itself
  std::vector<ShiftedCase> others;  // whoever is reached by somebody else or at another time; the worst off first
  std::int32_t open = 0;            // other cases in all
  bool operator==(const ChoicePreview&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChoicePreview, (), (kind, unit, chosen, others, open))

}  // namespace carehub
