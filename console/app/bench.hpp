#pragma once
// How long a frame takes to build, without any drawing.

#include "protocols/base/error.hpp"

namespace carehub::app {

struct BenchWish {
  std::size_t cases = 10'000;
  std::size_t teams = 6'000;
  int frames = 1'000;
};

// The control room at 1920x1080 in a busy hour: ten frames and five new pictures a second of the hub's time, each with
// what changes meanwhile in a hub of this size, and a person who moves, types, filters, scrolls and pans. Returns one
// JSON line: time on the clock, and time of the frame's thread alone, which other programs disturb less.
[[nodiscard]] Result<std::string> bench_frames(const BenchWish& wish);

}  // namespace carehub::app
