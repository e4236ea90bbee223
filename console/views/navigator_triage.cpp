#include "console/views/navigator_triage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/triage_command.hpp"
#include "console/views/talk_said.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

enum TriageId : int { triage_priority = talk_id::own, triage_reason, triage_heading };

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
    begun_.reset();
    tried_ = false;
    make_fields(c, facts.picture->site);
    changed_ = true;
  }
  live_ = facts.link.live;
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

bool TriageView::send(const Case& c, const Facts& facts, Requests& requests) {
  tried_ = true;
  // A decision is not kept for later: the answers stay here, and in sight, until it can be sent.
  if (fields_.focus_on_full() || !facts.link.live) return false;
  const int open = TalkFields::first_open_flag(fields_);
  const bool no_need = fields_.of(talk_id::need).chosen < 0;
  if (!state_.enough_for_999 && (open >= 0 || no_need)) {
    fields_.focus_on(open >= 0 ? open : talk_id::need);
    return false;
  }
  std::optional<Priority> priority;
  if (const int chosen = fields_.of(triage_priority).chosen; chosen >= 0) priority = static_cast<Priority>(chosen + 1);
  auto given =
      console::triage_given(c, talk_.take(fields_), state_, priority, fields_.of(triage_reason).edit.text(), facts.now);
  if (given.observations) requests.give(std::move(*given.observations), fmt::format("observations on {}", c.id.value));
  requests.give(std::move(given.triage), std::move(given.text));
  case_id_ = {};
  return true;
}

bool TriageView::handle(const Case& c, const Facts& facts, Input& input, Requests& requests) {
  show(c, facts);
  if (!begun_) begun_ = facts.now;
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
  if (state_.needs_999)
    text = said_999(state_, live_ ? "Ctrl Enter sends it, and only 999 is offered."
                                  : "The hub does NOT hear this: ring 999 yourself.");
  const bool full = tried_ && fields_.any_full();
  const bool unsent = tried_ && !live_ && !state_.needs_999;
  const bool missing = full || unsent || (tried_ && live_ && !state_.enough_for_999);
  if (full)
    text = field_full_words;
  else if (unsent)
    text = "Not sent: the hub is not heard. The answers stay here; send them when it is back.";
  else if (missing)
    text = "Needed: every red-flag question, and the need.";
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
