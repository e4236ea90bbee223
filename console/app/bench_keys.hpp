#pragma once
// How long a key takes to change the frame while the dispatcher is stopped, and whether anything typed is lost.

#include <sys/types.h>

#include <string>

#include "console/link/link.hpp"
#include "protocols/base/error.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::app {

// Types notes to an open case into the command line, without a window, while `dispatcher` is stopped (SIGSTOP), lets it
// go on, and waits for the answers. A key's time is from when it is handed over to when a frame that differs is built.
// Returns one JSON line. Requires: `dispatcher` is this link's, on this machine. Errors: unavailable without a picture,
// not_found without an open case or such a process.
[[nodiscard]] Result<std::string> bench_keys(link::Link& link, const Actor& who, pid_t dispatcher);

}  // namespace carehub::app
