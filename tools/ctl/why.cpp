// carehubctl why: the reasons behind the answer that a case has.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "console/model/why.hpp"
#include "protocols/wire/codec.hpp"
#include "tools/ctl/hub.hpp"

namespace carehub::ctl {

namespace {

struct WhyOptions {
  HubOptions hub;
  std::uint64_t number = 0;
  bool json = false;
};

int print_why(const WhyOptions& options) {
  auto hub = open_hub(options.hub, Wants::picture);
  if (!hub) return complain(hub.error());
  if (const auto ready = (*hub)->wait_for_picture(options.hub.patience()); !ready)
    return complain(with_remedy(ready.error(), options.hub));
  const auto picture = (*hub)->picture();
  const auto found = picture->cases.find(CaseId{options.number});
  if (found == picture->cases.end())
    return complain(
        fmt::format("case {} is not in the picture; open cases and those closed lately are. See: carehubctl export",
                    options.number));
  const Case& c = *found->second;
  if (options.json) {
    fmt::print("{}\n", c.explanation ? wire::to_json(*c.explanation) : std::string("{}"));
  } else {
    fmt::print("{}", console::why_text(console::why_of(c, *picture, picture->status.now)));
  }
  return exit_ok;
}

}  // namespace

void add_why(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand("why", "say why a case has the answer that it has, and why nobody else");
  auto options = std::make_shared<WhyOptions>();
  sub->add_option("CASE", options->number, "its number")->required();
  sub->add_flag("--json", options->json, "the explanation as it stands in the journal");
  add_hub_options(*sub, options->hub);
  sub->callback([options, &run] { run = [options] { return print_why(*options); }; });
}

}  // namespace carehub::ctl
