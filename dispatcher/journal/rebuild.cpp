#include "dispatcher/journal/rebuild.hpp"

#include <sqlite3.h>

namespace carehub::journal {

namespace {

constexpr std::uint64_t margin_bytes = 4U << 20;

[[nodiscard]] Result<void> move(Disk& disk, const path& from, const path& to) {
  CAREHUB_CHECK(disk.rename(from, to));
  return disk.sync_directory(to.parent_path());
}

[[nodiscard]] Result<void> remove_fresh(Disk& disk, const Files& files) {
  for (const char* tail : {"", "-journal", "-wal"}) CAREHUB_CHECK(disk.remove(files.fresh.string() + tail));
  return {};
}

[[nodiscard]] Result<void> remove_before(Disk& disk, const Files& files) {
  CAREHUB_CHECK(disk.remove(files.before_wal));
  CAREHUB_CHECK(disk.remove(files.before));
  return disk.sync_directory(files.folder);
}

[[nodiscard]] Result<void> check_room(Disk& disk, const Files& files, Ballast& ballast) {
  CAREHUB_TRY(const std::uint64_t size, disk.size(files.database));
  const std::uint64_t needed = size + disk.size(files.wal).value_or(0) + margin_bytes;
  CAREHUB_TRY(DiskSpace space, disk.space(files.folder));
  if (space.free_bytes >= needed) return {};
  ballast.release();
  CAREHUB_TRY(space, disk.space(files.folder));
  if (space.free_bytes >= needed) return {};
  return fail(ErrorCode::input_output, files.folder.string(),
              "the last stop was not clean, so the journal must be copied before it is used, and the disk is too full: "
              "{} MB are "
              "needed, {} MB are free. Nothing acknowledged is lost; free some space and start again",
              needed >> 20, space.free_bytes >> 20);
}

// Page by page through the one connection to the old file; the pages of its WAL are included.
[[nodiscard]] Result<void> copy(Disk& disk, const Files& files, Database& old) {
  CAREHUB_CHECK(disk.replace(files.fresh, ""));  // readable by its owner only; SQLite keeps that
  CAREHUB_TRY(Database fresh, Database::open(files.fresh, disk.vfs()));
  CAREHUB_CHECK(fresh.execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL"));
  sqlite3_backup* backup = sqlite3_backup_init(fresh.handle(), "main", old.handle(), "main");
  if (backup == nullptr) return std::unexpected(sqlite_error(fresh.handle(), sqlite3_errcode(fresh.handle())));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE) return std::unexpected(sqlite_error(fresh.handle(), stepped));
  if (finished != SQLITE_OK) return std::unexpected(sqlite_error(fresh.handle(), finished));
  return fresh.close();
}

// What is proved is the new file, so that nothing but its own pages is trusted from here on.
[[nodiscard]] Result<void> prove(Disk& disk, const Files& files, const ChainKey& key, const Marks& marks) {
  CAREHUB_TRY(Database fresh, open_database(disk, files.fresh));
  CAREHUB_TRY(const Identity identity, read_identity(fresh, key));
  const std::expected<Head, Fault> head =
      scan(fresh, key, Head{.chain = identity.origin}, [](const EntryRow&) -> Result<void> { return {}; });
  if (!head) return std::unexpected(head.error().error);
  if (const std::expected<void, Fault> held = check_marks(fresh, marks); !held)
    return std::unexpected(held.error().error);
  return fresh.close();
}

}  // namespace

Result<void> settle_rebuild(Disk& disk, const Files& files) {
  if (disk.exists(files.before)) {
    if (disk.exists(files.database)) return remove_before(disk, files);
    if (disk.exists(files.before_wal)) CAREHUB_CHECK(move(disk, files.before_wal, files.wal));
    CAREHUB_CHECK(move(disk, files.before, files.database));
  }
  return remove_fresh(disk, files);
}

Result<void> rebuild(Disk& disk, const Files& files, const ChainKey& key, Ballast& ballast, const Marks& marks,
                     Database old) {
  CAREHUB_CHECK(check_room(disk, files, ballast));
  CAREHUB_CHECK(remove_fresh(disk, files));
  CAREHUB_CHECK(copy(disk, files, old));
  CAREHUB_CHECK(old.close());
  CAREHUB_CHECK(prove(disk, files, key, marks));
  CAREHUB_CHECK(disk.sync_directory(files.folder));
  // The old WAL must be out of the way before the new file gets the name that it belongs to.
  CAREHUB_CHECK(move(disk, files.database, files.before));
  if (disk.exists(files.wal)) CAREHUB_CHECK(move(disk, files.wal, files.before_wal));
  CAREHUB_CHECK(move(disk, files.fresh, files.database));
  return remove_before(disk, files);
}

}  // namespace carehub::journal
