#pragma once
// What was assigned to somebody at a level of pressure: "ring district nursing for a second evening team". Every
// console and the board show it, so that its texts hold no patient data.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/reflect.hpp"
#include "protocols/base/time.hpp"

namespace carehub {

enum class ActionState { open, done, withdrawn };
BOOST_DESCRIBE_ENUM(ActionState, open, done, withdrawn)

struct AssignedAction {
  ActionId id;
  std::string text;
  std::string owner;  // a name or a role
  std::optional<Instant> due;
  std::int32_t opel_level = 0;  // 1 to 4; 0: of none
  ServiceId service;            // empty: of none
  std::string by;               // who assigned it
  Instant assigned;
  ActionState state = ActionState::open;
  std::optional<Instant> ended;  // done or withdrawn
  std::string ended_by;
  std::string word;  // about how it was done; why it was withdrawn
  bool operator==(const AssignedAction&) const = default;
};
BOOST_DESCRIBE_STRUCT(AssignedAction, (),
                      (id, text, owner, due, opel_level, service, by, assigned, state, ended, ended_by, word))

// In characters.
inline constexpr std::size_t action_text_max = 140;
inline constexpr std::size_t action_owner_max = 40;
// At once; nothing that is open is ever dropped to make room.
inline constexpr std::size_t actions_open_max = 40;
// With those that ended within the time for which they stay in sight.
inline constexpr std::size_t actions_max = 120;
inline constexpr hours action_stays{24};

[[nodiscard]] bool is_overdue(const AssignedAction& action, Instant now);
// Ended so long ago that nobody is shown it any more.
[[nodiscard]] bool is_past(const AssignedAction& action, Instant now);
// Open ones first, those due first before all, then those without a time; after them what ended, newest first.
[[nodiscard]] bool stands_before(const AssignedAction& a, const AssignedAction& b);

// What is wrong with a text that the board would show to everybody, and what to write; empty: nothing. `what` is its
// name: "the action". Refuses what may be a case number, a telephone or NHS number, or a date of birth: four digits in
// a row, or six with single spaces, hyphens, dots, slashes or brackets between them; more than `most` characters; and
// line breaks.
[[nodiscard]] std::string board_text_fault(std::string_view text, std::string_view what, std::size_t most);

}  // namespace carehub
