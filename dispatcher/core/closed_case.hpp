#pragma once
// What a resident's closed case leaves behind: the same for the rules that decide and for the event.

#include "dispatcher/core/records.hpp"
#include "protocols/clinical/telemetry.hpp"

namespace carehub::core {

// The readings that it was about are dealt with; only newer ones count.
inline void forget_closed_case(const Records& records, Resident& resident) {
  const Case* c = records.find_case(resident.case_id);
  for (int depth = 0; depth < 100 && c != nullptr && c->duplicate_of.given(); ++depth)
    c = records.find_case(c->duplicate_of);
  if (c != nullptr && c->closed) clinical::forget_until(resident, *c->closed);
  resident.triggers.clear();
}

}  // namespace carehub::core
