#include "console/views/board_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/widgets/chart.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BoardModel;
using console::ControlPoint;
using console::ControlSide;
using console::HalfHourAhead;

constexpr std::int32_t window_h = 48;

Chart chart_of(const BoardType& type) {
  Chart chart;
  chart.tick_face = type.tick;
  chart.weight = type.weight;
  return chart;
}

// The first that fits; nothing where none does.
void text_that_fits(Canvas& canvas, const Box& cell, Face face, Colour ink,
                    std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts)
    if (canvas.width(face, text) <= cell.width()) {
      canvas.text_in(cell, face, ink, text);
      return;
    }
}

// Ticks of a day's hours, as many as stand apart.
std::vector<std::pair<float, std::string>> hour_ticks(const Canvas& canvas, const Box& box, const BoardType& type) {
  const float wide = canvas.width(type.tick, "00") * 2;
  int step = 2;
  while (step < 12 && box.width() / 24 * static_cast<float>(step) < wide) step *= 2;
  std::vector<std::pair<float, std::string>> ticks;
  for (int hour = 0; hour < 24; hour += step)
    ticks.emplace_back(static_cast<float>(hour) + 0.5F, fmt::format("{:02}", hour));
  return ticks;
}

float middle_of(std::int32_t hour) {
  return static_cast<float>(hour) + 0.5F;
}

// --- two-hour responses: the last two days ---

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

// --- the next hours ---

void draw_ahead_bars(Canvas& canvas, const Box& area, const BoardModel& board, const Calendar& calendar,
                     const BoardType& type) {
  const auto& halves = board.ahead.half_hours;
  Chart chart = chart_of(type);
  chart.x_to = static_cast<float>(halves.size());
  chart.y_to = 100;
  for (const float tick : {0.0F, 50.0F, 100.0F}) chart.y_ticks.emplace_back(tick, fmt::format("{:.0f}%", tick));
  const float wide = canvas.width(type.tick, "00:00") * 1.25F;
  const auto step = static_cast<std::size_t>(
      std::max(1.0F, std::ceil(wide * static_cast<float>(halves.size()) / std::max(1.0F, area.width() * 0.85F))));
  for (std::size_t i = step - 1; i < halves.size(); i += step)
    chart.x_ticks.emplace_back(static_cast<float>(i) + 0.5F, clock_text(calendar, halves[i].until));
  const Box plot = chart.plot(canvas, area);
  chart.draw_axes(canvas, plot);
  std::vector<Point> bars;
  for (std::size_t i = 0; i < halves.size(); ++i)
    if (halves[i].chance_percent)
      bars.push_back({static_cast<float>(i) + 0.5F, static_cast<float>(*halves[i].chance_percent)});
  chart.draw_bars(canvas, plot, bars, 0.5F, colour::block);
  const float slot = plot.width() / static_cast<float>(halves.size());
  const Face said_in = canvas.width(type.row_figure, "100%") < slot * 0.9F ? type.row_figure : type.words;
  if (canvas.width(said_in, "100%") >= slot) return;
  for (std::size_t i = 0; i < halves.size(); ++i) {
    const float percent = static_cast<float>(halves[i].chance_percent.value_or(0));
    const std::string said = halves[i].chance_percent ? fmt::format("{}%", *halves[i].chance_percent) : "–";
    const Point top = chart.at(plot, static_cast<float>(i) + 0.5F, percent);
    const float y = std::max(plot.min.y, top.y - canvas.height(said_in));
    canvas.text({top.x - canvas.width(said_in, said) / 2, y}, said_in, colour::text, said);
  }
}

// "Crisis response, 2 on shift: 3.0 late of 4.1"
void draw_services_ahead(Canvas& canvas, Box area, const BoardModel& board, const BoardType& type) {
  const float line = canvas.height(type.row) * 1.1F;
  if (area.height() < line) return;
  if (board.ahead.services.empty()) {
    text_that_fits(canvas, area.take_top(line), type.row, colour::muted,
                   {"nobody is expected to wait", "nobody waits"});
    return;
  }
  for (const auto& service : board.ahead.services) {
    if (area.height() < line) return;
    Box row = area.take_top(line);
    const std::string figures =
        fmt::format("{:.1f} of {:.1f}", service.most_late_x100 / 100.0, service.most_waiting_x100 / 100.0);
    const Box right = row.take_right(canvas.width(type.row_figure, figures) + canvas.px(8));
    canvas.text_in(right, type.row_figure, service.most_late_x100 >= 100 ? colour::warm_yellow : colour::text, figures,
                   Align::right);
    const std::string staffed =
        service.staffed.empty() ? service.name : fmt::format("{}, {}", service.name, service.staffed);
    const Face face = canvas.width(type.row, service.name) <= row.width() ? type.row : type.words;
    if (canvas.width(face, staffed) <= row.width())
      canvas.text_in(row, face, colour::text, staffed);
    else
      canvas.text_in(row, face, colour::text, service.name);
  }
}

}  // namespace

Box board_panel(Canvas& canvas, const Box& box, std::string_view title, std::string_view age,
                std::initializer_list<std::string_view> keys, const BoardType& type) {
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, colour::line, space::rounding);
  Box inner = box.inset(canvas.px(type.margin), canvas.px(type.margin * 0.7F));
  Box head = inner.take_top(canvas.height(type.title) * 1.1F);
  const float room = head.width() - canvas.width(type.title, title) - canvas.px(10);
  if (canvas.width(type.words, age) <= room) {
    canvas.text_in(head.take_right(canvas.width(type.words, age)), type.words, colour::muted, age, Align::right);
    canvas.text_in(head, type.title, colour::text, title);
  } else {
    canvas.text_in(head, type.title, colour::text, title);
    canvas.text_in(inner.take_top(canvas.height(type.words)), type.words, colour::muted, age);
  }
  if (keys.size() > 0)
    text_that_fits(canvas, inner.take_top(canvas.height(type.words)), type.words, colour::muted, keys);
  inner.min.y += canvas.px(4);
  return inner;
}

void draw_calls_chart(Canvas& canvas, const Box& box, const BoardModel& board, const BoardType& type) {
  Box area =
      board_panel(canvas, box, "Calls each hour", board.age,
                  {"bars received · line expected · band eight days in ten", "bars received · line expected"}, type);
  // Who called is said whole, however many kinds of callers there are.
  const std::string sources = board.sources.empty() ? "no calls yet today" : board.sources;
  const Box below = area.take_bottom(canvas.paragraph_height(area.width(), type.words, sources) + canvas.px(2));
  canvas.paragraph(below.min, below.width(), type.words, colour::text, sources);
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
  Chart chart = chart_of(type);
  chart.x_ticks = hour_ticks(canvas, area, type);
  for (const float tick : even_ticks(0, std::ceil(most), 6))
    chart.y_ticks.emplace_back(tick, fmt::format("{:.0f}", tick));
  chart.y_to = std::ceil(most);
  const Box plot = chart.plot(canvas, area);
  chart.draw_axes(canvas, plot);
  chart.draw_band(canvas, plot, low, high, colour::band);
  chart.draw_bars(canvas, plot, bars, 0.6F, colour::block);
  chart.draw_line(canvas, plot, expected, colour::light_blue);
  chart.draw_now(canvas, plot, static_cast<float>(board.now_minute) / 60);
}

void draw_two_hour_chart(Canvas& canvas, const Box& box, const BoardModel& board, const BoardType& type) {
  Box area = board_panel(
      canvas, box, "Seen within two hours, by hour received", board.age,
      {fmt::format("band usual range, 3 sigma · dashes threshold {}% · ring not over yet · triangle outside",
                   console::two_hour_threshold_percent),
       fmt::format("band usual · dashes {}% · ring not over · triangle outside", console::two_hour_threshold_percent),
       "band usual · ring not over yet"},
      type);
  draw_two_hour_words(canvas, area, board, type);
  Chart chart = chart_of(type);
  chart.x_to = window_h;
  chart.x_ticks = window_ticks(canvas, area, board.now, type);
  chart.y_from = least_percent(board);
  chart.y_to = 104;
  const float step = chart.y_from < 30 || area.height() < 7 * canvas.height(type.tick) ? 20 : 10;
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

void draw_ahead(Canvas& canvas, const Box& box, const BoardModel& board, const Calendar& calendar,
                const BoardType& type) {
  const auto& ahead = board.ahead;
  const std::string title = ahead.half_hours.empty()
                                ? "Next hours"
                                : fmt::format("Next {} h", static_cast<double>(ahead.half_hours.size()) / 2);
  Box area = board_panel(
      canvas, box, title, ahead.age,
      {"chance to be seen too late, of those who wait by then", "chance to be seen too late", "chance to be late"},
      type);
  if (ahead.half_hours.empty()) {
    canvas.paragraph({area.min.x, area.min.y + canvas.px(6)}, area.width(), type.row, colour::warm_yellow,
                     "? " + ahead.missing);
    return;
  }
  const bool beside = area.width() > 2.2F * area.height();
  Box services = beside ? area.take_right(area.width() * 0.5F) : area.take_bottom(area.height() * 0.42F);
  if (beside) services.min.x += canvas.px(type.margin * 2);
  draw_ahead_bars(canvas, area, board, calendar, type);
  text_that_fits(canvas, services.take_top(canvas.height(type.words) * 1.15F), type.words, colour::muted,
                 {"most at once: late of waiting, by service", "late of waiting, at most", "late of waiting"});
  draw_services_ahead(canvas, services, board, type);
}

}  // namespace carehub::views
