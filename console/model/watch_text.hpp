#pragma once
// A workspace of the console as plain text: for screen readers and ssh. Same input, same text.

#include <string>

#include "console/model/command_line.hpp"
#include "console/model/header.hpp"
#include "console/model/picture.hpp"

namespace carehub::console {

struct WatchOptions {
  std::size_t width = 100;     // columns; what does not fit goes on in the next line
  std::size_t cases_most = 0;  // 0: all; what is left out is counted
  Actor who;
  Workplace workplace = Workplace::of_role;  // whose workspace
  CaseId selected = {};
  const Explanation* options = nullptr;  // live, of the selected case
  std::string find = {};                 // what the list of cases is filtered by
};

// Whoever gets no patient data sees the board, whatever was wished for.
[[nodiscard]] Workplace watch_workplace(const Picture& picture, const WatchOptions& options);
[[nodiscard]] std::string watch_text(const Picture& picture, Instant now, const LinkFacts& link,
                                     const WatchOptions& options);

}  // namespace carehub::console
