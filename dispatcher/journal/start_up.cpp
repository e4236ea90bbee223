#include "dispatcher/journal/start_up.hpp"

#include "dispatcher/journal/rebuild.hpp"
#include "dispatcher/journal/wal_check.hpp"

namespace carehub::journal {

namespace {

constexpr std::size_t wal_growth_expected = 2;  // while a snapshot is written, or commands leave no time to empty it

// Without a database there must be no trace of one, else it was lost.
[[nodiscard]] Result<void> check_nothing_lost(Disk& disk, const Files& files) {
  for (const path& trace : {files.wal, files.anchor, files.head}) {
    if (!disk.exists(trace)) continue;
    return fail(ErrorCode::corrupt, files.database.string(),
                "the journal's database is missing, but {} is there; restore journal.db from its copy",
                trace.filename().string());
  }
  return {};
}

[[nodiscard]] Result<void> make_new(Opened& opened) {
  CAREHUB_CHECK(check_nothing_lost(opened.disk, opened.files));
  CAREHUB_CHECK(create_database(opened.disk, opened.files, opened.key));
  CAREHUB_TRY(Database database, open_database(opened.disk, opened.files.database));
  CAREHUB_TRY(const Identity identity, read_identity(database, opened.key));
  CAREHUB_CHECK(database.close());
  return write_anchor(opened.disk, opened.files.anchor, opened.key, Anchor{.chain = identity.origin, .clean = true});
}

[[nodiscard]] Result<Sequence> last_sequence(Database& database) {
  CAREHUB_TRY(const std::int64_t last,
              database.number("SELECT seq + count - 1 FROM entries ORDER BY seq DESC LIMIT 1"));
  return static_cast<Sequence>(last);
}

[[nodiscard]] Result<Database> open_existing(Opened& opened) {
  CAREHUB_TRY(Database database, open_database(opened.disk, opened.files.database));
  database.keep_wal_on_close(true);  // until a clean stop
  CAREHUB_TRY(const Identity identity, read_identity(database, opened.key));
  opened.origin = identity.origin;
  return database;
}

// With neither record of where it ended, somebody has chosen to go on with what is left.
[[nodiscard]] Result<void> check_log(Opened& opened, Sequence last, const Marks& marks) {
  CAREHUB_TRY(const bool hides, wal_hides_commits(opened.disk, opened.files));
  if (!hides) return {};
  Fault fault = hidden_commits(last);
  if (marks.anchor || marks.head) return std::unexpected(std::move(fault.error));
  opened.notices.push_back(fault.error.text());
  return {};
}

// After anything but a clean stop the journal is used by way of new files only.
[[nodiscard]] Result<Database> trusted(Opened& opened, Database database, const Marks& marks) {
  CAREHUB_TRY(const Sequence last, last_sequence(database));
  const std::optional<Anchor>& anchor = marks.anchor;
  if (anchor && anchor->clean && anchor->sequence == last) return database;
  opened.notices.push_back(
      anchor ? "the last stop was not clean: the journal was proved and copied into new files"
             : "journal.anchor was missing: the journal was proved, but a missing end cannot be ruled out");
  CAREHUB_CHECK(check_log(opened, last, marks));
  CAREHUB_CHECK(rebuild(opened.disk, opened.files, opened.key, *opened.ballast, marks, std::move(database)));
  return open_existing(opened);
}

// A log that has its full size from the start is overwritten, not grown, so that a sync has nothing to write but its
// bytes. SQLite takes zeros for an empty log. Without room for it all works the same, only slower.
void lay_out_log(Opened& opened, const Options& options) {
  const std::uint64_t bytes = options.wal_pages_max * wal_growth_expected * wal_frame_bytes;
  const Result<DiskSpace> space = opened.disk.space(opened.files.folder);
  const bool room = space && space->free_bytes > bytes + 2 * options.free_low_bytes;
  if (!room || opened.disk.size(opened.files.wal).value_or(0) != 0) return;
  [[maybe_unused]] const Result<void> laid_out = opened.disk.lay_out(opened.files.wal, bytes);
}

void open_head_note(Opened& opened) {
  Result<HeadNote> note = HeadNote::open(opened.disk, opened.files.head);
  if (!note) return;  // a disk too full for it is reported by space()
  opened.head_note = *std::move(note);
  opened.head_note.write(opened.key, opened.head);
}

[[nodiscard]] Result<void> load_snapshot_store(Opened& opened) {
  const auto take = [&](const Ids& ids) {
    opened.index.reserve(opened.index.size() + ids.size());
    for (const CommandIndex::Slot& id : ids) opened.index.insert(id.fingerprint, id.sequence);
  };
  Result<SnapshotStore> store = SnapshotStore::open(opened.database, opened.key, take);
  if (store) {
    opened.snapshot = *std::move(store);
    return {};
  }
  opened.index = {};
  opened.notices.push_back("the snapshot cannot be used and was dropped: " + store.error().text());
  return opened.snapshot.drop(opened.database);
}

// The step's own word for where it stands must be the journal's.
[[nodiscard]] Result<Head> trusted_head(Opened& opened) {
  if (!opened.snapshot.step()) return Head{.chain = opened.origin};
  const Step& step = *opened.snapshot.step();
  CAREHUB_TRY(const Head stored, stored_head(opened.database, step.head.last_sequence));
  if (stored.last_sequence == step.head.last_sequence && stored.chain == step.head.chain) return step.head;
  const Sequence at = std::min(stored.last_sequence + 1, step.head.last_sequence);
  return fail(
      ErrorCode::corrupt, fmt::format("journal.db, sequence {}", at),
      "the snapshot stands for event {}, but the journal does not lead there: entries are missing or were changed",
      step.head.last_sequence);
}

[[nodiscard]] Result<void> read_tail(Opened& opened) {
  CAREHUB_TRY(opened.head, trusted_head(opened));
  if (opened.snapshot.step()) opened.digest = opened.snapshot.step()->digest;
  const auto take = [&](const EntryRow& row) -> Result<void> {
    if (!row.command.given()) return {};
    const CommandIndex::Slot id{opened.key.fingerprint(row.command), row.sequence};
    opened.index.insert(id.fingerprint, id.sequence);
    opened.unsaved_ids.push_back(id);
    return {};
  };
  const std::expected<Head, Fault> head = scan(opened.database, opened.key, opened.head, take);
  if (!head) return std::unexpected(head.error().error);
  opened.head = *head;
  return {};
}

}  // namespace

Result<Opened> open_files(const Options& options) {
  Disk& disk = options.disk != nullptr ? *options.disk : system_disk();
  const Files files(options.directory);
  CAREHUB_TRY(auto lock, disk.lock(options.directory));
  CAREHUB_CHECK(settle_rebuild(disk, files));
  const bool known = disk.exists(files.database);
  CAREHUB_TRY(const ChainKey key, load_key(disk, files, !known && !disk.exists(files.anchor)));
  Opened opened(std::move(lock), disk, files, key);
  opened.ballast = std::make_unique<Ballast>(disk, files, options.ballast_bytes, options.free_low_bytes);
  if (!known) CAREHUB_CHECK(make_new(opened));
  Result<Database> database = open_existing(opened);
  if (!database) return std::unexpected(named_by_marks(std::move(database).error(), disk, files, key));
  CAREHUB_TRY(const Marks marks, read_marks(disk, files, key));
  database = trusted(opened, *std::move(database), marks);
  if (!database) return std::unexpected(named_by_marks(std::move(database).error(), disk, files, key));
  opened.database = *std::move(database);
  CAREHUB_CHECK(load_snapshot_store(opened));
  CAREHUB_CHECK(read_tail(opened));
  if (const auto held = check_marks(opened.database, marks); !held) return std::unexpected(held.error().error);
  opened.ballast->restore();
  lay_out_log(opened, options);
  open_head_note(opened);
  const Anchor open_again{opened.head.last_sequence, opened.head.chain, false};
  Result<void> marked = write_anchor(disk, files.anchor, key, open_again);
  if (!marked) {
    opened.ballast->release();
    CAREHUB_CHECK(write_anchor(disk, files.anchor, key, open_again));
  }
  return opened;
}

Result<void> close_cleanly(Opened& opened) {
  CAREHUB_CHECK(opened.database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  opened.database.keep_wal_on_close(false);
  CAREHUB_CHECK(opened.database.close());
  return write_anchor(opened.disk, opened.files.anchor, opened.key,
                      Anchor{opened.head.last_sequence, opened.head.chain, true});
}

}  // namespace carehub::journal
