#pragma once
// SQLite reads a write-ahead log up to the first frame that does not check, and takes the rest for the torn end of a
// commit that was never acknowledged. Commits are synced one by one, so that only the last can be torn: whatever lies
// behind it was acknowledged, and must not go unnamed.
// Source: SQLite, "Database File Format", section 4 (the write-ahead log).

#include "dispatcher/journal/disk.hpp"
#include "dispatcher/journal/files.hpp"

namespace carehub::journal {

inline constexpr std::size_t wal_frame_bytes = 24 + 4096;  // with the journal's page size

// Whether whole commits lie behind the place where reading ends. Nothing may have been written to the log since the
// database was opened. Errors: what the disk says.
[[nodiscard]] Result<bool> wal_hides_commits(Disk& disk, const Files& files);

}  // namespace carehub::journal
