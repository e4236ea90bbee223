#pragma once
// Promises that run, whatever they count. Which of them leads the order of work is tightest_clock (case.hpp).

#include "protocols/domain/case.hpp"

namespace carehub {

// The running clock that is due first, time on the floor included; none if none runs.
[[nodiscard]] const Clock* first_due_clock(const Case& c);

}  // namespace carehub
