#pragma once
// After an unclean stop nothing on disk is trusted to be on disk: everything readable is copied into new files, synced,
// proved, and only then given the journal's name.

#include "dispatcher/journal/ballast.hpp"
#include "dispatcher/journal/marks.hpp"
#include "dispatcher/journal/schema.hpp"

namespace carehub::journal {

// Puts back what a rebuild that was cut short had moved, so that it can be done again. A rebuild that had got as far as
// its new file's name counts as done.
[[nodiscard]] Result<void> settle_rebuild(Disk& disk, const Files& files);

// Copies `old` and closes it. Errors leave the old files in place.
[[nodiscard]] Result<void> rebuild(Disk& disk, const Files& files, const ChainKey& key, Ballast& ballast,
                                   const Marks& marks, Database old);

}  // namespace carehub::journal
