#include "console/link/follower.hpp"

#include <utility>

namespace carehub::link {
namespace {

constexpr std::size_t held_max = 20'000;
constexpr std::chrono::milliseconds ask_again{3'000};
// The pulse and the updates come on two connections, so an update may be a little later.
constexpr std::chrono::milliseconds behind_at_most{1'000};

}  // namespace

void Follower::restart() {
  lose_step();
  held_.clear();
  asked_ = false;
}

void Follower::lose_step() {
  state_ = State::needs_snapshot;
  asked_ = false;
  behind_ = 0;
}

void Follower::on_part(wire::SnapshotPart&& part, Steady now) {
  if (part.index == 0) {
    building_ = console::Picture{};
    next_part_ = 0;
    state_ = State::receiving;
  }
  if (state_ != State::receiving) return;  // of a snapshot that was given up
  if (part.index != next_part_) {
    lose_step();
    return;
  }
  ++next_part_;
  asked_at_ = now;  // it is coming
  const bool last = part.last;
  console::apply_part(building_, std::move(part.part));
  if (last) finish_snapshot();
}

void Follower::finish_snapshot() {
  picture_ = std::move(building_);
  building_ = console::Picture{};
  state_ = State::following;
  asked_ = false;
  changed_ = true;
  auto held = std::exchange(held_, {});
  for (auto& update : held) on_update(std::move(update));
}

void Follower::on_update(PictureUpdate&& update) {
  if (state_ != State::following) {
    hold(std::move(update));
    return;
  }
  if (update.epoch == picture_.epoch && update.number <= picture_.number) return;  // part of the snapshot
  if (console::apply(picture_, std::move(update)) == console::Applied::yes) {
    changed_ = true;
    return;
  }
  lose_step();
  hold(std::move(update));  // apply() leaves it untouched on a gap
}

void Follower::hold(PictureUpdate&& update) {
  if (held_.size() >= held_max) held_.pop_front();
  held_.push_back(std::move(update));
}

void Follower::on_pulse(std::uint64_t number, std::uint64_t epoch, Steady now) {
  if (state_ != State::following) return;
  if (epoch != picture_.epoch) {
    lose_step();
    return;
  }
  if (picture_.number >= number) {
    behind_ = 0;
    return;
  }
  if (behind_ == 0 || picture_.number >= behind_) {
    behind_ = number;
    behind_since_ = now;
  } else if (now - behind_since_ > behind_at_most) {
    lose_step();
  }
}

bool Follower::take_wish(Steady now) {
  if (state_ == State::following) return false;
  if (asked_ && now - asked_at_ < ask_again) return false;
  asked_ = true;
  asked_at_ = now;
  return true;
}

bool Follower::take_changed() {
  return std::exchange(changed_, false);
}

}  // namespace carehub::link
