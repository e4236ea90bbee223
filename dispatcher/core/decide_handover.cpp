// One shift gives what is unresolved to the next, by name and number; whoever takes it has it, and until then it is
// still the giver's.

#include <algorithm>

#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/handover.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::core {

namespace {

bool owes_attention(const Case& c, const UserName& giver, Instant now, const Thresholds& thresholds) {
  const bool taken_up = c.claim && c.claim->user == giver && c.claim->until > now;
  return taken_up || !c.duties.empty() || is_due_soon(c, now, thresholds) ||
         std::ranges::any_of(c.clocks, [&](const Clock& clock) {
           return clock.outcome == ClockOutcome::running && is_late(now, clock.due);
         });
}

}  // namespace

Decider::Outcome_ Decider::decide(const HandOverShift& c) {
  const State& state = draft_.below();
  Handover handover{stamp_.actor.user, c.to, now(), c.note, {}, {}, 0};
  if (c.to == stamp_.actor.user && c.to.given()) {
    return refuse(RefusalCode::invalid_value, "a shift is handed over to somebody else");
  }
  if (const Handover* open = waiting_handover(state); open != nullptr && open->from != stamp_.actor.user) {
    return refuse(RefusalCode::wrong_state, "the handover of {} at {} has not been taken over yet; take it over first",
                  person_words(open->from.value), clock(open->at));
  }
  for (const CaseId id : state.case_indices().open()) {
    ++handover.open;
    if (owes_attention(*draft_.find_case(id), handover.from, now(), site().thresholds)) handover.cases.push_back(id);
  }
  for (const Alert* alert : state.alerts()) handover.alerts.push_back(alert->id);
  Alert alert;
  alert.kind = AlertKind::handover_waiting;
  alert.severity = Severity::low;
  alert.text = fmt::format("{} hands over{}: {} open cases, {} of them by name, {} alerts; take it over",
                           person_words(handover.from.value), c.to.given() ? " to " + person_words(c.to.value) : "",
                           handover.open, handover.cases.size(), handover.alerts.size());
  say("{}", alert.text);
  emit(ShiftHandedOver{std::move(handover)});
  raise(std::move(alert));
  return std::nullopt;
}

// What the giver had taken up is the taker's now.
Decider::Outcome_ Decider::decide(const TakeOverShift& c) {
  const Handover* open = waiting_handover(draft_.below());
  if (open == nullptr) return refuse(RefusalCode::already_done, "no shift waits to be taken over");
  const Handover handover = *open;
  if (handover.from == stamp_.actor.user) {
    return refuse(RefusalCode::invalid_value, "you handed it over yourself; somebody else has to take it");
  }
  emit(ShiftTakenOver{stamp_.actor.user, c.note});
  const Instant until = now() + minutes(site().thresholds.claim_min);
  for (const CaseId id : handover.cases) {
    const Case* known = draft_.find_case(id);
    const bool givers = known != nullptr && known->claim && known->claim->user == handover.from;
    if (givers && is_open(known->status)) emit(CaseClaimed{id, stamp_.actor.user, until});
  }
  resolve(AlertKey{{}, "hub", AlertKind::handover_waiting}, "taken over");
  std::vector<std::string> names;
  for (const CaseId id : handover.cases) names.push_back(std::to_string(id.value));
  say("taken over from {}: {} open cases when it was given, by name {}", person_words(handover.from.value),
      handover.open, names.empty() ? std::string("none") : shortened(listed(names), 400));
  return std::nullopt;
}

// Nobody is there to take it.
void Decider::tick_handover() {
  const auto at = handover_late_at(draft_.below());
  if (!at || *at > now()) return;
  const Handover& handover = *draft_.below().hub().handover;
  Alert alert;
  alert.kind = AlertKind::handover_waiting;
  alert.severity = Severity::high;
  alert.text = fmt::format("the shift of {} was handed over at {} and nobody has taken it over",
                           person_words(handover.from.value), clock(handover.at));
  raise(std::move(alert));
}

const Handover* waiting_handover(const State& state) {
  const auto& last = state.hub().handover;
  return last && !last->taken ? &*last : nullptr;
}

std::optional<Instant> handover_late_at(const State& state) {
  const Handover* handover = waiting_handover(state);
  if (handover == nullptr) return std::nullopt;
  const Alert* alert = state.find_alert(AlertKey{{}, "hub", AlertKind::handover_waiting});
  if (alert != nullptr && alert->severity == Severity::high) return std::nullopt;
  return handover->at + minutes(state.site().thresholds.handover_min);
}

}  // namespace carehub::core
