#include "console/widgets/parts.hpp"

#include <cmath>
#include <string>

namespace carehub::widgets {
namespace {

Point middle_to_top(const Canvas& canvas, Point left_middle, Face face) {
  return {left_middle.x, left_middle.y - canvas.height(face) / 2};
}

}  // namespace

Colour tone_colour(Tone tone) {
  switch (tone) {
    case Tone::quiet:
      return colour::bar_quiet;
    case Tone::moving:
      return colour::light_blue;
    case Tone::due:
      return colour::warm_yellow;
    case Tone::breached:
      return colour::red_fill;
  }
  return colour::bar_quiet;
}

void time_bar(Canvas& canvas, const Box& bar, Tone tone, int permille) {
  canvas.fill(bar, colour::bar_ground, 2);
  const float part = static_cast<float>(std::clamp(permille, 0, 1000)) / 1000.0F;
  Box filled = bar;
  filled.max.x = bar.min.x + std::max(part > 0 ? canvas.px(4) : 0.0F, bar.width() * part);
  if (tone == Tone::breached) filled.max.x = bar.max.x;
  canvas.fill(filled, tone_colour(tone), 2);
}

void countdown(Canvas& canvas, const Box& cell, std::string_view left, Tone tone, int bar_permille) {
  const float bar_height = canvas.px(4);
  Box figure = cell;
  Box bar = figure.take_bottom(bar_height + canvas.px(8)).inset(0, canvas.px(4));
  figure = figure.inset(0, canvas.px(5));
  figure.max.y = bar.min.y - canvas.px(2);
  bar.max.y = bar.min.y + bar_height;
  if (tone == Tone::breached) {
    canvas.fill(figure, colour::red_fill, 3);
    const Box text = figure.inset(canvas.px(4), 0);
    const float mark = canvas.px(10);
    const bool fits = canvas.width(Face::body_strong, left) + mark <= text.width();
    const Face face = fits ? Face::body_strong : Face::small_strong;
    const float w = std::min(canvas.width(face, left), text.width() - mark);
    canvas.text_in({{text.max.x - w, text.min.y}, text.max}, face, colour::on_fill, left, Align::right);
    canvas.text_in({{text.max.x - w - mark, text.min.y}, {text.max.x - w, text.max.y}}, Face::body_strong,
                   colour::on_fill, "!");
  } else {
    const float w = canvas.width(Face::body_strong, left);
    const Colour ink = tone == Tone::due ? colour::warm_yellow : colour::text;
    canvas.text_in(figure, Face::body_strong, ink, left, Align::right);
    if (tone == Tone::due)
      canvas.warning_mark({figure.max.x - w - canvas.px(17), figure.centre().y - canvas.px(5.5F)}, 12, ink);
  }
  time_bar(canvas, bar, tone, bar_permille);
}

float badge(Canvas& canvas, Point left_middle, Face face, std::string_view text, Colour ground, Colour ink) {
  const float w = canvas.width(face, text) + canvas.px(14);
  const float h = canvas.height(face) + canvas.px(6);
  const Box box = box_at({left_middle.x, std::round(left_middle.y - h / 2)}, w, h);
  canvas.fill(box, ground, 3);
  canvas.text_in(box, face, ink, text, Align::centre);
  return w;
}

float breach_badge(Canvas& canvas, Point left_middle, std::string_view text, Face face) {
  return badge(canvas, left_middle, face, text, colour::red_fill, colour::on_fill);
}

float keycap_width(const Canvas& canvas, std::string_view key) {
  return std::max(canvas.width(Face::small, key) + canvas.px(10), canvas.px(16));
}

float keycap(Canvas& canvas, Point left_middle, std::string_view key) {
  const float w = keycap_width(canvas, key);
  const float h = canvas.height(Face::small) + canvas.px(2);
  const Box box = box_at({std::round(left_middle.x), std::round(left_middle.y - h / 2)}, w, h);
  canvas.frame(box, colour::line_strong, 3);
  canvas.text_in(box, Face::small, colour::muted, key, Align::centre);
  return w;
}

float key_hints(Canvas& canvas, Point right_middle, std::span<const KeyHint> hints) {
  float x = right_middle.x;
  for (std::size_t i = hints.size(); i-- > 0;) {
    const float words = canvas.width(Face::small_strong, hints[i].does);
    x -= words;
    canvas.text(middle_to_top(canvas, {x, right_middle.y}, Face::small_strong), Face::small_strong, colour::muted,
                hints[i].does);
    x -= keycap_width(canvas, hints[i].key) + canvas.px(5);
    keycap(canvas, {x, right_middle.y}, hints[i].key);
    x -= canvas.px(8);
  }
  return x;
}

Box section(Canvas& canvas, Box area, std::string_view title, std::span<const KeyHint> hints, std::string_view note) {
  Box head = area.take_top(canvas.px(36)).inset(canvas.px(space::margin), 0);
  float right = head.max.x;
  const auto room_of_hints = [&] {
    float sum = 0;
    for (const KeyHint& hint : hints)
      sum += canvas.width(Face::small_strong, hint.does) + keycap_width(canvas, hint.key) + canvas.px(13);
    return sum;
  };
  while (!hints.empty() && room_of_hints() > head.width()) hints = hints.subspan(1);
  if (!hints.empty()) right = key_hints(canvas, {head.max.x, head.centre().y}, hints);
  Box text = head;
  text.max.x = right - canvas.px(8);
  const float used = canvas.text_in(text, Face::small_strong, colour::muted, title);
  if (!note.empty()) {
    text.min.x += used + canvas.px(16);
    canvas.text_in(text, Face::small, colour::muted, note, Align::right);
  }
  return area;
}

float fact(Canvas& canvas, Point at, float label_width, float width, std::string_view label, std::string_view text,
           Colour ink, Face face, int lines_max) {
  canvas.text_in(box_at(at, label_width - canvas.px(6), canvas.height(Face::body)), Face::body, colour::muted, label);
  const float h = canvas.paragraph({at.x + label_width, at.y}, width - label_width, face, ink, text, lines_max);
  return std::max(h, canvas.px(18)) + canvas.px(3);
}

void Scroll::show(float top, float bottom, float area_height) {
  if (top < offset) offset = top;
  if (bottom > offset + area_height) offset = bottom - area_height;
}

void Scroll::run(Ui& ui, const Box& area, float content_height) {
  // Less than a pixel is no more than rounding.
  const float beyond = content_height - area.height();
  const float most = beyond < 1 ? 0 : beyond;
  if (ui.input.wheel != 0 && ui.input.hovered(area)) {
    offset -= ui.input.wheel * ui.px(space::row);
    ui.input.wheel = 0;
  }
  const Box track{{area.max.x - ui.px(8), area.min.y}, area.max};
  if (ui.input.clicked(track) && most > 0) dragging_ = true;
  if (!ui.input.mouse_down) dragging_ = false;
  const float thumb_height = most > 0 ? std::max(ui.px(24), area.height() * area.height() / content_height) : 0;
  if (dragging_ && area.height() > thumb_height) {
    const float part = (ui.input.mouse.y - area.min.y - thumb_height / 2) / (area.height() - thumb_height);
    offset = std::clamp(part, 0.0F, 1.0F) * most;
  }
  offset = std::clamp(offset, 0.0F, most);
  if (most <= 0) return;
  const float y = area.min.y + (area.height() - thumb_height) * (offset / most);
  ui.canvas.fill({{area.max.x - ui.px(5), y}, {area.max.x - ui.px(1), y + thumb_height}}, colour::line_strong, 2);
}

float button_width(const Canvas& canvas, std::string_view text, std::string_view key) {
  const float cap = key.empty() ? 0 : keycap_width(canvas, key) + canvas.px(6);
  return canvas.width(Face::body_strong, text) + cap + canvas.px(16);
}

bool button(Ui& ui, const Box& box, std::string_view text, std::string_view key, bool chosen) {
  Canvas& canvas = ui.canvas;
  const bool hovered = ui.input.hovered(box);
  canvas.fill(box, chosen ? colour::selected : hovered ? colour::raised : colour::panel, space::rounding);
  canvas.frame(box, chosen ? colour::light_blue : colour::line_strong, space::rounding);
  float x = box.min.x + canvas.px(8);
  if (!key.empty()) x += keycap(canvas, {x, box.centre().y}, key) + canvas.px(6);
  // Without its key the word stands in the middle of the room that the key would have taken.
  canvas.text_in({{x, box.min.y}, {box.max.x - canvas.px(key.empty() ? 8 : 6), box.max.y}},
                 chosen ? Face::body_strong : Face::body, colour::text, text,
                 key.empty() ? Align::centre : Align::left);
  return ui.input.clicked(box);
}

}  // namespace carehub::widgets
