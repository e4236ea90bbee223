#pragma once
// The state's records as rows of a snapshot, and back.

#include <vector>

#include "dispatcher/core/snapshot.hpp"
#include "dispatcher/core/state.hpp"
#include "dispatcher/journal/journal.hpp"

namespace carehub::runtime {

// One row for each changed record, and one with the digest of the whole state. Copies the records; whoever stores the
// rows has them encoded, so that no command waits for that.
[[nodiscard]] std::vector<journal::SnapshotRow> snapshot_rows(const core::State& state, const core::Changes& changes);

inline constexpr std::string_view digest_key = "digest";

// Errors: corrupt for a row that is not a record.
[[nodiscard]] Result<core::Record> record_of(const journal::SnapshotRow& row);

}  // namespace carehub::runtime
