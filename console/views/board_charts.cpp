#include "console/views/board_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/widgets/chart.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardModel;

// A card with its title and what the marks mean; returns the room for the chart.
Box panel(Canvas& canvas, const Box& box, std::string_view title, std::string_view key) {
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, colour::line, space::rounding);
  Box inner = box.inset(canvas.px(16), canvas.px(12));
  Box head = inner.take_top(canvas.px(24));
  const float used = canvas.text_in(head, Face::heading, colour::text, title);
  head.min.x += used + canvas.px(14);
  if (canvas.width(Face::small, key) <= head.width())
    canvas.text_in(head, Face::small, colour::muted, key, Align::right);
  inner.min.y += canvas.px(6);
  return inner;
}

std::vector<std::pair<float, std::string>> hour_ticks(const Canvas& canvas, const Box& box) {
  const int step = box.width() >= canvas.px(420) ? 2 : 4;
  std::vector<std::pair<float, std::string>> ticks;
  for (int hour = 0; hour < 24; hour += step)
    ticks.emplace_back(static_cast<float>(hour) + 0.5F, fmt::format("{:02}", hour));
  return ticks;
}

float middle_of(std::int32_t hour) {
  return static_cast<float>(hour) + 0.5F;
}

}  // namespace

void draw_calls_chart(Canvas& canvas, const Box& box, const BoardModel& board) {
  const Box area = panel(canvas, box, "Calls each hour", "bars received · line expected · band eight days in ten");
  float most = 4;
  std::vector<Point> bars, expected, low, high;
  for (const auto& hour : board.hours) {
    const float x = middle_of(hour.hour);
    if (hour.past) bars.push_back({x, static_cast<float>(hour.received)});
    expected.push_back({x, static_cast<float>(hour.expected_x100) / 100});
    low.push_back({x, static_cast<float>(hour.low_x100) / 100});
    high.push_back({x, static_cast<float>(hour.high_x100) / 100});
    most = std::max({most, static_cast<float>(hour.received), high.back().y});
  }
  Chart chart;
  chart.x_ticks = hour_ticks(canvas, area);
  for (const float tick : even_ticks(0, std::ceil(most), 5))
    chart.y_ticks.emplace_back(tick, fmt::format("{:.0f}", tick));
  chart.y_to = std::ceil(most);
  const Box plot = chart.plot(canvas, area);
  chart.draw_axes(canvas, plot);
  chart.draw_band(canvas, plot, low, high, colour::band);
  chart.draw_bars(canvas, plot, bars, 0.6F, colour::block);
  chart.draw_line(canvas, plot, expected, colour::light_blue);
  chart.draw_now(canvas, plot, static_cast<float>(board.now_minute) / 60);
}

void draw_two_hour_chart(Canvas& canvas, const Box& box, const BoardModel& board) {
  const Box area = panel(canvas, box, "Seen within two hours, by hour received",
                         fmt::format("threshold {}%", console::two_hour_threshold_percent));
  std::vector<Point> points;
  float least = 50;
  for (const auto& hour : board.hours) {
    if (hour.ended <= 0) continue;
    const float percent = 100.0F * static_cast<float>(hour.met) / static_cast<float>(hour.ended);
    points.push_back({middle_of(hour.hour), percent});
    least = std::min(least, std::floor(percent / 10) * 10);
  }
  Chart chart;
  chart.x_ticks = hour_ticks(canvas, area);
  chart.y_from = least;
  chart.y_to = 104;
  const float step = least < 30 ? 20 : 10;
  for (float tick = 100; tick >= least; tick -= step) chart.y_ticks.emplace_back(tick, fmt::format("{:.0f}%", tick));
  const Box plot = chart.plot(canvas, area);
  chart.draw_axes(canvas, plot);
  chart.draw_threshold(canvas, plot, console::two_hour_threshold_percent, colour::warm_yellow);
  chart.draw_line(canvas, plot, points, colour::light_blue, true);
  if (points.empty())
    canvas.text_in(plot, Face::body, colour::muted, "no two-hour response has ended today", Align::centre);
}

void draw_localities(Canvas& canvas, const Box& box, const BoardModel& board) {
  Box area = panel(canvas, box, "Teams on shift", "free of all");
  const float line = canvas.px(24);
  const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor(area.height() / line)));
  auto lines = board.localities;
  std::ranges::stable_sort(lines, std::ranges::greater{}, &console::LocalityLine::on_shift);
  const bool all = lines.size() <= fits;
  const std::size_t shown = all ? lines.size() : fits - 1;
  for (std::size_t i = 0; i < shown; ++i) {
    Box row = area.take_top(line);
    const auto figures = fmt::format("{} of {}", lines[i].free, lines[i].on_shift);
    canvas.text_in(row.take_right(canvas.px(62)), Face::body_strong,
                   lines[i].on_shift > 0 ? colour::text : colour::muted, figures, Align::right);
    const Face face = canvas.width(Face::body, lines[i].name) <= row.width() ? Face::body : Face::small;
    canvas.text_in(row, face, lines[i].on_shift > 0 ? colour::text : colour::muted, lines[i].name);
  }
  if (lines.empty()) canvas.text_in(area.take_top(line), Face::body, colour::muted, "no localities set up");
  if (all) return;
  std::int32_t on_shift = 0;
  std::int32_t free = 0;
  for (std::size_t i = shown; i < lines.size(); ++i) {
    on_shift += lines[i].on_shift;
    free += lines[i].free;
  }
  canvas.text_in(area.take_top(line), Face::body, colour::muted,
                 fmt::format("{} more: {} of {}", lines.size() - shown, free, on_shift));
}

}  // namespace carehub::views
