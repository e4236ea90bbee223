#pragma once
// How long a frame takes to build, without any drawing.

#include "protocols/base/error.hpp"

namespace carehub::app {

struct BenchWish {
  std::size_t cases = 10'000;
  std::size_t teams = 6'000;
  std::size_t alerts = 300;
  int frames = 1'000;
};

// A usual hub on a bad evening: as many teams as the largest of the nine shipped ones has, and 120 people at once.
inline constexpr BenchWish usual_hub{.cases = 120, .teams = 50, .alerts = 12};

// The control room at 1920x1080 in a busy hour: ten frames and five new pictures a second of the hub's time, each with
// what changes meanwhile in a hub of the largest size, and a person who moves, types, filters, scrolls and pans.
// Returns one JSON line: time on the clock, and time of the frame's thread alone, which other programs disturb less.
[[nodiscard]] Result<std::string> bench_frames(const BenchWish& wish);

}  // namespace carehub::app
