#pragma once
// Everything between an existing directory and a journal that may be appended to.

#include <memory>

#include "dispatcher/journal/ballast.hpp"
#include "dispatcher/journal/marks.hpp"
#include "dispatcher/journal/snapshot_store.hpp"

namespace carehub::journal {

// An open journal. Members in order of their making; the lock goes last.
struct Opened {
  Opened(std::unique_ptr<DirectoryLock> held, Disk& on, const Files& names, const ChainKey& with)
      : lock(std::move(held)), disk(on), files(names), key(with) {}

  std::unique_ptr<DirectoryLock> lock;
  Disk& disk;
  Files files;
  ChainKey key;
  std::unique_ptr<Ballast> ballast;
  HeadNote head_note;
  Database database;
  ChainValue origin{};
  SnapshotStore snapshot;
  CommandIndex index;
  Ids unsaved_ids;  // of entries after the last step
  Head head;
  std::string digest;
  std::vector<std::string> notices;
};

[[nodiscard]] Result<Opened> open_files(const Options& options);

// Closes the database and records that this was clean.
[[nodiscard]] Result<void> close_cleanly(Opened& opened);

}  // namespace carehub::journal
