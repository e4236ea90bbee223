#include "console/model/action_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "console/model/header.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

ActionMark mark_of(const AssignedAction& action, Instant now) {
  if (action.state == ActionState::done) return ActionMark::done;
  if (action.state == ActionState::withdrawn) return ActionMark::withdrawn;
  if (is_overdue(action, now)) return ActionMark::overdue;
  return action.due && *action.due - now <= action_due_soon ? ActionMark::soon : ActionMark::assigned;
}

std::string service_name_of(const Picture& picture, const ServiceId& id) {
  if (const auto* config = find_service(*picture.site, id)) return config->name;
  if (picture.board)
    for (const auto& service : picture.board->services)
      if (service.service == id) return service.name;
  return id.value;
}

std::string about_of(const Picture& picture, const AssignedAction& action) {
  std::string about = action.opel_level > 0 ? fmt::format("OPEL {}", action.opel_level) : std::string();
  return action.service.given() ? with(std::move(about), service_name_of(picture, action.service)) : about;
}

void set_times(ActionLine& line, const AssignedAction& action, const Calendar& calendar, Instant now) {
  if (action.ended) {
    line.due = fmt::format("{}, {}", time_text(calendar, *action.ended, now), action.ended_by);
    return;
  }
  line.age = age_text(whole_seconds(now - action.assigned)) + " old";
  if (!action.due) {
    line.due = "no time set";
    return;
  }
  line.due = "by " + time_text(calendar, *action.due, now);
  const auto left_s = whole_seconds(*action.due - now);
  line.left = left_s < 0 ? age_text(-left_s) + " late" : age_text(left_s) + " left";
}

ActionLine line_of(const Picture& picture, const AssignedAction& action, Instant now) {
  struct Look {
    char letter;
    const char* word;
  };
  constexpr std::array<Look, 5> looks{
      {{'O', "overdue"}, {'S', "due soon"}, {'A', "assigned"}, {'D', "done"}, {'W', "withdrawn"}}};
  ActionLine line;
  line.id = action.id;
  line.mark = mark_of(action, now);
  const auto& look = looks.at(static_cast<std::size_t>(line.mark));
  line.letter = look.letter;
  line.word = look.word;
  line.text = action.text;
  line.owner = action.owner;
  line.about = about_of(picture, action);
  line.said = action.word;
  set_times(line, action, picture.site->calendar, now);
  return line;
}

std::string counts_of(const ActionList& list) {
  if (list.lines.empty()) return "no action assigned";
  return fmt::format("{} open, {} overdue, {} done today", list.open, list.overdue, list.done_today);
}

}  // namespace

const std::vector<AssignedAction>& actions_of(const Picture& picture) {
  const bool board_is_newer = picture.board && picture.board->status.now >= picture.status.now;
  return board_is_newer ? picture.board->status.actions : picture.status.actions;
}

const AssignedAction* find_action(const Picture& picture, ActionId id) {
  const auto& actions = actions_of(picture);
  const auto found = std::ranges::find(actions, id, &AssignedAction::id);
  return found == actions.end() ? nullptr : &*found;
}

std::vector<SuggestedAction> suggested_actions(const Picture& picture, std::int32_t level) {
  const bool of_board = picture.board && picture.site->suggested_actions.empty();
  const auto& all = of_board ? picture.board->suggested_actions : picture.site->suggested_actions;
  std::vector<SuggestedAction> of_level;
  std::ranges::copy_if(all, std::back_inserter(of_level),
                       [&](const SuggestedAction& one) { return one.level == level; });
  return of_level;
}

ActionList action_list(const Picture& picture, Instant now) {
  ActionList list;
  const auto& calendar = picture.site->calendar;
  const auto today = local_time(calendar, now).day;
  for (const AssignedAction& action : actions_of(picture)) {
    if (is_past(action, now)) continue;
    list.lines.push_back(line_of(picture, action, now));
    if (action.state == ActionState::open) ++list.open;
    if (is_overdue(action, now)) ++list.overdue;
    if (action.state == ActionState::done && local_time(calendar, *action.ended).day == today) ++list.done_today;
  }
  list.counts = counts_of(list);
  return list;
}

std::string action_detail(const ActionLine& line) {
  std::string text = with(line.owner, line.due);
  text = with(std::move(text), line.left);
  text = with(std::move(text), line.age);
  text = with(std::move(text), line.about);
  return line.said.empty() ? text : fmt::format("{}: {}", text, line.said);
}

}  // namespace carehub::console
