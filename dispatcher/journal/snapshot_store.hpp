#pragma once
// The snapshot: rows of state that stand for one sequence, changed step by step, and the command ids up to there. It
// only saves time; the entries are the truth. Everything in it is sealed with the journal's key.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dispatcher/journal/command_index.hpp"
#include "dispatcher/journal/journal.hpp"
#include "dispatcher/journal/reader.hpp"

namespace carehub::journal {

// What one step says: the rows now in the table stand for the state after head.
struct Step {
  std::int64_t number = 0;
  Head head;
  std::string digest;
  std::int64_t rows = 0;
  Mac rows_seal{};  // exclusive-or of all rows' seals
};

using Ids = std::vector<CommandIndex::Slot>;

class SnapshotStore {
 public:
  // Reads the last step and hands over the ids of all of them. A step that its seal does not cover is a fault of the
  // whole snapshot: error corrupt; drop() and go on without.
  [[nodiscard]] static Result<SnapshotStore> open(Database& database, const ChainKey& key,
                                                  const std::function<void(const Ids&)>& take_ids);

  // The step that the rows stand for; none if there is no whole snapshot.
  [[nodiscard]] const std::optional<Step>& step() const { return step_; }
  // Errors: corrupt when a row was changed, added or removed.
  [[nodiscard]] Result<void> read(Database& database, const ChainKey& key,
                                  const std::function<Result<void>(SnapshotRow)>& take) const;
  // Some of the same after `place`, as Journal::read_snapshot_on() says.
  [[nodiscard]] Result<SnapshotSome> read_some(Database& database, const ChainKey& key, SnapshotPlace& place) const;
  // Forgets every row and step, in one transaction.
  [[nodiscard]] Result<void> drop(Database& database);

  // A new step, in one transaction or, when large, in several with the snapshot void in between.
  // begin() once, then encode_some() until it returns true, then write_some() until it returns true, each of these
  // inside a transaction of the caller.
  void begin(Step next, Ids ids, std::vector<SnapshotRow> rows);
  [[nodiscard]] bool busy() const { return pending_.has_value(); }
  [[nodiscard]] bool encode_some();
  [[nodiscard]] Result<bool> write_some(Database& database, const ChainKey& key);

 private:
  struct Pending {
    Step next;
    Ids ids;
    std::vector<SnapshotRow> rows;
    std::size_t encoded = 0;
    std::size_t at = 0;
  };

  struct RowStatements;

  [[nodiscard]] Result<void> put_row(RowStatements& sql, const ChainKey& key, const SnapshotRow& row);
  [[nodiscard]] Result<void> put_step(Database& database, const ChainKey& key);
  [[nodiscard]] Result<void> void_steps(Database& database);

  std::optional<Step> step_;
  std::int64_t rows_ = 0;  // as they are in the table now
  Mac rows_seal_{};
  std::int64_t last_number_ = 0;
  std::optional<Pending> pending_;
};

}  // namespace carehub::journal
