#include "console/views/navigator_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/model/text.hpp"
#include "protocols/base/assert.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr float row_gap = 8;
constexpr float answer_height = 28;
constexpr float label_height = 20;

float answers_width(const Canvas& canvas, const FieldItem& item) {
  float w = 0;
  for (std::size_t i = 0; i < item.choices.size(); ++i)
    w += button_width(canvas, item.choices[i], i < 9 ? std::to_string(i + 1) : "") + canvas.px(6);
  return w;
}

// After the chosen one, and round again; -1 if none begins with this letter. Digits are never letters.
int next_beginning_with(const FieldItem& item, char letter) {
  if (letter >= '0' && letter <= '9') return -1;
  const int count = static_cast<int>(item.choices.size());
  for (int step = 1; step <= count; ++step) {
    const int i = (std::max(item.chosen, -1) + step) % count;
    if (console::starts_with_word(item.choices[static_cast<std::size_t>(i)], std::string_view(&letter, 1))) return i;
  }
  return -1;
}

}  // namespace

FieldItem& FieldList::of(int id) {
  const auto found = std::ranges::find(items, id, &FieldItem::id);
  CAREHUB_ASSERT(found != items.end(), "field {}", id);
  return *found;
}

const FieldItem& FieldList::of(int id) const {
  const auto found = std::ranges::find(items, id, &FieldItem::id);
  CAREHUB_ASSERT(found != items.end(), "field {}", id);
  return *found;
}

bool FieldList::writing() const {
  return focus_ < items.size() && items[focus_].kind == FieldKind::text;
}

bool FieldList::at_end() const {
  return focus_ + 1 >= items.size();
}

void FieldList::focus_first() {
  focus_ = 0;
  while (focus_ + 1 < items.size() && items[focus_].kind == FieldKind::heading) ++focus_;
  moved_ = true;
  scroll_.offset = 0;
}

void FieldList::focus_on(int id) {
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].id == id && items[i].kind != FieldKind::heading) focus_ = i;
  moved_ = true;
}

void FieldList::move(int step) {
  auto at = static_cast<std::ptrdiff_t>(focus_);
  const auto last = static_cast<std::ptrdiff_t>(items.size()) - 1;
  do at += step;
  while (at >= 0 && at <= last && items[static_cast<std::size_t>(at)].kind == FieldKind::heading);
  if (at < 0 || at > last) return;
  focus_ = static_cast<std::size_t>(at);
  moved_ = true;
}

bool FieldList::answer(FieldItem& item, int choice) {
  if (choice < 0 || choice >= static_cast<int>(item.choices.size())) return false;
  const bool changed = item.chosen != choice;
  item.chosen = choice;
  return changed;
}

// Digits answer, letters go to the next choice that begins with them; a question then gives the keyboard to the next.
bool FieldList::handle_answers(FieldItem& first, Input& input) {
  FieldItem* item = &first;
  bool changed = false;
  while (!input.typed.empty() && item->kind != FieldKind::text) {
    const char c = input.typed.front();
    input.typed.erase(input.typed.begin());
    if (item->kind == FieldKind::choice && next_beginning_with(*item, c) >= 0) {
      changed = answer(*item, next_beginning_with(*item, c)) || changed;
      continue;
    }
    if (c < '1' || c > '9') continue;
    changed = answer(*item, c - '1') || changed;
    if (item->kind == FieldKind::question) move(1);
    item = &items[focus_];
  }
  if (item->kind == FieldKind::text) return changed;
  while (input.take(Key::right)) changed = answer(*item, item->chosen + 1) || changed;
  while (input.take(Key::left)) changed = answer(*item, std::max(0, item->chosen - 1)) || changed;
  return changed;
}

bool FieldList::handle(Input& input) {
  if (items.empty()) return false;
  bool changed = false;
  if (items[focus_].kind == FieldKind::text)
    changed = items[focus_].edit.edit(input);
  else
    changed = handle_answers(items[focus_], input);
  while (input.take(Key::tab)) move(1);
  while (input.take(Key::tab, false, true)) move(-1);
  while (input.take(Key::down)) move(1);
  while (input.take(Key::up)) move(-1);
  if (input.take(Key::enter)) move(1);
  return changed;
}

void FieldList::draw_label(Ui& ui, const Box& row, const FieldItem& item, bool focused) {
  const float used =
      ui.canvas.text_in(row, Face::small_strong, focused ? colour::light_blue : colour::muted, item.label);
  if (item.note.empty()) return;
  Box rest = row;
  rest.min.x += used + ui.px(10);
  ui.canvas.text_in(rest, Face::small, item.warns ? colour::warm_yellow : colour::light_green, item.note);
}

void FieldList::draw_answers(Ui& ui, Box row, FieldItem& item, bool focused) {
  const float left = row.min.x;
  Box line = row;
  line.max.y = line.min.y + ui.px(answer_height);
  for (std::size_t i = 0; i < item.choices.size(); ++i) {
    const auto key = i < 9 && focused ? std::to_string(i + 1) : std::string{};
    const float w = button_width(ui.canvas, item.choices[i], i < 9 ? std::to_string(i + 1) : "");
    if (line.min.x + w > row.max.x + 1 && line.min.x > left) {
      const float step = ui.px(answer_height + 5);
      line = {{left, line.min.y + step}, {row.max.x, line.max.y + step}};
    }
    const Box box{line.min, {line.min.x + w, line.max.y}};
    if (button(ui, box, item.choices[i], key, item.chosen == static_cast<int>(i))) {
      item.chosen = static_cast<int>(i);
      clicked_ = true;
    }
    line.min.x += w + ui.px(6);
  }
}

float FieldList::draw_question(Ui& ui, const Box& row, FieldItem& item, bool focused) {
  const float answers = answers_width(ui.canvas, item);
  const float number = ui.px(22);
  const Face face = focused ? Face::body_strong : Face::body;
  const float text = ui.canvas.width(Face::body_strong, item.label);
  const bool one_line = number + text + answers + ui.px(10) <= row.width();
  const float h = ui.px(answer_height) + (one_line ? 0 : ui.px(label_height));
  Box line = row;
  line.max.y = line.min.y + (one_line ? h : ui.px(label_height));
  if (focused)
    ui.canvas.fill({{row.min.x - ui.px(8), row.min.y}, {row.min.x - ui.px(5), row.min.y + h}}, colour::light_blue);
  ui.canvas.text_in(line.take_left(number), Face::body, colour::muted, std::to_string(item.id + 1));
  const bool yes = item.chosen == 0;
  if (one_line) line.max.x = row.max.x - answers;
  ui.canvas.text_in(line, yes ? Face::body_strong : face, yes ? colour::warm_yellow : colour::text, item.label);
  Box buttons = row;
  if (one_line)
    buttons.min.x = row.max.x - answers;
  else
    buttons.min = {row.min.x + number, row.min.y + ui.px(label_height)};
  draw_answers(ui, buttons, item, focused);
  return h;
}

float FieldList::draw_choice(Ui& ui, const Box& row, FieldItem& item, bool focused) {
  Box rest = row;
  draw_label(ui, rest.take_top(ui.px(label_height)), item, focused);
  float x = rest.min.x;
  int lines = 1;
  for (std::size_t i = 0; i < item.choices.size(); ++i) {
    const float w = button_width(ui.canvas, item.choices[i], i < 9 ? std::to_string(i + 1) : "");
    if (x + w > rest.max.x + 1 && x > rest.min.x) {
      ++lines;
      x = rest.min.x;
    }
    x += w + ui.px(6);
  }
  draw_answers(ui, rest, item, focused);
  return ui.px(label_height) + static_cast<float>(lines) * ui.px(answer_height + 5) - ui.px(5);
}

float FieldList::draw_text(Ui& ui, const Box& row, FieldItem& item, bool focused) {
  Box rest = row;
  draw_label(ui, rest.take_top(ui.px(label_height)), item, focused);
  const float h = ui.px(26) + static_cast<float>(item.lines - 1) * ui.px(space::line);
  item.edit.draw_field(ui.canvas, rest.take_top(h), focused);
  return ui.px(label_height) + h;
}

float FieldList::draw_item(Ui& ui, const Box& row, std::size_t index, bool focused) {
  auto& item = items[index];
  float h = 0;
  switch (item.kind) {
    case FieldKind::heading: {
      h = ui.px(26);
      const Box line{row.min, {row.max.x, row.min.y + h}};
      const float used = ui.canvas.text_in(line, Face::small_strong, colour::muted, item.label);
      ui.canvas.text_in({{line.min.x + used + ui.px(12), line.min.y}, line.max}, Face::small_strong,
                        item.warns ? colour::warm_yellow : colour::muted, item.note, Align::right);
      return h;
    }
    case FieldKind::question:
      h = draw_question(ui, row, item, focused);
      break;
    case FieldKind::choice:
      h = draw_choice(ui, row, item, focused);
      break;
    case FieldKind::text:
      h = draw_text(ui, row, item, focused);
      break;
  }
  if (ui.input.clicked({row.min, {row.max.x, row.min.y + h}})) focus_ = index;
  return h;
}

bool FieldList::draw(Ui& ui, const Box& area, bool focused) {
  clicked_ = false;
  const Clip clip(ui.canvas, area);
  const float gap = ui.px(row_gap);
  if (!moved_) scroll_.run(ui, area, height_);
  Box content = area.inset(ui.px(10), 0);
  float y = area.min.y - scroll_.offset;
  {
    const MouseWithin mouse(ui.input, area);
    for (std::size_t i = 0; i < items.size(); ++i) {
      Box row{{content.min.x, y}, {content.max.x, y + ui.px(400)}};
      const std::size_t first = i;
      float h = 0;
      if (items[i].half && i + 1 < items.size() && items[i + 1].half) {
        Box left = row;
        left.max.x = row.centre().x - ui.px(6);
        Box right = row;
        right.min.x = row.centre().x + ui.px(6);
        h = std::max(draw_item(ui, left, i, focused && focus_ == i),
                     draw_item(ui, right, i + 1, focused && focus_ == i + 1));
        ++i;
      } else {
        h = draw_item(ui, row, i, focused && focus_ == i);
      }
      if (moved_ && focus_ >= first && focus_ <= i) {
        const float top = y + scroll_.offset - area.min.y;
        scroll_.show(std::max(0.0F, top - ui.px(40)), top + h + ui.px(20), area.height());
      }
      y += h + gap;
    }
  }
  height_ = y + scroll_.offset - area.min.y;
  if (moved_) scroll_.run(ui, area, height_);
  moved_ = false;
  return clicked_;
}

}  // namespace carehub::views
