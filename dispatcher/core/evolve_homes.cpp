// What care homes' events change.

#include "dispatcher/core/closed_case.hpp"
#include "dispatcher/core/evolver.hpp"
#include "dispatcher/core/indices.hpp"
#include "protocols/clinical/telemetry.hpp"

namespace carehub::core {

// Told anew: what was measured, and the case that is about it, are kept. The number of somebody who has left may be
// given to another.
void Evolver::operator()(const ResidentEnrolled& e) {
  Resident resident = e.resident;
  const Resident* known = records_.edit_resident(resident.id);
  if (known != nullptr) resident.version = known->version;
  if (known != nullptr && !known->left && known->home == resident.home) {
    resident.latest = known->latest;
    resident.soft_signs = known->soft_signs;
    resident.soft_signs_at = known->soft_signs_at;
    resident.triggers = known->triggers;
    resident.case_id = known->case_id;
    resident.alerted = known->alerted;
  }
  ++resident.version;
  records_.put_resident(std::move(resident));
}

void Evolver::operator()(const ResidentRemoved& e) {
  Resident* resident = records_.edit_resident(e.resident);
  if (resident == nullptr) return;
  ++resident->version;
  resident->left = true;
  resident->triggers.clear();
  resident->alerted = 0;
}

void Evolver::operator()(const ReadingsTaken& e) {
  if (HomeState* home = records_.edit_home(e.home)) {
    ++home->version;
    home->heard = stamp_.at;
    home->skew_s = e.skew_s;
    home->readings += static_cast<std::int64_t>(e.readings.size());
    bool believed = false, doubtful = false;
    for (const JudgedReading& judged : e.readings) {
      believed = believed || judged.fault == ReadingFault::none;
      if (judged.fault == ReadingFault::none || judged.fault == ReadingFault::duplicate) continue;
      doubtful = true;
      ++home->doubtful;
    }
    home->alerted &= ~bit_of(AlertKind::home_silent);
    // Something new may be wrong after all was well.
    if (believed && !doubtful) home->alerted &= ~bit_of(AlertKind::reading_doubtful);
  }
  // Those who decide look at readings of their own.
  if (!records_.complete()) return;
  for (const JudgedReading& judged : e.readings) {
    if (judged.fault != ReadingFault::none) continue;
    Resident* resident = records_.edit_resident(judged.reading.resident);
    if (resident == nullptr) continue;
    ++resident->version;
    clinical::take(*resident, judged);
  }
}

// With its cause gone, or its case closed, the alert may be raised again.
void Evolver::operator()(const TriggersChanged& e) {
  Resident* resident = records_.edit_resident(e.resident);
  if (resident == nullptr) return;
  ++resident->version;
  const bool case_over = resident->case_id.given() && !e.case_id.given();
  if (case_over) forget_closed_case(records_, *resident);
  if (e.triggers.empty() || case_over) resident->alerted &= ~bit_of(AlertKind::resident_unwell);
  resident->triggers = e.triggers;
  resident->case_id = e.case_id;
}

}  // namespace carehub::core
