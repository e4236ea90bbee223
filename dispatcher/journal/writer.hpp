#pragma once
// The journal's thread: commits what is queued in groups, then tells the callers in order. Also writes snapshots in
// between, empties the WAL, records the head outside the database every minute, proves what lies before the snapshot,
// and reads old entries for others.

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "dispatcher/journal/proof.hpp"
#include "dispatcher/journal/start_up.hpp"

namespace carehub::journal {

// Committed rows, with bodies of their own, and the place after them.
struct RowsRead {
  std::vector<EntryRow> rows;
  std::deque<std::string> bodies;
  Head reached;
};

class Writer {
 public:
  // `shared` guards the opened journal's head, index and digest; `database` its connection. Both outlive the writer.
  Writer(Opened& opened, const Options& options, std::mutex& shared, std::mutex& database,
         std::function<void(const Error&)> failed, std::function<void(const Error&)> damaged);
  ~Writer();

  void append(Entry entry, std::function<void()> done);
  void append_snapshot(Sequence sequence, std::vector<SnapshotRow> rows);
  // The next committed rows, each checked against the chain; waits until the thread has read them between commits.
  [[nodiscard]] Result<RowsRead> read_after(const Head& place);
  [[nodiscard]] Result<SnapshotSome> read_snapshot(SnapshotPlace& place);
  [[nodiscard]] std::size_t backlog() const;
  // Commits what is queued and ends the thread. False after a failure whose outcome on disk is unknown.
  [[nodiscard]] bool finish();

 private:
  struct Work {
    Entry entry;
    std::function<void()> done;
  };
  struct Snapshot {
    Sequence sequence = 0;
    std::vector<SnapshotRow> rows;
  };
  // What somebody else wants to know of the database.
  struct Reading {
    std::function<void()> read;
    std::function<void(const Error&)> refuse;
  };
  enum class Trouble { none, refused, unknown };

  void run();
  [[nodiscard]] Result<void> prepare();
  [[nodiscard]] bool wait_for_work();
  void commit_batch();
  [[nodiscard]] Result<void> write_batch();
  [[nodiscard]] Result<void> write_entry(const Entry& entry);
  void publish_batch();
  void begin_snapshot_if_ready();
  void write_snapshot_part();
  [[nodiscard]] Result<void> begin_snapshot(Snapshot snapshot);
  void empty_wal();
  [[nodiscard]] Result<void> checkpoint();
  void record_head();
  void prove_some();
  template <class T>
  [[nodiscard]] Result<T> between_commits(std::function<Result<T>()> read);
  void read_for_others();
  [[nodiscard]] Result<RowsRead> read_rows(const Head& from);
  void end_readings();
  void stop_for(Trouble trouble, const Error& error);

  Opened& opened_;
  const Options options_;
  std::mutex& shared_;
  std::mutex& database_;
  const std::function<void(const Error&)> failed_;
  const std::function<void(const Error&)> damaged_;

  mutable std::mutex queue_mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  std::deque<Snapshot> snapshots_;
  std::deque<Reading> readings_;
  bool no_more_readings_ = false;
  std::size_t backlog_ = 0;
  bool finishing_ = false;
  bool abandoned_ = false;

  // --- of the thread ---
  Statement begin_;
  Statement insert_;
  Statement commit_;
  std::vector<Work> batch_;
  Head head_;  // after the batch being written
  std::string digest_;
  Ids ids_;  // of the batch
  int wal_pages_ = 0;
  Proof proof_;
  Trouble trouble_ = Trouble::none;
  std::chrono::steady_clock::time_point next_record_;
  std::chrono::steady_clock::time_point next_reading_;  // while there is something to commit
  std::thread thread_;
};

}  // namespace carehub::journal
