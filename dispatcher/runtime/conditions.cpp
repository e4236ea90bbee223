#include "dispatcher/runtime/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carehub::runtime {
namespace {

constexpr std::chrono::milliseconds commit_slow{1'000};
constexpr std::chrono::milliseconds commit_very_slow{5'000};

std::string disk_text(const Readings& readings) {
  if (!readings.disk_free || readings.disk_total == 0) return "the free space of the data disk cannot be read";
  const auto percent = 100 * (*readings.disk_free / 1024) / std::max<std::uint64_t>(1, readings.disk_total / 1024);
  if (readings.reserve_used)
    return "data disk: full, the last reserve is being used; make room now or the hub has to stop";
  return fmt::format("data disk: {} MB free, {} %; make room before the hub has to stop", *readings.disk_free >> 20,
                     percent);
}

std::string clock_text(Duration behind) {
  if (behind > Duration{0})
    return fmt::format(
        "the machine's clock is {} s behind the journal; the hub's time runs on by itself, set the clock right",
        whole_seconds(behind));
  return fmt::format("the machine's clock jumped ahead by {} s; check due times and set the clock right",
                     whole_seconds(-behind));
}

}  // namespace

std::optional<Severity> disk_severity(std::uint64_t free, std::uint64_t total) {
  const auto part = [&](std::uint64_t percent) { return total / 100 * percent; };
  if (free < part(5)) return Severity::high;
  if (free < part(10)) return Severity::medium;
  if (free < part(20)) return Severity::low;
  return std::nullopt;
}

void Conditions::adopt(AlertKind kind, Severity severity) {
  if (kind == AlertKind::disk_low) disk_.severity = severity;
  if (kind == AlertKind::clock_stepped) clock_.severity = severity;
  if (kind == AlertKind::journal_slow) journal_.severity = severity;
}

std::vector<ReportHubCondition> Conditions::changes(const Readings& readings) {
  std::vector<ReportHubCondition> changes;
  const bool worst = !readings.disk_free || readings.reserve_used;
  const auto disk = worst ? Severity::high : disk_severity(*readings.disk_free, readings.disk_total);
  tell(disk_, AlertKind::disk_low, disk, disk_text(readings), changes);

  std::optional<Severity> clock;
  if (readings.clock_behind) clock = Severity::high;
  tell(clock_, AlertKind::clock_stepped, clock, clock ? clock_text(*readings.clock_behind) : "the clocks agree again",
       changes);

  std::optional<Severity> slow;
  if (readings.commit_wait > commit_slow)
    slow = readings.commit_wait > commit_very_slow ? Severity::high : Severity::medium;
  const auto wait_ms = std::chrono::duration_cast<std::chrono::milliseconds>(readings.commit_wait).count();
  tell(journal_, AlertKind::journal_slow, slow,
       slow ? fmt::format("the disk takes {} ms for a commit; answers are late", wait_ms) : "commits are fast again",
       changes);
  return changes;
}

void Conditions::tell(Told& told, AlertKind kind, std::optional<Severity> severity, const std::string& text,
                      std::vector<ReportHubCondition>& changes) {
  if (told.severity == severity) return;
  const auto shown = severity.value_or(told.severity.value_or(Severity::high));
  changes.push_back({kind, shown, text, !severity});
  told.severity = severity;
}

}  // namespace carehub::runtime
