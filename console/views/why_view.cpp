#include "console/views/why_view.hpp"

#include <fmt/format.h>

namespace carehub::views {
namespace {

using namespace widgets;

float said(Canvas& canvas, Point at, float width, Face face, Colour ink, std::string_view text, float gap) {
  return text.empty() ? 0 : canvas.paragraph(at, width, face, ink, text) + canvas.px(gap);
}

float heading(Canvas& canvas, Point at, float width, std::string_view text) {
  canvas.text_in(box_at(at, width, canvas.px(30)), Face::small_strong, colour::muted, text);
  return canvas.px(30);
}

float draw_line(Canvas& canvas, Point at, float width, const console::WhyLine& line) {
  const float start = at.y;
  at.y += said(canvas, at, width, Face::body_strong, colour::text, line.unit, 1);
  at.y += said(canvas, at, width, Face::body, colour::muted, line.words, 1);
  if (!line.reason.empty())
    at.y += said(canvas, at, width, Face::body, colour::text,
                 line.words.empty() ? line.reason : "not chosen: " + line.reason, 1);
  if (!line.cost.empty()) at.y += said(canvas, at, width, Face::small, colour::muted, "cost " + line.cost, 1);
  return at.y - start + canvas.px(7);
}

}  // namespace

float WhyView::draw_why(const console::Why& why, Canvas& canvas, Point at, float width) {
  const float start = at.y;
  at.y += said(canvas, at, width, Face::title, colour::text, why.headline, 8);
  for (const auto& line : why.rules)
    at.y += said(canvas, at, width, Face::body, colour::text, fmt::format("{}: {}", line.label, line.text), 3);
  if (!why.shortfall.empty())
    at.y +=
        said(canvas, at, width, Face::body_strong, colour::warm_yellow, "Nobody met the target: " + why.shortfall, 6);
  at.y += said(canvas, at, width, Face::body, colour::text, why.held, 6);
  for (std::size_t i = 0; i < why.could.size(); ++i) {
    if (i == 0) at.y += heading(canvas, at, width, "Chosen");
    if (i == 1) at.y += heading(canvas, at, width, "Could have come as well");
    at.y += draw_line(canvas, at, width, why.could[i]);
  }
  if (!why.could_not.empty()) at.y += heading(canvas, at, width, "Could not");
  for (const auto& line : why.could_not) at.y += draw_line(canvas, at, width, line);
  at.y += said(canvas, {at.x, at.y + canvas.px(6)}, width, Face::small, colour::muted, why.basis, 8);
  return at.y - start;
}

void WhyView::draw(const Facts& facts, CaseId id, Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  static constexpr KeyHint hints[] = {{"Esc", "the case"}};
  Box rest = section(canvas, area, "Why, as known then", hints);
  if (shown_ != id) scroll_.offset = 0;
  shown_ = id;
  const float width = rest.width() - ui.px(2 * space::margin);
  const auto found = facts.picture->cases.find(id);
  if (found == facts.picture->cases.end()) {
    canvas.paragraph({rest.min.x + ui.px(space::margin), rest.min.y}, width, Face::body, colour::muted,
                     id.given() ? fmt::format("Case {} was not on the screens at that moment.", id.value)
                                : "Nothing that has a reason was decided for a case at that moment.");
    return;
  }
  if (ui.input.take(Key::page_down, false, true)) scroll_.offset += rest.height() * 0.9F;
  if (ui.input.take(Key::page_up, false, true)) scroll_.offset -= rest.height() * 0.9F;
  scroll_.run(ui, rest, content_height_);
  const Clip clip(canvas, rest);
  const console::Why why = console::why_of(*found->second, *facts.picture, facts.now);
  content_height_ = draw_why(why, canvas, {rest.min.x + ui.px(space::margin), rest.min.y - scroll_.offset}, width);
}

}  // namespace carehub::views
