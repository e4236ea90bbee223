#pragma once
// carehubctl: one file a subcommand. Each adds itself to the command line and says what to run.

#include <functional>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace CLI {
class App;
}

namespace carehub::ctl {

// Exit statuses.
enum ExitCode : int {
  exit_ok = 0,
  exit_failure = 1,    // what was asked could not be done; stderr says what, where and what to do
  exit_bad_usage = 2,  // the command line itself
};

// What main() runs once the command line is read: set by the subcommand that was chosen.
using Run = std::function<int()>;

// Errors: input_output, with what to look at.
[[nodiscard]] Result<void> write_file(const std::string& path, const std::string& text);

void add_feed(CLI::App& app, Run& run);
void add_state(CLI::App& app, Run& run);
void add_do(CLI::App& app, Run& run);
void add_watch(CLI::App& app, Run& run);
void add_export(CLI::App& app, Run& run);
void add_verify(CLI::App& app, Run& run);
void add_replay(CLI::App& app, Run& run);
void add_ahead(CLI::App& app, Run& run);
void add_why(CLI::App& app, Run& run);
void add_travel(CLI::App& app, Run& run);
void add_plan(CLI::App& app, Run& run);
void add_replay_check(CLI::App& app, Run& run);
void add_gaps(CLI::App& app, Run& run);
void add_looks(CLI::App& app, Run& run);
void add_site(CLI::App& app, Run& run);
void add_map(CLI::App& app, Run& run);
void add_clinical(CLI::App& app, Run& run);
void add_rehearse(CLI::App& app, Run& run);
void add_simulate(CLI::App& app, Run& run);
void add_tables(CLI::App& app, Run& run);  // permissions, schema, verbs

// "carehubctl: ..." on stderr; returns exit_failure.
int complain(const Error& error);
int complain(std::string_view what);
// The same for what is no failure.
void remark(std::string_view what);

[[nodiscard]] bool stdin_is_terminal();
[[nodiscard]] bool stdout_is_terminal();
[[nodiscard]] bool stderr_is_terminal();

// One line on a terminal that is written over by the next; nothing when piped.
class Progress {
 public:
  void show(std::string_view text);
  ~Progress();

 private:
  bool shown_ = false;
};

}  // namespace carehub::ctl
