// The verbs of what somebody is to do at a level of pressure.

#include <fmt/format.h>

#include "console/model/action_list.hpp"
#include "console/model/command_build.hpp"
#include "console/model/text.hpp"

namespace carehub::console {
namespace {

constexpr std::string_view to_everybody = "everybody sees it on the board, so no word about a patient";

void build_assign(const Values& values, const Surroundings& around, ParsedLine& line) {
  const AssignAction& action = values.assignment;
  for (auto&& fault : {board_text_fault(action.text, "the action", action_text_max),
                       board_text_fault(action.owner, "the owner", action_owner_max)})
    if (!fault.empty()) {
      line.error = fault;
      return;
    }
  std::string text = fmt::format("action for {}: {}", action.owner, action.text);
  if (action.due) text += ", by " + time_text(around.site().calendar, *action.due, around.now);
  if (action.opel_level > 0) text += fmt::format(", OPEL {}", action.opel_level);
  if (action.service.given()) text += ", " + action.service.value;
  propose(line, action, fmt::format("{}; {}", text, to_everybody));
}

// Empty: it is open.
std::string ended_text(const AssignedAction& action, const Surroundings& around) {
  if (action.state == ActionState::open) return {};
  return fmt::format("action {} {} at {} by {}", action.id.value,
                     action.state == ActionState::done ? "was done" : "was withdrawn",
                     around.clock(action.ended.value_or(around.now)), action.ended_by);
}

}  // namespace

void build_action(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  if (verb.id == VerbId::assign_action) return build_assign(values, around, line);
  const bool done = verb.id == VerbId::action_done;
  if (!done && verb.id != VerbId::withdraw_action) return;
  const AssignedAction* action = find_action(around.picture, values.action);
  if (action == nullptr) return;
  line.error = ended_text(*action, around);
  if (line.error.empty()) line.error = board_text_fault(values.words, "what you write about it", action_text_max);
  if (!line.error.empty()) return;
  const auto name = fmt::format("{}: {}, {}", action->id.value, cut(action->text, 60), action->owner);
  if (done) {
    const auto when = values.time ? " at " + around.clock(*values.time) : std::string{};
    return propose(line, CompleteAction{values.action, values.words, values.time},
                   fmt::format("action {} done{}{}", name, when, with_reason(values)));
  }
  propose(line, WithdrawAction{values.action, values.words},
          fmt::format("withdraw action {}{}", name, with_reason(values)));
}

}  // namespace carehub::console
