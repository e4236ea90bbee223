#include "dispatcher/runtime/recovery.hpp"

#include <variant>

#include "dispatcher/core/core.hpp"
#include "dispatcher/core/digest.hpp"
#include "dispatcher/runtime/snapshot_rows.hpp"

namespace carehub::runtime {
namespace {

// Puts a state together from the rows of a snapshot.
class FromRows {
 public:
  Result<void> take(const journal::SnapshotRow& row) {
    if (row.key == digest_key) {
      expected_ = row.bytes.value_or("");
      return {};
    }
    CAREHUB_TRY(auto record, record_of(row));
    state_.restore(std::move(record));
    return {};
  }
  // Errors: any fault of the snapshot; the entries are the truth, so the caller goes on without it.
  Result<core::State> finish(Sequence stands_for) {
    if (state_.hub().last_sequence != stands_for)
      return fail(ErrorCode::corrupt, "snapshot", "stands for {} but holds the state after {}", stands_for,
                  state_.hub().last_sequence);
    if (const auto digest = core::digest(state_); digest != expected_)
      return fail(ErrorCode::corrupt, "snapshot", "its digest is {}, the state's {}", expected_, digest);
    return std::move(state_);
  }

 private:
  core::State state_;
  std::string expected_;
};

struct FromSnapshot {
  core::State state;
  Sequence sequence = 0;
};

Result<FromSnapshot> restore(journal::Journal& journal) {
  FromRows rows;
  FromSnapshot found;
  CAREHUB_TRY(found.sequence, journal.read_snapshot([&](const journal::SnapshotRow& row) { return rows.take(row); }));
  if (found.sequence == 0) return FromSnapshot{};
  CAREHUB_TRY(found.state, rows.finish(found.sequence));
  return found;
}

// Once; conflict when the hub wrote a step meanwhile.
Result<std::optional<Beginning>> read_snapshot_once(const ReadSnapshot& read, Instant at) {
  journal::SnapshotPlace place;
  CAREHUB_TRY(auto some, read(place));
  if (some.at > at) return std::nullopt;
  FromRows rows;
  while (!some.last) {
    CAREHUB_TRY(some, read(place));
    for (const journal::SnapshotRow& row : some.rows) CAREHUB_CHECK(rows.take(row));
  }
  CAREHUB_TRY(auto state, rows.finish(some.head.last_sequence));
  return Beginning{std::move(state), some.head};
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

Result<std::optional<Beginning>> snapshot_before(const ReadSnapshot& read, Instant at) {
  constexpr int tries = 3;  // steps lie hours apart, a reading takes a second
  for (int i = 0; i < tries; ++i) {
    auto found = read_snapshot_once(read, at);
    if (found) return found;
    if (found.error().code == ErrorCode::not_found) return std::nullopt;
    if (found.error().code != ErrorCode::conflict) return found;
  }
  return std::nullopt;
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
