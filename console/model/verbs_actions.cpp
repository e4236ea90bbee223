// The verbs of what somebody is to do at a level of pressure.

#include "console/model/verb_parts.hpp"

namespace carehub::console::verb_parts {

std::vector<Verb> action_verbs() {
  using V = VerbId;
  return {
      {V::assign_action,
       "ACT",
       "ASSIGN",
       {of(SlotKind::assignment, "action")},
       "Assign an action to somebody: in any words, then OWNER and a name or a role; BY a time, OPEL a level and "
       "SERVICE "
       "where they belong to it. The board shows it to everybody: no patient's name, and numbers of four digits are "
       "refused",
       "ACT ring district nursing for a second team owner J. Marsh by 20:30 opel 3",
       desk | bit(Role::manager),
       position_of<AssignAction>()},
      {V::action_done,
       "DONE",
       "ACTIONDONE",
       {of(SlotKind::action_number, "ACTION"), maybe_time, maybe_written("word")},
       "An action is done, now or at the time given; it stays on the board for 24 hours",
       "DONE 3 second team from 21:00",
       desk | bit(Role::manager),
       position_of<CompleteAction>()},
      {V::withdraw_action,
       "DROP",
       "ACTIONDROP",
       {of(SlotKind::action_number, "ACTION"), a_reason},
       "Withdraw an action, with a reason; it stays on the board for 24 hours",
       "DROP 3 level is down again",
       desk | bit(Role::manager),
       position_of<WithdrawAction>()},
  };
}

}  // namespace carehub::console::verb_parts
