// carehubctl state: one snapshot of the hub. carehubctl export: every case ever.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "protocols/wire/codec.hpp"
#include "tools/ctl/hub.hpp"

namespace carehub::ctl {
namespace {

template <class Id, class T>
std::string list_json(const console::Records<Id, T>& records) {
  std::string all = "[";
  for (const auto& [id, record] : records) all += (all.size() > 1 ? ",\n" : "\n") + wire::to_json(*record);
  return all + "]";
}

int print_state(const HubOptions& options) {
  const bool board = options.role == "manager";
  auto hub = open_hub(options, board ? Wants::board : Wants::picture);
  if (!hub) return complain(hub.error());
  if (const auto ready = (*hub)->wait_for_picture(options.patience()); !ready) return complain(ready.error());
  const auto picture = (*hub)->picture();
  fmt::print("{{\"sequence\":{},\n\"hub\":{},\n", picture->sequence, wire::to_json(picture->status));
  if (picture->board) fmt::print("\"board\":{},\n", wire::to_json(*picture->board));
  fmt::print("\"cases\":{},\n\"teams\":{},\n\"places\":{},\n\"services\":{},\n\"alerts\":{}}}\n",
             list_json(picture->cases), list_json(picture->teams), list_json(picture->places),
             list_json(picture->services), list_json(picture->alerts));
  return exit_ok;
}

int export_cases(const HubOptions& options) {
  auto hub = open_hub(options, Wants::commands);
  if (!hub) return complain(hub.error());
  Progress progress;
  std::size_t count = 0;
  const auto take = [&](const Case& c) {
    fmt::print("{}\n", wire::to_json(c));
    if (++count % 100 == 0) progress.show(fmt::format("{} cases", count));
  };
  const auto read = (*hub)->read_cases(take, options.patience());
  return read ? exit_ok : complain(read.error());
}

}  // namespace

void add_state(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand(
      "state", "one snapshot as JSON: cases, teams, places, services, alerts, and the hub's own figures");
  auto options = std::make_shared<HubOptions>();
  auto json = std::make_shared<bool>();
  add_hub_options(*sub, *options);
  sub->add_flag("--json", *json, "JSON (also the default)");
  sub->footer(
      "Shows what the role may see: a manager gets the board without patient data. For people: carehubctl watch "
      "--once");
  sub->callback([options, json, &run] { run = [options] { return print_state(*options); }; });
}

void add_export(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand("export", "every case ever, one JSON object a line, with its history");
  auto options = std::make_shared<HubOptions>();
  auto json = std::make_shared<bool>();
  add_hub_options(*sub, *options);
  sub->add_flag("--json", *json, "JSON (also the default)");
  sub->callback([options, json, &run] { run = [options] { return export_cases(*options); }; });
}

}  // namespace carehub::ctl
