#include "dispatcher/runtime/recovery.hpp"

#include <variant>

#include "dispatcher/core/core.hpp"
#include "dispatcher/core/digest.hpp"
#include "dispatcher/runtime/snapshot_rows.hpp"

namespace carehub::runtime {
namespace {

struct FromSnapshot {
  core::State state;
  Sequence sequence = 0;
};

// Errors: any fault of the snapshot; the entries are the truth, so the caller goes on without it.
Result<FromSnapshot> restore(journal::Journal& journal) {
  FromSnapshot found;
  std::string expected;
  const auto take = [&](journal::SnapshotRow row) -> Result<void> {
    if (row.key == digest_key) {
      expected = row.bytes.value_or("");
      return {};
    }
    CAREHUB_TRY(auto record, record_of(row));
    found.state.restore(std::move(record));
    return {};
  };
  CAREHUB_TRY(found.sequence, journal.read_snapshot(take));
  if (found.sequence == 0) return FromSnapshot{};
  if (found.state.hub().last_sequence != found.sequence)
    return fail(ErrorCode::corrupt, "snapshot", "stands for {} but holds the state after {}", found.sequence,
                found.state.hub().last_sequence);
  if (const auto digest = core::digest(found.state); digest != expected)
    return fail(ErrorCode::corrupt, "snapshot", "its digest is {}, the state's {}", expected, digest);
  return found;
}

[[nodiscard]] std::unexpected<Error> corrupt_at(Sequence sequence, const std::string& what) {
  return fail(ErrorCode::corrupt, fmt::format("journal, sequence {}", sequence), "{}", what);
}

// What decide() would never have made: the chain proves who wrote an entry, not that it makes sense.
Result<void> check_possible(const core::State& state, const Event& event, Sequence sequence) {
  const auto* received = std::get_if<CaseReceived>(&event);
  if (received == nullptr || received->case_id.value == state.hub().next_case) return {};
  return corrupt_at(sequence, fmt::format("it registers case {} where {} is next: no dispatcher wrote this",
                                          received->case_id.value, state.hub().next_case));
}

}  // namespace

Result<void> Replay::take(const journal::Entry& entry) {
  auto sequence = entry.stamp.sequence;
  if (sequence != state_.hub().last_sequence + 1)
    return corrupt_at(sequence, fmt::format("it follows {}: entries are missing", state_.hub().last_sequence));
  for (const auto& event : entry.events) {
    if (const auto* digested = std::get_if<StateDigested>(&event)) {
      ++digests_;
      if (const auto digest = core::digest(state_); digest != digested->digest)
        return corrupt_at(sequence,
                          fmt::format("the recorded digest is {}, a replay gives {}", digested->digest, digest));
    }
    CAREHUB_CHECK(check_possible(state_, event, sequence));
    core::evolve(state_, event, entry.stamp, sequence);
    if (taken_) taken_(event, entry.stamp, sequence);
    ++sequence;
    ++events_;
  }
  return {};
}

Result<Recovered> recover(journal::Journal& journal) {
  Recovered recovered;
  auto snapshot = restore(journal);
  if (!snapshot) {
    recovered.notice = fmt::format("the snapshot is not used ({}); replaying every entry", snapshot.error().text());
    CAREHUB_CHECK(journal.drop_snapshot());
    snapshot = FromSnapshot{};
  }
  recovered.from_snapshot = snapshot->sequence;
  Replay replay(std::move(snapshot->state));
  const auto take = [&](const journal::Entry& entry) { return replay.take(entry); };
  auto replayed = journal.replay(recovered.from_snapshot, take);
  if (!replayed && recovered.from_snapshot != 0) {
    recovered.notice = fmt::format("the snapshot is not used ({}); replaying every entry", replayed.error().text());
    CAREHUB_CHECK(journal.drop_snapshot());
    recovered.from_snapshot = 0;
    replay = Replay(core::State{});
    replayed = journal.replay(0, take);
  }
  if (!replayed) return std::unexpected(std::move(replayed).error());
  recovered.replayed = replay.events();
  recovered.state = replay.release();
  return recovered;
}

}  // namespace carehub::runtime
