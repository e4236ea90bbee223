#pragma once
// What the command line asks of the dispatcher.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "dispatcher/runtime/clock.hpp"

namespace carehub::runtime {

// Exit statuses, each with one meaning, so that scripts and supervisors can tell them apart.
enum ExitCode : int {
  exit_ok = 0,
  exit_failure = 1,        // anything not below
  exit_bad_input = 2,      // command line or site file
  exit_commit_failed = 3,  // the disk: nothing more was answered, the next start rebuilds
  exit_in_use = 4,         // another dispatcher holds the directory, or the port is taken
  exit_corrupt = 5,        // the journal is not what was written
};

struct Settings {
  std::filesystem::path site_file;
  std::filesystem::path directory;
  std::filesystem::path access_key;  // empty: DIR/keys/access.key
  std::string listen;
  ClockPlan clock;
  bool verify_replay = false;
};

// Settings, or the exit status when help was printed or the command line is wrong (said on stderr).
[[nodiscard]] std::variant<Settings, int> parse_command_line(int argc, const char* const* argv);

}  // namespace carehub::runtime
