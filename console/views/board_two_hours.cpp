// The chart of two-hour responses by hour: two days, each hour beside its own usual range.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "console/views/board_charts.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardModel;
using console::ControlPoint;
using console::ControlSide;

constexpr std::int32_t window_h = 48;

// Hours since the window began.
float window_x(const ControlPoint& point, const LocalTime& now) {
  const std::int32_t hours_ago = (now.day.days - point.day.days) * 24 + now.second_of_day / 3600 - point.hour;
  return static_cast<float>(window_h - 1 - hours_ago) + 0.5F;
}

// Every sixth hour where there is room, else every twelfth; midnight by its day.
std::vector<std::pair<float, std::string>> window_ticks(const Canvas& canvas, const Box& box, const LocalTime& now,
                                                        const BoardType& type) {
  constexpr std::array<std::string_view, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const float wide = canvas.width(type.tick, "Mon") * 1.4F;
  const std::int32_t step = box.width() / window_h * 6 >= wide ? 6 : box.width() / window_h * 12 >= wide ? 12 : 24;
  const std::int32_t this_hour = now.second_of_day / 3600;
  std::vector<std::pair<float, std::string>> ticks;
  for (std::int32_t ago = window_h - 1; ago >= 0; --ago) {
    const std::int32_t hour = ((this_hour - ago) % 24 + 24) % 24;
    if (hour % step != 0) continue;
    const std::int32_t days_ago = (ago + 23 - this_hour) / 24;
    const auto weekday = static_cast<std::size_t>(((now.weekday - days_ago) % 7 + 7) % 7);
    ticks.emplace_back(static_cast<float>(window_h - 1 - ago),
                       hour == 0 ? std::string(days[weekday]) : fmt::format("{:02}", hour));
  }
  return ticks;
}

// Each hour's own limits, as steps.
void draw_limits(Canvas& canvas, const Chart& chart, const Box& plot, const BoardModel& board) {
  std::vector<Point> low, high;
  float last = -1;
  const auto flush = [&] {
    chart.draw_band(canvas, plot, low, high, colour::band);
    low.clear();
    high.clear();
  };
  for (const ControlPoint& point : board.two_hour.points) {
    const float x = window_x(point, board.now);
    if (x < 0) continue;
    if (x - last > 1.5F) flush();
    last = x;
    for (const float side : {-0.5F, 0.5F}) {
      low.push_back({x + side, static_cast<float>(point.low)});
      high.push_back({x + side, static_cast<float>(point.high)});
    }
  }
  flush();
  const auto centre = static_cast<float>(board.two_hour.centre);
  canvas.line(chart.at(plot, chart.x_from, centre), chart.at(plot, chart.x_to, centre), colour::light_blue,
              0.75F * chart.weight);
}

void draw_control_point(Canvas& canvas, const Chart& chart, Point at, const ControlPoint& point) {
  if (!point.whole) return canvas.ring(at, 3.5F * chart.weight, colour::light_blue, 1.5F * chart.weight);
  switch (point.side) {
    case ControlSide::inside:
      return canvas.circle(at, 3 * chart.weight, colour::light_blue);
    case ControlSide::below:
      return canvas.fall_mark(at, 5.5F * chart.weight, colour::orange);
    case ControlSide::above:
      return canvas.rise_mark(at, 5.5F * chart.weight, colour::light_blue);
  }
}

void draw_control_points(Canvas& canvas, const Chart& chart, const Box& plot, const BoardModel& board) {
  std::vector<Point> run;
  for (const ControlPoint& point : board.two_hour.points) {
    const float x = window_x(point, board.now);
    if (x < 0) continue;
    if (!point.whole || (!run.empty() && x - run.back().x > 1.5F)) {
      chart.draw_line(canvas, plot, run, colour::bar_quiet);
      run.clear();
    }
    if (point.whole) run.push_back({x, static_cast<float>(point.percent)});
  }
  chart.draw_line(canvas, plot, run, colour::bar_quiet);
  for (const ControlPoint& point : board.two_hour.points) {
    const float x = window_x(point, board.now);
    if (x < 0) continue;
    const float y = std::max(chart.y_from, static_cast<float>(point.percent));
    draw_control_point(canvas, chart, chart.at(plot, x, y), point);
  }
}

float least_percent(const BoardModel& board) {
  float least = 50;
  for (const ControlPoint& point : board.two_hour.points)
    if (window_x(point, board.now) >= 0)
      least = std::min(least, std::floor(static_cast<float>(point.percent) / 10) * 10);
  return least;
}

// Between two shares on the axis: so that their texts stand apart.
float step_with_room(Canvas& canvas, const Box& area, float least, const BoardType& type) {
  const float line = canvas.height(type.tick);
  for (const float step : {10.0F, 20.0F, 25.0F, 50.0F})
    if (area.height() - 2 * line >= (100 - least) / step * line * 1.25F) return step;
  return 100;
}

// What is outside of the usual, and the shares of today and yesterday: as many lines as there is room for.
void draw_two_hour_words(Canvas& canvas, Box& area, const BoardModel& board, const BoardType& type) {
  const float line = canvas.height(type.words) * 1.12F;
  Box words = area.take_bottom(line * static_cast<float>(board.days.size() + 1));
  const auto& chart = board.two_hour;
  const std::string more =
      board.signals.size() > 1 ? fmt::format("; {} more hours outside", board.signals.size() - 1) : "";
  const Box first = words.take_top(line);
  if (!board.signals.empty())
    text_that_fits(canvas, first, type.words, colour::orange, {board.signals[0] + more, board.signals[0]});
  else if (!chart.has_limits)
    text_that_fits(canvas, first, type.words, colour::muted, {chart.missing, "no limits yet: too few hours"});
  else
    text_that_fits(canvas, first, type.words, colour::muted, {"no hour outside of the usual range", "all as usual"});
  for (const auto& day : board.days)
    text_that_fits(
        canvas, words.take_top(line), type.words, colour::text,
        {fmt::format("{}: {}; {}", day.day, day.two_hour, day.all), fmt::format("{}: {}", day.day, day.two_hour)});
}

}  // namespace

void draw_two_hour_chart(Canvas& canvas, const Box& box, const BoardModel& board, const BoardType& type) {
  Box area = board_panel(
      canvas, box, "Seen within two hours, by hour received", board.age,
      {fmt::format("band usual range, 3 sigma · dashes threshold {}% · ring not over yet · triangle outside",
                   console::two_hour_threshold_percent),
       fmt::format("band usual · dashes {}% · ring not over · triangle outside", console::two_hour_threshold_percent),
       "band usual · ring not over yet"},
      type);
  draw_two_hour_words(canvas, area, board, type);
  Chart chart = board_chart(type);
  chart.x_to = window_h;
  chart.x_ticks = window_ticks(canvas, area, board.now, type);
  chart.y_from = least_percent(board);
  chart.y_to = 104;
  const float step = step_with_room(canvas, area, chart.y_from, type);
  for (float tick = 100; tick >= chart.y_from; tick -= step)
    chart.y_ticks.emplace_back(tick, fmt::format("{:.0f}%", tick));
  const Box plot = chart.plot(canvas, area);
  chart.draw_axes(canvas, plot);
  if (board.two_hour.has_limits) draw_limits(canvas, chart, plot, board);
  chart.draw_threshold(canvas, plot, console::two_hour_threshold_percent, colour::warm_yellow);
  draw_control_points(canvas, chart, plot, board);
  if (board.two_hour.points.empty())
    text_that_fits(canvas, plot, type.row, colour::muted,
                   {"no two-hour response has ended in two days", "none has ended yet"});
}

}  // namespace carehub::views
