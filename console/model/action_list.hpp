#pragma once
// What was assigned to somebody, for the board: open actions first, by due time, with exact counts. No patient data.

#include <string>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

enum class ActionMark { overdue, soon, assigned, done, withdrawn };

struct ActionLine {
  ActionId id;
  ActionMark mark = ActionMark::assigned;
  char letter = 'A';  // O, S, A, D, W
  std::string word;   // "overdue", "due soon", "assigned", "done", "withdrawn"
  std::string text;
  std::string owner;
  std::string about;  // "OPEL 3", "Crisis response", both; empty: of neither
  std::string due;    // "by 20:30", "no time set"; of what ended when and by whom: "20:12, R. Hale (manager)"
  std::string left;   // "48 min left", "18 min late"; empty without a time, and of what ended
  std::string age;    // "40 min old"; empty of what ended
  std::string said;   // about how it was done, or why it was withdrawn
};

struct ActionList {
  std::vector<ActionLine> lines;
  std::int32_t open = 0;  // overdue ones among them
  std::int32_t overdue = 0;
  std::int32_t done_today = 0;  // since local midnight
  std::string counts;           // "2 open, 1 overdue, 3 done today"; "no action assigned"
};

// An open action is due soon when so little time is left.
inline constexpr minutes action_due_soon{15};

[[nodiscard]] ActionList action_list(const Picture& picture, Instant now);
// As the hub last told it, open ones first: the board's or the desk's, whichever is newer.
[[nodiscard]] const std::vector<AssignedAction>& actions_of(const Picture& picture);
[[nodiscard]] const AssignedAction* find_action(const Picture& picture, ActionId id);
// Of the level, as the site names them.
[[nodiscard]] std::vector<SuggestedAction> suggested_actions(const Picture& picture, std::int32_t level);
// "J. Marsh, by 20:30, 18 min late": the second line of one.
[[nodiscard]] std::string action_detail(const ActionLine& line);

}  // namespace carehub::console
