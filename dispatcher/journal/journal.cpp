#include "dispatcher/journal/journal.hpp"

#include <sodium.h>

#include <algorithm>

#include "dispatcher/journal/entry_codec.hpp"
#include "dispatcher/journal/pipe.hpp"
#include "dispatcher/journal/replay.hpp"
#include "dispatcher/journal/writer.hpp"
#include "protocols/base/assert.hpp"

namespace carehub::journal {

namespace {

constexpr std::size_t rows_a_batch = 128;
constexpr std::size_t batches_waiting = 8;

class JournalFile final : public Journal {
 public:
  JournalFile(Opened opened, Options options) : opened_(std::move(opened)), options_(std::move(options)) {
    opened_.notices.shrink_to_fit();
  }

  Position position() const override {
    const std::scoped_lock lock(shared_);
    const Head& head = opened_.head;
    return Position{head.last_sequence, head.entries, head.last_sequence, to_hex(head.chain), opened_.digest};
  }

  std::vector<std::string> notices() const override { return opened_.notices; }

  Result<Space> space() const override {
    CAREHUB_TRY(const DiskSpace space, opened_.disk.space(opened_.files.folder));
    return Space{space.free_bytes, space.total_bytes, opened_.ballast->released()};
  }

  Result<Sequence> read_snapshot(const std::function<Result<void>(SnapshotRow)>& take) override {
    CAREHUB_ASSERT(!writer_, "the journal is running");
    if (!opened_.snapshot.step()) return Sequence{0};
    CAREHUB_CHECK(read_rows(take));
    return opened_.snapshot.step()->head.last_sequence;
  }

  Result<void> replay(Sequence after, const std::function<Result<void>(const Entry&)>& take) override {
    CAREHUB_ASSERT(!writer_, "the journal is running");
    Head from{.chain = opened_.origin};
    if (after != 0) {
      CAREHUB_TRY(from, stored_head(opened_.database, after));
      CAREHUB_ASSERT(from.last_sequence == after, "sequence {} is inside a decision", after);
    }
    std::expected<Replayed, Fault> replayed = replay_entries(opened_.database, opened_.key, from, take);
    if (!replayed) return std::unexpected(std::move(replayed).error().error);
    if (!replayed->digest.empty()) opened_.digest = replayed->digest;
    return {};
  }

  Result<void> drop_snapshot() override {
    CAREHUB_ASSERT(!writer_, "the journal is running");
    opened_.unsaved_ids = opened_.index.sorted();  // the next step holds them all
    return opened_.snapshot.drop(opened_.database);
  }

  void when_damaged(std::function<void(const Error&)> told) override { damaged_ = std::move(told); }

  void start(std::function<void(const Error&)> failed) override {
    CAREHUB_ASSERT(!writer_, "started twice");
    writer_ = std::make_unique<Writer>(opened_, options_, shared_, database_, std::move(failed), std::move(damaged_));
  }

  void append(Entry entry, std::function<void()> done) override { writer_->append(std::move(entry), std::move(done)); }

  void append_snapshot(Sequence sequence, std::vector<SnapshotRow> rows) override {
    writer_->append_snapshot(sequence, std::move(rows));
  }

  std::optional<Outcome> find(const CommandId& id) override;
  Result<std::vector<Entry>> read_on(Head& place) override;
  Result<SnapshotSome> read_snapshot_on(SnapshotPlace& place) override { return writer_->read_snapshot(place); }
  std::size_t backlog() const override { return writer_ ? writer_->backlog() : 0; }

  void stop() override {
    if (stopped_) return;
    stopped_ = true;
    // What cannot be closed cleanly is rebuilt at the next start.
    if (!writer_ || writer_->finish()) [[maybe_unused]]
      const Result<void> closed = close_cleanly(opened_);
    opened_.lock.reset();
  }

 private:
  [[nodiscard]] Result<void> read_rows(const std::function<Result<void>(SnapshotRow)>& take);

  Opened opened_;
  const Options options_;
  mutable std::mutex shared_;
  std::mutex database_;
  std::function<void(const Error&)> damaged_;
  std::unique_ptr<Writer> writer_;
  bool stopped_ = false;
};

// Read and proved on a second thread, taken on this.
Result<void> JournalFile::read_rows(const std::function<Result<void>(SnapshotRow)>& take) {
  using Batch = std::vector<SnapshotRow>;
  Pipe<Batch> pipe(batches_waiting);
  Result<void> read;
  std::thread reader([&] {
    Batch batch;
    read = opened_.snapshot.read(opened_.database, opened_.key, [&](SnapshotRow row) -> Result<void> {
      batch.push_back(std::move(row));
      if (batch.size() < rows_a_batch || pipe.put(std::exchange(batch, {}))) return {};
      return fail(ErrorCode::unavailable, "snapshot", "stopped");
    });
    [[maybe_unused]] const bool taken = pipe.put(std::move(batch));
    pipe.finish();
  });
  Result<void> wanted;
  while (std::optional<Batch> batch = pipe.take()) {
    for (SnapshotRow& row : *batch) {
      if (wanted) wanted = take(std::move(row));
    }
    if (!wanted) pipe.leave();
  }
  reader.join();
  return wanted ? read : wanted;
}

[[nodiscard]] std::optional<Refusal> refusal_in(const Entry& entry) {
  for (const Event& event : entry.events) {
    if (const auto* refused = std::get_if<CommandRefused>(&event)) return refused->refusal;
  }
  return std::nullopt;
}

// The entry at `sequence`, if it answers `id`, checked against the value before it.
[[nodiscard]] Result<std::optional<Entry>> read_answer(Opened& opened, Sequence sequence, const CommandId& id) {
  CAREHUB_TRY(Head before, stored_head(opened.database, sequence - 1));
  if (sequence == 1) before.chain = opened.origin;
  CAREHUB_TRY(Statement row,
              opened.database.prepare("SELECT at_ns, command, count, body, chain FROM entries WHERE seq=?1"));
  row.bind(1, sequence);
  CAREHUB_TRY(const bool found, row.step());
  ChainValue chain{};
  EntryRow entry;
  entry.sequence = sequence;
  if (!found || !from_bytes(entry.command.bytes, row.bytes(1)) || !from_bytes(chain, row.bytes(4))) {
    return fail(ErrorCode::corrupt, fmt::format("journal.db, sequence {}", sequence),
                "the entry is missing or was changed");
  }
  entry.at_ns = row.integer(0);
  entry.count = static_cast<std::uint64_t>(row.integer(2));
  entry.body = row.bytes(3);
  if (opened.key.link(before.chain, entry) != chain) {
    return fail(ErrorCode::corrupt, fmt::format("journal.db, sequence {}", sequence),
                "the entry was changed since it was written");
  }
  if (entry.command != id) return std::optional<Entry>{};
  CAREHUB_TRY(Entry decoded, decode_entry(entry.body));
  return std::optional<Entry>(std::move(decoded));
}

std::optional<Outcome> JournalFile::find(const CommandId& id) {
  const std::uint64_t fingerprint = opened_.key.fingerprint(id);
  std::vector<Sequence> sequences;
  {
    const std::scoped_lock lock(shared_);
    opened_.index.find(fingerprint, [&](Sequence sequence) {
      sequences.push_back(sequence);
      return false;
    });
  }
  for (const Sequence sequence : sequences) {
    const std::scoped_lock lock(database_);
    const Result<std::optional<Entry>> entry = read_answer(opened_, sequence, id);
    // An answer that cannot be proved must not be given, and deciding again would be worse.
    CAREHUB_ASSERT(entry.has_value(), "{}", entry.error().text());
    if (!*entry) continue;
    return Outcome{sequence, refusal_in(**entry), (*entry)->case_id, (*entry)->message, (*entry)->fingerprint};
  }
  return std::nullopt;
}

Result<std::vector<Entry>> JournalFile::read_on(Head& place) {
  CAREHUB_TRY(const RowsRead read, writer_->read_after(place));
  std::vector<Entry> entries;
  entries.reserve(read.rows.size());
  for (const EntryRow& row : read.rows) {
    CAREHUB_TRY(Entry entry, decode_row(row));
    entries.push_back(std::move(entry));
  }
  place = read.reached;
  return entries;
}

}  // namespace

std::uint64_t fingerprint_of(std::string_view command_bytes) {
  std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const std::uint8_t*>(command_bytes.data()),
                     command_bytes.size(), nullptr, 0);
  return std::max<std::uint64_t>(1, get_u64(as_bytes(hash)));
}

Result<std::unique_ptr<Journal>> Journal::open(const Options& options) {
  CAREHUB_TRY(Opened opened, open_files(options));
  return std::make_unique<JournalFile>(std::move(opened), options);
}

}  // namespace carehub::journal
