#include "console/views/navigator_triage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "console/views/talk_said.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

enum TriageId : int { triage_priority = talk_id::own, triage_reason, triage_heading };

// What a command without room for it would lose.
std::string and_what_is_open(std::string reason, const console::TalkState& state) {
  const auto add = [&](const std::string& more) { reason += (reason.empty() ? "" : "; ") + more; };
  if (!state.not_known.empty()) add("asked, not known: " + console::joined(state.not_known, ", "));
  for (const auto& unclear : state.unclear) add(unclear);
  return reason;
}

// Observations stand in the referral, where the hub's rules and everybody's screen find them.
std::optional<UpdateReferral> observations_for(const Case& c, const console::TriageTalk& talk,
                                               const console::TalkState& state, Instant now) {
  UpdateReferral update{.case_id = c.id, .referral = {}, .note = "observations and soft signs, at triage"};
  update.referral.observations = console::observations_of(talk, now);
  update.referral.warnings = console::observation_warnings(state);
  return update.referral.observations.empty() ? std::nullopt : std::optional(std::move(update));
}

}  // namespace

void TriageView::make_fields(const Case& c, const std::shared_ptr<const Site>& site) {
  fields_ = {};
  talk_ = {};
  talk_.begin(site, console::talk_about(c, site->clinical));
  talk_.add_flags(fields_);
  fields_.items.push_back(field_item(FieldKind::heading, triage_heading, "The need"));
  talk_.add_need(fields_);
  auto priority = field_item(FieldKind::choice, triage_priority, "Priority, if other than usual");
  priority.choices = {"P1", "P2", "P3", "P4"};
  fields_.items.push_back(std::move(priority));
  talk_.add_observations(fields_);
  fields_.items.push_back(field_item(FieldKind::text, triage_reason, "Why, in a few words"));
  fields_.focus_first();
}

void TriageView::show(const Case& c, const Facts& facts) {
  if (case_id_ != c.id) {
    case_id_ = c.id;
    tried_ = false;
    make_fields(c, facts.picture->site);
    changed_ = true;
  }
  update(c, facts);
}

void TriageView::update(const Case& c, const Facts& facts) {
  if (!changed_ && version_ == c.version) return;
  changed_ = false;
  version_ = c.version;
  talk_.renew(fields_, facts.picture->site);
  state_ = console::see(talk_.take(fields_), *facts.picture->site, c.referral, facts.now);
  talk_.show(fields_, state_);
  auto& priority = fields_.of(triage_priority);
  priority.note.clear();
  if (fields_.of(talk_id::need).chosen >= 0)
    priority.note =
        fmt::format("usual for {}: P{}", words(state_.triage.need), static_cast<int>(state_.triage.priority));
}

Triage TriageView::triage() const {
  auto triage = state_.triage;
  if (triage.need == Need::unknown) triage.need = Need::other;  // a red flag is enough
  for (const auto& one : state_.observed)
    if (std::ranges::find(triage.facts, one.fact, &KnownFact::fact) == triage.facts.end()) triage.facts.push_back(one);
  if (const int chosen = fields_.of(triage_priority).chosen; chosen >= 0)
    triage.priority = static_cast<Priority>(chosen + 1);
  const auto own = console::trimmed(fields_.of(triage_reason).edit.text());
  triage.reason = and_what_is_open(own.empty() ? triage.reason : std::string(own), state_);
  return triage;
}

bool TriageView::send(const Case& c, const Facts& facts, Requests& requests) {
  tried_ = true;
  const int open = TalkFields::first_open_flag(fields_);
  const bool no_need = fields_.of(talk_id::need).chosen < 0;
  if (!state_.enough_for_999 && (open >= 0 || no_need)) {
    fields_.focus_on(open >= 0 ? open : talk_id::need);
    return false;
  }
  TriageCase command{.case_id = c.id, .triage = triage(), .red_flags = state_.red_flags};
  std::string text = fmt::format("triage {}: {}", c.id.value, words(command.triage.need));
  if (state_.needs_999) text = fmt::format("triage {}: 999 now", c.id.value);
  if (!state_.red_flags.empty()) text = fmt::format("triage {}: RED FLAG", c.id.value);
  if (auto update = observations_for(c, talk_.take(fields_), state_, facts.now))
    requests.give(std::move(*update), fmt::format("observations on {}", c.id.value));
  requests.give(std::move(command), text);
  case_id_ = {};
  return true;
}

bool TriageView::handle(const Case& c, const Facts& facts, Input& input, Requests& requests) {
  show(c, facts);
  const bool wants_to_send = input.take(Key::enter, true);
  const bool leaves = input.take(Key::escape);
  const bool last = fields_.at_end() && std::ranges::any_of(input.keys, [](const KeyPress& press) {
                      return press.key == Key::enter && !press.ctrl;
                    });
  const auto answered = [&] {
    changed_ = true;
    update(c, facts);
  };
  fields_.handle(input, answered);
  update(c, facts);
  if (wants_to_send || last) return send(c, facts, requests);
  return leaves;
}

float TriageView::draw_beside(Ui& ui, const Box& area) const {
  const Panel named(ui.canvas, "rules");
  Box rest = section(ui.canvas, area, "Triage so far");
  const float width = rest.width() - ui.px(28);
  return rest.min.y - area.min.y + ui.px(8) + draw_said(ui.canvas, {rest.min.x + ui.px(14), rest.min.y}, width, state_);
}

void TriageView::draw(Ui& ui, const Box& area, bool focused) {
  const Panel named(ui.canvas, "triage");
  Box rest = area;
  std::string text;
  if (state_.needs_999) text = said_999(state_, "Ctrl Enter sends it, and only 999 is offered.");
  const bool missing = tried_ && !state_.enough_for_999;
  if (missing) text = "Needed: every red-flag question, and the need.";
  if (!text.empty()) {
    const float width = rest.width() - ui.px(40);
    const float lines = ui.canvas.paragraph_height(width, Face::body_strong, text, 3);
    const Box box = rest.take_top(lines + ui.px(14)).inset(ui.px(10), ui.px(2));
    if (missing)
      ui.canvas.frame(box, colour::warm_yellow, space::rounding);
    else
      ui.canvas.fill(box, colour::red_fill, space::rounding);
    ui.canvas.paragraph({box.min.x + ui.px(10), box.min.y + ui.px(5)}, width, Face::body_strong,
                        missing ? colour::warm_yellow : colour::on_fill, text, 3);
  }
  if (fields_.draw(ui, rest, focused)) changed_ = true;
}

}  // namespace carehub::views
