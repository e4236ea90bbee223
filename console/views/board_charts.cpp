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

// Ticks of a day's hours, as many as stand apart.
// At the moment that it names: the bar of an hour stands between two, and so does the line of now.
std::vector<std::pair<float, std::string>> hour_ticks(const Canvas& canvas, const Box& box, const BoardType& type) {
  const float wide = canvas.width(type.tick, "00") * 2;
  int step = 2;
  while (step < 12 && box.width() / 24 * static_cast<float>(step) < wide) step *= 2;
  std::vector<std::pair<float, std::string>> ticks;
  for (int hour = 0; hour < 24; hour += step) ticks.emplace_back(static_cast<float>(hour), fmt::format("{:02}", hour));
  return ticks;
}

float middle_of(std::int32_t hour) {
  return static_cast<float>(hour) + 0.5F;
}

void draw_ahead_bars(Canvas& canvas, const Box& area, const BoardModel& board, const Calendar& calendar,
                     const BoardType& type) {
  const auto& halves = board.ahead.half_hours;
  Chart chart = board_chart(type);
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
    // A name is never cut for its figure's sake.
    const bool tight =
        canvas.width(Face::tiny, service.name) + canvas.width(type.row_figure, figures) + canvas.px(8) > row.width();
    const Face figure_face = tight ? Face::tiny : type.row_figure;
    const Box right = row.take_right(canvas.width(figure_face, figures) + canvas.px(tight ? 3 : 8));
    canvas.text_in(right, figure_face, service.most_late_x100 >= 100 ? colour::warm_yellow : colour::text, figures,
                   Align::right);
    const std::string staffed =
        service.staffed.empty() ? service.name : fmt::format("{}, {}", service.name, service.staffed);
    Face face = type.row;
    for (const Face smaller : {type.words, Face::tiny})
      if (canvas.width(face, service.name) > row.width()) face = smaller;
    if (canvas.width(face, staffed) <= row.width())
      canvas.text_in(row, face, colour::text, staffed);
    else
      canvas.text_in(row, face, colour::text, service.name);
  }
}

}  // namespace

Chart board_chart(const BoardType& type) {
  Chart chart;
  chart.tick_face = type.tick;
  chart.weight = type.weight;
  return chart;
}

void text_that_fits(Canvas& canvas, const Box& cell, Face face, Colour ink,
                    std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts)
    if (canvas.width(face, text) <= cell.width()) {
      canvas.text_in(cell, face, ink, text);
      return;
    }
}

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
  Chart chart = board_chart(type);
  chart.x_ticks = hour_ticks(canvas, area, type);
  for (const float tick : even_ticks(
           0, std::ceil(most), std::clamp(static_cast<int>(area.height() / canvas.height(type.tick) / 1.5F), 2, 6)))
    chart.y_ticks.emplace_back(tick, fmt::format("{:.0f}", tick));
  chart.y_to = std::ceil(most);
  const Box plot = chart.plot(canvas, area);
  chart.draw_axes(canvas, plot);
  chart.draw_band(canvas, plot, low, high, colour::band);
  chart.draw_bars(canvas, plot, bars, 0.6F, colour::block);
  chart.draw_line(canvas, plot, expected, colour::light_blue);
  chart.draw_now(canvas, plot, static_cast<float>(board.now_minute) / 60);
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
