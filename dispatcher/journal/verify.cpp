#include "dispatcher/journal/verify.hpp"

#include "dispatcher/journal/marks.hpp"
#include "dispatcher/journal/replay.hpp"
#include "dispatcher/journal/schema.hpp"
#include "dispatcher/journal/snapshot_store.hpp"
#include "dispatcher/journal/wal_check.hpp"

namespace carehub::journal {

namespace {

[[nodiscard]] Position position_of(const Head& head, std::string digest) {
  return Position{head.last_sequence, head.entries, head.last_sequence, to_hex(head.chain), std::move(digest)};
}

void name_fault(Verdict& verdict, Sequence sequence, std::string fault) {
  if (verdict.first_fault) return;
  verdict.first_fault = sequence;
  verdict.fault = std::move(fault);
}

void check_log(Verdict& verdict, Disk& disk, const Files& files) {
  const Result<bool> hides = wal_hides_commits(disk, files);
  const Sequence last = verdict.position.last_sequence;
  if (!hides) return name_fault(verdict, last + 1, hides.error().text());
  if (*hides) name_fault(verdict, last + 1, hidden_commits(last).error.text());
}

void check_end(Verdict& verdict, Disk& disk, const Files& files, const ChainKey& key, Database& database) {
  const Sequence next = verdict.position.last_sequence + 1;
  const Result<Marks> marks = read_marks(disk, files, key);
  if (!marks) return name_fault(verdict, next, marks.error().text());
  if (!marks->anchor) name_fault(verdict, next, "journal.anchor is missing, so that a missing end cannot be ruled out");
  if (const auto held = check_marks(database, *marks); !held)
    name_fault(verdict, held.error().sequence, held.error().error.text());
}

void check_pages(Verdict& verdict, Database& database) {
  const Result<std::string> said = database.text("PRAGMA quick_check(1)");
  if (said && *said == "ok") return;
  name_fault(verdict, verdict.position.last_sequence + 1,
             "every entry reads well, but the file is damaged elsewhere: " + (said ? *said : said.error().text()));
}

void check_snapshot(Verdict& verdict, Database& database, const ChainKey& key) {
  const auto no_ids = [](const Ids&) {};
  const Result<SnapshotStore> store = SnapshotStore::open(database, key, no_ids);
  const auto told = [&](const Error& error) {
    name_fault(
        verdict, verdict.position.last_sequence + 1,
        "every entry reads well, but the snapshot does not (it is made again at the next start): " + error.text());
  };
  if (!store) return told(store.error());
  if (!store->step()) return;
  const Step& step = *store->step();
  const Result<Head> there = stored_head(database, step.head.last_sequence);
  if (!there) return told(there.error());
  if (there->last_sequence != step.head.last_sequence || there->chain != step.head.chain) {
    return name_fault(verdict, std::min(step.head.last_sequence, there->last_sequence + 1),
                      fmt::format("the snapshot stands for event {}, but the journal ends before it or leads elsewhere",
                                  step.head.last_sequence));
  }
  if (const Result<void> read = store->read(database, key, [](SnapshotRow) -> Result<void> { return {}; }); !read) {
    told(read.error());
  }
}

[[nodiscard]] Result<Verdict> verify_database(Disk& disk, const Files& files, const ChainKey& key,
                                              const std::function<Result<void>(const Entry&)>& take) {
  Verdict verdict;
  CAREHUB_TRY(Database database, open_database(disk, files.database));
  database.keep_wal_on_close(true);
  CAREHUB_TRY(const Identity identity, read_identity(database, key));
  const auto pass = [&](const Entry& entry) -> Result<void> { return take ? take(entry) : Result<void>{}; };
  const std::expected<Replayed, Fault> replayed = replay_entries(database, key, Head{.chain = identity.origin}, pass);
  verdict.position = replayed ? position_of(replayed->head, replayed->digest) : position_of(replayed.error().good, {});
  if (!replayed) {
    name_fault(verdict, replayed.error().sequence, replayed.error().error.text());
    return verdict;
  }
  check_log(verdict, disk, files);
  check_end(verdict, disk, files, key, database);
  check_snapshot(verdict, database, key);
  check_pages(verdict, database);
  return verdict;
}

}  // namespace

Result<Verdict> verify(const std::filesystem::path& directory, const std::function<Result<void>(const Entry&)>& take) {
  return verify_on(system_disk(), directory, take);
}

Result<Verdict> verify_on(Disk& disk, const path& directory, const std::function<Result<void>(const Entry&)>& take) {
  const Files files(directory);
  if (!disk.exists(files.folder)) return fail(ErrorCode::not_found, directory.string(), "there is no such folder");
  if (!disk.exists(files.database)) {
    const bool moving = disk.exists(files.before);
    return fail(ErrorCode::not_found, files.database.string(), "{}",
                moving ? "a copy into new files was cut short; start the dispatcher once, it finishes the copy"
                       : "there is no journal here");
  }
  CAREHUB_TRY(const auto lock, disk.lock(directory));
  const bool had_wal = disk.exists(files.wal);
  CAREHUB_TRY(const ChainKey key, load_key(disk, files, false));
  Result<Verdict> verdict = verify_database(disk, files, key, take);
  if (!verdict) verdict = std::unexpected(named_by_marks(std::move(verdict).error(), disk, files, key));
  if (!had_wal && disk.size(files.wal).value_or(1) == 0) CAREHUB_CHECK(disk.remove(files.wal));  // SQLite's, and empty
  return verdict;
}

}  // namespace carehub::journal
