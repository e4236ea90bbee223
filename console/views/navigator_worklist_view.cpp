#include "console/views/navigator_worklist_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/model/clinical_words.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;
using console::Urgency;
using console::WorkItem;

namespace {

constexpr float row_height = 72;

std::optional<std::size_t> index_of(const console::Worklist& list, CaseId id) {
  const auto found = std::ranges::find(list.items, id, &WorkItem::id);
  if (found == list.items.end()) return std::nullopt;
  return static_cast<std::size_t>(found - list.items.begin());
}

void draw_left(Canvas& canvas, const Box& cell, const WorkItem& item) {
  const bool breached = item.red_flag || item.urgency == Urgency::breached;
  // As in the case list: nobody can be there in time any more is amber too.
  const bool due = item.urgency == Urgency::due_soon || item.urgency == Urgency::will_breach;
  const Colour ink = due ? colour::warm_yellow : colour::text;
  const Box line{cell.min, {cell.max.x, cell.min.y + canvas.px(22)}};
  if (breached) {
    const float w = canvas.width(Face::body_strong, item.left) + canvas.px(24);
    const Box fill{{std::max(line.min.x, line.max.x - w), line.min.y}, line.max};
    canvas.fill(fill, colour::red_fill, 3);
    canvas.text_in(fill.inset(canvas.px(6), 0), Face::body_strong, colour::on_fill, "!");
    canvas.text_in(fill.inset(canvas.px(6), 0), Face::body_strong, colour::on_fill, item.left, Align::right);
    return;
  }
  canvas.text_in(line, item.left_s ? Face::body_strong : Face::small, item.left_s ? ink : colour::muted, item.left,
                 Align::right);
  if (due)
    canvas.warning_mark(
        {line.max.x - canvas.width(Face::body_strong, item.left) - canvas.px(17), line.centre().y - canvas.px(5.5F)},
        12, ink);
}

// Who and where, then what is waited for; the second gives way first.
void draw_person(Canvas& canvas, Box line, const WorkItem& item) {
  line.min.x += canvas.text_in(line, Face::small, colour::muted, item.person);
  const bool fail_safe = item.red_flag || item.kind == console::WorkKind::validation;
  canvas.text_in(line, Face::small, fail_safe ? colour::text : colour::muted, " · " + item.detail);
}

}  // namespace

std::string next_fail_safe_text(const console::Worklist& list) {
  if (!list.next_fail_safe_s) return {};
  const auto left = *list.next_fail_safe_s;
  if (left < 0) return "answer 999 now";
  return left < 60 ? "answer 999 within a minute" : "answer 999 within " + age_text(left);
}

const console::Worklist& WorklistView::update(const Facts& facts) {
  return list_.get(facts, [](const Facts& f) { return console::make_worklist(*f.picture, f.now, f.who.user); });
}

void WorklistView::select(UiState& state, std::size_t index) {
  const auto& items = list_.last().items;
  if (items.empty()) return;
  state.selected = items[std::min(index, items.size() - 1)].id;
  moved_ = true;
}

void WorklistView::handle(const Facts& facts, UiState& state, Input& input) {
  const auto& list = update(facts);
  const auto at = index_of(list, state.selected);
  if (input.take(Key::down)) select(state, at ? *at + 1 : 0);
  if (input.take(Key::up)) select(state, at && *at > 0 ? *at - 1 : 0);
  if (input.take(Key::home)) select(state, 0);
  if (input.take(Key::end)) select(state, list.items.size());
}

void WorklistView::draw_row(UiState& state, Ui& ui, const Box& row, const WorkItem& item) {
  Canvas& canvas = ui.canvas;
  const bool selected = item.id == state.selected;
  if (item.red_flag || item.urgency == Urgency::breached) canvas.fill(row, colour::alarmed);
  if (selected)
    canvas.fill(row, colour::selected);
  else if (ui.input.hovered(row))
    canvas.fill(row, colour::raised);
  canvas.line({row.min.x, row.max.y - 1}, {row.max.x, row.max.y - 1}, selected ? colour::light_blue : colour::line);
  if (selected) canvas.line(row.min, {row.max.x, row.min.y}, colour::light_blue);
  Box rest = row.inset(ui.px(10), ui.px(8));
  const Box left = rest.take_left(ui.px(92));
  draw_left(canvas, left, item);
  canvas.text_in({{left.min.x, left.min.y + ui.px(40)}, {left.max.x, left.min.y + ui.px(58)}}, Face::small,
                 colour::muted, std::to_string(item.id.value), Align::right);
  rest.min.x += ui.px(12);
  // One thing a line, each with the whole width: kinds and places are read whole, on a small screen too.
  Box head = rest.take_top(ui.px(21));
  const float owner = canvas.width(Face::body, item.owner);
  canvas.text_in(head.take_right(std::min(owner, head.width() * 0.4F)), Face::body,
                 item.mine ? colour::light_blue : colour::muted, item.owner, Align::right);
  head.max.x -= ui.px(8);
  canvas.text_in(head, Face::body_strong, colour::text, item.what);
  canvas.text_in(rest.take_top(ui.px(19)), Face::body, colour::text, item.need);
  draw_person(canvas, rest.take_top(ui.px(18)), item);
  if (ui.input.clicked(row)) state.selected = item.id;
}

// By when 999 wants its next answer, and by which rules it is asked and said.
void WorklistView::draw_standing(const Facts& facts, Canvas& canvas, Box& rest, const console::Worklist& list) {
  const auto fail_safe = next_fail_safe_text(list);
  const auto rules = console::rules_in_force(facts.picture->site->clinical);
  if (fail_safe.empty() && rules.text.empty()) return;
  const bool soon = list.fail_safe_soon > 0;
  const float mark = soon ? canvas.px(18) : 0;
  const float margin = canvas.px(14);
  const float wanted = mark + canvas.width(Face::small_strong, fail_safe) + canvas.width(Face::small, rules.text);
  const bool two_lines = !fail_safe.empty() && wanted + 2 * margin + canvas.px(16) > rest.width();
  Box line = rest.take_top(canvas.px(24)).inset(margin, 0);
  if (soon) canvas.warning_mark({line.min.x, line.centre().y - canvas.px(6)}, 12, colour::warm_yellow);
  canvas.text_in({{line.min.x + mark, line.min.y}, line.max}, Face::small_strong,
                 soon ? colour::warm_yellow : colour::text, fail_safe);
  if (two_lines) line = rest.take_top(canvas.px(24)).inset(margin, 0);
  const bool beside = !fail_safe.empty() && !two_lines;
  canvas.text_in(line, Face::small, colour::muted, rules.text, beside ? Align::right : Align::left);
}

void WorklistView::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area) {
  const Panel named(ui.canvas, "worklist");
  const auto& list = update(facts);
  Canvas& canvas = ui.canvas;
  const KeyHint hints[] = {{"C", "claim"}, {"N", "new referral"}};
  Box rest = section(canvas, area, fmt::format("Worklist by time left · {}", list.items.size()), hints);
  draw_standing(facts, canvas, rest, list);
  const Box footer = rest.take_bottom(ui.px(34));
  const float height = std::round(ui.px(row_height));
  const auto count = list.items.size();
  const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor(rest.height() / height)));
  rest.max.y = rest.min.y + static_cast<float>(std::min(fits, count)) * height;
  const auto at = index_of(list, state.selected);
  if (moved_ && at) scroll_.show(static_cast<float>(*at) * height, static_cast<float>(*at + 1) * height, rest.height());
  moved_ = false;
  scroll_.run(ui, rest, static_cast<float>(count) * height);
  const auto first = static_cast<std::size_t>(std::round(scroll_.offset / height));
  const auto last = std::min(count, first + fits);
  Box body = rest;
  for (std::size_t i = first; i < last; ++i) draw_row(state, ui, body.take_top(height), list.items[i]);
  if (count == 0)
    canvas.text_in(body.take_top(height).inset(ui.px(14), 0), Face::body, colour::muted,
                   facts.link.live ? "Nothing waits for a clinician." : "Nothing waited when the hub was last heard.");
  std::size_t breached_out = list.breached;
  for (std::size_t i = first; i < last; ++i) breached_out -= list.items[i].urgency == Urgency::breached ? 1 : 0;
  const auto text = last - first == count
                        ? fmt::format("Nothing is out of view: {} of {}", count, count)
                        : fmt::format("{} of {} shown, {} late out of view", last - first, count, breached_out);
  const Box line = footer.inset(ui.px(14), 0);
  const float used =
      canvas.text_in(line, Face::small_strong, breached_out > 0 ? colour::warm_yellow : colour::muted, text);
  const auto lapse = fmt::format("claims lapse after {} min", facts.picture->site->thresholds.claim_min);
  if (used + canvas.width(Face::small_strong, lapse) + ui.px(16) <= line.width())
    canvas.text_in(line, Face::small_strong, colour::muted, lapse, Align::right);
}

}  // namespace carehub::views
