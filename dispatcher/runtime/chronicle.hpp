#pragma once
// What happened when, as far as the journal has been read: how much in each ten seconds, and the moments that people
// look for. Filled in the journal's order. Pure.

#include <deque>
#include <map>
#include <vector>

#include "dispatcher/core/state.hpp"
#include "protocols/domain/history.hpp"

namespace carehub::runtime {

class Chronicle {
 public:
  explicit Chronicle(std::size_t marks_max = 250'000) : marks_max_(marks_max) {}

  // Requires: called for every event, in order; `after` is the state that it led to.
  void take(const Event& event, const Stamp& stamp, Sequence sequence, const core::State& after);
  // `now` ends the journal's time: nothing has happened since its last entry.
  [[nodiscard]] History answer(const HistoryWish& wish, Instant now) const;
  // Oldest marks that were let go, because there were too many.
  [[nodiscard]] std::size_t forgotten() const { return forgotten_; }

 private:
  // So much in the seconds that begin with `at`.
  struct Note {
    Instant at;
    HistoryPart part;
  };

  [[nodiscard]] Note& note_at(Instant at);
  void mark(MarkKind kind, CaseId id, std::string what, const Stamp& stamp, Sequence sequence, const core::State& after,
            std::string by);
  void fill_parts(History& history, std::uint32_t parts) const;
  void fill_marks(History& history, const HistoryWish& wish) const;

  std::size_t marks_max_;
  std::size_t forgotten_ = 0;
  std::vector<Note> notes_;
  std::deque<HistoryMark> marks_;
};

inline constexpr seconds note_span{10};

}  // namespace carehub::runtime
