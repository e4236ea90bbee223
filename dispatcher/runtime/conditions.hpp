#pragma once
// What is wrong with the machine, told to people through the core as an alert of the hub: disk space, clock, slow
// commits. Thread: one.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dispatcher/runtime/clock.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::runtime {

struct Readings {
  std::optional<std::uint64_t> disk_free;  // bytes; none if it cannot be told
  std::uint64_t disk_total = 0;
  bool reserve_used = false;               // the room kept back for the journal is being used up
  std::optional<Duration> clock_behind;    // see HubClock::stepped()
  std::chrono::nanoseconds commit_wait{};  // of the oldest decision that is not durable
};

// Less than 20 per cent free is low, 10 medium, 5 high.
[[nodiscard]] std::optional<Severity> disk_severity(std::uint64_t free, std::uint64_t total);

class Conditions {
 public:
  // An alert of an earlier start that is still open; it ends when its cause is seen to be over.
  void adopt(AlertKind kind, Severity severity);
  // What has begun, become worse or ended since the last call.
  [[nodiscard]] std::vector<ReportHubCondition> changes(const Readings& readings);

 private:
  struct Told {
    std::optional<Severity> severity;  // none: all is well
  };
  static void tell(Told& told, AlertKind kind, std::optional<Severity> severity, const std::string& text,
                   std::vector<ReportHubCondition>& changes);

  Told disk_;
  Told clock_;
  Told journal_;
};

}  // namespace carehub::runtime
