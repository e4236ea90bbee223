#include "console/views/navigator_triage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/views/navigator_form.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;
using console::Answer;

namespace {

enum TriageId : int { triage_id_need = 100, triage_id_priority, triage_id_reason, triage_id_heading };

constexpr int red_flags = static_cast<int>(console::red_flag_count);

}  // namespace

void TriageView::make_fields(const Case& c) {
  fields_ = {};
  FieldItem head;
  head.kind = FieldKind::heading;
  head.id = triage_id_heading;
  head.label = "Red flags first";
  head.note = "any yes: 999 at once";
  fields_.items.push_back(head);
  add_red_flags(fields_);
  for (int i = 0; i < red_flags; ++i) {
    const auto code = console::red_flag_questions()[static_cast<std::size_t>(i)].code;
    if (std::ranges::find(c.referral.red_flags, code) != c.referral.red_flags.end()) fields_.of(i).chosen = 0;
  }
  FieldItem need{.kind = FieldKind::choice,
                 .id = triage_id_need,
                 .label = "Need",
                 .note = {},
                 .warns = false,
                 .choices = need_choices(),
                 .chosen = -1,
                 .edit = {}};
  if (c.triage) need.chosen = choice_of_need(c.triage->need);
  fields_.items.push_back(std::move(need));
  FieldItem priority{.kind = FieldKind::choice,
                     .id = triage_id_priority,
                     .label = "Priority",
                     .note = {},
                     .warns = false,
                     .choices = {"P1", "P2", "P3", "P4"},
                     .chosen = -1,
                     .edit = {}};
  if (c.triage) priority.chosen = static_cast<int>(c.triage->priority) - 1;
  fields_.items.push_back(std::move(priority));
  FieldItem reason;
  reason.id = triage_id_reason;
  reason.label = "Why, in a few words";
  fields_.items.push_back(std::move(reason));
  fields_.focus_first();
}

void TriageView::show(const Case& c, const Site& site) {
  if (case_id_ != c.id) {
    case_id_ = c.id;
    tried_ = false;
    make_fields(c);
    changed_ = true;
  }
  update(site);
}

// A need brings the hub's usual priority, until another is chosen.
void TriageView::update(const Site& site) {
  if (!changed_) return;
  changed_ = false;
  auto& priority = fields_.of(triage_id_priority);
  const auto need = need_of_choice(fields_.of(triage_id_need).chosen);
  const auto rule = std::ranges::find(site.need_rules, need, &NeedRule::need);
  if (rule == site.need_rules.end()) return;
  priority.note = fmt::format("usual for {}: P{}", words(need), static_cast<int>(rule->priority));
  if (priority.chosen < 0) priority.chosen = static_cast<int>(rule->priority) - 1;
}

bool TriageView::send(const Case& c, Requests& requests) {
  tried_ = true;
  TriageCase command{.case_id = c.id, .triage = {}, .red_flags = {}};
  for (int i = 0; i < red_flags; ++i)
    if (red_flag_answer(fields_, i) == Answer::yes)
      command.red_flags.emplace_back(console::red_flag_questions()[static_cast<std::size_t>(i)].code);
  std::array<Answer, console::red_flag_count> answers{};
  for (int i = 0; i < red_flags; ++i) answers[static_cast<std::size_t>(i)] = red_flag_answer(fields_, i);
  command.triage.facts = console::denied_by(answers);
  for (int i = 0; i < red_flags && command.red_flags.empty(); ++i)
    if (red_flag_answer(fields_, i) == Answer::not_asked) {
      fields_.focus_on(i);
      return false;
    }
  const int need = fields_.of(triage_id_need).chosen;
  if (need < 0 && command.red_flags.empty()) {
    fields_.focus_on(triage_id_need);
    return false;
  }
  const int priority = fields_.of(triage_id_priority).chosen;
  command.triage.need = need < 0 ? Need::other : need_of_choice(need);
  command.triage.priority = priority < 0 ? Priority::p1 : static_cast<Priority>(priority + 1);
  command.triage.reason = fields_.of(triage_id_reason).edit.text();
  const auto text = command.red_flags.empty() ? fmt::format("triage {}: {}", c.id.value, words(command.triage.need))
                                              : fmt::format("triage {}: RED FLAG", c.id.value);
  requests.give(std::move(command), text);
  case_id_ = {};
  return true;
}

bool TriageView::handle(const Case& c, const Facts& facts, Input& input, Requests& requests) {
  show(c, *facts.picture->site);
  const bool wants_to_send = input.take(Key::enter, true);
  const bool leaves = input.take(Key::escape);
  const bool last = fields_.at_end() && std::ranges::any_of(input.keys, [](const KeyPress& press) {
                      return press.key == Key::enter && !press.ctrl;
                    });
  if (fields_.handle(input)) changed_ = true;
  update(*facts.picture->site);
  if (wants_to_send || last) return send(c, requests);
  return leaves;
}

void TriageView::draw(Ui& ui, const Box& area, bool focused) {
  Box rest = area;
  const auto any_yes = [&] {
    for (int i = 0; i < red_flags; ++i)
      if (red_flag_answer(fields_, i) == Answer::yes) return true;
    return false;
  };
  std::string text;
  if (any_yes()) text = "! Red flag: ring 999 now. Ctrl Enter sends it, and only 999 is offered.";
  const bool missing = tried_ && text.empty();
  if (missing) text = "Needed: every red-flag question, and the need.";
  if (!text.empty()) {
    const Box box = rest.take_top(ui.px(32)).inset(ui.px(10), ui.px(2));
    if (missing)
      ui.canvas.frame(box, colour::warm_yellow, space::rounding);
    else
      ui.canvas.fill(box, colour::red_fill, space::rounding);
    ui.canvas.text_in(box.inset(ui.px(10), 0), Face::body_strong, missing ? colour::warm_yellow : colour::white, text);
  }
  if (fields_.draw(ui, rest, focused)) changed_ = true;
}

}  // namespace carehub::views
