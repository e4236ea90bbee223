#include "protocols/domain/case.hpp"

namespace carehub {

namespace {

// How long somebody has lain on the floor is shown and raised; it says nothing of when help was promised.
bool leads(const Clock& clock) {
  return clock.kind != ClockKind::on_floor;
}

}  // namespace

const Clock* tightest_clock(const Case& c) {
  const Clock* tightest = nullptr;
  for (const auto& clock : c.clocks) {
    if (clock.outcome != ClockOutcome::running || clock.stopped || !leads(clock)) continue;
    if (tightest == nullptr || clock.due < tightest->due) tightest = &clock;
  }
  return tightest;
}

const Clock* shown_clock(const Case& c) {
  if (const Clock* running = tightest_clock(c)) return running;
  const Clock* last = nullptr;
  for (const auto& clock : c.clocks) {
    if (!clock.stopped || clock.outcome == ClockOutcome::excluded || !leads(clock)) continue;
    if (last == nullptr || *clock.stopped > *last->stopped) last = &clock;
  }
  return last;
}

bool red_flagged(const Case& c) {
  const auto category = c.referral.ambulance.category;
  const bool by_triage = c.triage && c.triage->result == ClinicalResult::emergency;
  return by_triage || !c.referral.red_flags.empty() || category == AmbulanceCategory::c1 ||
         category == AmbulanceCategory::c2 || category == AmbulanceCategory::c2a;
}

bool is_waiting(const Case& c) {
  return c.status == CaseStatus::received || c.status == CaseStatus::triaged || c.status == CaseStatus::proposed;
}

}  // namespace carehub
