#pragma once
// Keeps a picture in step with the dispatcher (the Clone pattern): snapshot, then numbered updates; a gap or another
// start of the dispatcher means a new snapshot. The picture before stays until the new one is whole. Pure; steady time
// is handed in.

#include <chrono>
#include <cstdint>
#include <deque>

#include "console/model/picture.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::link {

using Steady = std::chrono::steady_clock::time_point;

class Follower {
 public:
  // A new connection: nothing of the old one can be relied on.
  void restart();
  void on_part(wire::SnapshotPart&& part, Steady now);
  void on_update(PictureUpdate&& update);
  // `number`: the last update that was published.
  void on_pulse(std::uint64_t number, std::uint64_t epoch, Steady now);

  // A snapshot must be asked for now; says so once, and again when it does not come.
  [[nodiscard]] bool take_wish(Steady now);
  // The picture has changed since the last call.
  [[nodiscard]] bool take_changed();
  [[nodiscard]] const console::Picture& picture() const { return picture_; }
  [[nodiscard]] bool in_step() const { return state_ == State::following; }

 private:
  enum class State { needs_snapshot, receiving, following };

  void lose_step();
  void finish_snapshot();
  void hold(PictureUpdate&& update);

  State state_ = State::needs_snapshot;
  console::Picture picture_;  // whole
  console::Picture building_;
  std::uint32_t next_part_ = 0;
  std::deque<PictureUpdate> held_;
  Steady asked_at_{};
  bool asked_ = false;
  bool changed_ = false;
  std::uint64_t behind_ = 0;  // an update that was published but has not come
  Steady behind_since_{};
};

}  // namespace carehub::link
