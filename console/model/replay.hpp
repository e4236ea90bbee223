#pragma once
// Playing what was: where the cursor stands, how fast it moves, and which stretch of time the scrubber shows. Pure;
// steady time is handed in.

#include <optional>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"
#include "protocols/domain/history.hpp"
#include "protocols/domain/opening_hours.hpp"

namespace carehub::console {

class Player {
 public:
  static constexpr std::int32_t speeds[] = {1, 10, 60, 600};

  // The journal's time. The first call shows all of it, up to a day, with the cursor a little before the end.
  void follow(Instant first, Instant last);
  [[nodiscard]] bool known() const { return known_; }

  [[nodiscard]] Instant at() const { return at_; }
  [[nodiscard]] Instant first() const { return first_; }
  [[nodiscard]] Instant last() const { return last_; }
  [[nodiscard]] bool playing() const { return playing_; }
  [[nodiscard]] std::int32_t speed() const { return speeds[speed_]; }
  [[nodiscard]] bool at_end() const { return at_ >= last_; }

  // Moves the cursor by what has passed since the call before; stops at the end.
  void advance(Duration steady);
  void play_or_pause();
  void pause() { playing_ = false; }
  void faster();
  void slower();
  // Each is kept within the journal's time; the scrubber follows.
  void go_to(Instant at);
  void step(Duration by) { go_to(at_ + by); }

  // What the scrubber shows.
  [[nodiscard]] Instant from() const { return from_; }
  [[nodiscard]] Instant to() const { return to_; }
  // Half of it, or twice as much, around the cursor.
  void zoom(bool in);
  // 0: the left edge, 1: the right one.
  [[nodiscard]] double share(Instant at) const;
  [[nodiscard]] Instant moment(double share) const;

 private:
  void show_cursor();
  void clamp_range();

  bool known_ = false;
  Instant first_;
  Instant last_;
  Instant at_;
  Instant from_;
  Instant to_;
  bool playing_ = false;
  std::size_t speed_ = 1;
  std::optional<Duration> moved_;
};

inline constexpr minutes scrubber_least{10};

// The mark after the cursor, or before it. Marks of one moment are told apart by `standing`, the one that the cursor
// was put on, if it was.
[[nodiscard]] const HistoryMark* next_mark(const History& history, Instant at, std::optional<Sequence> standing);
[[nodiscard]] const HistoryMark* mark_before(const History& history, Instant at, std::optional<Sequence> standing);
// The newest mark at or before the cursor.
[[nodiscard]] const HistoryMark* mark_at(const History& history, Instant at, std::optional<Sequence> standing);

// "14:05", "14:05:30", "yesterday 14:05", "mon 14:05", "22 nov 14:05", "2026-11-22 14:05", all in the hub's local time;
// a time of day alone is the last such moment at or before `live`. "-20" and "+90": so many minutes from the cursor.
// Errors: invalid_input, saying what can be written.
[[nodiscard]] Result<Instant> moment_of(std::string_view text, const Calendar& calendar, Instant cursor, Instant live);

// How far a journal of so many events was read: "read 400,000 of 1,000,131 events". The share is known to a thousandth,
// so what was read is rounded down. Without a number of events: "42 per cent read".
[[nodiscard]] std::string read_words(std::int32_t permille, Sequence events);

// Times for the axis of the scrubber: at most `most` of them, at even times of the local day.
[[nodiscard]] Duration axis_step(Duration span, int most);

}  // namespace carehub::console
