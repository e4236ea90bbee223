#pragma once
// One line of a care home's feed as commands. Format: docs/formats.md, "Lines of feed telemetry".

#include <string>
#include <string_view>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::ctl {

struct TelemetryLine {
  HomeId home;
  std::vector<Command> commands;      // in order; a long report is several
  std::vector<std::string> warnings;  // readings that cannot be sent, each with what to do; the others go
};

// Errors: invalid_input or limit_exceeded, with the member and what to write instead.
[[nodiscard]] Result<TelemetryLine> read_telemetry_line(std::string_view text);

}  // namespace carehub::ctl
