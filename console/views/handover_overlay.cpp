#include "console/views/handover_overlay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/verbs.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr float row_height = 46;

Colour ink_of(console::Urgency urgency) {
  switch (urgency) {
    case console::Urgency::breached:
      return colour::orange;
    case console::Urgency::will_breach:
    case console::Urgency::due_soon:
      return colour::warm_yellow;
    default:
      return colour::text;
  }
}

std::string verb_name(console::VerbId id) {
  return std::string(console::verb(id).name);
}

}  // namespace

void HandoverOverlay::handle(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  if (input.take(Key::escape) || input.take(Key::f9)) state.handover_open = false;
  const std::size_t count = list_ ? list_->lines.size() : 0;
  const std::size_t before = chosen_;
  if (input.take(Key::down)) ++chosen_;
  if (input.take(Key::up) && chosen_ > 0) --chosen_;
  if (input.take(Key::page_down)) chosen_ += 10;
  if (input.take(Key::page_up)) chosen_ = chosen_ > 10 ? chosen_ - 10 : 0;
  chosen_ = count == 0 ? 0 : std::min(chosen_, count - 1);
  chosen_moved_ = chosen_ != before;
  if (count > 0 && input.take(Key::enter)) {
    state.selected = list_->lines[chosen_].id;
    state.handover_open = false;
  }
  if (input.take_typed_letter('T') && list_ && list_->waits) {
    const std::string text = verb_name(console::VerbId::take_over);
    const bool sent = std::ranges::find(facts.pending, text, &PendingLine::text) != facts.pending.end();
    if (!sent) requests.give(TakeOverShift{}, text);
  }
  if (input.take_typed_letter('H')) {
    requests.command_line = verb_name(console::VerbId::hand_over) + " ";
    state.handover_open = false;
  }
}

void HandoverOverlay::draw_line(Canvas& canvas, const Box& row, const console::HandoverLine& line, bool chosen) {
  if (chosen) canvas.fill(row, colour::selected);
  Box inner = row.inset(canvas.px(16), canvas.px(3));
  const bool late = line.urgency == console::Urgency::breached;
  Box left = inner.take_left(canvas.px(96));
  left.max.x -= canvas.px(16);
  if (!line.left.empty()) {
    const bool amber = line.urgency == console::Urgency::due_soon || line.urgency == console::Urgency::will_breach;
    if (amber) canvas.warning_mark({left.min.x, left.centre().y - canvas.px(6)}, 12, ink_of(line.urgency));
    canvas.text_in(left, Face::body_strong, ink_of(line.urgency), (late ? "! " : "") + line.left, Align::right);
  }
  Box head = inner.take_top(inner.height() / 2);
  canvas.text_in(head.take_right(head.width() * 0.38F), Face::body, colour::muted, line.state, Align::right);
  canvas.text_in({head.min, {head.max.x - canvas.px(12), head.max.y}}, Face::body_strong,
                 line.left.empty() ? colour::muted : colour::text, line.name);
  canvas.text_in(inner, Face::body, line.owed.empty() ? colour::muted : colour::warm_yellow,
                 line.owed.empty() ? "no call is owed" : line.owed);
  canvas.line({row.min.x, row.max.y - 1}, {row.max.x, row.max.y - 1}, colour::line);
}

void HandoverOverlay::draw(const Facts& facts, UiState& state, Ui& ui, const Box& screen, Requests& requests) {
  const Panel named(ui.canvas, "handover");
  list_ = console::handover_list(*facts.picture, facts.now);
  handle(facts, state, ui.input, requests);
  Canvas& canvas = ui.canvas;
  canvas.set_layer(2);
  canvas.fill(screen, colour::shade);
  const float w = std::min(ui.px(1040), screen.width() - ui.px(40));
  const auto lines = static_cast<float>(list_ ? list_->lines.size() : 0);
  const float h = std::min(ui.px(210 + row_height * std::max(lines, 1.0F)), screen.height() - ui.px(40));
  const Point middle = screen.centre();
  const Box frame{{middle.x - w / 2, middle.y - h / 2}, {middle.x + w / 2, middle.y + h / 2}};
  canvas.fill(frame, colour::panel, space::rounding);
  canvas.frame(frame, colour::line_strong, space::rounding);
  const KeyHint waiting[] = {
      {"↑↓", "move"}, {"Enter", "the case"}, {"T", "take it over"}, {"H", "hand over"}, {"Esc", "close"}};
  const KeyHint given[] = {{"↑↓", "move"}, {"Enter", "the case"}, {"H", "hand over"}, {"Esc", "close"}};
  const bool waits = list_ && list_->waits;
  Box rest = section(canvas, frame, "Shift handover",
                     waits ? std::span<const KeyHint>(waiting) : std::span<const KeyHint>(given));
  const auto say = [&](Face face, Colour ink, const std::string& text) {
    if (text.empty()) return;
    const float used =
        canvas.paragraph({rest.min.x + ui.px(16), rest.min.y}, rest.width() - ui.px(32), face, ink, text, 4);
    rest.min.y += used + ui.px(4);
  };
  if (!list_) {
    say(Face::body, colour::muted,
        "No shift was handed over yet. H hands yours over: every open case and alert goes with it, and what is owed is "
        "named here for whoever takes it.");
  } else {
    say(Face::body_strong, colour::text, list_->head);
    say(Face::body_strong, waits ? colour::warm_yellow : colour::muted, list_->taken);
    say(Face::body, colour::text, list_->note);
    say(Face::body, colour::muted, list_->counts);
    canvas.line({rest.min.x, rest.min.y}, {rest.max.x, rest.min.y}, colour::line_strong);
    const float row = ui.px(row_height);
    const auto count = list_->lines.size();
    if (chosen_moved_) {
      const float at = static_cast<float>(chosen_) * row;
      scroll_.show(at, at + row, rest.height());
    }
    scroll_.run(ui, rest, static_cast<float>(count) * row);
    const Clip clip(canvas, rest);
    float y = rest.min.y - scroll_.offset;
    for (std::size_t i = 0; i < count; ++i, y += row) {
      const Box line = box_at({rest.min.x, y}, rest.width() - ui.px(8), row);
      if (line.max.y <= rest.min.y || line.min.y >= rest.max.y) continue;
      draw_line(canvas, line, list_->lines[i], i == chosen_);
      if (ui.input.clicked(line)) chosen_ = i;
    }
    if (count == 0) say(Face::body, colour::muted, "No case was named: nothing was late, due soon, claimed or owed.");
  }
  ui.input.clear();
  canvas.set_layer(0);
}

}  // namespace carehub::views
