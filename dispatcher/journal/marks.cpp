#include "dispatcher/journal/marks.hpp"

namespace carehub::journal {

namespace {

constexpr const char* what_to_do =
    "Restore the whole folder from its copy; or, to go on without what is missing, remove journal.anchor and "
    "journal.head";

[[nodiscard]] Fault corrupt(Sequence sequence, std::string detail) {
  return {sequence, Error{ErrorCode::corrupt, fmt::format("journal.db, sequence {}", sequence), std::move(detail)}, {}};
}

[[nodiscard]] std::expected<void, Fault> check_mark(Database& database, Sequence sequence, const ChainValue& chain,
                                                    const char* file) {
  if (sequence == 0) return {};
  const Result<Head> there = stored_head(database, sequence);
  if (!there) return std::unexpected(Fault{sequence, there.error(), {}});
  if (there->last_sequence < sequence) {
    return std::unexpected(
        corrupt(there->last_sequence + 1,
                fmt::format("the journal ends at event {}, but {} were committed ({}): its end is missing. {}",
                            there->last_sequence, sequence, file, what_to_do)));
  }
  if (there->chain != chain) {
    return std::unexpected(corrupt(
        sequence, fmt::format("the journal leads to another chain value than was last recorded ({}): it is not the "
                              "same journal",
                              file)));
  }
  return {};
}

}  // namespace

Result<Marks> read_marks(Disk& disk, const Files& files, const ChainKey& key) {
  Marks marks;
  CAREHUB_TRY(marks.anchor, read_anchor(disk, files.anchor, key));
  CAREHUB_TRY(marks.head, read_head_note(disk, files.head, key));
  return marks;
}

std::expected<void, Fault> check_marks(Database& database, const Marks& marks) {
  if (marks.anchor) {
    if (auto held = check_mark(database, marks.anchor->sequence, marks.anchor->chain, "journal.anchor"); !held)
      return held;
  }
  if (!marks.head) return {};
  return check_mark(database, marks.head->last_sequence, marks.head->chain, "journal.head");
}

Fault hidden_commits(Sequence last) {
  return corrupt(last + 1,
                 fmt::format("the write-ahead log (journal.db-wal) is damaged: decisions that were committed after "
                             "event {} lie in it and cannot be read. {}",
                             last, what_to_do));
}

Error named_by_marks(Error error, Disk& disk, const Files& files, const ChainKey& key) {
  if (error.code != ErrorCode::corrupt || error.place.find("sequence") != std::string::npos) return error;
  const Result<Marks> marks = read_marks(disk, files, key);
  Sequence known = 0;
  if (marks && marks->anchor) known = marks->anchor->sequence;
  if (marks && marks->head) known = std::max(known, marks->head->last_sequence);
  error.detail += known == 0 ? std::string("; how far it had come is not known")
                             : fmt::format("; it had come to sequence {}, and none of it can be read", known);
  error.detail += ". Restore the whole folder from its copy, and keep this one to have it looked at";
  return error;
}

}  // namespace carehub::journal
