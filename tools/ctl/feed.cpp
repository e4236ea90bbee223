// carehubctl feed bars FILE...: messages of other systems into the hub, one answer a file. Care homes:
// feed_telemetry.cpp.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>

#include "protocols/fhir/bars.hpp"
#include "protocols/site/load.hpp"
#include "tools/ctl/feed_telemetry.hpp"
#include "tools/ctl/hub.hpp"

namespace carehub::ctl {
namespace {

struct FeedOptions {
  HubOptions hub;
  std::vector<std::string> files;
  bool json = false;
  bool strict = false;
};

enum class Outcome { accepted, updated, refused, duplicate };
BOOST_DESCRIBE_ENUM(Outcome, accepted, updated, refused, duplicate)

struct Fed {
  Outcome outcome = Outcome::refused;
  CaseId case_id;
  std::string reason;  // why refused, or what the hub did
  std::vector<std::string> warnings;
};

Result<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return fail(ErrorCode::input_output, path, "is a folder; name the message files in it");
  std::ifstream in(path, std::ios::binary);
  std::string text;
  if (in) text.assign(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || in.bad())
    return fail(ErrorCode::input_output, path, "cannot be read ({}); check the name and the rights",
                std::strerror(errno));
  if (text.empty()) return fail(ErrorCode::input_output, path, "is empty; a message is one FHIR Bundle in JSON");
  return text;
}

Fed fed_from(const wire::Answer& answer, const fhir::Message& message) {
  Fed fed{Outcome::refused, answer.case_id, answer.message, message.warnings};
  if (answer.accepted) {
    // An update of a case that the hub does not know is registered as new, and the hub says so.
    const bool is_new =
        std::holds_alternative<RegisterCase>(message.command) || answer.message.contains("registered as new");
    fed.outcome = is_new ? Outcome::accepted : Outcome::updated;
    return fed;
  }
  if (!answer.refusal) return fed;
  fed.reason = answer.refusal->text;
  if (std::holds_alternative<CancelCase>(message.command) && answer.refusal->code == RefusalCode::unknown_case)
    fed.reason =
        "no case here carries this request's identifier, so nothing was cancelled; ask the sender which call it means";
  if (answer.refusal->code == RefusalCode::duplicate_message) fed.outcome = Outcome::duplicate;
  return fed;
}

// Errors: only when it is not known what the hub did.
Result<Fed> feed_text(link::Link& hub, const std::string& text, const Calendar& calendar, Duration patience) {
  const Result<fhir::Message> message = fhir::read_message(text, calendar);
  if (!message) return Fed{Outcome::refused, {}, message.error().text(), {}};
  CAREHUB_TRY(const wire::Answer answer, hub.submit_and_wait(message->command, patience));
  return fed_from(answer, *message);
}

void print(const std::string& file, const Fed& fed, bool json) {
  if (!json) {
    fmt::print("{:<9} {}{}{}\n", name_of(fed.outcome), file,
               fed.case_id.given() ? fmt::format("  case {}", fed.case_id.value) : "",
               fed.reason.empty() ? "" : "  " + fed.reason);
    for (const std::string& warning : fed.warnings) fmt::print("          check: {}\n", warning);
    return;
  }
  boost::json::object object{{"file", file}, {"outcome", name_of(fed.outcome)}};
  if (fed.case_id.given()) object["case"] = fed.case_id.value;
  object["reason"] = fed.reason;
  object["warnings"] = boost::json::array(fed.warnings.begin(), fed.warnings.end());
  fmt::print("{}\n", boost::json::serialize(object));
  std::fflush(stdout);
}

int feed_bars(const FeedOptions& options) {
  auto hub = open_hub(options.hub, Wants::commands);
  if (!hub) return complain(hub.error());
  const Calendar calendar{site::london_transitions(), {}};
  int status = exit_ok;
  Progress progress;
  std::size_t done = 0;
  for (const std::string& file : options.files) {
    progress.show(fmt::format("{} of {}", ++done, options.files.size()));
    const Result<std::string> text = read_file(file);
    if (!text) {
      status = complain(text.error());
      print(file, {Outcome::refused, {}, text.error().detail, {}}, options.json);
      continue;
    }
    const Result<Fed> fed = feed_text(**hub, *text, calendar, options.hub.patience());
    if (!fed)
      return complain(
          fmt::format("{}: {}. It is not known whether the hub took it; feed it again, a repeat is recognised", file,
                      with_remedy(fed.error(), options.hub).text()));
    print(file, *fed, options.json);
    if (options.strict && fed->outcome == Outcome::refused) status = exit_failure;
  }
  return status;
}

}  // namespace

void add_feed(CLI::App& app, Run& run) {
  CLI::App* feed = app.add_subcommand("feed", "give the hub messages of other systems");
  feed->require_subcommand(1);
  CLI::App* bars =
      feed->add_subcommand("bars", "Booking and Referral Standard messages (FHIR JSON), in the order given");
  auto options = std::make_shared<FeedOptions>();
  add_hub_options(*bars, options->hub);
  bars->add_option("FILE", options->files, "message files")->required();
  bars->add_flag("--json", options->json, "one JSON object a file: file, outcome, case, reason, warnings");
  bars->add_flag("--strict", options->strict, "exit with 1 if any file is refused");
  bars->footer(
      "Outcomes: accepted (a new case), updated (a known case), duplicate (the same message again), refused (with the "
      "reason).\n"
      "Exit status: 0 when every file was answered, whatever the answer; 1 when a file cannot be read or the hub is "
      "not there.");
  bars->callback([options, &run] { run = [options] { return feed_bars(*options); }; });
  add_feed_telemetry(*feed, run);
}

}  // namespace carehub::ctl
