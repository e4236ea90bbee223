// carehubctl feed telemetry FILE...: what care homes report, one answer a line.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "tools/ctl/feed_telemetry.hpp"
#include "tools/ctl/feed_window.hpp"
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

// Enough for the hub to commit together what comes together.
constexpr std::size_t under_way_max = 256;

enum class LineOutcome { taken, enrolled, removed, refused, error };
BOOST_DESCRIBE_ENUM(LineOutcome, taken, enrolled, removed, refused, error)

struct FedLine {
  LineOutcome outcome = LineOutcome::error;
  std::string home;
  std::string reason;  // what the hub says, or what is wrong with the line
  std::vector<std::string> warnings;
};

LineOutcome outcome_of(const Command& command) {
  if (std::holds_alternative<EnrolResident>(command)) return LineOutcome::enrolled;
  return std::holds_alternative<RemoveResident>(command) ? LineOutcome::removed : LineOutcome::taken;
}

void print(const std::string& file, std::size_t number, const FedLine& fed, bool json) {
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

bool is_wrong(const FedLine& fed) {
  return fed.outcome == LineOutcome::refused || fed.outcome == LineOutcome::error || !fed.warnings.empty();
}

// Lines on their way to the hub; each is printed when it and those before it are answered.
class Feed {
 public:
  explicit Feed(const TelemetryOptions& options) : options_(options) {}

  [[nodiscard]] Result<void> open() {
    CAREHUB_TRY(window_, FeedWindow::open(options_.hub, [this](std::size_t line, const wire::Answer& answer) {
                  take(lines_.at(line - printed_), answer);
                }));
    return {};
  }
  // Returns how many lines were wrong. Errors: the hub is gone, or did not answer.
  [[nodiscard]] Result<std::size_t> run(std::istream& in, const std::string& file);

 private:
  struct Line {
    std::size_t number = 0;
    FedLine fed;
    std::size_t under_way = 0;
  };

  static void take(Line& line, const wire::Answer& answer) {
    --line.under_way;
    if (!answer.accepted) line.fed.outcome = LineOutcome::refused;
    const std::string& says = answer.refusal ? answer.refusal->text : answer.message;
    std::string& reason = line.fed.reason;
    if (!says.empty() && reason.find(says) == std::string::npos) reason += reason.empty() ? says : "; " + says;
  }
  void send(std::size_t number, const std::string& text);
  [[nodiscard]] Result<void> wait_until(std::size_t most_under_way, const std::string& file);
  void print_answered(const std::string& file);

  const TelemetryOptions& options_;
  std::unique_ptr<FeedWindow> window_;
  std::deque<Line> lines_;   // not printed yet
  std::size_t printed_ = 0;  // so many went before them
  std::size_t wrong_ = 0;
};

void Feed::send(std::size_t number, const std::string& text) {
  const std::size_t position = printed_ + lines_.size();
  Line& line = lines_.emplace_back(Line{number, {}, 0});
  auto read = read_telemetry_line(text);
  if (!read) {
    line.fed.reason = read.error().text();
    return;
  }
  line.fed = {outcome_of(read->commands.front()), read->home.value, "", std::move(read->warnings)};
  line.under_way = read->commands.size();
  for (Command& command : read->commands) window_->send(position, std::move(command));
}

void Feed::print_answered(const std::string& file) {
  for (; !lines_.empty() && lines_.front().under_way == 0; lines_.pop_front(), ++printed_) {
    const Line& line = lines_.front();
    print(file, line.number, line.fed, options_.json);
    wrong_ += is_wrong(line.fed) ? 1 : 0;
  }
}

Result<void> Feed::wait_until(std::size_t most_under_way, const std::string& file) {
  const auto waited = window_->wait_until(most_under_way);
  print_answered(file);
  if (waited) return {};
  return fail(waited.error().code, fmt::format("{}:{}", file, lines_.empty() ? 0 : lines_.front().number),
              "{}. It is not known whether the hub took it; feed it again from this line, a repeat is recognised",
              with_remedy(waited.error(), options_.hub).text());
}

Result<std::size_t> Feed::run(std::istream& in, const std::string& file) {
  wrong_ = 0;
  Progress progress;
  std::size_t number = 0;
  for (std::string text; std::getline(in, text);) {
    ++number;
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    progress.show(fmt::format("line {}", number));
    send(number, text);
    // Whoever writes lines as they come is answered before the next.
    const bool more_at_hand = in.rdbuf()->in_avail() > 0;
    CAREHUB_CHECK(wait_until(more_at_hand ? under_way_max : 0, file));
  }
  if (in.bad()) return fail(ErrorCode::input_output, file, "cannot be read to its end; feed it again");
  CAREHUB_CHECK(wait_until(0, file));
  return wrong_;
}

Result<std::size_t> feed_file(Feed& feed, const std::string& file) {
  if (file == "-") return feed.run(std::cin, "-");
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    return fail(ErrorCode::invalid_input, file, "is a folder; name the files in it, or - for standard input");
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open())
    return fail(ErrorCode::invalid_input, file, "cannot be read ({}); check the name and the rights",
                std::strerror(errno));
  return feed.run(in, file);
}

int feed_telemetry(const TelemetryOptions& options) {
  std::ios::sync_with_stdio(false);  // so that it can be told whether more is at hand
  Feed feed(options);
  if (const auto opened = feed.open(); !opened) return complain(opened.error());
  int status = exit_ok;
  for (const std::string& file : options.files) {
    const auto wrong = feed_file(feed, file);
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
      "referrer, a key of its\nown, and the --user that its site file names.\n"
      "Exit status: 0 when every line was answered, whatever the answer; 1 when a file "
      "cannot be read or the hub is not there.");
  telemetry->callback([options, &run] { run = [options] { return feed_telemetry(*options); }; });
}

}  // namespace carehub::ctl
