#include "console/views/decisions_view.hpp"

#include <fmt/format.h>

#include <cmath>

#include "console/model/text.hpp"

namespace carehub::views {
namespace {

using namespace widgets;

constexpr float decision_row = 24;

}  // namespace

std::string_view word_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::call:
      return "call";
    case MarkKind::decided:
      return "decided";
    case MarkKind::refused:
      return "refused";
    case MarkKind::breached:
      return "missed";
  }
  return "";
}

void draw_mark_shape(Canvas& canvas, Point centre, MarkKind kind) {
  const float r = canvas.px(5);
  switch (kind) {
    case MarkKind::call:
      canvas.fill({{centre.x - r, centre.y - r}, {centre.x + r, centre.y + r}}, colour::light_blue);
      return;
    case MarkKind::decided:
      canvas.circle(centre, 5, colour::light_green);
      return;
    case MarkKind::refused:
      canvas.line({centre.x - r, centre.y - r}, {centre.x + r, centre.y + r}, colour::warm_yellow, 2);
      canvas.line({centre.x - r, centre.y + r}, {centre.x + r, centre.y - r}, colour::warm_yellow, 2);
      return;
    case MarkKind::breached:
      canvas.diamond(centre, 6, colour::red_fill);
      return;
  }
}

void DecisionsView::draw_mark(const Facts& facts, Canvas& canvas, Box row, const HistoryMark& mark, bool chosen) {
  if (chosen) canvas.fill(row, colour::selected);
  row = row.inset(canvas.px(space::margin), 0);
  const Calendar& calendar = facts.picture->site->calendar;
  const bool today = local_time(calendar, mark.at).day == local_time(calendar, facts.now).day;
  const std::string time = today ? clock_text_seconds(calendar, mark.at)
                                 : day_text(calendar, mark.at).substr(0, 6) + " " + clock_text(calendar, mark.at);
  const float time_width = std::max(canvas.px(72), canvas.width(Face::body, time) + canvas.px(12));
  canvas.text_in(row.take_left(time_width), Face::body, colour::text, time);
  draw_mark_shape(canvas, {row.min.x + canvas.px(6), row.centre().y}, mark.kind);
  row.min.x += canvas.px(18);
  canvas.text_in(row.take_left(canvas.px(64)), Face::body,
                 mark.kind == MarkKind::breached ? colour::warm_yellow : colour::muted, word_of(mark.kind));
  canvas.text_in(row.take_left(canvas.px(52)), Face::body_strong, colour::text,
                 mark.case_id.given() ? std::to_string(mark.case_id.value) : "");
  const std::string by = mark.by.empty() || mark.by == "hub" ? "" : " · " + mark.by;
  canvas.text_in(row, Face::body, colour::text, mark.what + by);
}

const HistoryMark* DecisionsView::draw(const History* history, const Facts& facts, const HistoryMark* standing_on,
                                       CaseId only, Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  static constexpr KeyHint hints[] = {{"Ctrl ←→", "step"}, {"Enter", "why"}, {"F7", "one case or all"}};
  const std::string title = only.given() ? fmt::format("What happened to {}", only.value) : "What happened";
  Box rest = section(canvas, area, title, hints);
  std::vector<const HistoryMark*> shown;
  if (history != nullptr && standing_on != nullptr)
    for (const HistoryMark& mark : history->marks)
      if (mark.at < standing_on->at || (mark.at == standing_on->at && mark.sequence <= standing_on->sequence))
        shown.insert(shown.begin(), &mark);
  if (shown.empty()) {
    canvas.text_in(rest.take_top(ui.px(decision_row)).inset(ui.px(space::margin), 0), Face::body, colour::muted,
                   history == nullptr || history->read_permille < 1000
                       ? "The journal is not read up to that moment yet."
                       : "Nothing yet at that moment.");
    return nullptr;
  }
  if (std::exchange(newest_, shown.front()->sequence) != shown.front()->sequence) scroll_.offset = 0;
  const float h = std::round(ui.px(decision_row));
  const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor(rest.height() / h)));
  rest.max.y = rest.min.y + h * static_cast<float>(std::min(fits, shown.size()));
  scroll_.run(ui, rest, h * static_cast<float>(shown.size()));
  const auto first = static_cast<std::size_t>(std::round(scroll_.offset / h));
  const HistoryMark* clicked = nullptr;
  for (std::size_t i = first; i < std::min(shown.size(), first + fits); ++i) {
    const Box row = box_at({rest.min.x, rest.min.y + h * static_cast<float>(i - first)}, rest.width(), h);
    if (ui.input.hovered(row)) canvas.fill(row, colour::raised);
    draw_mark(facts, canvas, row, *shown[i], i == 0);
    if (ui.input.clicked(row)) clicked = shown[i];
  }
  return clicked;
}

}  // namespace carehub::views
