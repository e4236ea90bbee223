#include "protocols/domain/case.hpp"

namespace carehub {

const Clock* tightest_clock(const Case& c) {
  const Clock* tightest = nullptr;
  for (const auto& clock : c.clocks) {
    if (clock.outcome != ClockOutcome::running || clock.stopped) continue;
    if (tightest == nullptr || clock.due < tightest->due) tightest = &clock;
  }
  return tightest;
}

bool is_waiting(const Case& c) {
  return c.status == CaseStatus::received || c.status == CaseStatus::triaged || c.status == CaseStatus::proposed;
}

}  // namespace carehub
