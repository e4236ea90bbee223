// carehubctl looks: who saw what of whom, out of the journal. For whoever has to answer for it: nothing that was seen
// is printed.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <optional>

#include "console/model/text.hpp"
#include "dispatcher/journal/journal.hpp"
#include "protocols/domain/words.hpp"
#include "protocols/wire/rendezvous.hpp"
#include "tools/ctl/ctl.hpp"
#include "tools/ctl/prove.hpp"

namespace carehub::ctl {
namespace {

struct LooksOptions {
  std::string where;
  std::uint64_t number = 0;  // 0: of every case
  std::string user;
  bool json = false;
};

struct Look {
  CaseId case_id;
  std::string what;
  std::string reason;
};

std::string fields_text(const std::vector<PersonField>& fields) {
  std::vector<std::string> names;
  for (const PersonField field : fields) names.emplace_back(words(field));
  return names.empty() ? "nothing" : console::joined(names, ", ");
}

std::optional<Look> look_in(const Event& event) {
  if (const auto* seen = std::get_if<CaseViewed>(&event)) return Look{seen->case_id, "case", {}};
  if (const auto* seen = std::get_if<PersonViewed>(&event)) {
    std::string what = "record: " + fields_text(seen->shown);
    if (!seen->not_shared.empty()) what += "; not shared: " + fields_text(seen->not_shared);
    if (seen->glass_broken) what += "; by broken glass";
    return Look{seen->case_id, std::move(what), seen->reason};
  }
  if (const auto* broken = std::get_if<GlassBroken>(&event))
    return Look{broken->case_id, "broke the glass until " + iso8601(broken->glass.until), broken->glass.reason};
  return std::nullopt;
}

void print(const Stamp& stamp, const Look& look, bool json) {
  const std::string at = iso8601(stamp.at);
  if (json) {
    boost::json::object line{{"at", at},
                             {"user", stamp.actor.user.value},
                             {"role", name_of(stamp.actor.role)},
                             {"console", stamp.actor.console},
                             {"what", look.what},
                             {"reason", look.reason}};
    if (look.case_id.given()) line["case"] = look.case_id.value;
    fmt::print("{}\n", boost::json::serialize(line));
    return;
  }
  const std::string number = look.case_id.given() ? std::to_string(look.case_id.value) : std::string("-");
  fmt::print("{}  {:>6}  {} ({}{}{})  {}{}{}\n", at, number, stamp.actor.user.value, words(stamp.actor.role),
             stamp.actor.console.empty() ? "" : ", ", stamp.actor.console, look.what, look.reason.empty() ? "" : ": ",
             look.reason);
}

int looks(const LooksOptions& options) {
  const auto directory = journal_directory(options.where);
  if (!directory) return complain(directory.error());
  std::size_t count = 0;
  const auto verdict = journal::verify(*directory, [&](const journal::Entry& entry) -> Result<void> {
    if (!options.user.empty() && entry.stamp.actor.user.value != options.user) return {};
    for (const Event& event : entry.events) {
      const auto look = look_in(event);
      if (!look || (options.number != 0 && look->case_id.value != options.number)) continue;
      print(entry.stamp, *look, options.json);
      ++count;
    }
    return {};
  });
  if (!verdict) return complain(verdict.error());
  if (verdict->first_fault)
    return complain(fmt::format("{}: at sequence {}: {}; what stands above was read before it", options.where,
                                *verdict->first_fault, verdict->fault));
  if (count == 0 && !options.json) fmt::print("no look is in this journal\n");
  return exit_ok;
}

}  // namespace

void add_looks(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand("looks", "who saw which case and which record, when and why");
  auto options = std::make_shared<LooksOptions>();
  options->where = wire::default_data_directory().string();
  sub->add_option("DIR", options->where, "data directory, or its journal.db")->capture_default_str();
  sub->add_option("--case", options->number, "of this case only");
  sub->add_option("--user", options->user, "of this user only");
  sub->add_flag("--json", options->json, "one JSON object a line");
  sub->footer("The dispatcher of that directory must not be running. Nothing is changed.");
  sub->callback([options, &run] { run = [options] { return looks(*options); }; });
}

}  // namespace carehub::ctl
