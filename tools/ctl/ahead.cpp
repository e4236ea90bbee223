// carehubctl ahead: what the next hours are likely to bring.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "console/model/ahead.hpp"
#include "protocols/wire/codec.hpp"
#include "tools/ctl/hub.hpp"

namespace carehub::ctl {

namespace {

struct AheadOptions {
  HubOptions hub;
  bool json = false;
};

int print_ahead(const AheadOptions& options) {
  auto hub = open_hub(options.hub, Wants::picture);
  if (!hub) return complain(hub.error());
  if (const auto ready = (*hub)->wait_for_picture(options.hub.patience()); !ready)
    return complain(with_remedy(ready.error(), options.hub));
  const auto picture = (*hub)->picture();
  if (options.json)
    fmt::print("{}\n", picture->outlook ? wire::to_json(*picture->outlook) : std::string("{}"));
  else
    fmt::print("{}", console::ahead_text(*picture, picture->status.now));
  return exit_ok;
}

}  // namespace

void add_ahead(CLI::App& app, Run& run) {
  CLI::App* sub =
      app.add_subcommand("ahead", "say what the next hours are likely to bring: who may be seen late, where");
  auto options = std::make_shared<AheadOptions>();
  sub->add_flag("--json", options->json, "the figures as JSON");
  add_hub_options(*sub, options->hub);
  sub->callback([options, &run] { run = [options] { return print_ahead(*options); }; });
}

}  // namespace carehub::ctl
