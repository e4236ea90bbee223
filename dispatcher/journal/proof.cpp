#include "dispatcher/journal/proof.hpp"

namespace carehub::journal {

namespace {

constexpr std::size_t entries_at_once = 200;  // a command waits no longer than for these

}  // namespace

Result<void> Proof::go_on(Database& database, const ChainKey& key) {
  std::size_t looked_at = 0;
  const auto enough = [&](const EntryRow& row) -> Result<void> {
    if (row.sequence <= until_.last_sequence && ++looked_at <= entries_at_once) return {};
    return fail(ErrorCode::unavailable, "proof", "stopped");
  };
  const std::expected<Head, Fault> reached = scan(database, key, at_, enough);
  const bool damaged = !reached && reached.error().error.code != ErrorCode::unavailable;
  at_ = reached ? *reached : reached.error().good;
  const bool led_elsewhere = over() && at_.chain != until_.chain;
  const bool ended_early = reached && !over();
  if (!damaged && !led_elsewhere && !ended_early) return {};
  const Sequence next = at_.last_sequence + 1;
  at_ = until_;
  if (damaged) return std::unexpected(reached.error().error);
  return fail(ErrorCode::corrupt, fmt::format("journal.db, sequence {}", next),
              "the entries do not lead to the snapshot: some are missing or were changed");
}

}  // namespace carehub::journal
