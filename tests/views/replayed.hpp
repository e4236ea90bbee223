#pragma once
// The sample evening looked back on, without a hub: what the workspace asks for is answered before the next frame.

#include "console/app/sample_evening.hpp"
#include "tests/views/screen.hpp"

namespace carehub::views {

// Time passes, and every question is answered.
inline void let_past_come(Screen& screen) {
  for (int i = 0; i < 4; ++i) {
    screen.facts.steady += std::chrono::milliseconds(300);
    screen.frame();
    screen.facts.past = app::sample_past(screen.facts.picture, evening, screen.asked_past, screen.asked_history);
  }
  screen.frame();
}

inline Screen replayed(float width = 1920, float height = 1080, float scale = 0) {
  Screen screen(make_replay(), width, height, 27, scale);
  let_past_come(screen);
  return screen;
}

}  // namespace carehub::views
