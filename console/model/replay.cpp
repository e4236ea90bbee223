#include "console/model/replay.hpp"

#include <algorithm>
#include <array>

namespace carehub::console {
namespace {

constexpr hours shown_at_first{24};
constexpr minutes before_end_at_first{10};
constexpr seconds longest_stride{2};  // between two frames: a screen that slept does not leap

}  // namespace

void Player::follow(Instant first, Instant last) {
  last = std::max(first, last);
  const bool was_to_end = known_ && to_ >= last_;
  first_ = first;
  last_ = last;
  if (!known_) {
    known_ = true;
    from_ = std::max(first, last - shown_at_first);
    to_ = std::max(last, from_ + scrubber_least);
    at_ = std::max(first, last - before_end_at_first);
    return;
  }
  // What has come since is shown without anything being pushed to the left.
  if (was_to_end) to_ = std::max(to_, last_);
  at_ = std::clamp(at_, first_, last_);
}

void Player::advance(Duration steady) {
  const Duration passed = moved_ ? std::min<Duration>(steady - *moved_, longest_stride) : Duration::zero();
  moved_ = steady;
  if (!playing_ || passed <= Duration::zero()) return;
  go_to(at_ + passed * speed());
  if (at_end()) playing_ = false;
}

void Player::play_or_pause() {
  playing_ = !playing_ && known_ && !at_end();
}

void Player::faster() {
  speed_ = std::min(speed_ + 1, std::size(speeds) - 1);
}
void Player::slower() {
  if (speed_ > 0) --speed_;
}

void Player::go_to(Instant at) {
  at_ = std::clamp(at, first_, last_);
  show_cursor();
}

void Player::show_cursor() {
  const Duration span = to_ - from_;
  if (at_ >= from_ && at_ <= to_) return;
  from_ = at_ < from_ ? at_ - span / 4 : at_ - 3 * (span / 4);
  to_ = from_ + span;
  clamp_range();
}

// All of the journal at most, the least at least, and nothing beyond either end that need not be shown.
void Player::clamp_range() {
  const Duration most = std::max<Duration>(last_ - first_, scrubber_least);
  const Duration span = std::clamp<Duration>(to_ - from_, scrubber_least, most);
  from_ = std::max(first_, std::min(from_, first_ + most - span));
  to_ = from_ + span;
}

void Player::zoom(bool in) {
  const Duration span = in ? (to_ - from_) / 2 : (to_ - from_) * 2;
  const double left = share(at_);
  from_ = at_ - std::chrono::duration_cast<Duration>(std::chrono::duration<double>(span) * left);
  to_ = from_ + span;
  clamp_range();
}

double Player::share(Instant at) const {
  if (to_ <= from_) return 0;
  return std::chrono::duration<double>(at - from_) / std::chrono::duration<double>(to_ - from_);
}

Instant Player::moment(double share) const {
  const auto into = std::chrono::duration<double>(to_ - from_) * std::clamp(share, 0.0, 1.0);
  return from_ + std::chrono::duration_cast<Duration>(into);
}

const HistoryMark* next_mark(const History& history, Instant at, std::optional<Sequence> standing) {
  for (const HistoryMark& mark : history.marks)
    if (mark.at > at || (mark.at == at && standing && mark.sequence > *standing)) return &mark;
  return nullptr;
}

const HistoryMark* mark_before(const History& history, Instant at, std::optional<Sequence> standing) {
  const HistoryMark* found = nullptr;
  for (const HistoryMark& mark : history.marks)
    if (mark.at < at || (mark.at == at && standing && mark.sequence < *standing)) found = &mark;
  return found;
}

const HistoryMark* mark_at(const History& history, Instant at, std::optional<Sequence> standing) {
  const HistoryMark* found = nullptr;
  for (const HistoryMark& mark : history.marks) {
    if (mark.at > at || (mark.at == at && standing && mark.sequence > *standing)) break;
    found = &mark;
  }
  return found;
}

Duration axis_step(Duration span, int most) {
  static constexpr std::array<minutes, 14> steps{
      minutes(1),    minutes(2),        minutes(5),         minutes(10),        minutes(15),
      minutes(30),   minutes(60),       minutes(120),       minutes(240),       minutes(720),
      minutes(1440), minutes(7 * 1440), minutes(28 * 1440), minutes(364 * 1440)};
  for (const minutes step : steps)
    if (span / step <= most) return step;
  return steps.back();
}

}  // namespace carehub::console
