// From a key to the changed frame while the dispatcher is stopped, by the console itself; and that nothing typed is
// lost.

#include <boost/json.hpp>

#include "tools/bench/benches.hpp"
#include "tools/bench/child.hpp"

namespace carehub::bench {

namespace {

constexpr const char* key_name = "console_key_to_frame_p99_ms";

double number_of(const boost::json::object& object, const char* member) {
  const boost::json::value* found = object.if_contains(member);
  return found != nullptr && found->is_number() ? found->to_number<double>() : 0;
}

void add_keys(const boost::json::object& typed, Figures& figures) {
  const std::string beside = fmt::format(
      "{:.0f} keys with the dispatcher stopped, {:.0f} of them with the link known to be stale; longest {:.1f} ms",
      number_of(typed, "keys"), number_of(typed, "keys_while_stale"), number_of(typed, "key_ms_max"));
  figures.add({"console_key_to_frame_p50_ms", number_of(typed, "key_ms_p50"), "ms", false, {std::nullopt, beside}});
  figures.add({key_name, number_of(typed, "key_ms_p99"), "ms", false, {50.0, beside}});
  figures.add({"console_keys_without_frame", number_of(typed, "keys_without_frame"), "keys", false, {0.0, ""}});
  figures.add({"console_typed_commands_lost",
               number_of(typed, "commands") - number_of(typed, "accepted"),
               "commands",
               false,
               {0.0, fmt::format("of {:.0f}, once the dispatcher goes on", number_of(typed, "commands"))}});
}

}  // namespace

void measure_keys(const Setting& setting, Figures& figures) {
  const auto folder = setting.workspace / "keys";
  std::filesystem::create_directories(folder);
  const auto program = [&](const char* file) { return (setting.programs / file).string(); };
  const Child hub =
      Child::start({program("carehub-dispatcher"), "--site", setting.site_file, "--data", folder, "--start",
                    "2026-11-22T16:40:00Z", "--rush-until", "2026-11-22T18:20:00Z", "--speed", "1"},
                   folder / "hub.log");
  if (!appears(folder / "endpoints.json", hub))
    return figures.missing(key_name, "the dispatcher did not start: " + last_line(folder / "hub.log"));
  {
    const Child shift = Child::start({program("carehubctl"), "simulate", "--site", setting.site_file, "--data", folder,
                                      "--seed", "1", "--staff", "partial"},
                                     folder / "shift.log");
    rest(20);
  }
  Child console = Child::start({program("carehub-console"), "--workspace", "operator", "--data", folder, "--bench-keys",
                                std::to_string(hub.process())},
                               folder / "console.log");
  const bool ended = console.ends_well(120);
  boost::system::error_code problem;
  const auto parsed = boost::json::parse(last_line(folder / "console.log"), problem);
  if (!ended || problem || !parsed.is_object())
    return figures.missing(key_name, "carehub-console --bench-keys: " + last_line(folder / "console.log"));
  add_keys(parsed.as_object(), figures);
}

}  // namespace carehub::bench
