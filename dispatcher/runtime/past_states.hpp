#pragma once
// The hub as it stood at any moment of the journal. One state goes ahead to the journal's end and leaves copies behind;
// another one starts from the copy before a moment, plays the entries up to it, and leaves one more copy a little
// before it. Holds four times what the hub itself does, and a bounded rest. Thread: one.

#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "dispatcher/journal/journal.hpp"
#include "dispatcher/runtime/chronicle.hpp"
#include "dispatcher/runtime/recovery.hpp"

namespace carehub::runtime {

struct PastOptions {
  std::uint64_t copy_every_events = 20'000;
  std::size_t copies_max = 12;
  std::size_t copied_records_max = 30'000;  // of all copies but the newest
  Duration near_before = hours(1);          // so long before what is looked at another copy stands, whatever its size
  std::size_t marks_max = 250'000;
};

class PastStates {
 public:
  // Some entries after the place, which is moved past them; none: there are no more yet.
  using Read = std::function<Result<std::vector<journal::Entry>>(journal::Head& place)>;

  explicit PastStates(Read read, PastOptions options = {});
  PastStates(const PastStates&) = delete;
  PastStates& operator=(const PastStates&) = delete;

  // Reads on towards the journal's end, a few hundred entries. False: the end has been reached. Errors: what the
  // journal says; corrupt where a digest of the journal is not that of the state it leads to.
  [[nodiscard]] Result<bool> read_on();
  // The position read to.
  [[nodiscard]] Sequence reached() const { return ahead_.replay.state().hub().last_sequence; }
  // What was read lies partly behind that moment.
  [[nodiscard]] bool has_passed(Instant at) const { return ahead_.replay.state().hub().last_at > at; }

  // The state after the last entry at or before that moment; good until the next call. Requires: has_passed(at), or
  // read_on() has said that there is no more.
  [[nodiscard]] Result<const core::State*> at(Instant at);

  [[nodiscard]] const Chronicle& chronicle() const { return chronicle_; }
  [[nodiscard]] std::size_t copies() const { return copies_.size(); }

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

  void leave_copy();
  void thin_out();
  [[nodiscard]] const Copy* copy_before(Instant at) const;
  [[nodiscard]] bool can_go_on(Instant at) const;
  void start_from(const Copy* copy);
  // Entries up to that moment are taken.
  [[nodiscard]] Result<void> walk_to(Instant at);
  [[nodiscard]] bool wants_near_copy(Instant at) const;
  void leave_near_copy();

  Read read_;
  PastOptions options_;
  Chronicle chronicle_;
  Walker ahead_;
  std::uint64_t since_copy_ = 0;
  std::vector<Copy> copies_;  // in order
  std::optional<Copy> near_;  // for small steps back
  std::optional<Walker> walker_;
  Instant walked_to_;  // everything at or before it has been taken
};

}  // namespace carehub::runtime
