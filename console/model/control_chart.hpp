#pragma once
// A p chart of the two-hour share by hour: which hours lie outside of what chance alone would do. Pure arithmetic.
// Limits: p +- 3 sqrt(p (1 - p) / n) around the share p of all hours together, by each hour's own n, within 0 and 100.
// Units: percent.
// Source: NHS England, Making Data Count (statistical process control instead of red and green); the limits of a p
// chart: NHSScotland ISD, Statistical Process Control tutorial guide, appendix A; how many hours they want: NHS-R
// Community, NHSRplotthedots, "How many points are required" (fewer than 12 give trial limits only).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "protocols/domain/picture.hpp"

namespace carehub::console {

inline constexpr std::size_t control_hours_least = 12;

enum class ControlSide { inside, below, above };

struct ControlPoint {
  LocalDay day;
  std::int32_t hour = 0;  // local
  std::int32_t met = 0;
  std::int32_t ended = 0;
  bool whole = false;  // every call of that hour has had its two hours; else it decides nothing
  double percent = 0;
  double low = 0;  // of the limits; without limits 0
  double high = 100;
  ControlSide side = ControlSide::inside;
};

struct ControlChart {
  std::vector<ControlPoint> points;  // hours in which something ended, oldest first
  double centre = 0;                 // of all whole hours
  bool has_limits = false;
  std::string missing;  // why there are none: "no limits yet: 7 of 12 hours"
};

// `now`: hours that ended less than two hours before it are not whole.
[[nodiscard]] ControlChart control_chart(std::span<const HourTally> hours, const LocalTime& now);

// "09:00 below the lower limit: 61% of 18, usual 82 to 98%"; yesterday's say so.
[[nodiscard]] std::string control_text(const ControlPoint& point, const LocalTime& now);
// Those outside, newest first; empty: none.
[[nodiscard]] std::vector<std::string> control_signals(const ControlChart& chart, const LocalTime& now);

}  // namespace carehub::console
