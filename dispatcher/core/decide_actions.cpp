// What somebody is to do at a level of pressure: assigned, done or withdrawn. The board shows every text of it to
// everybody, so that nothing goes in which may be a person's number.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"

namespace carehub::core {

namespace {

bool open_action(const AssignedAction& action) {
  return action.state == ActionState::open;
}

}  // namespace

Decider::Outcome_ Decider::check_action_texts(const AssignAction& c) const {
  if (blank(c.text)) return refuse(RefusalCode::invalid_value, "say what is to be done");
  if (blank(c.owner)) return refuse(RefusalCode::invalid_value, "say who does it: a name or a role");
  if (auto fault = board_text_fault(c.text, "the action", action_text_max); !fault.empty())
    return refuse(RefusalCode::invalid_value, "{}", fault);
  if (auto fault = board_text_fault(c.owner, "the owner", action_owner_max); !fault.empty())
    return refuse(RefusalCode::invalid_value, "{}", fault);
  return std::nullopt;
}

// Not twice, and never so many that one would have to go.
Decider::Outcome_ Decider::check_action_fits(const AssignAction& c) const {
  const auto& actions = draft_.below().hub().actions;
  const auto same = std::ranges::find_if(actions, [&](const AssignedAction& one) {
    return open_action(one) && one.text == c.text && one.owner == c.owner;
  });
  if (same != actions.end())
    return refuse(RefusalCode::already_done, "action {} says the same, and is open", same->id.value);
  if (static_cast<std::size_t>(std::ranges::count_if(actions, open_action)) >= actions_open_max)
    return refuse(RefusalCode::wrong_state, "{} actions are open already; end one of them first", actions_open_max);
  const auto kept = std::ranges::count_if(actions, [&](const AssignedAction& one) { return !is_past(one, now()); });
  if (static_cast<std::size_t>(kept) >= actions_max)
    return refuse(RefusalCode::wrong_state,
                  "the board holds {} actions of the last 24 hours already; one that ended leaves it after that time",
                  actions_max);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const AssignAction& c) {
  if (auto refused = check_action_texts(c)) return refused;
  if (c.opel_level < 0 || c.opel_level > 4) return refuse(RefusalCode::invalid_value, "OPEL is 1 to 4");
  if (c.service.given() && draft_.service_config(c.service) == nullptr)
    return refuse(RefusalCode::unknown_service, "there is no service \"{}\"", shortened(c.service.value, 40));
  if (c.due && *c.due < now() - clock_skew)
    return refuse(RefusalCode::invalid_value, "{} is past; give a time to come", clock(*c.due));
  if (c.due && *c.due > now() + promise_max)
    return refuse(RefusalCode::invalid_value, "{} is more than 30 days away; give a nearer time", clock(*c.due));
  if (auto refused = check_action_fits(c)) return refused;
  const ActionId id{draft_.below().hub().next_action};
  emit(ActionAssigned{id, c.text, c.owner, c.due, c.opel_level, c.service});
  say("action {}: {}, {}{}", id.value, c.text, c.owner, c.due ? ", by " + clock(*c.due) : std::string());
  return std::nullopt;
}

const AssignedAction* Decider::find_action(ActionId id) const {
  const auto& actions = draft_.below().hub().actions;
  const auto found = std::ranges::find(actions, id, &AssignedAction::id);
  return found == actions.end() ? nullptr : &*found;
}

Decider::Outcome_ Decider::no_such_action(ActionId id) const {
  const HubRecord& hub = draft_.below().hub();
  if (id.given() && id.value < hub.next_action)
    return refuse(RefusalCode::unknown_action, "action {} ended more than 24 hours ago", id.value);
  std::vector<std::string> numbers;
  for (const AssignedAction& one : hub.actions)
    if (open_action(one)) numbers.push_back(std::to_string(one.id.value));
  return refuse(RefusalCode::unknown_action, "there is no action {}; {}", id.value,
                numbers.empty() ? std::string("none is open") : "open: " + listed(numbers));
}

std::string Decider::ended_words(const AssignedAction& action) const {
  return with_reason(fmt::format("action {} {} by {} at {}", action.id.value,
                                 action.state == ActionState::done ? "was done" : "was withdrawn", action.ended_by,
                                 clock(action.ended.value_or(now()))),
                     action.word);
}

Decider::Outcome_ Decider::decide(const CompleteAction& c) {
  const AssignedAction* action = find_action(c.action);
  if (action == nullptr) return no_such_action(c.action);
  if (auto fault = board_text_fault(c.word, "the word about it", action_text_max); !fault.empty())
    return refuse(RefusalCode::invalid_value, "{}", fault);
  if (action->state == ActionState::done) return refuse(RefusalCode::already_done, "{}", ended_words(*action));
  if (action->state == ActionState::withdrawn) return refuse(RefusalCode::wrong_state, "{}", ended_words(*action));
  if (auto refused = check_time(c.at)) return refused;
  if (c.at && *c.at < action->assigned - minutes(1))
    return refuse(RefusalCode::invalid_value, "action {} was assigned at {}, after {}; give the time when it was done",
                  action->id.value, clock(action->assigned), clock(*c.at));
  say("action {} done: {}", action->id.value, action->text);
  emit(ActionCompleted{c.action, c.word, told(c.at)});
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const WithdrawAction& c) {
  const AssignedAction* action = find_action(c.action);
  if (action == nullptr) return no_such_action(c.action);
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why action {} is withdrawn", c.action.value);
  if (auto fault = board_text_fault(c.reason, "the reason", action_text_max); !fault.empty())
    return refuse(RefusalCode::invalid_value, "{}", fault);
  if (action->state == ActionState::withdrawn) return refuse(RefusalCode::already_done, "{}", ended_words(*action));
  if (action->state == ActionState::done) return refuse(RefusalCode::wrong_state, "{}", ended_words(*action));
  say("action {} withdrawn: {}", action->id.value, action->text);
  emit(ActionWithdrawn{c.action, c.reason});
  return std::nullopt;
}

// "ring the UTC (navigator); open escalation beds (duty manager)": what the site file names for a level.
std::string Decider::suggestions(std::int32_t level) const {
  std::string text;
  for (const SuggestedAction& one : site().suggested_actions)
    if (one.level == level) text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", one.text, one.owner);
  return text;
}

}  // namespace carehub::core
