// carehubctl permissions, schema, verbs: what the program's own tables say; the pages in docs/ are printed from them.

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/model/verbs.hpp"
#include "dispatcher/core/permissions.hpp"
#include "protocols/wire/schema.hpp"
#include "tools/ctl/ctl.hpp"

namespace carehub::ctl {
namespace {

void add(CLI::App& app, Run& run, const char* name, const char* help, std::string (*text)()) {
  app.add_subcommand(name, help)->callback([text, &run] {
    run = [text] {
      fmt::print("{}", text());
      return exit_ok;
    };
  });
}

}  // namespace

void add_tables(CLI::App& app, Run& run) {
  add(app, run, "permissions", "who may do what, when: the table of commands, roles and states",
      core::permissions_markdown);
  add(app, run, "schema", "the messages between dispatcher and clients, as a .proto file", wire::schema_proto);
  add(app, run, "verbs", "every verb of the command line", console::commands_markdown);
}

}  // namespace carehub::ctl
