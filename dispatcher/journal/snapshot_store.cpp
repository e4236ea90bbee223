#include "dispatcher/journal/snapshot_store.hpp"

#include <utility>

#include "protocols/base/assert.hpp"

namespace carehub::journal {

namespace {

// One transaction. A step that fits is whole or not there after a kill; a larger one keeps the WAL bounded.
constexpr std::size_t chunk_bytes_max = 4U << 20;
constexpr std::size_t encoded_at_once = 64U << 10;  // commands wait no longer than for this
constexpr const char* place_name = "journal.db, snapshot";
constexpr std::size_t rows_at_once = 256;  // a commit waits no longer than for these

void put_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>((value & 0x7f) | 0x80));
  out.push_back(static_cast<char>(value));
}

[[nodiscard]] std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<std::uint8_t>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

// Each id: 8 bytes of fingerprint, then how far its sequence lies after the one before.
[[nodiscard]] std::string pack(const Ids& ids) {
  std::string out;
  out.reserve(ids.size() * 10);
  Sequence before = 0;
  for (const CommandIndex::Slot& id : ids) {
    put_u64(out, id.fingerprint);
    put_varint(out, id.sequence - before);
    before = id.sequence;
  }
  return out;
}

[[nodiscard]] std::optional<Ids> unpack(std::string_view bytes) {
  Ids ids;
  ids.reserve(bytes.size() / 9);
  Sequence before = 0;
  while (bytes.size() >= 9) {
    CommandIndex::Slot id{get_u64(bytes), 0};
    bytes.remove_prefix(8);
    const std::optional<std::uint64_t> distance = take_varint(bytes);
    if (!distance || *distance == 0) return std::nullopt;
    before += *distance;
    id.sequence = before;
    ids.push_back(id);
  }
  if (!bytes.empty()) return std::nullopt;
  return ids;
}

[[nodiscard]] std::string sealed_part(const Step& step) {
  std::string out;
  put_u64(out, static_cast<std::uint64_t>(step.number));
  put_u64(out, step.head.last_sequence);
  put_u64(out, step.head.entries);
  out.append(as_bytes(step.head.chain));
  put_u64(out, static_cast<std::uint64_t>(step.rows));
  out.append(as_bytes(step.rows_seal));
  out.append(step.digest);
  return out;
}

[[nodiscard]] Mac row_seal(const ChainKey& key, std::string_view name, std::string_view bytes) {
  return key.seal("snapshot row", name, bytes);
}

void mix(Mac& sum, const Mac& seal) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = static_cast<std::uint8_t>(sum[i] ^ seal[i]);
}

[[nodiscard]] std::unexpected<Error> changed(std::int64_t number) {
  return fail(ErrorCode::corrupt, place_name, "step {} was changed: its seal does not fit", number);
}

[[nodiscard]] Result<Step> read_step(const Statement& row, const ChainKey& key) {
  Step step;
  step.number = row.integer(0);
  step.digest = row.bytes(4);
  step.rows = row.integer(5);
  step.head.last_sequence = static_cast<Sequence>(row.integer(1));
  step.head.entries = static_cast<std::uint64_t>(row.integer(2));
  Mac seal{};
  if (!from_bytes(step.head.chain, row.bytes(3)) || !from_bytes(step.rows_seal, row.bytes(6)) ||
      !from_bytes(seal, row.bytes(8)) || key.seal("snapshot step", sealed_part(step), row.bytes(7)) != seal) {
    return changed(step.number);
  }
  return step;
}

}  // namespace

struct SnapshotStore::RowStatements {
  Statement find;
  Statement insert;
  Statement update;
  Statement erase;

  [[nodiscard]] static Result<RowStatements> prepare(Database& database) {
    RowStatements sql;
    CAREHUB_TRY(sql.find, database.prepare("SELECT id, seal FROM snapshot WHERE key=?1"));
    CAREHUB_TRY(sql.insert, database.prepare("INSERT INTO snapshot(key, bytes, seal) VALUES(?1, ?2, ?3)"));
    CAREHUB_TRY(sql.update, database.prepare("UPDATE snapshot SET bytes=?2, seal=?3 WHERE id=?1"));
    CAREHUB_TRY(sql.erase, database.prepare("DELETE FROM snapshot WHERE id=?1"));
    return sql;
  }
};

Result<SnapshotStore> SnapshotStore::open(Database& database, const ChainKey& key,
                                          const std::function<void(const Ids&)>& take_ids) {
  CAREHUB_TRY(const std::int64_t whole, database.number("SELECT value FROM meta WHERE name='snapshot_step'"));
  CAREHUB_TRY(
      Statement rows,
      database.prepare(
          "SELECT step, seq, entries, chain, digest, rows, rows_seal, ids, seal FROM snapshot_steps ORDER BY step"));
  SnapshotStore store;
  std::optional<Step> last;
  while (true) {
    CAREHUB_TRY(const bool more, rows.step());
    if (!more) break;
    CAREHUB_TRY(Step step, read_step(rows, key));
    const std::optional<Ids> ids = unpack(rows.bytes(7));
    if (!ids || step.number != store.last_number_ + 1) return changed(step.number);
    take_ids(*ids);
    store.last_number_ = step.number;
    last = std::move(step);
  }
  if (last && whole == last->number) {
    store.rows_ = last->rows;
    store.rows_seal_ = last->rows_seal;
    store.step_ = std::move(last);
  } else if (last || whole != 0) {
    return fail(ErrorCode::corrupt, place_name, "the last step was not finished");
  }
  return store;
}

Result<void> SnapshotStore::read(Database& database, const ChainKey& key,
                                 const std::function<Result<void>(SnapshotRow)>& take) const {
  CAREHUB_TRY(Statement rows, database.prepare("SELECT key, bytes, seal FROM snapshot ORDER BY id"));
  Mac sum{};
  std::int64_t count = 0;
  while (true) {
    CAREHUB_TRY(const bool more, rows.step());
    if (!more) break;
    Mac seal{};
    if (!from_bytes(seal, rows.bytes(2)) || row_seal(key, rows.bytes(0), rows.bytes(1)) != seal) {
      return fail(ErrorCode::corrupt, place_name, "record {} was changed: its seal does not fit", rows.bytes(0));
    }
    mix(sum, seal);
    ++count;
    CAREHUB_CHECK(take(SnapshotRow{std::string{rows.bytes(0)}, std::string{rows.bytes(1)}}));
  }
  if (sum == rows_seal_ && count == rows_) return {};
  return fail(ErrorCode::corrupt, place_name, "records were added or removed: {} are there, {} were written", count,
              rows_);
}

Result<SnapshotSome> SnapshotStore::read_some(Database& database, const ChainKey& key, SnapshotPlace& place) const {
  if (!step_) return fail(ErrorCode::not_found, place_name, "there is none");
  SnapshotSome some{step_->head, {}, {}, false};
  if (place.step == 0) {
    place.step = step_->number;
    CAREHUB_TRY(Statement at, database.prepare("SELECT at_ns FROM entries WHERE seq<=?1 ORDER BY seq DESC LIMIT 1"));
    at.bind(1, static_cast<std::int64_t>(step_->head.last_sequence));
    CAREHUB_TRY(const bool found, at.step());
    if (!found) return fail(ErrorCode::corrupt, place_name, "step {} stands for no entry", step_->number);
    some.at = Instant(Duration(at.integer(0)));
    return some;
  }
  if (place.step != step_->number) return fail(ErrorCode::conflict, place_name, "it has moved on");
  CAREHUB_TRY(Statement rows,
              database.prepare("SELECT id, key, bytes, seal FROM snapshot WHERE id>?1 ORDER BY id LIMIT ?2"));
  rows.bind(1, place.row);
  rows.bind(2, static_cast<std::int64_t>(rows_at_once));
  while (true) {
    CAREHUB_TRY(const bool more, rows.step());
    if (!more) break;
    Mac seal{};
    if (!from_bytes(seal, rows.bytes(3)) || row_seal(key, rows.bytes(1), rows.bytes(2)) != seal)
      return fail(ErrorCode::corrupt, place_name, "record {} was changed: its seal does not fit", rows.bytes(1));
    mix(place.rows_seal, seal);
    ++place.rows;
    place.row = rows.integer(0);
    some.rows.push_back(SnapshotRow{std::string{rows.bytes(1)}, std::string{rows.bytes(2)}});
  }
  some.last = some.rows.size() < rows_at_once;
  if (some.last && (place.rows_seal != step_->rows_seal || place.rows != step_->rows))
    return fail(ErrorCode::corrupt, place_name, "records were added or removed: {} are there, {} were written",
                place.rows, step_->rows);
  return some;
}

Result<void> SnapshotStore::void_steps(Database& database) {
  step_.reset();
  return database.execute("DELETE FROM meta WHERE name='snapshot_step'");
}

Result<void> SnapshotStore::drop(Database& database) {
  CAREHUB_ASSERT(!busy(), "a step is being written");
  CAREHUB_CHECK(database.execute("BEGIN"));
  CAREHUB_CHECK(void_steps(database));
  CAREHUB_CHECK(database.execute("DELETE FROM snapshot; DELETE FROM snapshot_steps; COMMIT"));
  rows_ = 0;
  rows_seal_ = {};
  last_number_ = 0;
  return {};
}

void SnapshotStore::begin(Step next, Ids ids, std::vector<SnapshotRow> rows) {
  CAREHUB_ASSERT(!busy(), "two steps at once");
  next.number = last_number_ + 1;
  pending_ = Pending{std::move(next), std::move(ids), std::move(rows)};
}

bool SnapshotStore::encode_some() {
  Pending& pending = *pending_;
  std::size_t encoded = 0;
  while (pending.encoded < pending.rows.size() && encoded < encoded_at_once) {
    SnapshotRow& row = pending.rows[pending.encoded++];
    if (!row.encode) continue;
    row.bytes = std::exchange(row.encode, {})();
    encoded += row.bytes->size();
  }
  return pending.encoded == pending.rows.size();
}

Result<bool> SnapshotStore::write_some(Database& database, const ChainKey& key) {
  Pending& pending = *pending_;
  CAREHUB_TRY(RowStatements sql, RowStatements::prepare(database));
  std::size_t written = 0;
  while (pending.at < pending.rows.size() && written < chunk_bytes_max) {
    const SnapshotRow row = std::move(pending.rows[pending.at++]);
    written += row.key.size() + (row.bytes ? row.bytes->size() : 0);
    CAREHUB_CHECK(put_row(sql, key, row));
  }
  if (pending.at < pending.rows.size()) {
    CAREHUB_CHECK(void_steps(database));
    return false;
  }
  CAREHUB_CHECK(put_step(database, key));
  pending_.reset();
  return true;
}

Result<void> SnapshotStore::put_row(RowStatements& sql, const ChainKey& key, const SnapshotRow& row) {
  sql.find.bind_text(1, row.key);
  CAREHUB_TRY(const bool known, sql.find.step());
  const std::int64_t id = known ? sql.find.integer(0) : 0;
  Mac seal{};
  const bool readable = !known || from_bytes(seal, sql.find.bytes(1));
  sql.find.reset();
  if (!readable) return fail(ErrorCode::corrupt, place_name, "record {} was changed: its seal does not fit", row.key);
  if (known) {
    mix(rows_seal_, seal);
    --rows_;
  }
  if (!row.bytes) {
    sql.erase.bind(1, id);
    return sql.erase.run();
  }
  seal = row_seal(key, row.key, *row.bytes);
  mix(rows_seal_, seal);
  ++rows_;
  Statement& put = known ? sql.update : sql.insert;
  if (known) {
    put.bind(1, id);
  } else {
    put.bind_text(1, row.key);
  }
  put.bind_bytes(2, *row.bytes);
  put.bind_bytes(3, as_bytes(seal));
  return put.run();
}

Result<void> SnapshotStore::put_step(Database& database, const ChainKey& key) {
  Step step = std::move(pending_->next);
  step.rows = rows_;
  step.rows_seal = rows_seal_;
  const std::string ids = pack(pending_->ids);
  const Mac seal = key.seal("snapshot step", sealed_part(step), ids);
  CAREHUB_TRY(Statement put, database.prepare("INSERT INTO snapshot_steps VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  put.bind(1, step.number);
  put.bind(2, step.head.last_sequence);
  put.bind(3, step.head.entries);
  put.bind_bytes(4, as_bytes(step.head.chain));
  put.bind_text(5, step.digest);
  put.bind(6, step.rows);
  put.bind_bytes(7, as_bytes(step.rows_seal));
  put.bind_bytes(8, ids);
  put.bind_bytes(9, as_bytes(seal));
  CAREHUB_CHECK(put.run());
  CAREHUB_TRY(Statement mark, database.prepare("INSERT OR REPLACE INTO meta(name, value) VALUES('snapshot_step', ?1)"));
  mark.bind(1, step.number);
  CAREHUB_CHECK(mark.run());
  last_number_ = step.number;
  step_ = std::move(step);
  return {};
}

}  // namespace carehub::journal
