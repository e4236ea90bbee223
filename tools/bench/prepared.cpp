#include "tools/bench/prepared.hpp"

#include <unistd.h>

#include "dispatcher/journal/journal.hpp"
#include "dispatcher/runtime/engine.hpp"
#include "dispatcher/runtime/snapshot_rows.hpp"
#include "tools/bench/life.hpp"

namespace carehub::bench {

namespace {

constexpr std::size_t backlog_max = 4096;

void write_snapshot(journal::Journal& journal, core::State& state) {
  journal.append_snapshot(state.hub().last_sequence, runtime::snapshot_rows(state, state.take_snapshot_changes()));
}

}  // namespace

Result<Prepared> prepare_journal(const std::filesystem::path& data, const Site& site, std::uint64_t events_min,
                                 std::uint64_t cases_min) {
  std::filesystem::create_directories(data);
  CAREHUB_TRY(const auto journal, journal::Journal::open({.directory = data}));
  std::string failure;
  journal->start([&](const Error& error) { failure = error.text(); });
  const runtime::EngineOptions often;
  std::uint64_t entries = 0;
  const Hub::Take append = [&](const Stamp& stamp, const core::Decision& decision) {
    ++entries;
    journal->append({stamp, decision.events, decision.case_id, decision.message}, {});
  };
  const auto start = Clock::now();
  Hub hub(site);
  hub.open(append);
  std::uint64_t last_snapshot = 0;
  while (hub.events() < events_min || hub.life().cases() < cases_min) {
    hub.next(append);
    if (entries % often.digest_every_entries == 0) hub.digest(append);
    if (hub.events() - last_snapshot >= often.snapshot_every_events) {
      last_snapshot = hub.events();
      write_snapshot(*journal, hub.state());
    }
    while (journal->backlog() > backlog_max) ::usleep(200);  // the disk's turn
  }
  hub.digest(append);
  write_snapshot(*journal, hub.state());
  journal->stop();
  if (!failure.empty()) return fail(ErrorCode::input_output, data.string(), "{}", failure);
  return Prepared{hub.events(), entries, hub.life().cases(), seconds_since(start)};
}

Result<void> drop_snapshot(const std::filesystem::path& data) {
  CAREHUB_TRY(const auto journal, journal::Journal::open({.directory = data}));
  CAREHUB_CHECK(journal->drop_snapshot());
  journal->stop();
  return {};
}

}  // namespace carehub::bench
