#include <CLI/CLI.hpp>

#include "tools/ctl/ctl.hpp"
#include "tools/ctl/usage.hpp"

int main(int argc, char** argv) {
  using namespace carehub::ctl;
  CLI::App app{"carehubctl: the hub from the command line.", "carehubctl"};
  app.require_subcommand(1);
  app.footer(
      "Every subcommand has its own --help. Exit status: 0 done, 1 not done (stderr says why), 2 wrong command line.");
  Run run;
  for (const auto add : {add_do,       add_state,        add_watch, add_feed,  add_simulate, add_export, add_verify,
                         add_replay,   add_replay_check, add_plan,  add_site,  add_map,      add_tables, add_travel,
                         add_clinical, add_rehearse,     add_why,   add_ahead, add_gaps,     add_looks})
    add(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    complain(usage_text(app, {argv + 1, argv + argc}, error));
    return exit_bad_usage;
  }
  return run ? run() : exit_bad_usage;
}
