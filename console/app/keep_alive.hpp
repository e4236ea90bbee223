#pragma once
// Runs a display that nobody looks after, and starts it again when it ends by a fault (a screen that is not there yet
// or was lost, a hub without its folder, a crash) or stands still.

#include <chrono>
#include <functional>

namespace carehub::app {

// Called by the display after every frame.
using SignOfLife = std::function<void()>;

// `show` runs in a process of its own and returns an exit status; 0, or a wish to end (SIGTERM, SIGINT), ends this too.
// After a fault it waits a second, and longer each time up to ten. Without a sign of life for `patience` the display is
// ended by force, and that is a fault too. Returns the exit status. Requires: no other thread yet.
[[nodiscard]] int keep_alive(const std::function<int(const SignOfLife&)>& show, std::chrono::seconds patience);

}  // namespace carehub::app
