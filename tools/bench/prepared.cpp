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

void Past::append_until(journal::Journal& journal, std::uint64_t events_min, std::uint64_t cases_min) {
  const runtime::EngineOptions often;
  const Hub::Take append = [&](const Stamp& stamp, const core::Decision& decision) {
    ++entries_;
    journal.append({stamp, decision.events, decision.case_id, decision.message}, {});
  };
  if (entries_ == 0) hub_.open(append);
  while (hub_.events() < events_min || hub_.life().cases() < cases_min) {
    hub_.next(append);
    if (entries_ % often.digest_every_entries == 0) hub_.digest(append);
    if (hub_.events() - last_snapshot_ >= often.snapshot_every_events) {
      last_snapshot_ = hub_.events();
      write_snapshot(journal, hub_.state());
    }
    while (journal.backlog() > backlog_max) ::usleep(200);  // the disk's turn
  }
  hub_.digest(append);
  write_snapshot(journal, hub_.state());
}

Result<Prepared> Past::grow(std::uint64_t events_min, std::uint64_t cases_min) {
  std::filesystem::create_directories(data_);
  CAREHUB_TRY(const auto journal, journal::Journal::open({.directory = data_}));
  std::string failure;
  journal->start([&](const Error& error) { failure = error.text(); });
  const auto start = Clock::now();
  append_until(*journal, events_min, cases_min);
  journal->stop();
  seconds_ += seconds_since(start);
  if (!failure.empty()) return fail(ErrorCode::input_output, data_.string(), "{}", failure);
  return Prepared{hub_.events(), entries_, hub_.life().cases(), seconds_};
}

Result<void> drop_snapshot(const std::filesystem::path& data) {
  CAREHUB_TRY(const auto journal, journal::Journal::open({.directory = data}));
  CAREHUB_CHECK(journal->drop_snapshot());
  journal->stop();
  return {};
}

}  // namespace carehub::bench
