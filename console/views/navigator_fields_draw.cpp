// How the fields of a form look: one below the other, halves side by side.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/views/navigator_fields.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr float row_gap = 8;
constexpr float tight_gap = 2;
constexpr float answer_height = 28;
constexpr float label_height = 20;
constexpr float button_gap = 6;
constexpr float line_gap = 5;
constexpr float narrow_gap = 12;

std::string key_of(const FieldItem& item, std::size_t i) {
  if (item.kind == FieldKind::ticks) return std::string(tick_letters.substr(std::min(i, tick_letters.size()), 1));
  if (item.kind == FieldKind::question && i < 3) return std::string(1, "YNU"[i]);
  return i < 9 ? std::to_string(i + 1) : "";
}

bool is_chosen(const FieldItem& item, std::size_t i) {
  return item.kind == FieldKind::ticks ? item.ticked[i] != Tick::none : item.chosen == static_cast<int>(i);
}

// A tick has its room from the beginning, so that nothing moves when it comes.
std::string words_of(const FieldItem& item, std::size_t i, bool chosen) {
  if (item.kind != FieldKind::ticks || !chosen) return item.choices[i];
  return (item.ticked[i] == Tick::no ? "no: " : "✓ ") + item.choices[i];
}

float width_of(const Canvas& canvas, const FieldItem& item, std::size_t i) {
  const std::string_view most = item.kind != FieldKind::ticks ? "" : item.says_no ? "no: " : "✓ ";
  return button_width(canvas, std::string(most) + item.choices[i], key_of(item, i));
}

float answers_width(const Canvas& canvas, const FieldItem& item) {
  float w = 0;
  for (std::size_t i = 0; i < item.choices.size(); ++i) w += width_of(canvas, item, i) + canvas.px(button_gap);
  return w;
}

// The words that begin a group of choices; empty within one.
std::string_view group_at(const FieldItem& item, std::size_t i) {
  const auto found = std::ranges::find(item.groups, i, [](const auto& group) { return group.first; });
  return found == item.groups.end() ? std::string_view{} : std::string_view(found->second);
}

float group_width(const Canvas& canvas, const FieldItem& item) {
  float w = 0;
  for (const auto& group : item.groups) w = std::max(w, canvas.width(Face::small_strong, group.second));
  return item.groups.empty() ? 0 : w + canvas.px(12);
}

// What stands at the right of an observation: its points, or that it cannot be.
std::string points_text(const FieldItem& item) {
  if (item.narrow && item.warns) return item.note;
  if (!item.points) return {};
  return fmt::format("{} {}", *item.points, *item.points == 1 ? "point" : "points");
}

Colour points_ink(const FieldItem& item) {
  return item.warns || item.points.value_or(0) > 0 ? colour::warm_yellow : colour::muted;
}

constexpr std::string_view widest_points = "not possible";
constexpr float value_room = 64;  // of a line of text beside its points

}  // namespace

float FieldList::least_width(const Canvas& canvas, const FieldItem& item) const {
  const float label = canvas.width(Face::small_strong, item.label) + 1;
  const float points = canvas.width(Face::small, widest_points) + canvas.px(10);
  if (item.kind == FieldKind::text) return std::max(label, points + canvas.px(value_room));
  return std::max(label + points, answers_width(canvas, item));
}

std::size_t FieldList::in_line(const Canvas& canvas, std::size_t first, float width) const {
  std::size_t count = 0;
  for (float used = 0; first + count < items.size() && items[first + count].narrow; ++count) {
    used += least_width(canvas, items[first + count]) + (count > 0 ? canvas.px(narrow_gap) : 0);
    if (used > width && count > 0) break;
  }
  return count;
}

float FieldList::draw_narrow(Ui& ui, const Box& row, std::size_t first, std::size_t count, bool focused) {
  float least = ui.px(narrow_gap) * static_cast<float>(count - 1);
  for (std::size_t i = 0; i < count; ++i) least += least_width(ui.canvas, items[first + i]);
  const float more = std::max(0.0F, row.width() - least) / static_cast<float>(count);
  Box rest = row;
  float height = 0;
  for (std::size_t i = first; i < first + count; ++i) {
    const float width = std::min(row.width(), std::floor(least_width(ui.canvas, items[i]) + more));
    height = std::max(height, draw_item(ui, rest.take_left(width), i, focused && focus_ == i));
    rest.min.x += ui.px(narrow_gap);
  }
  return height;
}

void FieldList::draw_label(Ui& ui, const Box& row, const FieldItem& item, bool focused) {
  const float used =
      ui.canvas.text_in(row, Face::small_strong, focused ? colour::light_blue : colour::muted, item.label);
  Box rest = row;
  rest.min.x += used + ui.px(10);
  const std::string lost = item.edit.lost_words();
  if (item.narrow && lost.empty()) {
    if (item.kind != FieldKind::text) ui.canvas.text_in(rest, Face::small_strong, points_ink(item), points_text(item));
    return;
  }
  const std::string& note = lost.empty() ? item.note : lost;
  if (note.empty()) return;
  const bool warns = item.warns || !lost.empty();
  ui.canvas.text_in(rest, Face::small, warns ? colour::warm_yellow : colour::light_green, note);
}

// As many lines as they need; returns the height.
float FieldList::draw_answers(Ui& ui, const Box& row, FieldItem& item, bool focused) {
  const float left = row.min.x + group_width(ui.canvas, item);
  Box line = row;
  line.min.x = left;
  line.max.y = line.min.y + ui.px(answer_height);
  const auto next_line = [&] {
    const float step = ui.px(answer_height + line_gap);
    line = {{left, line.min.y + step}, {row.max.x, line.max.y + step}};
  };
  for (std::size_t i = 0; i < item.choices.size(); ++i) {
    const auto group = group_at(item, i);
    const bool chosen = is_chosen(item, i);
    const float w = width_of(ui.canvas, item, i);
    if (line.min.x > left && (!group.empty() || line.min.x + w > row.max.x + 1)) next_line();
    if (!group.empty())
      ui.canvas.text_in({{row.min.x, line.min.y}, {left, line.max.y}}, Face::small_strong, colour::muted, group);
    const Box box{line.min, {line.min.x + w, line.max.y}};
    if (button(ui, box, words_of(item, i, chosen), focused ? key_of(item, i) : std::string{}, chosen) && !item.fixed) {
      if (item.kind == FieldKind::ticks)
        item.ticked[i] = after_press(item, i);
      else
        item.chosen = static_cast<int>(i);
      clicked_ = true;
    }
    line.min.x += w + ui.px(button_gap);
  }
  return line.max.y - row.min.y;
}

float FieldList::draw_question(Ui& ui, const Box& row, FieldItem& item, bool focused) {
  const float answers = answers_width(ui.canvas, item);
  const float number = ui.px(26);
  const float text = ui.canvas.width(Face::body_strong, item.label);
  const bool one_line = number + text + answers + ui.px(10) <= row.width();
  const float label = one_line ? 0 : ui.canvas.paragraph_height(row.width() - number, Face::body_strong, item.label, 2);
  const float h = ui.px(answer_height) + label;
  Box line = row;
  line.max.y = line.min.y + (one_line ? h : ui.px(label_height));
  ui.canvas.text_in(line.take_left(number), Face::body, colour::muted, item.mark);
  const bool yes = item.chosen == 0 && item.one_of_many;
  const Face face = yes || focused ? Face::body_strong : Face::body;
  const Colour ink = yes ? colour::warm_yellow : colour::text;
  if (one_line) line.max.x = row.max.x - answers;
  if (one_line)
    ui.canvas.text_in(line, face, ink, item.label);
  else
    ui.canvas.paragraph(line.min, line.width(), face, ink, item.label, 2);
  Box buttons = row;
  buttons.min = one_line ? Point{row.max.x - answers, row.min.y} : Point{row.min.x + number, row.min.y + label};
  // Large text in a narrow column: the answers may need lines of their own.
  const float used = std::max(h, label + draw_answers(ui, buttons, item, focused));
  if (focused)
    ui.canvas.fill({{row.min.x - ui.px(8), row.min.y}, {row.min.x - ui.px(5), row.min.y + used}}, colour::light_blue);
  return used;
}

float FieldList::draw_choice(Ui& ui, const Box& row, FieldItem& item, bool focused) {
  Box rest = row;
  draw_label(ui, rest.take_top(ui.px(label_height)), item, focused);
  return ui.px(label_height) + draw_answers(ui, rest, item, focused);
}

float FieldList::draw_text(Ui& ui, const Box& row, FieldItem& item, bool focused) {
  Box rest = row;
  const bool suggested = !item.touched && !item.suggestion.empty();
  draw_label(ui, rest.take_top(ui.px(label_height)), item, focused);
  const float h = ui.px(26) + static_cast<float>(item.lines - 1) * ui.px(space::line);
  LineEdit beginning;
  if (suggested) beginning.set(item.suggestion);
  const Box box = rest.take_top(h);
  (suggested ? beginning : item.edit).draw_field(ui.canvas, box, focused, item.narrow && !focused ? "not taken" : "");
  const auto points = points_text(item);
  const float room = box.width() - ui.canvas.width(Face::body, item.edit.text()) - ui.px(28);
  if (!points.empty() && ui.canvas.width(Face::small_strong, points) <= room)
    ui.canvas.text_in(box.inset(ui.px(8), 0), Face::small_strong, points_ink(item), points, Align::right);
  return ui.px(label_height) + h;
}

// What is said, not asked; with a key before it, a click is as good as the key.
float FieldList::draw_note(Ui& ui, const Box& row, const FieldItem& item) {
  constexpr int most = 14;  // lines
  if (item.label.empty()) return 0;
  Point at = row.min;
  if (!item.mark.empty()) at.x += keycap(ui.canvas, {at.x, at.y + ui.px(12)}, item.mark) + ui.px(8);
  const float text = ui.canvas.paragraph_height(row.max.x - at.x, Face::body_strong, item.label, most);
  const float h = std::max(ui.px(24), text + ui.px(6));
  ui.canvas.paragraph({at.x, at.y + ui.px(3)}, row.max.x - at.x, Face::body_strong,
                      item.warns ? colour::warm_yellow : colour::text, item.label, most);
  if (!item.mark.empty() && ui.input.clicked({row.min, {row.max.x, row.min.y + h}})) clicked_ = answer_none();
  return h;
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
    case FieldKind::note:
      return draw_note(ui, row, item);
    case FieldKind::question:
      h = draw_question(ui, row, item, focused);
      break;
    case FieldKind::choice:
    case FieldKind::ticks:
      h = draw_choice(ui, row, item, focused);
      break;
    case FieldKind::text:
      h = draw_text(ui, row, item, focused);
      break;
  }
  if (ui.input.clicked({row.min, {row.max.x, row.min.y + h}})) focus_ = index;
  return h;
}

float FieldList::draw_rows(Ui& ui, const Box& area, bool focused) {
  const MouseWithin mouse(ui.input, area);
  const Box content = area.inset(ui.px(10), 0);
  float y = area.min.y - scroll_.offset;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Box row{{content.min.x, y}, {content.max.x, y + ui.px(400)}};
    const std::size_t first = i;
    float h = 0;
    if (items[i].narrow) {
      const auto count = in_line(ui.canvas, i, row.width());
      h = draw_narrow(ui, row, i, count, focused);
      i += count - 1;
    } else if (items[i].half && i + 1 < items.size() && items[i + 1].half) {
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
    y += h + ui.px(items[first].one_of_many ? tight_gap : row_gap);
  }
  return y + scroll_.offset - area.min.y;
}

bool FieldList::draw(Ui& ui, const Box& area, bool focused) {
  clicked_ = false;
  const Clip clip(ui.canvas, area);
  if (!moved_) scroll_.run(ui, area, height_);
  height_ = draw_rows(ui, area, focused);
  if (moved_) scroll_.run(ui, area, height_);
  moved_ = false;
  return clicked_;
}

}  // namespace carehub::views
