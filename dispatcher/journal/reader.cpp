#include "dispatcher/journal/reader.hpp"

#include <limits>

namespace carehub::journal {

namespace {

[[nodiscard]] std::unexpected<Fault> fault(Sequence sequence, Error error, Head good = {}) {
  return std::unexpected(Fault{sequence, std::move(error), good});
}

[[nodiscard]] std::unexpected<Fault> corrupt(Sequence sequence, std::string detail) {
  return fault(sequence,
               Error{ErrorCode::corrupt, fmt::format("journal.db, sequence {}", sequence), std::move(detail)});
}

[[nodiscard]] bool has_shape(const Statement& row) {
  return row.is_integer(0) && row.is_integer(1) && row.is_bytes(2) && row.is_integer(3) && row.is_bytes(4) &&
         row.is_bytes(5);
}

// Checks one row and moves the head past it.
[[nodiscard]] std::expected<EntryRow, Fault> check_row(const Statement& columns, const ChainKey& key, Head& head) {
  const Sequence expected = head.last_sequence + 1;
  EntryRow row;
  row.sequence = static_cast<Sequence>(columns.integer(0));
  row.at_ns = columns.integer(1);
  if (columns.integer(0) > 0 && row.sequence > expected) {
    return corrupt(expected, fmt::format("events {} to {} are missing", expected, row.sequence - 1));
  }
  if (row.sequence != expected) {
    return corrupt(expected, fmt::format("an entry numbered {} stands where {} is due", columns.integer(0), expected));
  }
  ChainValue chain{};
  if (!has_shape(columns) || columns.integer(3) < 1 || !from_bytes(row.command.bytes, columns.bytes(2)) ||
      !from_bytes(chain, columns.bytes(5))) {
    return corrupt(expected, "the entry was changed: a column does not have its shape");
  }
  row.count = static_cast<std::uint64_t>(columns.integer(3));
  row.body = columns.bytes(4);
  if (key.link(head.chain, row) != chain) {
    return corrupt(expected, "the entry was changed or moved: it does not follow from what comes before it");
  }
  head = Head{row.sequence + row.count - 1, head.entries + 1, chain};
  return row;
}

}  // namespace

std::expected<Head, Fault> scan(Database& database, const ChainKey& key, Head from, const VisitRow& visit) {
  Head head = from;
  const auto damaged = [&](Error error) {
    error.place = fmt::format("journal.db, sequence {}", head.last_sequence + 1);
    error.detail = fmt::format("nothing can be read after event {}: {}", head.last_sequence, error.detail);
    return fault(head.last_sequence + 1, std::move(error), head);
  };
  Result<Statement> rows =
      database.prepare("SELECT seq, at_ns, command, count, body, chain FROM entries WHERE seq > ?1 ORDER BY seq");
  if (!rows) return damaged(rows.error());
  // From the start, rows numbered below 1 must show as well.
  rows->bind(1, from.last_sequence == 0 ? std::numeric_limits<std::int64_t>::min()
                                        : static_cast<std::int64_t>(from.last_sequence));
  while (true) {
    const Result<bool> more = rows->step();
    if (!more) return damaged(more.error());
    if (!*more) return head;
    const Head before = head;
    const std::expected<EntryRow, Fault> row = check_row(*rows, key, head);
    if (!row) {
      Fault found = row.error();
      found.good = before;
      return std::unexpected(std::move(found));
    }
    if (Result<void> taken = visit(*row); !taken) return fault(row->sequence, std::move(taken).error(), before);
  }
}

Result<Head> stored_head(Database& database, Sequence sequence) {
  CAREHUB_TRY(Statement row,
              database.prepare("SELECT seq + count - 1, chain FROM entries WHERE seq <= ?1 ORDER BY seq DESC LIMIT 2"));
  row.bind(1, sequence);
  while (true) {
    CAREHUB_TRY(const bool found, row.step());
    if (!found) return Head{};
    Head head;
    head.last_sequence = static_cast<Sequence>(row.integer(0));
    if (head.last_sequence <= sequence && from_bytes(head.chain, row.bytes(1))) return head;
  }
}

}  // namespace carehub::journal
