#include "console/views/scrubber_view.hpp"

#include <fmt/format.h>

#include <cmath>

namespace carehub::views {
namespace {

using namespace widgets;

constexpr float bar_pitch = 6;
constexpr float legend_width = 92;
constexpr seconds least_part{10};

float x_of(const console::Player& player, const Box& plot, Instant at) {
  const double share = std::clamp(player.share(at), -0.01, 1.01);
  return std::round(plot.min.x + plot.width() * static_cast<float>(share));
}

// The middle of a long stretch is still seen where one busy minute stands beside it.
float bar_height(std::uint32_t count, std::uint32_t most, float room) {
  if (count == 0 || most == 0) return 0;
  return std::max(2.0F, room * std::sqrt(static_cast<float>(count) / static_cast<float>(most)));
}

void draw_legend(Canvas& canvas, const Box& legend, const Box& plot) {
  const float line = plot.height() / 3;
  const auto row = [&](int i) {
    return box_at({legend.min.x, plot.min.y + line * static_cast<float>(i)}, legend.width(), line);
  };
  const float mark = canvas.px(5);
  const float text = canvas.px(16);
  canvas.diamond({row(0).min.x + mark, row(0).centre().y}, 5, colour::red_fill);
  canvas.fill(box_at({row(1).min.x + 1, row(1).centre().y - mark}, canvas.px(7), 2 * mark), colour::light_blue);
  canvas.fill(box_at({row(2).min.x + 1, row(2).centre().y - mark}, canvas.px(7), 2 * mark), colour::bar_quiet);
  const char* names[] = {"missed", "calls", "events"};
  for (int i = 0; i < 3; ++i)
    canvas.text_in({{row(i).min.x + text, row(i).min.y}, row(i).max}, Face::tiny, colour::muted, names[i]);
}

}  // namespace

std::uint32_t ScrubberView::parts(const Canvas& canvas, float width, Duration span) {
  const float plot = width - canvas.px(legend_width + 2 * space::margin);
  const auto fits = static_cast<std::uint32_t>(std::max(1.0F, plot / canvas.px(bar_pitch)));
  const auto finest = static_cast<std::uint32_t>(std::clamp<std::int64_t>(span / least_part, 1, 2'000));
  return std::min(fits, finest);
}

// Calls grow from the middle up, all that happened down from it: two heights that are never mistaken for each other.
void ScrubberView::draw_bars(const History& history, const console::Player& player, Canvas& canvas, const Box& plot) {
  std::uint32_t most_events = 0;
  std::uint32_t most_calls = 0;
  for (const HistoryPart& part : history.parts) {
    most_events = std::max(most_events, part.events);
    most_calls = std::max(most_calls, part.calls);
  }
  const float middle = std::round(plot.min.y + plot.height() * 0.6F);
  const float above = middle - plot.min.y - canvas.px(14);
  const float below = plot.max.y - middle - canvas.px(2);
  const Duration span = history.to - history.from;
  const auto count = static_cast<std::int64_t>(history.parts.size());
  for (std::int64_t i = 0; i < count; ++i) {
    const HistoryPart& part = history.parts[static_cast<std::size_t>(i)];
    const float left = x_of(player, plot, history.from + span / count * i);
    const float right = std::max(left + 1, x_of(player, plot, history.from + span / count * (i + 1)) - 1);
    if (right < plot.min.x || left > plot.max.x) continue;
    const float calls = bar_height(part.calls, most_calls, above);
    const float events = bar_height(part.events, most_events, below);
    if (calls > 0) canvas.fill({{left, middle - calls}, {right, middle}}, colour::light_blue);
    if (events > 0) canvas.fill({{left, middle + 1}, {right, middle + 1 + events}}, colour::bar_quiet);
    if (part.breached > 0) canvas.diamond({(left + right) / 2, plot.min.y + canvas.px(6)}, 5, colour::red_fill);
  }
  canvas.line({plot.min.x, middle}, {plot.max.x, middle}, colour::line_strong);
}

void ScrubberView::draw_axis(const Calendar& calendar, const console::Player& player, Canvas& canvas, const Box& axis,
                             const Box& plot) {
  const Duration span = player.to() - player.from();
  const int most = static_cast<int>(std::max(2.0F, plot.width() / canvas.px(90)));
  const Duration step = console::axis_step(span, most);
  const bool days = step >= hours(24);
  const LocalTime start = local_time(calendar, player.from());
  Instant at = instant_of(calendar, start.day, 0);
  while (at < player.from()) at += step;
  float taken = plot.min.x;
  for (; at <= player.to(); at += step) {
    const float x = x_of(player, plot, at);
    const bool midnight = local_time(calendar, at).second_of_day == 0;
    const std::string text = days || midnight ? day_text(calendar, at).substr(0, 6) : clock_text(calendar, at);
    const float w = canvas.width(Face::small, text);
    canvas.line({x, plot.max.y}, {x, plot.max.y + canvas.px(4)}, colour::line_strong);
    if (x - w / 2 < taken || x + w / 2 > plot.max.x) continue;
    canvas.text({x - w / 2, axis.min.y + canvas.px(5)}, Face::small, colour::muted, text);
    taken = x + w / 2 + canvas.px(8);
  }
}

void ScrubberView::draw_cursor(const Calendar& calendar, const console::Player& player, Canvas& canvas, const Box& head,
                               const Box& plot) {
  const float x = x_of(player, plot, player.at());
  canvas.line({x, head.max.y - canvas.px(2)}, {x, plot.max.y + canvas.px(4)}, colour::text, 2);
  const std::string text = clock_text_seconds(calendar, player.at());
  const float w = canvas.width(Face::small_strong, text) + canvas.px(12);
  const float left = std::clamp(x - w / 2, plot.min.x, std::max(plot.min.x, plot.max.x - w));
  const Box box{{left, head.min.y}, {left + w, head.max.y - canvas.px(2)}};
  canvas.fill(box, colour::replay, 3);
  canvas.text_in(box, Face::small_strong, colour::on_fill, text, Align::centre);
}

bool ScrubberView::drag(console::Player& player, Ui& ui, const Box& plot) {
  const Box reach{{plot.min.x, plot.min.y - ui.px(20)}, {plot.max.x, plot.max.y + ui.px(20)}};
  if (ui.input.clicked(reach)) dragging_ = true;
  const bool held = dragging_;
  if (dragging_) player.go_to(player.moment((ui.input.mouse.x - plot.min.x) / plot.width()));
  if (!ui.input.mouse_down) dragging_ = false;
  return held;
}

bool ScrubberView::draw(const History* history, const Calendar& calendar, console::Player& player, Instant played_from,
                        Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  Box rest = area.inset(ui.px(space::margin), 0);
  const Box head = rest.take_top(ui.px(20));
  const Box axis = rest.take_bottom(ui.px(24));
  Box legend = rest.take_left(ui.px(legend_width));
  const Box plot = rest;
  const bool held = drag(player, ui, plot);
  canvas.fill(plot, colour::sunken);
  const float from = std::clamp(x_of(player, plot, played_from), plot.min.x, plot.max.x);
  const float to = std::clamp(x_of(player, plot, player.at()), plot.min.x, plot.max.x);
  if (to > from) canvas.fill({{from, plot.min.y}, {to, plot.max.y}}, colour::band);
  draw_legend(canvas, legend, plot);
  if (history != nullptr && !history->parts.empty()) draw_bars(*history, player, canvas, plot);
  canvas.frame(plot, colour::line_strong);
  draw_axis(calendar, player, canvas, axis, plot);
  draw_cursor(calendar, player, canvas, head, plot);
  return held;
}

}  // namespace carehub::views
