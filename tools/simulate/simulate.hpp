#pragma once
// A synthetic live shift played into a running dispatcher: callers, crews, places, services and, if wanted, the desk
// itself. The same seed makes the same day. It keeps to the dispatcher's clock, whatever its speed.

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"
#include "protocols/base/time.hpp"

namespace carehub::tools::simulate {

// How much of the desk's work is done by bots.
enum class Staff {
  full,     // triage, proposals and arrivals: nobody needs to touch the console
  partial,  // most of it; some share is left to the person at the console
  none,     // callers, crews and places only
};

[[nodiscard]] std::optional<Staff> staff_from_name(std::string_view name);  // "full", "partial", "none"

struct SimulateOptions {
  std::filesystem::path directory;  // where the dispatcher wrote its endpoints and keys
  std::string endpoint;             // instead of the directory's
  std::filesystem::path site_file;  // empty: the site that the dispatcher sends
  std::uint64_t seed = 1;
  bool into_live_hub = false;  // also where people are looked after
  Staff staff = Staff::partial;
  double calls_factor = 1.0;                     // 2.0: twice the calls
  std::optional<Duration> duration;              // of the dispatcher's time; none: until stopped
  const std::atomic<bool>* stop = nullptr;       // set by the caller's Ctrl-C handler; looked at several times a second
  std::function<void(std::string_view)> report;  // a line now and then, in plain words; empty: silent
};

// Runs until the duration is over, or stop is set. Returns 0, or 1 after an error that report() has said.
[[nodiscard]] int run_simulation(const SimulateOptions& options);

}  // namespace carehub::tools::simulate
