#include "tools/bench/benches.hpp"
#include "tools/bench/dispatcher.hpp"
#include "tools/bench/prepared.hpp"

namespace carehub::bench {

namespace {

// Starts the dispatcher on the folder, measures, ends it cleanly.
[[nodiscard]] Result<std::pair<double, Memory>> start_once(const Setting& setting, const std::filesystem::path& data) {
  CAREHUB_TRY(Dispatcher dispatcher, Dispatcher::start(setting, data));
  CAREHUB_TRY(const Memory memory, dispatcher.memory());
  const double took = dispatcher.seconds_to_ready();
  CAREHUB_CHECK(dispatcher.stop());
  return std::pair{took, memory};
}

[[nodiscard]] Result<void> measure_empty(const Setting& setting, Figures& figures) {
  CAREHUB_TRY(const auto empty, start_once(setting, setting.workspace / "empty"));
  figures.add({"memory_empty_hub_mb",
               empty.second.resident_mb,
               "MB",
               false,
               {60.0, fmt::format("its share {:.1f} MB", empty.second.proportional_mb)}});
  return {};
}

[[nodiscard]] std::string size_of(const Prepared& made, const std::filesystem::path& data) {
  return fmt::format("{} events, {} entries, {} cases, {:.0f} MB", made.events, made.entries, made.cases,
                     static_cast<double>(std::filesystem::file_size(data / "journal.db")) / 1e6);
}

// The three ways to start, each on the same past.
[[nodiscard]] Result<void> measure_starts(const Setting& setting, const std::filesystem::path& data,
                                          const std::string& size, Figures& figures) {
  const std::string part = setting.quick ? "100k" : "1m";
  CAREHUB_TRY(const auto by_snapshot, start_once(setting, data));
  figures.add({"restart_snapshot_" + part + "_events_s", by_snapshot.first, "s", false, {2.0, size}});
  CAREHUB_CHECK(drop_snapshot(data));
  CAREHUB_TRY(const auto by_replay, start_once(setting, data));
  figures.add({"restart_replay_" + part + "_events_s", by_replay.first, "s", false, {15.0, ""}});
  {
    CAREHUB_TRY(const Dispatcher killed, Dispatcher::start(setting, data));
  }
  CAREHUB_TRY(const auto after_kill, start_once(setting, data));
  figures.add({"restart_after_kill_" + part + "_events_s",
               after_kill.first,
               "s",
               false,
               {10.0, "copied into new files first"}});
  return {};
}

[[nodiscard]] Result<void> measure_history(const Setting& setting, const Site& site, Figures& figures) {
  const std::filesystem::path past_data = setting.workspace / "past";
  const std::filesystem::path data = setting.workspace / "history";
  const std::uint64_t events = setting.quick ? 100'000 : 1'000'000;
  Past past(past_data, site);
  CAREHUB_TRY(const Prepared made, past.grow(events, 0));
  const std::string size = size_of(made, past_data);
  fmt::print(stderr, "  a journal of {} was written in {:.1f} s\n", size, made.seconds);
  std::filesystem::copy(past_data, data, std::filesystem::copy_options::recursive);
  CAREHUB_CHECK(measure_starts(setting, data, size, figures));
  std::filesystem::remove_all(data);
  CAREHUB_TRY(const Prepared longer, past.grow(0, events / 10));
  CAREHUB_TRY(const auto full, start_once(setting, past_data));
  figures.add({setting.quick ? "memory_10k_cases_mb" : "memory_100k_cases_mb",
               full.second.resident_mb,
               "MB",
               false,
               {400.0, fmt::format("its share {:.1f} MB, ready in {:.1f} s; {}", full.second.proportional_mb,
                                   full.first, size_of(longer, past_data))}});
  std::filesystem::remove_all(past_data);
  return {};
}

}  // namespace

void measure_restart(const Setting& setting, const Site& site, Figures& figures) {
  if (auto done = measure_empty(setting, figures); !done) figures.missing("memory_empty_hub_mb", done.error().text());
  if (auto done = measure_history(setting, site, figures); !done) figures.missing("restart", done.error().text());
}

}  // namespace carehub::bench
