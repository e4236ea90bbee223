#pragma once
// A journal as a hub would have it after so many cases, written by the real core and journal.

#include "dispatcher/journal/journal.hpp"
#include "tools/bench/figures.hpp"
#include "tools/bench/life.hpp"

namespace carehub::bench {

struct Prepared {
  std::uint64_t events = 0;
  std::uint64_t entries = 0;
  std::uint64_t cases = 0;
  double seconds = 0;
};

// A hub's past that can be made longer. The folder must not change between two grow().
class Past {
 public:
  Past(std::filesystem::path data, const Site& site) : data_(std::move(data)), hub_(site) {}
  // Appends until there are so many, with digests and snapshot steps at the dispatcher's own intervals; closes cleanly.
  [[nodiscard]] Result<Prepared> grow(std::uint64_t events_min, std::uint64_t cases_min);

 private:
  void append_until(journal::Journal& journal, std::uint64_t events_min, std::uint64_t cases_min);

  std::filesystem::path data_;
  Hub hub_;
  std::uint64_t entries_ = 0;
  std::uint64_t last_snapshot_ = 0;
  double seconds_ = 0;
};

// So that the next start replays every entry.
[[nodiscard]] Result<void> drop_snapshot(const std::filesystem::path& data);

}  // namespace carehub::bench
