#include "console/views/case_list_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace carehub::views {
namespace {

using namespace widgets;
using console::Urgency;

constexpr float section_height = 36;
constexpr float head_height = 22;
constexpr float foot_height = 32;

Tone tone_of(const console::CaseRow& row, bool moving) {
  if (row.needs_999 || row.urgency == Urgency::breached) return Tone::breached;
  // Not late yet, but will be: nobody can be there in time any more.
  if (row.urgency == Urgency::due_soon || row.slack_s.value_or(0) < 0) return Tone::due;
  return moving ? Tone::moving : Tone::quiet;
}

// One line, or two smaller ones where one is too short.
void in_two_lines(Canvas& canvas, const Box& cell, Face one, Face two, std::string_view text,
                  Colour ink = colour::text) {
  if (canvas.width(one, text) <= cell.width()) {
    canvas.text_in(cell, one, ink, text);
    return;
  }
  // "Newport Safe Haven · overdue 4 min" breaks at its dot.
  if (const auto dot = text.find(" · "); dot != std::string_view::npos) {
    Box rest = cell.inset(0, (cell.height() - 2 * canvas.height(two)) / 2 - 1);
    const auto smaller = [&](std::string_view line) {
      return canvas.width(two, line) <= rest.width() ? two : Face::tiny;
    };
    const auto first = text.substr(0, dot);
    const auto second = text.substr(dot + std::string_view(" · ").size());
    canvas.text_in(rest.take_top(rest.height() / 2), smaller(first), ink, first);
    canvas.text_in(rest, smaller(second), ink, second);
    return;
  }
  const float height = canvas.paragraph_height(cell.width(), two, text, 2);
  canvas.paragraph({cell.min.x, cell.centre().y - height / 2}, cell.width(), two, ink, text, 2);
}

// Every letter, always: each may keep a crew safe. In two lines of smaller ones where one is too short.
void draw_flags(Canvas& canvas, const Box& cell, std::string_view letters) {
  if (canvas.width(Face::body_strong, letters) <= cell.width()) {
    canvas.text_in(cell, Face::body_strong, colour::warm_yellow, letters);
    return;
  }
  const auto half = (letters.size() + 1) / 2;
  Box rest = cell.inset(0, (cell.height() - 2 * canvas.height(Face::small_strong)) / 2 - 1);
  canvas.text_in(rest.take_top(rest.height() / 2), Face::small_strong, colour::warm_yellow, letters.substr(0, half));
  canvas.text_in(rest, Face::small_strong, colour::warm_yellow, letters.substr(half));
}

// Where no clock runs any more: what it said, instead of figure and bar.
void draw_ended(Canvas& canvas, const Box& cell, const console::CaseRow& row) {
  Box rest = cell.inset(0, canvas.px(4));
  canvas.text_in(rest.take_top(rest.height() * 0.55F), Face::body, colour::muted, row.left, Align::right);
  canvas.text_in(rest, Face::tiny, colour::faint, row.left_detail, Align::right);
}

bool is_filter_start(const std::string& typed, bool filtering) {
  if (typed.empty()) return false;
  const char c = typed.front();
  if (filtering) return true;
  // Digits take options, plus and minus zoom the map, K acknowledges: a filter begins with another letter.
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z' && c != 'K') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void CaseListView::handle_marks(const Facts& facts, UiState& state, Input& input) {
  if (facts.replay) return;
  std::erase_if(state.marked, [&](CaseId id) {
    const auto found = facts.picture->cases.find(id);
    return found == facts.picture->cases.end() || !is_open(found->second->status);
  });
  const auto at = list_.index_of(state.selected);
  if (state.find.empty() && at && input.take_typed(' ')) state.mark_or_unmark(state.selected);
  if (at && input.take(Key::down, false, true)) {
    state.mark(state.selected);
    select_index(state, *at + 1);
    state.mark(state.selected);
  }
  if (at && input.take(Key::up, false, true)) {
    state.mark(state.selected);
    select_index(state, *at > 0 ? *at - 1 : 0);
    state.mark(state.selected);
  }
  if (input.take_letter('A', true))
    for (std::size_t i = 0; i < list_.size(); ++i) state.mark(list_.at(i));
  if (!state.marked.empty() && state.find.empty() && input.take(Key::escape)) state.marked.clear();
}

void CaseListView::select_index(UiState& state, std::size_t index) {
  if (list_.size() == 0) return;
  state.selected = list_.at(std::min(index, list_.size() - 1));
  selection_moved_ = true;
}

void CaseListView::handle(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  if (filter_.text() != state.find) filter_.set(state.find);
  if (is_filter_start(input.typed, !state.find.empty()) || (!state.find.empty() && !input.keys.empty())) {
    Input text;
    text.typed = input.take_all_typed();
    if (!state.find.empty() && input.take(Key::backspace)) text.keys.push_back({Key::backspace});
    filter_.edit(text);
    state.find = filter_.text();
  }
  list_.update(facts.index->cases(), state.find, state.selected, pointed_);
  requests.again = requests.again || list_.searching();
  const auto at = list_.index_of(state.selected);
  const std::size_t index = at.value_or(0);
  if (input.take(Key::down)) select_index(state, at ? index + 1 : 0);
  if (input.take(Key::up)) select_index(state, at && index > 0 ? index - 1 : 0);
  if (input.take(Key::page_down)) select_index(state, at ? index + page_ : page_);
  if (input.take(Key::page_up)) select_index(state, index > page_ ? index - page_ : 0);
  if (input.take(Key::home)) select_index(state, 0);
  if (input.take(Key::end)) select_index(state, list_.size());
  handle_marks(facts, state, input);
  if (!state.find.empty() && input.take(Key::escape)) state.find.clear();
}

// Widths at 100 per cent; the wide ones grow. What is missed least goes first when there is no room: where a call came
// from and how old somebody is stand with the chosen case as well.
struct CaseListView::Wish {
  Column column;
  float width;
  float least;  // of a person's choosing; narrower, words and figures are cut
  float grow;
  int drop_order;
};

void CaseListView::lay_out_columns(const Canvas& canvas, const Box& area, const console::Shares& shares,
                                   bool breach_known) {
  std::vector<Wish> wishes = {
      {{Column::number, "Case", 0, 0, false, "column case"}, 40, 40, 0, 0},
      {{Column::left, "Left", 0, 0, true, "column left"}, 80, 80, 0, 0},
      {{Column::priority, "P", 0, 0, false, "column priority"}, 20, 20, 0, 0},
      {{Column::source, "From", 0, 0, false, "column from"}, 84, 56, 0.2F, 1},
      {{Column::need, "Need", 0, 0, false, "column need"}, 122, 96, 2.2F, 0},
      {{Column::where, "Where", 0, 0, false, "column where"}, 72, 62, 0.6F, 0},
      {{Column::age, "Age", 0, 0, false, "column age"}, 42, 42, 0, 2},
      {{Column::flags, "Flags", 0, 0, false, "column flags"}, 45, 45, 0, 0},
      {{Column::state, "State", 0, 0, false, "column state"}, 80, 80, 0, 0},
      {{Column::unit, "Team or place", 0, 0, false, "column team"}, 100, 84, 1.4F, 0},
      {{Column::breach, "Breach", 0, 0, true, "column breach"}, 50, 50, 0, 3},
  };
  if (!breach_known) std::erase_if(wishes, [](const Wish& w) { return w.column.id == Column::breach; });
  gap_ = canvas.px(8);
  columns_in_ = area;
  const auto total = [&] {
    float sum = -gap_;
    for (const Wish& w : wishes) sum += canvas.px(w.width) + gap_;
    return sum;
  };
  for (int dropped = 1; dropped <= 3 && total() > area.width(); ++dropped)
    std::erase_if(wishes, [&](const Wish& w) { return w.drop_order == dropped; });
  float grow = 0;
  for (const Wish& w : wishes) grow += w.grow;
  const float spare = area.width() - total();
  columns_.clear();
  rooms_.clear();
  for (const Wish& w : wishes) {
    const float base = w.grow > 0 || spare >= 0 ? spare * w.grow / std::max(0.1F, grow) : 0;
    columns_.push_back(w.column);
    rooms_.push_back({w.column.name, canvas.px(w.least), std::max(canvas.px(20), canvas.px(w.width) + base)});
  }
  console::fit_columns(rooms_, shares, area.width() - gap_ * static_cast<float>(rooms_.size() - 1));
  place_columns();
}

void CaseListView::place_columns() {
  float x = columns_in_.min.x;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].from = x;
    columns_[i].to = x + rooms_[i].width;
    x = columns_[i].to + gap_;
  }
}

void CaseListView::move_column(console::Shares& shares, std::size_t index, float by) {
  console::move_edge(rooms_, shares, index, by, columns_in_.width() - gap_ * static_cast<float>(rooms_.size() - 1));
  place_columns();
}

// "COLUMN need +3": to the right, and what has no room there to the left.
void CaseListView::obey_column(UiState& state, Requests& requests) {
  if (!state.asked || state.asked->action != console::LocalAction::column) return;
  const auto name = std::string(console::column_prefix) + std::string(state.asked->choice);
  const auto found = std::ranges::find(rooms_, name, &console::ColumnRoom::name);
  const bool all = state.asked->choice == "all";
  if (!all && found == rooms_.end()) return;  // not shown: the shell says so
  const console::LocalDo local = *std::exchange(state.asked, std::nullopt);
  if (local.designed) {
    std::erase_if(state.shares, [&](const auto& share) {
      return all ? share.first.starts_with(console::column_prefix) : share.first == name;
    });
    requests.shares_chosen = (all ? "all columns" : name) + " as designed";
    return;
  }
  const auto index = static_cast<std::size_t>(found - rooms_.begin());
  const float part = static_cast<float>(local.number) * columns_in_.width() / 100;
  const float by = local.relative ? part : part - found->width;
  const float before = found->width;
  if (index + 1 < rooms_.size()) move_column(state.shares, index, by);
  const float left_to_go = by - (rooms_[index].width - before);
  if (index > 0 && std::abs(left_to_go) > 0.5F) move_column(state.shares, index - 1, -left_to_go);
  requests.shares_chosen = fmt::format("{} {:.0f} %", name, rooms_[index].width * 100 / columns_in_.width());
}

void CaseListView::restore_edge(console::Shares& shares, std::size_t index) const {
  for (const std::size_t k : {index, index + 1}) shares.erase(std::string(columns_[k].name));
}

void CaseListView::handle_edges(UiState& state, Ui& ui, const Box& head, Requests& requests, Dividing* dividing) {
  focused_edge_ = {};
  for (std::size_t i = 0; i + 1 < columns_.size(); ++i) {
    const auto keys = dividing != nullptr ? dividing->edge(columns_[i].name) : Dividing::EdgeKeys{};
    if (keys.focused) focused_edge_ = columns_[i].name;
    if (keys.reset) restore_edge(state.shares, i);
    if (keys.steps != 0) move_column(state.shares, i, keys.steps * columns_in_.width() / 100);
    if (keys.reset || keys.steps != 0) requests.shares_chosen = "";
    const float x = columns_[i].to + gap_ / 2;
    Splitter& edge = edges_[columns_[i].name];
    const auto moved = edge.handle(ui, {x, head.min.y}, {x, head.max.y});
    if (edge.lit()) requests.pointer = Pointer::across;
    if (!moved) continue;
    if (moved->as_designed)
      restore_edge(state.shares, i);
    else
      move_column(state.shares, i, moved->to - x);
    if (moved->dropped) requests.shares_chosen = "";
  }
}

void CaseListView::draw_edges(Canvas& canvas, const Box& head) const {
  for (std::size_t i = 0; i + 1 < columns_.size(); ++i) {
    const float x = columns_[i].to + gap_ / 2;
    const auto edge = edges_.find(columns_[i].name);
    const bool focused = columns_[i].name == focused_edge_;
    if (edge != edges_.end() && (focused || edge->second.lit()))
      edge->second.draw(canvas, {x, head.min.y}, {x, head.max.y}, focused);
  }
}

const console::CaseRow& CaseListView::row_of(const Facts& facts, CaseId id) {
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  Words& words = words_[id];
  const auto found = facts.picture->cases.find(id);
  if (found == facts.picture->cases.end()) return words.row;
  if (words.record != found->second || words.second != second || words.site != facts.picture->site.get()) {
    words.row = console::make_row(*found->second, *facts.picture, facts.now);
    words.record = found->second;
    words.site = facts.picture->site.get();
    words.second = second;
  }
  if (!words.row.breach.empty()) any_breach_chance_ = true;
  return words.row;
}

void CaseListView::draw_head(Canvas& canvas, const Box& row) {
  for (const Column& column : columns_)
    canvas.text_in({{column.from, row.min.y}, {column.to, row.max.y}}, Face::small, colour::muted, column.title,
                   column.right ? Align::right : Align::left);
}

void CaseListView::draw_cell(Canvas& canvas, const Column& column, const Box& row, const console::CaseRow& text,
                             bool moving) {
  const Box cell{{column.from, row.min.y}, {column.to, row.max.y}};
  switch (column.id) {
    case Column::number:
      canvas.text_in(cell, Face::body_strong, colour::text, fmt::format("{}", text.id.value));
      break;
    case Column::left:
      if (text.left_detail.empty())
        countdown(canvas, cell, text.left, tone_of(text, moving), text.bar_permille);
      else
        draw_ended(canvas, cell, text);
      break;
    case Column::priority:
      canvas.text_in(cell, Face::body, colour::text, text.priority_text);
      break;
    case Column::source:
      in_two_lines(canvas, cell, Face::body, Face::small, text.source, colour::muted);
      break;
    case Column::need:
      in_two_lines(canvas, cell, Face::body_strong, Face::small_strong, text.need);
      break;
    case Column::where:
      in_two_lines(canvas, cell, Face::body, Face::small, text.locality);
      break;
    case Column::age:
      in_two_lines(canvas, cell, Face::body, Face::small, text.age, colour::muted);
      break;
    case Column::flags:
      draw_flags(canvas, cell, text.flags);
      break;
    case Column::state:
      canvas.text_in(cell, Face::body, colour::muted, text.state);
      break;
    case Column::unit:
      in_two_lines(canvas, cell, Face::body, Face::small, text.unit);
      break;
    case Column::breach:
      canvas.text_in(cell, Face::body, colour::text, text.breach, Align::right);
      break;
  }
}

void CaseListView::draw_why_pinned(Canvas& canvas, const Box& row) {
  const auto number = std::ranges::find(columns_, Column::number, &Column::id);
  if (number == columns_.end()) return;
  const float h = canvas.height(Face::tiny);
  canvas.text_in({{number->from, row.max.y - h - canvas.px(1)}, {number->to, row.max.y - canvas.px(1)}}, Face::tiny,
                 colour::muted, "oldest");
}

void CaseListView::draw_row(const Facts& facts, UiState& state, Ui& ui, const Box& row, std::size_t index) {
  const CaseId id = list_.at(index);
  const console::CaseRow& text = row_of(facts, id);
  Canvas& canvas = ui.canvas;
  if (text.needs_999 || text.urgency == Urgency::breached) canvas.fill(row, colour::alarmed);
  if (ui.input.hovered(row)) pointed_ = id;
  const bool selected = id == state.selected;
  if (selected)
    canvas.fill(row, colour::selected);
  else if (ui.input.hovered(row))
    canvas.fill(row, colour::raised);
  const auto found = facts.picture->cases.find(id);
  const bool moving = found != facts.picture->cases.end() && found->second->status == CaseStatus::signposted;
  for (const Column& column : columns_) draw_cell(canvas, column, row, text, moving);
  if (id == list_.oldest() && index < list_.pinned()) draw_why_pinned(canvas, row);
  canvas.line({row.min.x, row.max.y - 1}, {row.max.x, row.max.y - 1}, selected ? colour::light_blue : colour::line);
  if (selected) canvas.line(row.min, {row.max.x, row.min.y}, colour::light_blue);
  if (state.is_marked(id)) canvas.fill({row.min, {row.min.x + ui.px(4), row.max.y}}, colour::light_blue);
  if (!ui.input.clicked(row)) return;
  state.selected = id;
  if (ui.input.mouse_ctrl && !facts.replay) state.mark_or_unmark(id);
}

void CaseListView::draw_footer(const Facts& facts, const UiState& state, Ui& ui, const Box& row,
                               const Visible& visible) {
  // Pinned rows beyond the screen are out of view as well: counted is what was drawn, not what was meant.
  const auto counts = list_.counts(visible.first, visible.last, visible.pinned);
  const Box inner = row.inset(ui.px(space::margin), 0);
  const bool warns = counts.breached_out + counts.due_soon_out > 0;
  const std::string text = fmt::format("{} of {} shown · out of view: {} breached, {} due in {} min, {} waiting",
                                       counts.shown, counts.open, counts.breached_out, counts.due_soon_out,
                                       facts.picture->site->thresholds.due_soon_min, counts.waiting_out);
  float x = inner.min.x;
  if (warns) {
    ui.canvas.warning_mark({x, inner.centre().y - ui.px(5)}, 11, colour::warm_yellow);
    x += ui.px(16);
  }
  const float used =
      ui.canvas.text_in({{x, inner.min.y}, inner.max}, Face::small, warns ? colour::warm_yellow : colour::muted, text);
  const std::string_view legend = console::flag_legend();
  const float room = inner.max.x - x - used - ui.px(20);
  if (state.find.empty() && ui.canvas.width(Face::small, legend) <= room)
    ui.canvas.text_right({inner.max.x, inner.centre().y - ui.canvas.height(Face::small) / 2}, Face::small,
                         colour::muted, legend);
}

float CaseListView::height(const Canvas& canvas, std::size_t rows) const {
  const float row = std::round(canvas.px(space::row));
  return canvas.px(section_height + head_height + foot_height) +
         row * static_cast<float>(std::max<std::size_t>(1, rows));
}

float CaseListView::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area, Requests& requests,
                         Dividing* dividing) {
  const Panel named(ui.canvas, "case list");
  Canvas& canvas = ui.canvas;
  if (words_.size() > 2000) words_.clear();
  pointed_ = {};
  row_height_ = std::round(ui.px(space::row));
  Box rest = area;
  if (state.find.empty()) {
    static constexpr KeyHint live[] = {{"↑↓", "move"}, {"/", "command"}, {"type", "filter"}};
    static constexpr KeyHint replayed[] = {{"↑↓", "move"}, {"type", "filter"}};
    static constexpr KeyHint for_marked[] = {{"/", "verb * for all"}, {"Esc", "unmark"}};
    const bool any = !state.marked.empty();
    const auto hints = any            ? std::span<const KeyHint>(for_marked)
                       : facts.replay ? std::span<const KeyHint>(replayed)
                                      : std::span<const KeyHint>(live);
    rest = section(
        canvas, rest,
        any ? fmt::format("■ {} marked of {} open", state.marked.size(), facts.index->cases().totals().open)
            : fmt::format("Open cases by time left to send safely  ·  {} open", facts.index->cases().totals().open),
        hints);
  } else {
    Box head = rest.take_top(ui.px(36)).inset(ui.px(space::margin), ui.px(4));
    const KeyHint hints[] = {{"Esc", "all cases"}};
    head.max.x = key_hints(canvas, {head.max.x, head.centre().y}, hints) - ui.px(8);
    canvas.text_in(head.take_left(ui.px(46)), Face::small_strong, colour::warm_yellow, "Filter");
    filter_.draw(canvas, head, Face::body_strong, colour::text, true);
  }
  Box head = rest.take_top(ui.px(head_height));
  const Box footer = rest.take_bottom(ui.px(foot_height));
  lay_out_columns(canvas, {{head.min.x + ui.px(6), head.min.y}, {head.max.x - ui.px(10), head.max.y}}, state.shares,
                  any_breach_chance_ || facts.picture->outlook != nullptr);
  obey_column(state, requests);
  handle_edges(state, ui, head, requests, dividing);
  any_breach_chance_ = false;
  draw_head(canvas, head);
  draw_edges(canvas, head);
  canvas.line({head.min.x, head.max.y - 1}, {head.max.x, head.max.y - 1}, colour::line);

  const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor(rest.height() / row_height_ + 0.02F)));
  const std::size_t pinned = list_.size() <= fits ? 0 : std::min(list_.pinned(), fits / 2);
  Box body = rest;
  body.max.y = body.min.y + static_cast<float>(std::min(fits, list_.size())) * row_height_;
  Box scrolled = body;
  for (std::size_t i = 0; i < pinned; ++i) draw_row(facts, state, ui, scrolled.take_top(row_height_), i);
  if (pinned > 0)
    canvas.line({scrolled.min.x, scrolled.min.y - 1}, {scrolled.max.x, scrolled.min.y - 1}, colour::line_strong, 2);

  page_ = static_cast<std::size_t>(std::max(1.0F, scrolled.height() / row_height_ + 0.02F));
  const std::size_t rows = list_.size() - pinned;
  const auto at = list_.index_of(state.selected);
  if (selection_moved_ && at && *at >= pinned)
    scroll_.show(static_cast<float>(*at - pinned) * row_height_, static_cast<float>(*at - pinned + 1) * row_height_,
                 scrolled.height());
  selection_moved_ = false;
  // Whole rows only, so that a row is either in view or counted.
  scroll_.run(ui, scrolled, static_cast<float>(rows) * row_height_);
  const auto first = static_cast<std::size_t>(std::round(scroll_.offset / row_height_));
  Visible visible{pinned, pinned + std::min(first, rows), pinned + std::min(first + page_, rows)};
  for (std::size_t i = visible.first; i < visible.last; ++i)
    draw_row(facts, state, ui, scrolled.take_top(row_height_), i);
  if (list_.size() == 0)
    canvas.text_in(box_at(rest.min, rest.width(), row_height_).inset(ui.px(space::margin), 0), Face::body,
                   colour::muted,
                   state.find.empty()  ? "No open cases."
                   : list_.searching() ? "Looking."
                                       : "No open case matches. Esc shows all.");
  const float body_end = list_.size() == 0 ? rest.min.y + row_height_ : body.max.y;
  draw_footer(facts, state, ui, {{footer.min.x, body_end}, {footer.max.x, body_end + footer.height()}}, visible);
  return body_end + footer.height() - area.min.y;
}

}  // namespace carehub::views
