#include "console/model/control_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace carehub::console {

namespace {

constexpr std::int32_t hours_of_the_target = 2;

std::int64_t hour_number(LocalDay day, std::int32_t hour) {
  return std::int64_t{day.days} * 24 + hour;
}

ControlPoint control_point(const HourTally& tally, const LocalTime& now) {
  ControlPoint point;
  point.day = tally.day;
  point.hour = tally.hour;
  point.met = tally.two_hour_met;
  point.ended = tally.two_hour_met + tally.two_hour_breached;
  point.percent = 100.0 * point.met / point.ended;
  const std::int64_t this_hour = hour_number(now.day, now.second_of_day / 3600);
  point.whole = hour_number(tally.day, tally.hour) + 1 + hours_of_the_target <= this_hour;
  return point;
}

void set_limits(ControlPoint& point, double centre) {
  const double share = centre / 100;
  const double spread = 300 * std::sqrt(share * (1 - share) / point.ended);
  point.low = std::max(0.0, centre - spread);
  point.high = std::min(100.0, centre + spread);
  if (!point.whole) return;
  // A share on the limit is inside it, however the last digit was rounded.
  constexpr double rounding = 1e-9;
  if (point.percent < point.low - rounding) point.side = ControlSide::below;
  if (point.percent > point.high + rounding) point.side = ControlSide::above;
}

}  // namespace

ControlChart control_chart(std::span<const HourTally> hours, const LocalTime& now) {
  ControlChart chart;
  std::int64_t met = 0;
  std::int64_t ended = 0;
  std::size_t whole = 0;
  for (const HourTally& tally : hours) {
    if (tally.two_hour_met + tally.two_hour_breached <= 0) continue;
    chart.points.push_back(control_point(tally, now));
    const ControlPoint& point = chart.points.back();
    if (!point.whole) continue;
    ++whole;
    met += point.met;
    ended += point.ended;
  }
  if (ended > 0) chart.centre = 100.0 * static_cast<double>(met) / static_cast<double>(ended);
  chart.has_limits = whole >= control_hours_least;
  if (!chart.has_limits)
    chart.missing = fmt::format("no limits yet: they need {} whole hours, there are {}", control_hours_least, whole);
  else
    for (ControlPoint& point : chart.points) set_limits(point, chart.centre);
  return chart;
}

std::string control_text(const ControlPoint& point, const LocalTime& now) {
  const std::int32_t days_ago = now.day.days - point.day.days;
  const std::string day = days_ago <= 0 ? "" : days_ago == 1 ? "yesterday " : fmt::format("{} days ago ", days_ago);
  const char* side = point.side == ControlSide::below   ? "below the lower limit"
                     : point.side == ControlSide::above ? "above the upper limit"
                                                        : "as usual";
  // Rounded as every share here: down, so that what was missed never looks met.
  return fmt::format("{}{:02}:00 {}: {:.0f}% of {}, usual {:.0f} to {:.0f}%", day, point.hour, side,
                     std::floor(point.percent + 1e-9), point.ended, std::ceil(point.low - 1e-9),
                     std::floor(point.high + 1e-9));
}

std::vector<std::string> control_signals(const ControlChart& chart, const LocalTime& now) {
  std::vector<std::string> lines;
  for (const ControlPoint& point : chart.points | std::views::reverse)
    if (point.side != ControlSide::inside) lines.push_back(control_text(point, now));
  return lines;
}

}  // namespace carehub::console
