#pragma once
// How long a frame takes to build, without any drawing.

#include "protocols/base/error.hpp"

namespace carehub::app {

struct BenchWish {
  std::size_t cases = 10'000;
  std::size_t teams = 6'000;
  int frames = 1'000;
};

// The control room at 1920x1080, its clock and its picture moving on as they would in a busy hour: every frame a tenth
// of a second, every fifth frame a new picture, a person moving through the list, typing, panning the map. Returns one
// JSON line.
[[nodiscard]] Result<std::string> bench_frames(const BenchWish& wish);

}  // namespace carehub::app
