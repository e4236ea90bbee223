#pragma once
// Rebuilds the state from the journal: by its snapshot and the entries after it, else by all entries. Every digest on
// the way is checked.

#include <functional>
#include <optional>
#include <string>

#include "dispatcher/core/state.hpp"
#include "dispatcher/journal/journal.hpp"

namespace carehub::runtime {

struct Recovered {
  core::State state;
  Sequence from_snapshot = 0;  // 0: replayed from the first entry
  std::uint64_t replayed = 0;  // events
  std::string notice;          // why a snapshot was not used; empty if all is well
};

// Errors: what the journal says; corrupt when a digest does not match a full replay.
[[nodiscard]] Result<Recovered> recover(journal::Journal& journal);

// A state to go on from, and where its next entry lies.
struct Beginning {
  core::State state;
  journal::Head place;
};

// The snapshot of a running journal, read some rows at a time beside it, if it stands for a moment at or before `at`;
// none if it does not, or there is none. Proved by its seals and its digest. Errors: what the journal says; corrupt.
using ReadSnapshot = std::function<Result<journal::SnapshotSome>(journal::SnapshotPlace&)>;
[[nodiscard]] Result<std::optional<Beginning>> snapshot_before(const ReadSnapshot& read, Instant at);

// Replays entries one by one, checking sequence numbers and digests.
class Replay {
 public:
  using Taken = std::function<void(const Event&, const Stamp&, Sequence)>;

  explicit Replay(core::State state) : state_(std::move(state)) {}
  // Told of every event after it has changed the state.
  void when_taken(Taken told) { taken_ = std::move(told); }
  [[nodiscard]] Result<void> take(const journal::Entry& entry);
  [[nodiscard]] const core::State& state() const { return state_; }
  [[nodiscard]] core::State release() { return std::move(state_); }
  [[nodiscard]] std::uint64_t events() const { return events_; }
  [[nodiscard]] std::uint64_t digests() const { return digests_; }

 private:
  core::State state_;
  Taken taken_;
  std::uint64_t events_ = 0;
  std::uint64_t digests_ = 0;
};

}  // namespace carehub::runtime
