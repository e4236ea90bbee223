#pragma once
// The hub as it stood at any moment of the journal. One state goes ahead to the journal's end and leaves copies behind;
// another one starts from the copy before a moment, or from the hub's own snapshot if that is not later, and plays the
// entries up to it. Holds three times what the hub itself does, a fourth while somebody looks far back, and a bounded
// rest. Thread: one.

#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "dispatcher/journal/journal.hpp"
#include "dispatcher/runtime/chronicle.hpp"
#include "dispatcher/runtime/recovery.hpp"

namespace carehub::runtime {

struct PastOptions {
  std::uint64_t copy_every_events = 20'000;  // at first; then whenever half as much again was read
  std::size_t copies_max = 12;
  std::size_t copied_records_max = 30'000;   // of all copies but the newest
  Duration near_before = hours(1);           // so long before what is looked at another copy stands, whatever its size
  std::uint64_t near_after_events = 20'000;  // where no other copy is so near
  std::size_t marks_max = 250'000;
};

class PastStates {
 public:
  // Some entries after the place, which is moved past them; none: there are no more yet.
  using Read = std::function<Result<std::vector<journal::Entry>>(journal::Head& place)>;

  // The hub's own snapshot if it stands for that moment or an earlier one; none otherwise.
  using Snapshot = std::function<Result<std::optional<Beginning>>(Instant at)>;

  explicit PastStates(Read read, PastOptions options = {}, Snapshot snapshot = {});
  PastStates(const PastStates&) = delete;
  PastStates& operator=(const PastStates&) = delete;

  // Reads on towards the journal's end, a few hundred entries; not past `wanted`, where it can be answered then. False:
  // the end has been reached. Errors: what the journal says; corrupt where a digest of the journal is not that of the
  // state it leads to.
  [[nodiscard]] Result<bool> read_on(std::optional<Instant> wanted = {});
  // The position read to.
  [[nodiscard]] Sequence reached() const { return ahead_.replay.state().hub().last_sequence; }
  // What was read lies partly behind that moment.
  [[nodiscard]] bool has_passed(Instant at) const { return ahead_.replay.state().hub().last_at > at; }

  // It can be answered without reading on: it was passed, it is where the reading stands, or the snapshot is not later.
  [[nodiscard]] bool ready_for(Instant at);

  // The state after the last entry at or before that moment; good until the next call. Requires: ready_for(at), or
  // read_on() has said that there is no more.
  [[nodiscard]] Result<const core::State*> at(Instant at);

  [[nodiscard]] const Chronicle& chronicle() const { return chronicle_; }
  [[nodiscard]] std::size_t copies() const { return copies_.size(); }
  // A state was made since the last call.
  [[nodiscard]] bool take_made_anew() { return std::exchange(made_anew_, false); }

 private:
  struct Walker {
    explicit Walker(core::State state) : replay(std::move(state)) {}
    Replay replay;
    journal::Head place;                 // read up to here
    std::deque<journal::Entry> waiting;  // read and not taken
  };
  struct Copy {
    Instant at;
    journal::Head place;
    std::size_t records = 0;
    core::State state;
    std::deque<journal::Entry> waiting;  // read before the place, and not taken
  };

  [[nodiscard]] bool is_past_copying() const;
  void leave_copy();
  void thin_out();
  [[nodiscard]] const Copy* copy_before(Instant at) const;
  [[nodiscard]] bool can_go_on(Instant at) const;
  void start_from(const Copy* copy);
  // Entries up to that moment are taken.
  [[nodiscard]] Result<void> walk_to(Instant at);
  [[nodiscard]] bool stands_at(Instant at) const;
  [[nodiscard]] bool starts_from_snapshot(Instant at);
  [[nodiscard]] bool wants_near_copy(const Walker& walker, Instant at) const;
  void leave_near_copy(const Walker& walker);

  Read read_;
  PastOptions options_;
  Chronicle chronicle_;
  Walker ahead_;
  std::uint64_t since_copy_ = 0;
  std::vector<Copy> copies_;    // in order
  std::optional<Copy> near_;    // for small steps back
  std::optional<Copy> latest_;  // what the hub's own snapshot held when somebody asked for a moment after it
  Snapshot snapshot_;           // none: there is none, or it cannot be relied on
  std::optional<Walker> walker_;
  bool made_anew_ = false;
  Instant walked_to_;  // everything at or before it has been taken
};

}  // namespace carehub::runtime
