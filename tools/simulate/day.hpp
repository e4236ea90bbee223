#pragma once
// A day's calls out of the site's own demand profile. Pure: the same site, seed and day give the same calls.

#include <string>
#include <vector>

#include "protocols/domain/command.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::tools::simulate {

struct Call {
  std::string key;  // "sim-7-2026-11-22-17": its identifier in the hub, whatever its case number
  Instant at;
  RegisterCase command;
  Need need = Need::other;              // what it really is, for the navigator to find out
  std::vector<std::string> red_flags;   // likewise
  bool no_visit_wanted = false;         // advice will do
  std::optional<Duration> rings_again;  // if nobody has come by then
  std::optional<Duration> cancels;      // likewise
};

struct DayOptions {
  std::uint64_t seed = 1;
  double calls_factor = 1.0;
};

inline constexpr std::string_view key_system = "simulator";

// In order of time, midnight to midnight in London.
[[nodiscard]] std::vector<Call> calls_of_day(const Site& site, const DayOptions& options, LocalDay day);

// The same person on the telephone once more.
[[nodiscard]] Call second_call(const Call& first, Instant at);

}  // namespace carehub::tools::simulate
