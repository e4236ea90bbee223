#pragma once
// One line for several cases: "N * relatives told" for every case that is marked. Each is read as if it were written
// by itself; either all can be given, or none is and the line says which cannot. Pure.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/command_line.hpp"

namespace carehub::console {

struct BatchGiven {
  Command command;
  std::string text;  // the line of this case alone
};

struct Batch {
  ParsedLine line;  // for all of them together: one preview, or what is wrong
  std::vector<BatchGiven> each;
};

// A "*" stands where a case would.
[[nodiscard]] bool is_for_marked(std::string_view text);

// Requires: is_for_marked(text).
[[nodiscard]] Batch parse_for_marked(std::string_view text, std::span<const CaseId> marked, const Picture& picture,
                                     Instant now, const UiContext& context);

}  // namespace carehub::console
