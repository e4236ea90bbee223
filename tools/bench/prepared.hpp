#pragma once
// A journal as a hub would have it after so many cases, written by the real core and journal.

#include "protocols/domain/site.hpp"
#include "tools/bench/figures.hpp"

namespace carehub::bench {

struct Prepared {
  std::uint64_t events = 0;
  std::uint64_t entries = 0;
  std::uint64_t cases = 0;
  double seconds = 0;
};

// With digests and snapshot steps at the dispatcher's own intervals.
[[nodiscard]] Result<Prepared> prepare_journal(const std::filesystem::path& data, const Site& site,
                                               std::uint64_t events_min, std::uint64_t cases_min);

// So that the next start replays every entry.
[[nodiscard]] Result<void> drop_snapshot(const std::filesystem::path& data);

}  // namespace carehub::bench
