#pragma once
// The single writer: decides commands on the state in memory, hands the events to the journal, and lets nothing out
// before they are durable. Thread: one, except on_durable(), which the journal's thread calls.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "dispatcher/core/core.hpp"
#include "dispatcher/journal/journal.hpp"
#include "dispatcher/runtime/access_seal.hpp"
#include "dispatcher/runtime/clock.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::runtime {

struct EngineOptions {
  std::uint64_t digest_every_entries = 1'000;
  std::uint64_t snapshot_every_events = 10'000;
  std::chrono::seconds snapshot_every{300};
  // A planted fault for the positive control of the kill test: answers before the commit. Only a test program sets it.
  bool acknowledge_early = false;
  AccessSeal seal = {};
};

// Who the hub itself acts as.
[[nodiscard]] Actor system_actor();

class Engine {
 public:
  using Answered = std::function<void(const wire::Answer&)>;

  // `wake` is called on the journal's thread when there is something to drain(), once until drain() is called.
  // `failed` is called there when a commit failed: the process must end without another word to anybody. `damaged` is
  // called there when an old entry turns out to be changed or missing.
  Engine(core::State state, std::unique_ptr<journal::Journal> journal, HubClock& clock, EngineOptions options);
  void start(std::function<void()> wake, std::function<void(const Error&)> failed,
             std::function<void(const Error&)> damaged = {});

  [[nodiscard]] const core::State& state() const { return state_; }
  [[nodiscard]] core::Changes take_changes() { return state_.take_changes(); }
  [[nodiscard]] const journal::Journal& journal() const { return *journal_; }
  // Committed entries, for one who reads beside the loop. Thread: any, between start() and stop().
  [[nodiscard]] Result<std::vector<journal::Entry>> read_on(journal::Head& place) { return journal_->read_on(place); }
  [[nodiscard]] Result<journal::SnapshotSome> read_snapshot_on(journal::SnapshotPlace& place) {
    return journal_->read_snapshot_on(place);
  }

  // Answers once the outcome is durable; a repeated id gets its first answer, but another command under a used id is
  // refused and raised. Without an id it is the hub's own.
  void submit(const Command& command, const Actor& actor, CommandId id, Answered answered);
  // A command of the hub itself.
  void submit(const Command& command) { submit(command, system_actor(), CommandId{}, {}); }

  // Runs when everything decided so far is durable; at once if it is.
  void when_durable(std::function<void()> run);
  // Runs what has become durable.
  void drain();

  [[nodiscard]] Sequence decided() const { return state_.hub().last_sequence; }
  [[nodiscard]] Sequence durable() const { return durable_.load(std::memory_order_acquire); }
  // Decided and not durable yet.
  [[nodiscard]] std::size_t backlog() const { return pending_.size(); }
  // How long the oldest of them has been waiting.
  [[nodiscard]] std::chrono::nanoseconds oldest_wait(Steady now) const;

  // Writes the digest and a snapshot, commits, closes the journal.
  void stop();

 private:
  struct Pending {
    Sequence last = 0;
    CommandId id;
    std::uint64_t fingerprint = 0;  // of the command
    wire::Answer answer;
    std::vector<Answered> answered;
    std::function<void()> run;
    Steady since;
  };
  struct HashId {
    std::size_t operator()(const CommandId& id) const noexcept;
  };

  [[nodiscard]] std::optional<PersonView> opened(std::optional<PersonView> view) const;
  bool answer_repeat(const Command& command, const Actor& actor, CommandId id, std::uint64_t fingerprint,
                     Answered& answered);
  void refuse_reuse(const Actor& actor, CommandId id, Answered& answered);
  void decide_and_append(const Command& command, const Actor& actor, CommandId id, std::uint64_t fingerprint,
                         Answered answered);
  void append(journal::Entry entry, Sequence last);
  void append_digest();
  void append_snapshot();
  void keep_house();
  void on_durable(Sequence last);
  void finish(Pending& pending);

  core::State state_;
  std::unique_ptr<journal::Journal> journal_;
  HubClock& clock_;
  const EngineOptions options_;
  std::function<void()> wake_;

  std::deque<Pending> pending_;                                     // in order of `last`
  std::uint64_t first_pending_ = 0;                                 // ordinal of pending_.front()
  std::unordered_map<CommandId, std::uint64_t, HashId> in_flight_;  // to ordinals
  std::atomic<Sequence> durable_{0};
  std::atomic<bool> woken_{false};

  std::uint64_t entries_since_digest_ = 0;
  std::uint64_t events_since_snapshot_ = 0;
  Steady last_snapshot_;
};

}  // namespace carehub::runtime
