#include "console/views/timeline_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/model/text.hpp"
#include "console/model/verbs.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::BlockKind;
using console::BlockState;

constexpr float track_height = 50;
constexpr float track_least = 41;
constexpr float name_width = 104;
constexpr float held_height = 30;
constexpr float foot_line = 22;

std::string ahead_words(const console::AheadLine& line) {
  using console::with;
  return with(with(with(with(line.head, line.figure, " "), line.rest, " "), line.lacking, " · "), line.age, " · ");
}

float ahead_width(const Canvas& canvas, const console::AheadLine& line) {
  const float figure = canvas.width(Face::small_strong, line.figure) - canvas.width(Face::small, line.figure);
  return canvas.width(Face::small, ahead_words(line)) + figure + canvas.px(4);
}

}  // namespace

float TimelineView::Axis::x(Instant at) const {
  const double part = std::chrono::duration<double>(at - from) / std::chrono::duration<double>(until - from);
  // Whole pixels: a block moves when there is something to see, and not a little with every second.
  return std::round(plot.min.x + plot.width() * static_cast<float>(std::clamp(part, 0.0, 1.0)));
}

Instant TimelineView::Axis::at(float x) const {
  const double part = std::clamp(static_cast<double>(x - plot.min.x) / std::max(1.0F, plot.width()), 0.0, 1.0);
  return from + seconds(std::llround(part * std::chrono::duration<double>(until - from).count()));
}

void TimelineView::draw_axis(const Facts& facts, Canvas& canvas, const Axis& axis, const Box& head) {
  const Calendar& calendar = facts.picture->site->calendar;
  const auto local = local_time(calendar, axis.from);
  const int to_next = 1800 - local.second_of_day % 1800;
  const float step = axis.plot.width() / 8;
  const bool every_hour = step < canvas.px(44);
  const std::string start = facts.replay ? clock_text(calendar, axis.from) : "now";
  const float start_width = canvas.width(Face::small, start);
  float taken = axis.plot.min.x + start_width;
  canvas.text_in(box_at({axis.plot.min.x - start_width / 2, head.min.y}, canvas.px(60), head.height()), Face::small,
                 colour::light_blue, start);
  for (Instant at = axis.from + seconds(to_next); at < axis.until; at += minutes(30)) {
    if (every_hour && local_time(calendar, at).second_of_day % 3600 != 0) continue;
    const std::string text = clock_text(calendar, at);
    const float w = canvas.width(Face::small, text);
    const float x = axis.x(at) - w / 2;
    if (x < taken + canvas.px(4) || x + w > axis.plot.max.x + canvas.px(10)) continue;
    canvas.text({x, head.centre().y - canvas.height(Face::small) / 2}, Face::small, colour::muted, text);
    taken = x + w;
  }
}

Box TimelineView::draw_visit(UiState& state, Ui& ui, const Box& box, const console::TimelineBlock& block, float room) {
  Canvas& canvas = ui.canvas;
  Colour ink = colour::text;
  switch (block.state) {
    case BlockState::late:
      canvas.fill(box, colour::red_fill, 3);
      ink = colour::on_fill;
      break;
    case BlockState::under_way:
      canvas.fill(box, colour::block, 3);
      break;
    case BlockState::promised:
      canvas.fill(box, colour::ground, 3);
      canvas.frame(box, colour::bar_quiet, 3);
      break;
    case BlockState::proposed:
      canvas.fill(box, colour::ground);
      if (block.count > 1) canvas.fill(box, colour::chosen);
      canvas.dashed_frame(box, colour::light_blue, 3);
      ink = colour::light_blue;
      break;
    case BlockState::planned:
      if (block.count > 1) canvas.fill(box, colour::chosen);
      canvas.frame(box, colour::faint, 3);
      ink = colour::muted;
      break;
  }
  if (block.case_id == state.selected && block.case_id.given()) canvas.frame(box.inset(-1), colour::light_blue, 4, 2);
  const std::string text = (block.state == BlockState::late ? "! " : "") + block.label;
  const Box inside = box.inset(canvas.px(7), 0);
  const float wanted = canvas.width(Face::small, text) + 1;
  // A number is whole or not there: half of one is another case.
  const std::string number = text.substr(0, text.find(' ', block.state == BlockState::late ? 2 : 0));
  // A short visit has its name beside it, if there is room before its neighbour; else what fits stands inside.
  if (wanted > inside.width() && inside.width() < canvas.px(60) && box.max.x + canvas.px(6) + wanted <= room) {
    canvas.text_in({{box.max.x + canvas.px(6), box.min.y}, {room, box.max.y}}, Face::small, colour::text, text);
    return {box.min, {box.max.x + canvas.px(6) + wanted, box.max.y}};
  }
  if (canvas.width(Face::small, number + " …") <= inside.width())
    canvas.text_in(inside, Face::small, ink, text);
  else if (canvas.width(Face::small, number) <= box.width() - canvas.px(4))
    canvas.text_in(box.inset(canvas.px(2), 0), Face::small, ink, number, Align::centre);
  return box;
}

void TimelineView::draw_block(UiState& state, Ui& ui, const Box& row, const console::TimelineBlock& block,
                              const Axis& axis, const Room& room) {
  Canvas& canvas = ui.canvas;
  const float from = axis.x(block.from);
  const float until = std::max(axis.x(block.until), from + canvas.px(3));
  // One lane has air above and below; several share the row.
  const float edge = canvas.px(room.lanes > 1 ? 3 : 11);
  const float gap = canvas.px(room.lanes > 1 ? 2 : 0);
  const float height = std::floor((row.height() - 2 * edge - gap) / static_cast<float>(room.lanes));
  const float top = std::round(row.min.y + edge + static_cast<float>(block.lane) * (height + gap));
  const Box box{{from, top}, {until, top + height}};
  switch (block.kind) {
    case BlockKind::travel:
      canvas.dashed_line({from, box.centre().y}, {until, box.centre().y}, colour::block, 4, 5);
      return;
    case BlockKind::break_:
      canvas.fill(box, colour::block_quiet, 3);
      if (box.width() > canvas.px(40))
        canvas.text_in(box.inset(canvas.px(7), 0), Face::small, colour::muted, block.label);
      return;
    case BlockKind::shift_end:
      canvas.line({from, row.min.y + canvas.px(4)}, {from, row.max.y - canvas.px(5)}, colour::muted, 3);
      return;
    case BlockKind::visit:
      break;
  }
  const Box taken = draw_visit(state, ui, box, block, room.until);
  if (block.target && *block.target >= axis.from && *block.target <= axis.until) {
    // The target's tick: below the row's line, pointing at the time by which somebody must be there.
    const float x = axis.x(*block.target);
    const Colour ink = block.slack_s < 0 ? colour::warm_yellow : colour::faint;
    canvas.triangle({x - canvas.px(4), row.max.y - canvas.px(2)}, {x, row.max.y - canvas.px(9)},
                    {x + canvas.px(4), row.max.y - canvas.px(2)}, ink);
  }
  if (ui.input.clicked(taken)) {
    state.selected = block.case_id;
    dragged_ = block.case_id;
    drag_start_ = ui.input.mouse;
    drag_moved_ = false;
  }
}

void TimelineView::draw_row(UiState& state, Ui& ui, const Box& row, const console::TimelineRow& team,
                            const Axis& axis) {
  Canvas& canvas = ui.canvas;
  const float left = row.min.x + canvas.px(space::margin);
  const Box name{{left, row.min.y + canvas.px(7)}, {left + canvas.px(name_width), row.min.y + canvas.px(25)}};
  const Box detail{{left, row.min.y + canvas.px(25)}, {left + canvas.px(name_width), row.max.y - canvas.px(5)}};
  if (team.team == state.team) canvas.fill(row, colour::selected);
  const float used = canvas.text_in(name, Face::body_strong, colour::text, team.name);
  const Box after_name{{name.min.x + used + canvas.px(6), name.min.y}, {name.max.x + canvas.px(14), name.max.y}};
  // More than one proposal to a free team: only one of them can come true as it is drawn. What is planned can.
  if (team.proposed > 1)
    canvas.text_in(after_name, Face::tiny, colour::light_blue, fmt::format("{} proposed", team.proposed));
  else if (team.planned > 0)
    canvas.text_in(after_name, Face::tiny, colour::muted, fmt::format("+{} planned", team.planned));
  canvas.text_in(detail, Face::tiny, colour::muted, team.detail);
  const CaseId before = dragged_;
  // Journeys first: who is still with somebody sets off later than planned, and the way must not run over the words.
  for (const auto& block : team.blocks)
    if (block.kind == BlockKind::travel) draw_block(state, ui, row, block, axis, {team.lanes, axis.plot.max.x});
  for (std::size_t i = 0; i < team.blocks.size(); ++i) {
    if (team.blocks[i].kind == BlockKind::travel) continue;
    Room room{team.lanes, axis.plot.max.x};
    for (std::size_t j = i + 1; j < team.blocks.size(); ++j) {
      const auto& next = team.blocks[j];
      const bool beside = next.lane == team.blocks[i].lane || next.kind == BlockKind::shift_end;
      if (!beside || next.from < team.blocks[i].until) continue;
      room.until = axis.x(next.from) - canvas.px(4);
      break;
    }
    draw_block(state, ui, row, team.blocks[i], axis, room);
  }
  if (dragged_ != before) dragged_from_ = team.team;
  if (ui.input.clicked(name) || ui.input.clicked(detail)) state.team = team.team;
  canvas.line({row.min.x, row.max.y - 1}, {row.max.x, row.max.y - 1}, colour::line);
}

// Every number whole, as many as there is room for, and the others counted; a click selects the case.
void TimelineView::draw_held(UiState& state, Ui& ui, const Box& area) {
  const console::HeldLine& held = held_;
  Canvas& canvas = ui.canvas;
  canvas.fill(area, colour::chosen);
  Box rest = area.inset(canvas.px(space::margin), 0);
  const Colour ink = held.breached > 0 ? colour::warm_yellow : colour::text;
  const auto words = (held.breached > 0 ? "! " : "") + console::held_words(held) + ":";
  rest.min.x += canvas.text_in(rest, Face::body_strong, ink, words) + canvas.px(10);
  for (std::size_t i = 0; i < held.cases.size(); ++i) {
    const std::string number = std::to_string(held.cases[i].value);
    const std::string others = fmt::format("and {} more", held.cases.size() - i);
    const float wide = canvas.width(Face::body, number) + 1;
    const bool last = i + 1 == held.cases.size();
    const float for_others = last ? 0 : canvas.px(12) + canvas.width(Face::body, others);
    if (wide + for_others > rest.width()) {
      canvas.text_in(rest, Face::body, colour::text, others);
      return;
    }
    const Box box{rest.min, {rest.min.x + wide, rest.max.y}};
    if (held.cases[i] == state.selected) canvas.frame(box.inset(-canvas.px(3), canvas.px(4)), colour::light_blue, 3, 1);
    canvas.text_in(box, Face::body, colour::text, number);
    if (ui.input.clicked(box)) state.selected = held.cases[i];
    rest.min.x = box.max.x + canvas.px(12);
  }
}

float TimelineView::foot_height(const Facts& facts, const Canvas& canvas, float width, bool all_fit) const {
  const float teams = all_fit ? 0 : canvas.px(foot_line);
  if (facts.replay) return teams;
  const float room = width - 2 * canvas.px(space::margin);
  const auto text = ahead_words(ahead_);
  const bool one_line = ahead_width(canvas, ahead_) <= room;
  return teams + (one_line ? canvas.px(foot_line) : canvas.paragraph_height(room, Face::small, text) + canvas.px(5));
}

void TimelineView::draw_ahead(Canvas& canvas, Box rest) const {
  const auto text = ahead_words(ahead_);
  if (ahead_width(canvas, ahead_) > rest.width()) {
    canvas.paragraph({rest.min.x, rest.min.y + canvas.px(2)}, rest.width(), Face::small,
                     ahead_.lacking.empty() ? colour::muted : colour::warm_yellow, text);
    return;
  }
  const auto part = [&](Face face, Colour ink, const std::string& words) {
    if (!words.empty()) rest.min.x += canvas.text_in(rest, face, ink, words) + canvas.width(Face::small, " ");
  };
  part(Face::small, colour::muted, ahead_.head);
  part(Face::small_strong, colour::text, ahead_.figure);
  part(Face::small, colour::muted, ahead_.rest);
  part(Face::small, colour::warm_yellow, ahead_.lacking.empty() ? "" : "· " + ahead_.lacking);
  part(Face::small, colour::muted, ahead_.age.empty() ? "" : "· " + ahead_.age);
}

void TimelineView::draw_foot(const Facts& facts, Canvas& canvas, const Box& area, const std::string& teams) const {
  Box rest = area.inset(canvas.px(space::margin), 0);
  if (!teams.empty()) {
    const KeyHint hints[] = {{"/ WI", "what if"}};
    const Box line = rest.take_bottom(canvas.px(foot_line));
    if (!facts.replay) key_hints(canvas, {line.max.x, line.centre().y}, hints);
    canvas.text_in(line, Face::small, colour::muted, teams);
  }
  if (!facts.replay) draw_ahead(canvas, rest);
}

// Before anybody else takes Esc: the visit stays where it was, whatever the mouse does then.
void TimelineView::handle(Input& input) {
  if (dragged_.given() && input.take(Key::escape)) dragged_ = {};
}

// A hand that trembles over a click drags nothing.
bool TimelineView::is_dragging(const Ui& ui) const {
  const float moved = std::hypot(ui.input.mouse.x - drag_start_.x, ui.input.mouse.y - drag_start_.y);
  return dragged_.given() && (drag_moved_ || moved > ui.px(5));
}

void TimelineView::drag_over(const Facts& facts, Ui& ui, const TeamId& team, const Box& row, const Axis& axis) {
  if (!drag_moved_ || !ui.input.hovered(row)) return;
  drop_ = console::plan_drop(*facts.picture, facts.now, dragged_, dragged_from_, team, axis.at(ui.input.mouse.x),
                             facts.options.get());
  drop_row_ = row;
  drop_team_ = team;
}

void TimelineView::end_drag(const Facts& facts, Ui& ui, Requests& requests) {
  if (dragged_.given() && ui.input.mouse_released && drop_ && !drop_->line.empty())
    requests.choose_other(drop_->line, {dragged_, UnitKind::team, drop_team_.value});
  if (!ui.input.mouse_down || facts.replay) dragged_ = {};
}

// What letting go would mean stands beside the mouse; the visit itself where it would land.
void TimelineView::draw_ghost(Ui& ui, const Box& area, const Axis& axis) {
  Canvas& canvas = ui.canvas;
  if (!drop_) {
    drop_ = console::Drop{};
    drop_->visit = std::to_string(dragged_.value);
    drop_->says = "drop it on the row of a team; Esc leaves it where it is";
    drop_row_ = {};
  }
  const console::Drop& drop = *drop_;
  const bool lands = !drop.line.empty();
  const Colour ink = drop.late ? colour::warm_yellow : lands ? colour::light_blue : colour::muted;
  canvas.set_layer(1);
  if (lands) canvas.frame(drop_row_.inset(1), ink, 3, 2);
  if (lands && drop.arrival) {
    const float x = axis.x(*drop.arrival);
    canvas.dashed_frame(
        {{x, drop_row_.min.y + ui.px(8)}, {std::min(x + ui.px(70), axis.plot.max.x), drop_row_.max.y - ui.px(8)}}, ink,
        3);
  }
  const std::string when = (drop.late ? "! " : "") + drop.when;
  const std::string last = lands ? "the hub keeps order, not minutes · Esc cancels" : "nothing is sent";
  const std::pair<Face, std::string_view> texts[] = {
      {Face::body_strong, drop.visit}, {Face::body, drop.says}, {Face::body_strong, when}, {Face::small, last}};
  const float pad = ui.px(9);
  float width = 0;
  float height = 2 * pad - ui.px(4);
  const float widest = area.width() - ui.px(20) - 2 * pad;
  for (const auto& [face, text] : texts) width = std::max(width, std::min(widest, canvas.width(face, text) + 1));
  for (const auto& [face, text] : texts)
    if (!text.empty()) height += canvas.paragraph_height(width, face, text, 3) + ui.px(2);
  Point at{ui.input.mouse.x + ui.px(16), ui.input.mouse.y + ui.px(16)};
  at.x =
      std::clamp(at.x, area.min.x + ui.px(4), std::max(area.min.x + ui.px(4), area.max.x - width - 2 * pad - ui.px(4)));
  if (at.y + height > area.max.y) at.y = ui.input.mouse.y - ui.px(12) - height;
  const Box box = box_at(at, width + 2 * pad, height);
  canvas.fill(box, colour::raised, space::rounding);
  canvas.frame(box, ink, space::rounding, 2);
  Point line{box.min.x + pad, box.min.y + pad - ui.px(2)};
  for (std::size_t i = 0; i < std::size(texts); ++i) {
    const auto& [face, text] = texts[i];
    if (text.empty()) continue;
    const Colour colour_of = i == 2 ? ink : i == 3 ? colour::muted : colour::text;
    line.y += canvas.paragraph(line, width, face, colour_of, text, 3) + ui.px(2);
  }
  canvas.set_layer(0);
}

// Rows are made a little lower where that shows more teams, all of them at best.
float TimelineView::row_height(const Canvas& canvas, float room, std::size_t teams) {
  const float usual = std::round(canvas.px(track_height));
  const float least = std::round(canvas.px(track_least));
  if (static_cast<float>(teams) * usual <= room) return usual;
  if (static_cast<float>(teams) * least <= room) return std::floor(room / static_cast<float>(teams));
  const float beside_foot = room - canvas.px(foot_line);
  return std::max(least, std::floor(beside_foot / std::max(1.0F, std::floor(beside_foot / least))));
}

void TimelineView::make_rows(const Facts& facts, std::size_t first, std::size_t count) {
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  const auto revision = facts.index->revision();
  const bool same =
      rows_.first == first && rows_.made.size() == count && rows_.revision == revision && rows_.second == second;
  if (same) return;
  rows_.first = first;
  rows_.revision = revision;
  rows_.second = second;
  rows_.made.clear();
  for (const auto slot : facts.index->rows().subspan(first, count))
    rows_.made.push_back(console::make_timeline_row(*facts.index, facts.index->teams()[slot], facts.now));
}

void TimelineView::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests) {
  const Panel named(ui.canvas, "timeline");
  Canvas& canvas = ui.canvas;
  const KeyHint hints[] = {{"F2", "map or list"}};
  Box rest = facts.replay ? section(canvas, area, "The four hours from then, as planned then", hints)
                          : section(canvas, area, "Next four hours", hints, "drag a visit to another team to override");
  const Box head = rest.take_top(ui.px(20));
  Axis axis{rest, facts.now, facts.now + console::timeline_span};
  axis.plot.min.x += ui.px(space::margin + name_width + 18);
  axis.plot.max.x -= ui.px(20);
  draw_axis(facts, canvas, axis, head);
  if (held_revision_ != facts.index->cases().revision()) {
    held_revision_ = facts.index->cases().revision();
    held_ = console::make_held_line(*facts.index);
  }
  if (!held_.cases.empty()) draw_held(state, ui, rest.take_bottom(std::round(ui.px(held_height))));
  const auto total = facts.index->rows().size();
  if (total == 0)
    canvas.text_in(rest.take_top(ui.px(track_height)).inset(ui.px(space::margin), 0), Face::body, colour::muted,
                   facts.replay ? "No team was on duty."
                                : fmt::format("No team is on duty. {} signs one on.",
                                              console::verb(console::VerbId::sign_on).name));
  // Whole rows only; those that do not fit are counted.
  ahead_ = console::ahead_line(*facts.picture, facts.now);
  const float alone = foot_height(facts, canvas, rest.width(), true);
  const float h = row_height(ui.canvas, rest.height() - alone, total);
  const bool all_fit = static_cast<float>(total) * h + alone <= rest.height();
  const Box foot = rest.take_bottom(foot_height(facts, canvas, rest.width(), all_fit));
  const auto fits = static_cast<std::size_t>(std::max(1.0F, rest.height() / h));
  rest.max.y = rest.min.y + static_cast<float>(std::min(fits, total)) * h;
  scroll_.run(ui, rest, static_cast<float>(total) * h);
  drag_moved_ = is_dragging(ui);
  drop_.reset();
  const auto first = static_cast<std::size_t>(std::round(scroll_.offset / h));
  make_rows(facts, first, std::min(total, first + fits) - first);
  for (std::size_t i = first; i < std::min(total, first + fits); ++i) {
    const Box row = box_at({rest.min.x, rest.min.y + static_cast<float>(i - first) * h}, rest.width(), h);
    const Clip clip(canvas, row);
    if (drag_moved_ && dragged_.given() && ui.input.hovered(row)) canvas.fill(row, colour::raised);
    draw_row(state, ui, row, rows_.made[i - first], axis);
    drag_over(facts, ui, rows_.made[i - first].team, row, axis);
  }
  end_drag(facts, ui, requests);
  const auto last = std::min(total, first + fits);
  // Right below the rows.
  const float below = std::max(0.0F, foot.min.y - rest.max.y - ui.px(3));
  draw_foot(facts, canvas, {{foot.min.x, foot.min.y - below}, {foot.max.x, foot.max.y - below}},
            all_fit ? std::string() : fmt::format("teams {} to {} of {} on duty", first + 1, last, total));
  if (total > 0) canvas.line({axis.plot.min.x, head.max.y}, {axis.plot.min.x, rest.max.y}, colour::light_blue, 2);
  if (dragged_.given() && drag_moved_) draw_ghost(ui, area, axis);
}

}  // namespace carehub::views
