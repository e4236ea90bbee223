#pragma once
// The state as single records with keys, for snapshots that write only what changed.

#include <functional>
#include <string>
#include <vector>

#include "dispatcher/core/state.hpp"

namespace carehub::core {

struct SnapshotRecord {
  std::string key;               // "case/1042", "team/CR2", "hub"
  std::function<Record()> take;  // once, on any thread; none: the record was removed
};

// As they are now; what happens afterwards does not change them.
[[nodiscard]] std::vector<SnapshotRecord> records(const State& state, const Changes& changes);

}  // namespace carehub::core
