#include "protocols/domain/case.hpp"

#include "protocols/domain/running_clocks.hpp"

namespace carehub {

namespace {

// How long somebody has lain on the floor is shown and raised; it says nothing of when help was promised.
bool leads(const Clock& clock) {
  return clock.kind != ClockKind::on_floor;
}

bool is_any(const Clock&) {
  return true;
}

const Clock* first_running(const Case& c, bool (*counts)(const Clock&)) {
  const Clock* first = nullptr;
  for (const auto& clock : c.clocks) {
    if (clock.outcome != ClockOutcome::running || clock.stopped || !counts(clock)) continue;
    if (first == nullptr || clock.due < first->due) first = &clock;
  }
  return first;
}

}  // namespace

const Clock* tightest_clock(const Case& c) {
  return first_running(c, leads);
}

const Clock* first_due_clock(const Case& c) {
  return first_running(c, is_any);
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
