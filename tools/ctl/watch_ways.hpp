#pragma once
// The two ways to watch with a command line: a screen that is drawn in place, and lines for a screen reader or a
// script.

#include "tools/ctl/terminal.hpp"
#include "tools/ctl/watch_hub.hpp"

namespace carehub::ctl {

// Until the person ends it. Returns the exit status.
[[nodiscard]] int watch_on_screen(WatchHub& hub, const WakePipe& pipe);
// One line in is one command; what has changed comes out as lines, and nothing is said twice. Ends when the input does,
// if it had any line. `patience`: for the answer to a line before the next is read.
[[nodiscard]] int watch_in_lines(WatchHub& hub, const WakePipe& pipe, std::size_t width, Duration patience);

}  // namespace carehub::ctl
