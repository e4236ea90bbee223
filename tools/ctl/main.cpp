#include <CLI/CLI.hpp>

#include "tools/ctl/ctl.hpp"

int main(int argc, char** argv) {
  using namespace carehub::ctl;
  CLI::App app{"carehubctl: the hub from the command line.", "carehubctl"};
  app.require_subcommand(1);
  app.footer(
      "Every subcommand has its own --help. Exit status: 0 done, 1 not done (stderr says why), 2 wrong command line.");
  Run run;
  for (const auto add : {add_do, add_state, add_watch, add_feed, add_simulate, add_export, add_verify, add_replay_check,
                         add_site, add_tables})
    add(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_ok : exit_bad_usage;
  }
  return run ? run() : exit_bad_usage;
}
