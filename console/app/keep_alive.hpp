#pragma once
// Runs a display that nobody looks after, and starts it again when it ends by a fault: a screen that is not there yet
// or was lost, a hub without its folder, a crash.

#include <functional>

namespace carehub::app {

// `show` runs in a process of its own and returns an exit status; 0, or a wish to end (SIGTERM, SIGINT), ends this too.
// After a fault it waits a second, and longer each time up to ten. Returns the exit status. Requires: no other thread
// yet.
[[nodiscard]] int keep_alive(const std::function<int()>& show);

}  // namespace carehub::app
