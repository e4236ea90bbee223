#include "console/views/alerts_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "console/model/verbs.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::AlertGroup;

constexpr seconds new_for{10};                       // marked, after it was announced
constexpr seconds read_for{20};                      // what Shift K takes stays the same so long, whatever comes
constexpr std::chrono::milliseconds surprise{1500};  // a press so soon after it changed was meant for the one before

bool anybody_has_it(const AlertGroup& group) {
  return group.state != AlertState::open;
}

std::string command_text(console::VerbId id, AlertId alert, std::string_view rest) {
  return fmt::format("{} {}{}", console::verb(id).name, alert.value, rest);
}

}  // namespace

const console::AlertPanel& AlertsView::panel(const Facts& facts) {
  // Most pictures change no alert; what is said of one holds for a second.
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  const void* site = facts.picture->site.get();
  if (panel_second_ == second && panel_site_ == site && panel_of_.same_as(facts.picture->alerts)) return panel_;
  panel_ = console::alert_panel(*facts.picture, facts.now);
  panel_of_ = facts.picture->alerts;
  panel_site_ = site;
  panel_second_ = second;
  announce(facts);
  return panel_;
}

// At most ten in ten minutes; what is beyond is counted, and is announced as soon as it may be.
void AlertsView::announce(const Facts& facts) {
  const auto said = annunciator_.update(*facts.picture, facts.now);
  std::erase_if(new_, [&](const auto& one) { return facts.now - one.second >= new_for; });
  for (const AlertId id : said.announce) new_[id] = facts.now;
  to_announce_ += said.announce.size();
  unannounced_ = said.unannounced;
}

bool AlertsView::is_new(const AlertGroup& group, Instant now) const {
  return std::ranges::any_of(group.ids, [&](AlertId id) {
    const auto at = new_.find(id);
    return at != new_.end() && now - at->second < new_for;
  });
}

void AlertsView::acknowledge(const Facts& facts, const AlertGroup& group, Requests& requests) {
  for (const AlertId& id : group.ids) {
    const auto found = facts.picture->alerts.find(id);
    if (found == facts.picture->alerts.end() || found->second->state != AlertState::open) continue;
    // Named, so that the answer says what was taken.
    const std::string start = command_text(console::VerbId::acknowledge, id, ": ");
    const bool sent = std::any_of(facts.pending.begin(), facts.pending.end(),
                                  [&](const PendingLine& p) { return p.text.starts_with(start); });
    if (!sent) requests.give(AcknowledgeAlert{id}, start + console::alert_text(*found->second, *facts.picture));
  }
}

// The first of the group that is about a care home or somebody who lives there.
std::optional<AlertId> AlertsView::may_become_case(const Facts& facts, const AlertGroup& group) {
  for (const AlertId& id : group.ids) {
    const auto found = facts.picture->alerts.find(id);
    if (found == facts.picture->alerts.end()) continue;
    if (found->second->resident.given() || found->second->home.given()) return id;
  }
  return std::nullopt;
}

void AlertsView::open_case(const Facts& facts, const AlertGroup& group, Requests& requests) {
  const auto id = may_become_case(facts, group);
  if (!id) return;
  const std::string text = command_text(console::VerbId::case_from_alert, *id, "");
  const bool sent =
      std::any_of(facts.pending.begin(), facts.pending.end(), [&](const PendingLine& p) { return p.text == text; });
  if (!sent) requests.give(OpenCaseFromAlert{*id, {}}, text);
}

// The list is ordered anew with every alert that comes: what was chosen is an alert, not a line, so that no key acts on
// another one than the one that was read.
void AlertsView::find_chosen(const std::vector<AlertGroup>& groups) {
  const auto found = std::ranges::find_if(
      groups, [&](const AlertGroup& group) { return std::ranges::find(group.ids, chosen_alert_) != group.ids.end(); });
  choose(groups, found == groups.end() ? chosen_ : static_cast<std::size_t>(found - groups.begin()));
}

void AlertsView::choose(const std::vector<AlertGroup>& groups, std::size_t index) {
  chosen_ = std::min(index, groups.size() - 1);
  chosen_alert_ = groups[chosen_].ids.front();
}

// Acknowledged, it moves down: the next one that nobody has is chosen, so that K takes one after another.
void AlertsView::choose_next_open(const std::vector<AlertGroup>& groups) {
  for (std::size_t step = 1; step < groups.size(); ++step) {
    const auto index = (chosen_ + step) % groups.size();
    if (groups[index].state == AlertState::open) return choose(groups, index);
  }
}

void AlertsView::handle_list(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  const auto& groups = panel(facts).groups;
  if (input.take(Key::escape)) state.alerts_open = false;
  if (groups.empty()) return;
  find_chosen(groups);
  const std::size_t before = chosen_;
  if (input.take(Key::down)) ++chosen_;
  if (input.take(Key::up) && chosen_ > 0) --chosen_;
  if (input.take(Key::page_down)) chosen_ += 10;
  if (input.take(Key::page_up)) chosen_ = chosen_ > 10 ? chosen_ - 10 : 0;
  choose(groups, chosen_);
  const AlertGroup& group = groups[chosen_];
  if (input.take_typed('K') || input.take_typed('k')) {
    acknowledge(facts, group, requests);
    choose_next_open(groups);
  }
  chosen_moved_ = chosen_ != before;
  if (input.take_typed('C') || input.take_typed('c')) open_case(facts, group, requests);
  if (input.take_typed('S') || input.take_typed('s'))
    requests.command_line = command_text(console::VerbId::shelve, group.ids.front(), " 30 ");
  if (input.take_typed('E') || input.take_typed('e'))
    requests.command_line = command_text(console::VerbId::escalate, group.ids.front(), " ");
  if (input.take(Key::enter) && group.case_id.given()) {
    state.selected = group.case_id;
    state.alerts_open = false;
  }
  input.keys.clear();
  input.typed.clear();
}

void AlertsView::handle(const Facts& facts, UiState& state, Input& input, Requests& requests) {
  static_cast<void>(panel(facts));
  requests.announced += std::exchange(to_announce_, 0);
  if (input.take(Key::f8)) {
    state.alerts_open = !state.alerts_open;
    chosen_ = 0;
    chosen_alert_ = {};
  }
  if (state.alerts_open) {
    handle_list(facts, state, input, requests);
    return;
  }
  mark_next(facts);
  if (state.find.empty() && input.take_typed('K')) take_next(facts, requests);
}

void AlertsView::mark_next(const Facts& facts) {
  const auto& groups = panel_.groups;
  const auto open =
      std::ranges::find_if(groups, [](const AlertGroup& group) { return group.state == AlertState::open; });
  const auto marked = std::ranges::find_if(
      groups, [&](const AlertGroup& group) { return group.state == AlertState::open && is_next(group); });
  if (open == groups.end()) {
    next_ = {};
    return;
  }
  if (open == marked || (marked != groups.end() && facts.steady - next_since_ < read_for)) return;
  next_moved_ = next_.given();
  next_ = open->ids.front();
  next_since_ = facts.steady;
}

bool AlertsView::is_next(const AlertGroup& group) const {
  return next_.given() && std::ranges::find(group.ids, next_) != group.ids.end();
}

void AlertsView::take_next(const Facts& facts, Requests& requests) {
  const auto& groups = panel_.groups;
  const auto marked = std::ranges::find_if(groups, [&](const AlertGroup& group) { return is_next(group); });
  if (marked == groups.end()) return;
  if (next_moved_ && facts.steady - next_since_ < surprise) {
    told_moved_ = facts.steady;
    return;
  }
  acknowledge(facts, *marked, requests);
}

std::vector<const AlertGroup*> AlertsView::strip_order() const {
  std::vector<const AlertGroup*> order;
  for (const AlertGroup& group : panel_.groups) order.push_back(&group);
  std::ranges::stable_partition(order, [&](const AlertGroup* group) { return is_next(*group); });
  return order;
}

float AlertsView::draw_mark(Canvas& canvas, Point left_middle, const AlertGroup& group) {
  const std::string count = fmt::format("{}", group.ids.size());
  if (group.severity == Severity::high) {
    const Colour ground = anybody_has_it(group) ? colour::block : colour::red_fill;
    return badge(canvas, left_middle, Face::body_strong, "! " + count, ground, colour::on_fill);
  }
  const float y = left_middle.y;
  const Colour ink = anybody_has_it(group)                ? colour::muted
                     : group.severity == Severity::medium ? colour::warm_yellow
                                                          : colour::text;
  if (group.severity == Severity::medium)
    canvas.warning_mark({left_middle.x, y - canvas.px(6)}, 13, ink);
  else
    canvas.circle({left_middle.x + canvas.px(6), y}, 4, ink);
  return canvas.px(19) + canvas.text({left_middle.x + canvas.px(19), y - canvas.height(Face::body_strong) / 2},
                                     Face::body_strong, ink, count);
}

// What is wrong in as many lines as there are; how old it is stands where the words leave room.
void AlertsView::draw_strip_group(const Facts& facts, Ui& ui, const Box& column, const AlertGroup& group) {
  Canvas& canvas = ui.canvas;
  if (is_new(group, facts.now)) canvas.frame(column.inset(ui.px(2)), colour::light_blue, 0, 2);
  const bool next = is_next(group);
  Box inner = column.inset(ui.px(16), ui.px(9));
  if (next) {
    canvas.fill({column.min, {column.min.x + ui.px(4), column.max.y}}, colour::light_blue);
    const float cap = keycap_width(canvas, "Shift K");
    keycap(canvas, {inner.max.x - cap, column.centre().y}, "Shift K");
    inner.max.x -= cap + ui.px(8);
  }
  const bool just_moved = next && facts.steady - told_moved_ < seconds(3);
  Box head = inner.take_top(inner.height() / 2);
  const float mark = draw_mark(canvas, {head.min.x, head.centre().y}, group) + ui.px(9);
  head.min.x += mark;
  const Colour ink = anybody_has_it(group) ? colour::muted : colour::text;
  if (canvas.width(Face::body_strong, group.title) <= head.width()) {
    canvas.text_in(head, Face::body_strong, ink, group.title);
    if (just_moved)
      canvas.text_in(inner, Face::body_strong, colour::warm_yellow, "another one since: Shift K again takes it");
    else
      canvas.text_in(inner, Face::body, colour::muted, group.detail);
    return;
  }
  // What Shift K takes along stands below all the same.
  const float line = canvas.line_height(Face::small_strong);
  float top = column.centre().y - 1.5F * line;
  top += canvas.paragraph({head.min.x, top}, head.width(), Face::small_strong, ink, group.title, 2);
  canvas.text_in(
      {{head.min.x, top}, {head.max.x, top + line}}, Face::small, just_moved ? colour::warm_yellow : colour::muted,
      just_moved ? std::string_view("another one since: Shift K again takes it") : std::string_view(group.detail));
}

void AlertsView::draw_strip(const Facts& facts, UiState& state, Ui& ui, const Box& strip) {
  const Panel named(ui.canvas, "alerts");
  Canvas& canvas = ui.canvas;
  const auto& all = panel(facts);
  canvas.fill(strip, colour::panel);
  canvas.line(strip.min, {strip.max.x, strip.min.y}, colour::line);
  Box rest = strip;
  const Box foot = rest.take_right(ui.px(236));
  const auto columns = static_cast<std::size_t>(std::clamp(rest.width() / ui.px(380), 1.0F, 4.0F));
  const std::size_t shown = std::min(columns, all.groups.size());
  const float width = rest.width() / static_cast<float>(std::max<std::size_t>(1, shown));
  const auto order = strip_order();
  for (std::size_t i = 0; i < shown; ++i) {
    const Box column = rest.take_left(width);
    if (i > 0) canvas.line(column.min, {column.min.x, column.max.y}, colour::line);
    draw_strip_group(facts, ui, column, *order[i]);
    if (ui.input.clicked(column) && order[i]->case_id.given()) state.selected = order[i]->case_id;
  }
  if (all.groups.empty())
    canvas.text_in(rest.inset(ui.px(16), 0), Face::body, colour::muted, "No alert needs anybody.");
  canvas.line(foot.min, {foot.min.x, foot.max.y}, colour::line);
  Box inner = foot.inset(ui.px(16), ui.px(9));
  std::string counts = console::alert_counts_text(all, shown);
  if (unannounced_ > 0) counts += fmt::format(", {} not announced", unannounced_);
  // Two lines: that only some are shown must not be what is cut away.
  const float counts_height = canvas.paragraph(inner.min, inner.width(), Face::small, colour::muted, counts, 2);
  inner.min.y += counts_height;
  float x = inner.min.x;
  const float y = inner.centre().y;
  // A small k is a letter of the filter as long as the list is not open.
  for (const KeyHint& hint : {KeyHint{"F8", "all"}, KeyHint{state.alerts_open ? "K" : "Shift K", "acknowledge"}}) {
    x += keycap(canvas, {x, y}, hint.key) + ui.px(5);
    x += canvas.text({x, y - canvas.height(Face::small_strong) / 2}, Face::small_strong, colour::muted, hint.does) +
         ui.px(10);
  }
}

void AlertsView::draw_group(const Facts& facts, Canvas& canvas, const Box& row, const AlertGroup& group, bool chosen) {
  if (chosen) canvas.fill(row, colour::selected);
  Box inner = row.inset(canvas.px(16), canvas.px(8));
  Box head = inner.take_top(canvas.px(22));
  const float mark = draw_mark(canvas, {head.min.x, head.centre().y}, group) + canvas.px(10);
  head.min.x += mark;
  const std::string state = group.state == AlertState::open           ? "open"
                            : group.state == AlertState::acknowledged ? "acknowledged"
                                                                      : "shelved";
  canvas.text_in(head, Face::small, colour::muted, state + (group.escalated ? ", escalated" : ""), Align::right);
  canvas.text_in({head.min, {head.max.x - canvas.px(150), head.max.y}}, Face::body_strong, colour::text, group.title);
  for (const AlertId& id : group.ids) {
    const auto found = facts.picture->alerts.find(id);
    if (found == facts.picture->alerts.end()) continue;
    Box line = inner.take_top(canvas.px(20));
    line.min.x += mark;
    // What the title says already is not said twice.
    const bool said = console::alert_text(*found->second, *facts.picture) == group.title;
    canvas.text_in(line, Face::body, colour::muted,
                   said ? console::alert_standing(*found->second, *facts.picture, facts.now)
                        : console::alert_line(*found->second, *facts.picture, facts.now));
  }
  canvas.line({row.min.x, row.max.y - 1}, {row.max.x, row.max.y - 1}, colour::line);
}

void AlertsView::draw_list(const Facts& facts, UiState& state, Ui& ui, const Box& area) {
  if (!state.alerts_open) return;
  Canvas& canvas = ui.canvas;
  const Panel named(canvas, "all alerts");
  canvas.set_layer(1);
  canvas.fill(area, colour::panel);
  canvas.frame(area, colour::light_blue);
  const auto& all = panel(facts);
  const KeyHint hints[] = {{"↑↓", "move"},    {"Enter", "its case"},         {"K", "acknowledge"}, {"S", "shelve"},
                           {"E", "escalate"}, {"C", "care home: open case"}, {"Esc", "close"}};
  Box rest = section(
      canvas, area,
      fmt::format("Alerts: {} open, {} acknowledged, {} shelved", all.open, all.acknowledged, all.shelved), hints);
  float total = 0;
  const auto height = [&](const AlertGroup& g) { return canvas.px(42 + 20 * static_cast<float>(g.ids.size())); };
  for (std::size_t i = 0; i < all.groups.size(); ++i) {
    const float h = height(all.groups[i]);
    if (i == chosen_ && chosen_moved_) scroll_.show(total, total + h, rest.height());
    total += h;
  }
  chosen_moved_ = false;
  scroll_.run(ui, rest, total);
  const Clip clip(canvas, rest);
  float y = rest.min.y - scroll_.offset;
  for (std::size_t i = 0; i < all.groups.size(); ++i) {
    const Box row = box_at({rest.min.x, y}, rest.width() - ui.px(8), height(all.groups[i]));
    if (row.max.y > rest.min.y && row.min.y < rest.max.y) {
      draw_group(facts, canvas, row, all.groups[i], i == chosen_);
      if (ui.input.clicked(row)) choose(all.groups, i);
    }
    y = row.max.y;
  }
  if (all.groups.empty())
    canvas.text_in(rest.take_top(ui.px(40)).inset(ui.px(16), 0), Face::body, colour::muted, "No alert needs anybody.");
  canvas.set_layer(0);
}

}  // namespace carehub::views
