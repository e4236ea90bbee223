// From the command line to a running hub: every step that can fail says so plainly and has its exit status.

#include <signal.h>
#include <sodium.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <system_error>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/journal/journal.hpp"
#include "dispatcher/runtime/hub.hpp"
#include "dispatcher/runtime/recovery.hpp"
#include "protocols/site/load.hpp"

namespace carehub::runtime {
namespace {

int exit_code_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::conflict:
      return exit_in_use;
    case ErrorCode::corrupt:
    case ErrorCode::unsupported:
      return exit_corrupt;
    case ErrorCode::invalid_input:
    case ErrorCode::not_found:
      return exit_bad_input;
    default:
      return exit_failure;
  }
}

int complain(const Error& error) {
  fmt::print(stderr, "carehub-dispatcher: {}\n", error.text());
  return exit_code_of(error);
}

void set_up_process() {
  ::umask(S_IRWXG | S_IRWXO);
  ::signal(SIGPIPE, SIG_IGN);
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("carehub", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
}

Result<Site> load(const std::filesystem::path& file) {
  CAREHUB_TRY(auto loaded, site::load_site(file));
  if (!loaded.mistakes.empty()) fmt::print(stderr, "{}", site::text(file, loaded.mistakes));
  if (!loaded.usable())
    return fail(ErrorCode::invalid_input, file.string(), "is not usable; correct the lines above. Nothing was changed");
  return std::move(loaded.site);
}

Result<void> make_directory(const std::filesystem::path& directory) {
  std::error_code problem;
  std::filesystem::create_directories(directory, problem);
  if (problem)
    return fail(ErrorCode::input_output, directory.string(), "cannot be made: {}; name another one with --data",
                problem.message());
  return {};
}

// A replay in a process of its own, against the digests that the live dispatcher wrote.
Result<void> verify_replay(const std::filesystem::path& directory) {
  Replay replay{core::State{}};
  CAREHUB_TRY(const auto verdict,
              journal::verify(directory, [&](const journal::Entry& entry) { return replay.take(entry); }));
  if (verdict.first_fault)
    return fail(ErrorCode::corrupt, directory.string(), "journal damaged at {}: {}", *verdict.first_fault,
                verdict.fault);
  fmt::print("replayed {} events to position {}, {} digests agree, digest {}\n", replay.events(),
             verdict.position.last_sequence, replay.digests(), core::digest(replay.state()));
  return {};
}

Result<AccessSeal> open_seal(const Settings& settings) {
  return AccessSeal::open_key(settings.access_key.empty() ? settings.directory / "keys" / "access.key"
                                                          : settings.access_key);
}

std::uint64_t new_epoch() {
  std::uint64_t epoch = 0;
  while (epoch == 0) randombytes_buf(&epoch, sizeof epoch);
  return epoch >> 1U;  // also fits signed readers of the JSON file
}

Result<std::unique_ptr<Hub>> build(const Settings& settings, EngineOptions planted) {
  CAREHUB_CHECK(endpoints::check_listen(settings.listen));
  CAREHUB_CHECK(make_directory(settings.directory));
  CAREHUB_TRY(auto journal, journal::Journal::open({.directory = settings.directory}));
  for (const auto& notice : journal->notices()) spdlog::warn("CH103 journal: {}", notice);
  CAREHUB_TRY(auto recovered, recover(*journal));
  if (!recovered.notice.empty()) spdlog::warn("CH103 journal: {}", recovered.notice);
  spdlog::info("CH100 recovered to position {}: snapshot of {}, {} events replayed",
               recovered.state.hub().last_sequence, recovered.from_snapshot, recovered.replayed);
  const bool empty = recovered.state.hub().last_sequence == 0;
  auto clock =
      std::make_unique<HubClock>(settings.clock, empty ? std::nullopt : std::optional(recovered.state.hub().last_at));
  auto front = endpoints::Front::open({settings.directory, settings.listen, new_epoch()});
  if (!front) {
    journal->stop();  // nothing was written: the next start need not prove it all
    return std::unexpected(std::move(front).error());
  }
  CAREHUB_TRY(planted.seal, open_seal(settings));
  auto engine = std::make_unique<Engine>(std::move(recovered.state), std::move(journal), *clock, planted);
  return Hub::create(settings, *std::move(front), std::move(clock), std::move(engine));
}

}  // namespace

int run_dispatcher(const Settings& settings, EngineOptions planted) {
  set_up_process();
  if (sodium_init() < 0) return complain({ErrorCode::unsupported, "libsodium", "cannot start"});
  if (settings.verify_replay) {
    const auto verified = verify_replay(settings.directory);
    return verified ? exit_ok : complain(verified.error());
  }
  auto site = load(settings.site_file);
  if (!site) return complain(site.error());
  auto hub = build(settings, planted);
  if (!hub) return complain(hub.error());
  return (*hub)->run(std::move(*site));
}

}  // namespace carehub::runtime
