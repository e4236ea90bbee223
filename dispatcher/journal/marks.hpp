#pragma once
// What is known, outside the database, of how far the journal had come. Each is a lower bound, never a guess.

#include "dispatcher/journal/anchor.hpp"
#include "dispatcher/journal/files.hpp"
#include "dispatcher/journal/head_note.hpp"

namespace carehub::journal {

struct Marks {
  std::optional<Anchor> anchor;  // synced every minute and at a clean stop
  std::optional<Head> head;      // of the last commit that was answered; not synced
};

[[nodiscard]] Result<Marks> read_marks(Disk& disk, const Files& files, const ChainKey& key);

// Errors: corrupt when the journal ends before a mark, or leads to another chain value there.
[[nodiscard]] std::expected<void, Fault> check_marks(Database& database, const Marks& marks);

// A file that cannot even be opened has no sequence number of its own: says how far the journal is known to have come,
// and what to do.
[[nodiscard]] Error named_by_marks(Error error, Disk& disk, const Files& files, const ChainKey& key);

// The fault of a write-ahead log that holds commits after `last` which cannot be read.
[[nodiscard]] Fault hidden_commits(Sequence last);

}  // namespace carehub::journal
