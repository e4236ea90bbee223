#pragma once
// The command line of a role that gets no picture of the hub (a crew, a referrer) or only the board (a manager): read
// against what its own words name.

#include <string_view>

#include "console/model/command_line.hpp"

namespace carehub::ctl {

// As console::parse(). Ids and numbers are taken as they are written; whether they are there says the hub.
// Where the picture would be needed to understand the line, the error says what to write in full.
[[nodiscard]] console::ParsedLine parse_without_picture(std::string_view text, Instant hub_now,
                                                        const console::UiContext& who);

}  // namespace carehub::ctl
