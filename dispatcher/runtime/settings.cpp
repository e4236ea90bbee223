#include "dispatcher/runtime/settings.hpp"

#include <CLI/CLI.hpp>

#include "dispatcher/runtime/build.hpp"
#include "protocols/base/usage.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::runtime {
namespace {

struct Texts {
  std::string site, directory, access_key, start, rush_until;
};

void describe(CLI::App& app, Texts& texts, Settings& settings) {
  app.set_version_flag("--version", build_text());
  app.add_option("--site", texts.site, "the hub's site file, for example assets/sites/isle-of-wight.toml");
  app.add_option("--data", texts.directory, "where journal, keys and endpoints are kept")->capture_default_str();
  app.add_option("--access-key", texts.access_key,
                 "the file with the key that seals access notes, better on another disk than the journal "
                 "(default: keys/access.key in the data directory)");
  app.add_option("--listen", settings.listen,
                 "tcp://ADDRESS:PORT to serve other machines; uses three ports in a row, or any free ones with port 0 "
                 "(default: sockets inside the data directory)");
  app.add_option("--speed", settings.clock.speed, "simulation: so many times faster than real time")
      ->check(CLI::Range(1, 10'000));
  app.add_option("--start", texts.start,
                 "simulation: the time at which an empty journal starts, as 2026-11-22T17:00:00Z");
  app.add_option("--rush-until", texts.rush_until, "simulation: run 500 times faster until this time, then at --speed");
  app.add_flag("--verify-replay", settings.verify_replay,
               "replay the whole journal of --data, check every digest, print the result and exit");
  app.footer(
      "Prints one line on stdout once it is ready. Stops cleanly on SIGTERM and SIGINT.\n"
      "Exit status: 0 stopped cleanly, 1 other failure, 2 wrong command line or site file, 3 a commit failed (start it "
      "again:\n"
      "it rebuilds), 4 directory or port in use, 5 the journal is damaged.");
}

Result<void> read_time(const std::string& text, const char* option, std::optional<Instant>& into) {
  if (text.empty()) return {};
  auto at = parse_iso8601(text);
  if (!at) return fail(ErrorCode::invalid_input, option, "{}", at.error().detail);
  into = *at;
  return {};
}

Result<void> finish(const Texts& texts, Settings& settings) {
  settings.site_file = texts.site;
  settings.directory = texts.directory;
  settings.access_key = texts.access_key;
  CAREHUB_CHECK(read_time(texts.start, "--start", settings.clock.start));
  CAREHUB_CHECK(read_time(texts.rush_until, "--rush-until", settings.clock.rush_until));
  if (settings.site_file.empty() && !settings.verify_replay)
    return fail(ErrorCode::invalid_input, "--site", "is missing: name the hub's site file");
  return {};
}

}  // namespace

std::variant<Settings, int> parse_command_line(int argc, const char* const* argv) {
  Settings settings;
  Texts texts;
  texts.directory = wire::default_data_directory().string();
  CLI::App app{"carehub-dispatcher: takes in calls, matches them, keeps the journal, and serves the consoles.",
               "carehub-dispatcher"};
  describe(app, texts, settings);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_usage(app, error);
  }
  if (auto finished = finish(texts, settings); !finished) {
    fmt::print(stderr, "carehub-dispatcher: {}\n", finished.error().text());
    return exit_bad_input;
  }
  return settings;
}

}  // namespace carehub::runtime
