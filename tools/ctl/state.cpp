// carehubctl state: one snapshot of the hub. carehubctl export: every case ever.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "dispatcher/runtime/recovery.hpp"
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
  if (const auto ready = (*hub)->wait_for_picture(options.patience()); !ready)
    return complain(with_remedy(ready.error(), options));
  const auto picture = (*hub)->picture();
  fmt::print("{{\"sequence\":{},\n\"hub\":{},\n", picture->sequence, wire::to_json(picture->status));
  if (picture->board) fmt::print("\"board\":{},\n", wire::to_json(*picture->board));
  fmt::print("\"cases\":{},\n\"teams\":{},\n\"places\":{},\n\"services\":{},\n\"alerts\":{}}}\n",
             list_json(picture->cases), list_json(picture->teams), list_json(picture->places),
             list_json(picture->services), list_json(picture->alerts));
  return exit_ok;
}

class Exported {
 public:
  void take(const Case& c) {
    fmt::print("{}\n", wire::to_json(c));
    if (++count_ % 100 == 0) progress_.show(words());
  }
  [[nodiscard]] std::string words() const { return fmt::format("{} case{}", count_, count_ == 1 ? "" : "s"); }

 private:
  std::size_t count_ = 0;
  Progress progress_;
};

int export_from_hub(const HubOptions& options) {
  auto hub = open_hub(options, Wants::commands);
  if (!hub) return complain(hub.error());
  Exported exported;
  const auto read = (*hub)->read_cases([&](const Case& c) { exported.take(c); }, options.patience());
  if (!read) return complain(with_remedy(read.error(), options));
  remark(fmt::format("{} from the running hub", exported.words()));
  return exit_ok;
}

// The dispatcher is down: its journal says the same.
int export_from_journal(const HubOptions& options, const Error& why_not_hub) {
  runtime::Replay replay{core::State{}};
  const auto verdict =
      journal::verify(options.directory, [&](const journal::Entry& entry) { return replay.take(entry); });
  if (!verdict)
    return complain(fmt::format("{}; nor can a journal be read: {}", why_not_hub.text(), verdict.error().text()));
  Exported exported;
  const core::State& state = replay.state();
  for (const CaseId id : state.all_records().cases) exported.take(state.copy_of_case(id)());
  remark(fmt::format("{} from the journal in {}; no dispatcher is running there", exported.words(), options.directory));
  if (!verdict->first_fault) return exit_ok;
  return complain(fmt::format(
      "{}: the journal is good up to sequence {}, and the cases are as they were then: {}. See: carehubctl verify {}",
      options.directory, *verdict->first_fault - 1, verdict->fault, options.directory));
}

int export_cases(const HubOptions& options) {
  const auto found = look_for_hub(options);
  const bool down = !found && found.error().code == ErrorCode::unavailable;
  return down ? export_from_journal(options, found.error()) : export_from_hub(options);
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
  sub->footer(
      "Asks the running dispatcher; when none is running on the directory, reads the journal there, proving it on the "
      "way as verify does. stderr says which of the two, and how many cases.");
  sub->callback([options, json, &run] { run = [options] { return export_cases(*options); }; });
}

}  // namespace carehub::ctl
