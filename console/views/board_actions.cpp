#include "console/views/board_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/views/board_cards.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::ActionLine;
using console::ActionList;
using console::ActionMark;
using console::BoardModel;

struct MarkLook {
  console::RagShape shape;
  Colour ground;
  Colour ink;
};

MarkLook mark_look(ActionMark mark) {
  switch (mark) {
    case ActionMark::overdue:
      return {console::RagShape::square, colour::red_fill, colour::on_fill};
    case ActionMark::soon:
      return {console::RagShape::triangle, colour::warm_yellow, colour::on_bright};
    case ActionMark::assigned:
      return {console::RagShape::disc, colour::block, colour::text};
    case ActionMark::done:
    case ActionMark::withdrawn:
      break;
  }
  return {console::RagShape::dash, colour::block_quiet, colour::muted};
}

// Shape, word and colour say the same; a wall has room for the letter. Returns its width.
float draw_action_mark(Canvas& canvas, Point left_top, const ActionLine& line, const BoardType& type) {
  const bool wall = type.weight > 1;
  const auto look = mark_look(line.mark);
  const std::string word = wall ? std::string(1, line.letter) : line.word;
  const Face face = wall ? type.row : Face::small_strong;
  const float r = canvas.px(wall ? 15 : 4), pad = canvas.px(wall ? 14 : 7);
  const float w = canvas.width(face, word) + 2 * r + 3 * pad;
  const Box box = box_at(left_top, w, canvas.height(face) + canvas.px(2));
  canvas.fill(box, look.ground, space::rounding);
  draw_rag_shape(canvas, {box.min.x + pad + r, box.centre().y}, wall ? 15 : 4, look.shape, look.ink);
  canvas.text({box.min.x + 2 * pad + 2 * r, box.centre().y - canvas.height(face) / 2}, face, look.ink, word);
  return w;
}

bool ended(const ActionLine& line) {
  return line.mark == ActionMark::done || line.mark == ActionMark::withdrawn;
}

std::string numbered(const ActionLine& line) {
  return fmt::format("{}  {}", line.id.value, line.text);
}

// On a desk the mark has a line of its own, with the time left; on a wall it stands before the text.
float mark_height(const Canvas& canvas, const BoardType& type) {
  return type.weight > 1 ? 0 : canvas.height(Face::small_strong) + canvas.px(5);
}

float text_indent(const Canvas& canvas, const BoardType& type) {
  return type.weight > 1 ? canvas.width(type.row, "W") + canvas.px(96) : 0;
}

// What stood on a wall is read from afar: few words.
std::string detail_of(const ActionLine& line, const BoardType& type) {
  if (type.weight <= 1) return console::action_detail(line);
  return ended(line) ? fmt::format("{}, {} {}", line.owner, line.word, line.due)
                     : fmt::format("{}, {}{}{}", line.owner, line.due, line.left.empty() ? "" : ", ", line.left);
}

float action_height(const Canvas& canvas, float width, const ActionLine& line, const BoardType& type) {
  const float w = width - text_indent(canvas, type);
  return mark_height(canvas, type) + canvas.paragraph_height(w, type.row, numbered(line)) +
         canvas.paragraph_height(w, type.words, detail_of(line, type)) + canvas.px(type.margin * 0.7F);
}

void draw_action(Canvas& canvas, Box row, const ActionLine& line, const BoardType& type) {
  draw_action_mark(canvas, row.min, line, type);
  if (type.weight <= 1) {
    const bool late = line.mark == ActionMark::overdue || line.mark == ActionMark::soon;
    canvas.text_right(row.min + Point{row.width(), 0}, Face::small_strong, late ? colour::warm_yellow : colour::muted,
                      line.left);
  }
  row.min.y += mark_height(canvas, type);
  row.min.x += text_indent(canvas, type);
  row.min.y +=
      canvas.paragraph(row.min, row.width(), type.row, ended(line) ? colour::muted : colour::text, numbered(line));
  canvas.paragraph(row.min, row.width(), type.words, colour::muted, detail_of(line, type));
}

// "4 more: 1 open, 1 overdue, 3 ended": of those that have no row.
std::string more_words(const ActionList& actions, std::size_t from) {
  std::int32_t open = 0, overdue = 0, gone = 0;
  for (std::size_t i = from; i < actions.lines.size(); ++i) {
    (ended(actions.lines[i]) ? gone : open) += 1;
    if (actions.lines[i].mark == ActionMark::overdue) ++overdue;
  }
  return fmt::format("{} more: {} open, {} overdue, {} ended", actions.lines.size() - from, open, overdue, gone);
}

float beside_width(const Canvas& canvas, const Box& area) {
  return std::clamp(area.width() * 0.2F, canvas.px(290), canvas.px(400));
}

bool has_room_beside(const Canvas& canvas, const Box& area) {
  return area.width() >= canvas.px(1100);
}

// One line: the counts, and how one is assigned.
void draw_actions_line(Canvas& canvas, Box& area, const ActionList& actions) {
  const Box line = area.take_top(canvas.height(Face::body) * 1.5F);
  area.min.y += canvas.px(8);
  Box inner = line.inset(canvas.px(14), 0);
  canvas.fill(line, colour::panel, space::rounding);
  canvas.frame(line, colour::line, space::rounding);
  canvas.text_in(inner.take_left(canvas.width(Face::body_strong, "Actions") + canvas.px(14)), Face::body_strong,
                 colour::text, "Actions");
  const Colour ink = actions.overdue > 0 ? colour::warm_yellow : actions.lines.empty() ? colour::muted : colour::text;
  const std::string counts = actions.overdue > 0 ? "! " + actions.counts : actions.counts;
  canvas.text_in(inner.take_left(canvas.width(Face::body, counts) + canvas.px(2)), Face::body, ink, counts);
  inner.min.x += canvas.px(20);
  text_that_fits(canvas, inner, Face::body, colour::muted,
                 {"ACT assigns one: what, owner and a name or a role, by a time", "ACT assigns one"});
}

}  // namespace

bool actions_take_turns(const Canvas& canvas, const Box& area, const BoardModel& board) {
  return !board.actions.lines.empty() && !has_room_beside(canvas, area);
}

void draw_actions_beside(Canvas& canvas, Box& area, const BoardModel& board) {
  const Panel named(canvas, "actions");
  if (board.actions.lines.empty() || !has_room_beside(canvas, area))
    return draw_actions_line(canvas, area, board.actions);
  draw_actions(canvas, area.take_right(beside_width(canvas, area)), board, desk_type);
  area.max.x -= canvas.px(14);
}

void draw_actions(Canvas& canvas, const Box& box, const BoardModel& board, const BoardType& type) {
  const Panel named(canvas, "actions");
  const ActionList& actions = board.actions;
  Box area = board_panel(canvas, box, "Actions", board.age, {}, type);
  const Colour ink = actions.overdue > 0 ? colour::warm_yellow : colour::muted;
  const std::string counts = actions.overdue > 0 ? "! " + actions.counts : actions.counts;
  area.min.y += canvas.paragraph(area.min, area.width(), type.words, ink, counts) + canvas.px(type.margin * 0.5F);
  const float more = canvas.paragraph_height(area.width(), type.words, more_words(actions, 0));
  for (std::size_t i = 0; i < actions.lines.size(); ++i) {
    const ActionLine& line = actions.lines[i];
    const bool last = i + 1 == actions.lines.size();
    const float h = action_height(canvas, area.width(), line, type);
    if (h + (last ? 0 : more) > area.height()) {
      canvas.paragraph(area.min, area.width(), type.words, colour::text, more_words(actions, i));
      return;
    }
    draw_action(canvas, area.take_top(h), line, type);
  }
}

}  // namespace carehub::views
