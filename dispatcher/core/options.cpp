#include "dispatcher/core/core.hpp"
#include "dispatcher/core/decider.hpp"

namespace carehub::core {

Explanation options(const State& state, CaseId id, Instant now) {
  Stamp stamp;
  stamp.at = now;
  return Decider(state, stamp).options(id);
}

}  // namespace carehub::core
