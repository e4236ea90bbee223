#include "dispatcher/journal/writer.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "dispatcher/journal/entry_codec.hpp"
#include "dispatcher/journal/replay.hpp"
#include "protocols/base/assert.hpp"

namespace carehub::journal {

namespace {

constexpr std::size_t rows_for_others = 200;                // a command waits no longer than for these
constexpr std::chrono::milliseconds others_while_busy{20};  // between two such reads
constexpr int wal_growth_while_busy = 4;  // the WAL may grow this many times over before commands wait for it

int note_wal_pages(void* pages, sqlite3*, const char*, int now) {
  *static_cast<int*>(pages) = now;
  return SQLITE_OK;
}

}  // namespace

Writer::Writer(Opened& opened, const Options& options, std::mutex& shared, std::mutex& database,
               std::function<void(const Error&)> failed, std::function<void(const Error&)> damaged)
    : opened_(opened),
      options_(options),
      shared_(shared),
      database_(database),
      failed_(std::move(failed)),
      damaged_(std::move(damaged)),
      head_(opened.head),
      digest_(opened.digest),
      next_record_(std::chrono::steady_clock::now() + options.anchor_every) {
  if (opened_.snapshot.step()) proof_ = Proof(Head{.chain = opened_.origin}, opened_.snapshot.step()->head);
  sqlite3_wal_hook(opened_.database.handle(), note_wal_pages, &wal_pages_);
  thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
  {
    const std::scoped_lock lock(queue_mutex_);
    abandoned_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Writer::append(Entry entry, std::function<void()> done) {
  CAREHUB_ASSERT(!entry.events.empty(), "sequence {}", entry.stamp.sequence);
  bool was_empty = false;
  {
    const std::scoped_lock lock(queue_mutex_);
    was_empty = queue_.empty();
    queue_.push_back({std::move(entry), std::move(done)});
    ++backlog_;
  }
  if (was_empty) wake_.notify_one();  // outside the lock, else the woken thread would wait for it at once
}

void Writer::append_snapshot(Sequence sequence, std::vector<SnapshotRow> rows) {
  {
    const std::scoped_lock lock(queue_mutex_);
    snapshots_.push_back({sequence, std::move(rows)});
  }
  wake_.notify_one();
}

template <class T>
Result<T> Writer::between_commits(std::function<Result<T>()> read) {
  const auto promise = std::make_shared<std::promise<Result<T>>>();
  {
    const std::scoped_lock lock(queue_mutex_);
    if (no_more_readings_ || finishing_ || abandoned_)
      return fail(ErrorCode::unavailable, "journal.db", "the journal is being closed");
    readings_.push_back({[promise, read = std::move(read)] { promise->set_value(read()); },
                         [promise](const Error& error) { promise->set_value(std::unexpected(error)); }});
  }
  wake_.notify_one();
  return promise->get_future().get();
}

Result<RowsRead> Writer::read_after(const Head& place) {
  return between_commits<RowsRead>([this, &place] { return read_rows(place); });
}

Result<SnapshotSome> Writer::read_snapshot(SnapshotPlace& place) {
  return between_commits<SnapshotSome>([this, &place] {
    const std::scoped_lock lock(database_);
    return opened_.snapshot.read_some(opened_.database, opened_.key, place);
  });
}

std::size_t Writer::backlog() const {
  const std::scoped_lock lock(queue_mutex_);
  return backlog_;
}

bool Writer::finish() {
  {
    const std::scoped_lock lock(queue_mutex_);
    finishing_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  return trouble_ != Trouble::unknown;
}

Result<void> Writer::prepare() {
  const std::scoped_lock lock(database_);
  CAREHUB_TRY(begin_, opened_.database.prepare("BEGIN"));
  CAREHUB_TRY(insert_, opened_.database.prepare("INSERT INTO entries VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  CAREHUB_TRY(commit_, opened_.database.prepare("COMMIT"));
  return {};
}

void Writer::run() {
  if (Result<void> prepared = prepare(); !prepared) stop_for(Trouble::unknown, prepared.error());
  while (trouble_ == Trouble::none && wait_for_work()) {
    if (!batch_.empty()) commit_batch();
    begin_snapshot_if_ready();
    write_snapshot_part();
    empty_wal();
    record_head();
    read_for_others();
    if (batch_.empty()) prove_some();
  }
  end_readings();
  const std::scoped_lock lock(database_);  // the connection is closed after this, and statements go before it
  for (Statement* statement : {&begin_, &insert_, &commit_}) *statement = Statement{};
}

// Fills the batch. False when there is nothing more to do, ever.
bool Writer::wait_for_work() {
  std::unique_lock lock(queue_mutex_);
  const auto something = [&] {
    return abandoned_ || finishing_ || !queue_.empty() || !snapshots_.empty() || !readings_.empty();
  };
  if (!opened_.snapshot.busy() && proof_.over()) wake_.wait_until(lock, next_record_, something);
  if (abandoned_) return false;
  batch_.clear();
  while (!queue_.empty() && batch_.size() < options_.batch_entries_max) {
    batch_.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return !finishing_ || !batch_.empty() || !snapshots_.empty() || opened_.snapshot.busy();
}

void Writer::commit_batch() {
  if (Result<void> room = opened_.ballast->before_write(); !room) return stop_for(Trouble::refused, room.error());
  Result<void> written;
  {
    const std::scoped_lock lock(database_);
    written = write_batch();
  }
  if (!written) return stop_for(Trouble::unknown, written.error());
  opened_.head_note.write(opened_.key, head_);
  publish_batch();
  {
    const std::scoped_lock lock(queue_mutex_);
    backlog_ -= batch_.size();
  }
  for (Work& work : batch_) {
    if (work.done) work.done();
  }
}

Result<void> Writer::write_batch() {
  ids_.clear();
  CAREHUB_CHECK(begin_.run());
  for (const Work& work : batch_) CAREHUB_CHECK(write_entry(work.entry));
  return commit_.run();
}

Result<void> Writer::write_entry(const Entry& entry) {
  const Stamp& stamp = entry.stamp;
  CAREHUB_ASSERT(stamp.sequence == head_.last_sequence + 1, "sequence {} after {}", stamp.sequence,
                 head_.last_sequence);
  const std::string body = encode_entry(entry);
  const EntryRow row{stamp.sequence, stamp.at.time_since_epoch().count(), stamp.command, entry.events.size(), body};
  head_ = Head{row.sequence + row.count - 1, head_.entries + 1, opened_.key.link(head_.chain, row)};
  if (row.command.given()) ids_.push_back({opened_.key.fingerprint(row.command), row.sequence});
  if (const std::string* digest = digest_in(entry)) digest_ = *digest;
  insert_.bind(1, row.sequence);
  insert_.bind(2, row.at_ns);
  insert_.bind_bytes(3, as_bytes(row.command.bytes));
  insert_.bind(4, row.count);
  insert_.bind_bytes(5, row.body);
  insert_.bind_bytes(6, as_bytes(head_.chain));
  return insert_.run();
}

void Writer::publish_batch() {
  const std::scoped_lock lock(shared_);
  opened_.head = head_;
  opened_.digest = digest_;
  for (const CommandIndex::Slot& id : ids_) opened_.index.insert(id.fingerprint, id.sequence);
  opened_.unsaved_ids.insert(opened_.unsaved_ids.end(), ids_.begin(), ids_.end());
}

void Writer::begin_snapshot_if_ready() {
  if (trouble_ != Trouble::none || opened_.snapshot.busy()) return;
  Snapshot next;
  {
    const std::scoped_lock lock(queue_mutex_);
    if (snapshots_.empty() || snapshots_.front().sequence > head_.last_sequence) return;
    next = std::move(snapshots_.front());
    snapshots_.pop_front();
  }
  const std::scoped_lock lock(database_);
  if (Result<void> begun = begin_snapshot(std::move(next)); !begun) stop_for(Trouble::unknown, begun.error());
}

Result<void> Writer::begin_snapshot(Snapshot snapshot) {
  CAREHUB_TRY(Head head, stored_head(opened_.database, snapshot.sequence));
  CAREHUB_ASSERT(head.last_sequence == snapshot.sequence, "a snapshot inside a decision: {}", snapshot.sequence);
  CAREHUB_TRY(const std::int64_t later,
              opened_.database.number(fmt::format("SELECT count(*) FROM entries WHERE seq > {}", snapshot.sequence)));
  head.entries = head_.entries - static_cast<std::uint64_t>(later);
  const std::scoped_lock lock(shared_);
  Ids& unsaved = opened_.unsaved_ids;
  const auto end =
      std::upper_bound(unsaved.begin(), unsaved.end(), snapshot.sequence,
                       [](Sequence sequence, const CommandIndex::Slot& id) { return sequence < id.sequence; });
  Ids ids(unsaved.begin(), end);
  unsaved.erase(unsaved.begin(), end);
  opened_.snapshot.begin(Step{.head = head, .digest = digest_}, std::move(ids), std::move(snapshot.rows));
  return {};
}

void Writer::write_snapshot_part() {
  if (trouble_ != Trouble::none || !opened_.snapshot.busy() || !opened_.snapshot.encode_some()) return;
  if (Result<void> room = opened_.ballast->before_write(); !room) return stop_for(Trouble::refused, room.error());
  const std::scoped_lock lock(database_);
  const auto write = [&]() -> Result<void> {
    CAREHUB_CHECK(opened_.database.execute("BEGIN"));
    CAREHUB_CHECK(opened_.snapshot.write_some(opened_.database, opened_.key));
    return opened_.database.execute("COMMIT");
  };
  if (Result<void> written = write(); !written) stop_for(Trouble::unknown, written.error());
}

void Writer::empty_wal() {
  const auto limit = static_cast<int>(options_.wal_pages_max);
  if (trouble_ != Trouble::none || wal_pages_ < limit) return;
  if (wal_pages_ < limit * wal_growth_while_busy) {
    const std::scoped_lock lock(queue_mutex_);
    if (!queue_.empty()) return;
  }
  const std::scoped_lock lock(database_);
  Result<void> emptied = checkpoint();
  if (!emptied && !opened_.ballast->released()) {
    opened_.ballast->release();
    emptied = checkpoint();
  }
  if (!emptied) stop_for(Trouble::unknown, emptied.error());
}

Result<void> Writer::checkpoint() {
  const int code =
      sqlite3_wal_checkpoint_v2(opened_.database.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqlite_error(opened_.database.handle(), code));
  return {};
}

void Writer::record_head() {
  if (trouble_ != Trouble::none || std::chrono::steady_clock::now() < next_record_) return;
  next_record_ = std::chrono::steady_clock::now() + options_.anchor_every;
  opened_.ballast->restore();
  // A disk too full for this small file is reported by space(); the older record stays true.
  [[maybe_unused]] const Result<void> recorded =
      write_anchor(opened_.disk, opened_.files.anchor, opened_.key, Anchor{head_.last_sequence, head_.chain, false});
}

void Writer::prove_some() {
  if (trouble_ != Trouble::none || proof_.over()) return;
  Result<void> proved;
  {
    const std::scoped_lock lock(database_);
    proved = proof_.go_on(opened_.database, opened_.key);
  }
  if (!proved && damaged_) damaged_(proved.error());
}

// Commits come first: while there are any, only now and then.
void Writer::read_for_others() {
  const auto now = std::chrono::steady_clock::now();
  if (trouble_ != Trouble::none || (!batch_.empty() && now < next_reading_)) return;
  std::optional<Reading> next;
  {
    const std::scoped_lock lock(queue_mutex_);
    if (readings_.empty()) return;
    next = std::move(readings_.front());
    readings_.pop_front();
  }
  next->read();
  next_reading_ = now + others_while_busy;
}

Result<RowsRead> Writer::read_rows(const Head& from) {
  Head start = from;
  if (start.last_sequence == 0) start.chain = opened_.origin;
  RowsRead read;
  const auto take = [&](const EntryRow& row) -> Result<void> {
    if (read.rows.size() == rows_for_others) return fail(ErrorCode::unavailable, "reading", "enough");
    read.bodies.emplace_back(row.body);
    read.rows.push_back(row);
    read.rows.back().body = read.bodies.back();
    return {};
  };
  const std::scoped_lock lock(database_);
  std::expected<Head, Fault> reached = scan(opened_.database, opened_.key, start, take);
  if (!reached && reached.error().error.code != ErrorCode::unavailable)
    return std::unexpected(std::move(reached).error().error);
  read.reached = reached ? *reached : reached.error().good;
  return read;
}

void Writer::end_readings() {
  const std::scoped_lock lock(queue_mutex_);
  no_more_readings_ = true;
  for (Reading& reading : readings_)
    reading.refuse({ErrorCode::unavailable, "journal.db", "the journal is being closed"});
  readings_.clear();
}

void Writer::stop_for(Trouble trouble, const Error& error) {
  trouble_ = trouble;
  opened_.ballast->release();  // the restart needs room
  Error told = error;
  if (trouble == Trouble::unknown) {
    told.detail +=
        ". Whether the last decisions are on disk is not known: the dispatcher stops; start it again, and it will copy "
        "the journal into new files and go on from what is proved";
  }
  if (failed_) failed_(told);
}

}  // namespace carehub::journal
