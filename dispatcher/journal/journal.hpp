#pragma once
// The truth on disk: every decision in order, hash-chained, group-committed by a thread of its own.
// DIR/journal.db is SQLite: WAL, synchronous=FULL, one connection, locking_mode=EXCLUSIVE.
// The bytes: docs/formats.md.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dispatcher/journal/chain.hpp"
#include "protocols/base/error.hpp"
#include "protocols/base/reflect.hpp"
#include "protocols/domain/event.hpp"
#include "protocols/domain/refusal.hpp"

namespace carehub::journal {

class Disk;

// One decision: the events of one command, committed together.
struct Entry {
  Stamp stamp;
  std::vector<Event> events;
  CaseId case_id;                 // for the answer to a repeated command
  std::string message;            // likewise
  std::uint64_t fingerprint = 0;  // of the command, to tell its repeat from another under the same id; 0: not known
};
BOOST_DESCRIBE_STRUCT(Entry, (), (stamp, events, case_id, message, fingerprint))

// What stands for a command's bytes: the same with every build, for ever. Never 0.
[[nodiscard]] std::uint64_t fingerprint_of(std::string_view command_bytes);

// What a command was answered with, read back from durable state.
struct Outcome {
  Sequence sequence = 0;
  std::optional<Refusal> refusal;
  CaseId case_id;
  std::string message;
  std::uint64_t fingerprint = 0;  // as in the entry
};

// One record of an incremental snapshot: absent bytes remove it.
struct SnapshotRow {
  std::string key;
  std::optional<std::string> bytes;
  std::function<std::string()> encode = {};  // where set, makes the bytes, on the journal's thread
};

struct Position {
  Sequence last_sequence = 0;  // 0: empty
  std::uint64_t entries = 0;
  std::uint64_t events = 0;
  std::string chain_head;  // 64 hexadecimal digits
  std::string digest;      // last state digest read or written; complete once the tail has been replayed
};

// Room on the journal's disk, for the alarm at 20, 10 and 5 %.
struct Space {
  std::uint64_t free_bytes = 0;
  std::uint64_t total_bytes = 0;
  bool ballast_released = false;  // the reserve is being used up: the last warning
};

struct Options {
  std::filesystem::path directory;
  std::size_t wal_pages_max = 1000;  // auto-checkpoint
  std::size_t batch_entries_max = 512;
  std::uint64_t ballast_bytes = 80ULL << 20;   // reserve for a full disk; more than WAL and one checkpoint; 0: none
  std::uint64_t free_low_bytes = 32ULL << 20;  // below this the ballast goes; below a quarter of it nothing is accepted
  std::chrono::seconds anchor_every{60};
  Disk* disk = nullptr;  // tests put a failing one here; else the operating system's
};

// Which row of which step of the snapshot a reader beside the running hub has come to.
struct SnapshotPlace {
  std::int64_t step = 0;  // 0: nothing was read yet
  std::int64_t row = 0;
  std::int64_t rows = 0;  // taken so far
  Mac rows_seal{};        // of them
};

struct SnapshotSome {
  Head head;   // the snapshot stands for the state after it
  Instant at;  // when that was
  std::vector<SnapshotRow> rows;
  bool last = false;
};

class Journal {
 public:
  // Takes the directory's lock, checks identity and version, finishes an interrupted rebuild, verifies the tail of the
  // chain. Errors: conflict when another process holds it; corrupt with the sequence number; unsupported for a newer
  // version; input_output with what the disk said.
  [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const Options& options);
  virtual ~Journal() = default;

  [[nodiscard]] virtual Position position() const = 0;
  // What open() found and mended, in words, for the log: "rebuilt into new files after an unclean stop".
  [[nodiscard]] virtual std::vector<std::string> notices() const = 0;
  [[nodiscard]] virtual Result<Space> space() const = 0;

  // --- start-up, before the first append ---
  // The snapshot's rows; returns the sequence it stands for, 0 if there is none. After an error forget the rows already
  // taken, drop_snapshot() and replay everything.
  [[nodiscard]] virtual Result<Sequence> read_snapshot(const std::function<Result<void>(SnapshotRow)>& take) = 0;
  // Every entry after `after`, in order, each checked against the chain. Decoded on a second thread; `take` is called
  // on this one.
  [[nodiscard]] virtual Result<void> replay(Sequence after, const std::function<Result<void>(const Entry&)>& take) = 0;
  // Drops a snapshot that does not match; the next one is written whole.
  [[nodiscard]] virtual Result<void> drop_snapshot() = 0;

  // --- running ---
  // Queues an entry; `done` is called on the journal's thread after its commit, in order. Never blocks on the disk.
  // After a failed commit `failed` of start() is called once and nothing more is committed: the outcome is unknown, and
  // the process must end and rebuild before it answers.
  virtual void start(std::function<void(const Error&)> failed) = 0;
  // `told` is called on the journal's thread, once, when an entry of before this start turns out to be changed or
  // missing: they are proved while nothing else is to do. Before start().
  virtual void when_damaged(std::function<void(const Error&)> told) = 0;
  virtual void append(Entry entry, std::function<void()> done) = 0;
  // Rows changed since the last snapshot, standing for the state after `sequence`; committed after all entries before
  // it.
  virtual void append_snapshot(Sequence sequence, std::vector<SnapshotRow> rows) = 0;
  // The first answer to a command; only of committed entries. What is queued the caller knows itself, and must not
  // decide a second time.
  [[nodiscard]] virtual std::optional<Outcome> find(const CommandId& id) = 0;
  // Some committed entries after `place`, which is moved past them; Head{} is before the first. None: there are no more
  // yet. For one who reads beside the running hub: the journal's thread reads them between commits, the caller waits,
  // checked against the chain and decoded. Thread: any but the journal's, after start(). Errors: corrupt; unavailable
  // once the journal stops.
  [[nodiscard]] virtual Result<std::vector<Entry>> read_on(Head& place) = 0;
  // Some rows of the snapshot after `place`, which is moved past them, for one who reads beside the running hub; the
  // first time no rows, only what the snapshot stands for. Proved as a whole with the last of them: none counts before.
  // Thread: as read_on(). Errors: not_found when there is no whole snapshot; conflict when it has moved on meanwhile:
  // begin anew; corrupt; unavailable once the journal stops.
  [[nodiscard]] virtual Result<SnapshotSome> read_snapshot_on(SnapshotPlace& place) = 0;
  // Entries queued and not committed yet.
  [[nodiscard]] virtual std::size_t backlog() const = 0;
  // Commits what is queued, closes cleanly. Destroying without it is like being killed: what is queued is not
  // committed.
  virtual void stop() = 0;
};

struct Verdict {
  Position position;
  std::optional<Sequence> first_fault;
  std::string fault;  // in words
};

// Checks every entry of a journal that no process holds, without changing it.
[[nodiscard]] Result<Verdict> verify(const std::filesystem::path& directory,
                                     const std::function<Result<void>(const Entry&)>& take = {});

}  // namespace carehub::journal
