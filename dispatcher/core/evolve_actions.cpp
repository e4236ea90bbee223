// What was assigned to somebody, and how it ended.

#include "dispatcher/core/evolver.hpp"
#include "dispatcher/core/phrases.hpp"

namespace carehub::core {

void Evolver::operator()(const ActionAssigned& e) {
  AssignedAction action;
  action.id = e.action;
  action.text = e.text;
  action.owner = e.owner;
  action.due = e.due;
  action.opel_level = e.opel_level;
  action.service = e.service;
  action.by = who(stamp_.actor);
  action.assigned = stamp_.at;
  records_.add_action(std::move(action));
}

void Evolver::operator()(const ActionCompleted& e) {
  AssignedAction* action = records_.edit_action(e.action);
  if (action == nullptr) return;
  action->state = ActionState::done;
  action->ended = e.happened.value_or(stamp_.at);
  action->ended_by = who(stamp_.actor);
  action->word = e.word;
}

void Evolver::operator()(const ActionWithdrawn& e) {
  AssignedAction* action = records_.edit_action(e.action);
  if (action == nullptr) return;
  action->state = ActionState::withdrawn;
  action->ended = stamp_.at;
  action->ended_by = who(stamp_.actor);
  action->word = e.reason;
}

}  // namespace carehub::core
