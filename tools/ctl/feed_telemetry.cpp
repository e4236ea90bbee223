// carehubctl feed telemetry FILE...: what care homes report, one answer a line.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "tools/ctl/feed_telemetry.hpp"
#include "tools/ctl/hub.hpp"
#include "tools/ctl/telemetry_lines.hpp"

namespace carehub::ctl {
namespace {

struct TelemetryOptions {
  HubOptions hub;
  std::vector<std::string> files;
  bool json = false;
  bool strict = false;
};

enum class Outcome { taken, enrolled, removed, refused, error };
BOOST_DESCRIBE_ENUM(Outcome, taken, enrolled, removed, refused, error)

struct Fed {
  Outcome outcome = Outcome::error;
  std::string home;
  std::string reason;  // what the hub says, or what is wrong with the line
  std::vector<std::string> warnings;
};

Outcome outcome_of(const Command& command) {
  if (std::holds_alternative<EnrolResident>(command)) return Outcome::enrolled;
  return std::holds_alternative<RemoveResident>(command) ? Outcome::removed : Outcome::taken;
}

// Errors: only when it is not known what the hub did.
Result<Fed> feed_line(link::Link& hub, const std::string& text, Duration patience) {
  auto line = read_telemetry_line(text);
  if (!line) return Fed{Outcome::error, "", line.error().text(), {}};
  Fed fed{outcome_of(line->commands.front()), line->home.value, "", std::move(line->warnings)};
  for (Command& command : line->commands) {
    CAREHUB_TRY(const wire::Answer answer, hub.submit_and_wait(std::move(command), patience));
    const bool refused = !answer.accepted;
    if (refused) fed.outcome = Outcome::refused;
    const std::string& says = refused && answer.refusal ? answer.refusal->text : answer.message;
    if (!says.empty() && fed.reason.find(says) == std::string::npos)
      fed.reason += fed.reason.empty() ? says : "; " + says;
  }
  return fed;
}

void print(const std::string& file, std::size_t number, const Fed& fed, bool json) {
  if (json) {
    boost::json::object object{{"file", file}, {"line", number}, {"outcome", name_of(fed.outcome)}};
    if (!fed.home.empty()) object["home"] = fed.home;
    object["reason"] = fed.reason;
    object["warnings"] = boost::json::array(fed.warnings.begin(), fed.warnings.end());
    fmt::print("{}\n", boost::json::serialize(object));
  } else {
    fmt::print("{:<9} {}:{}  {}\n", name_of(fed.outcome), file, number, fed.reason);
    for (const std::string& warning : fed.warnings) fmt::print("          check: {}\n", warning);
  }
  std::fflush(stdout);
}

bool is_wrong(const Fed& fed) {
  return fed.outcome == Outcome::refused || fed.outcome == Outcome::error || !fed.warnings.empty();
}

// Errors: the hub is gone, or did not answer.
Result<std::size_t> feed_stream(link::Link& hub, std::istream& in, const std::string& file,
                                const TelemetryOptions& options) {
  std::size_t number = 0, wrong = 0;
  Progress progress;
  for (std::string text; std::getline(in, text);) {
    ++number;
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    progress.show(fmt::format("line {}", number));
    const auto fed = feed_line(hub, text, options.hub.patience());
    if (!fed)
      return fail(fed.error().code, fmt::format("{}:{}", file, number),
                  "{}. It is not known whether the hub took it; feed it again, a repeat is recognised",
                  with_remedy(fed.error(), options.hub).text());
    print(file, number, *fed, options.json);
    wrong += is_wrong(*fed) ? 1 : 0;
  }
  if (in.bad()) return fail(ErrorCode::input_output, file, "cannot be read to its end; feed it again");
  return wrong;
}

Result<std::size_t> feed_file(link::Link& hub, const std::string& file, const TelemetryOptions& options) {
  if (file == "-") return feed_stream(hub, std::cin, "-", options);
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    return fail(ErrorCode::invalid_input, file, "is a folder; name the files in it, or - for standard input");
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open())
    return fail(ErrorCode::invalid_input, file, "cannot be read ({}); check the name and the rights",
                std::strerror(errno));
  return feed_stream(hub, in, file, options);
}

int feed_telemetry(const TelemetryOptions& options) {
  auto hub = open_hub(options.hub, Wants::commands);
  if (!hub) return complain(hub.error());
  int status = exit_ok;
  for (const std::string& file : options.files) {
    const auto wrong = feed_file(**hub, file, options);
    if (wrong) {
      if (options.strict && *wrong > 0) status = exit_failure;
      continue;
    }
    status = complain(wrong.error());
    if (wrong.error().code != ErrorCode::invalid_input) return status;
  }
  return status;
}

}  // namespace

void add_feed_telemetry(CLI::App& feed, Run& run) {
  CLI::App* telemetry = feed.add_subcommand("telemetry", "readings of care homes (JSON Lines), in the order given");
  auto options = std::make_shared<TelemetryOptions>();
  add_hub_options(*telemetry, options->hub);
  telemetry->add_option("FILE", options->files, "files of JSON lines; - is standard input")->required();
  telemetry->add_flag("--json", options->json, "one JSON object a line: file, line, outcome, home, reason, warnings");
  telemetry->add_flag("--strict", options->strict, "exit with 1 if any line is refused or cannot be read");
  telemetry->footer(
      "Outcomes: taken (the readings are kept, and the hub says which it does not believe), enrolled, removed, refused "
      "(by the hub),\nerror (the line cannot be read). Format: docs/formats.md. A home's own feed signs in with --role "
      "referrer and a key of its own.\nExit status: 0 when every line was answered, whatever the answer; 1 when a file "
      "cannot be read or the hub is not there.");
  telemetry->callback([options, &run] { run = [options] { return feed_telemetry(*options); }; });
}

}  // namespace carehub::ctl
