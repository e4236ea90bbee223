#pragma once
// The operator's picture, or the manager's board, as plain text: for screen readers and ssh. Same input, same text.

#include <string>

#include "console/model/header.hpp"
#include "console/model/picture.hpp"

namespace carehub::console {

struct WatchOptions {
  std::size_t width = 100;     // columns; what does not fit goes on in the next line
  std::size_t cases_most = 0;  // 0: all; what is left out is counted
  Actor who;
};

[[nodiscard]] std::string watch_text(const Picture& picture, Instant now, const LinkFacts& link,
                                     const WatchOptions& options);

}  // namespace carehub::console
