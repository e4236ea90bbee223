// Starting and stopping of clocks as the site's rules say. Nothing here ever moves a start.

#include <algorithm>

#include "dispatcher/core/clock_rules.hpp"
#include "dispatcher/core/decider.hpp"

namespace carehub::core {

namespace {

// Excluded because triage found another need; it runs again when triage comes back to the first.
constexpr std::string_view regraded = "regraded by triage";

bool runs(const Clock& clock) {
  return clock.outcome == ClockOutcome::running;
}

// What other services say of a case may make it more urgent; nothing makes it less.
bool may_come_nearer(const ClockRule& rule) {
  return rule.from_message || rule.from_disposition || rule.from_floor || !rule.categories.empty();
}

}  // namespace

// A rule that newly applies starts from its own moment, however long ago that was. One that no longer applies since
// triage is excluded from the measure.
void Decider::start_clocks(CaseId id) {
  for (const ClockRule& rule : site().clock_rules) {
    const Case& c = *draft_.find_case(id);
    if (!rule_applies(rule, c, site())) continue;
    const Clock* known = find_clock(c, rule.kind);
    auto clock = clock_by(rule, c, site(), now());
    if (!clock) continue;
    if (known == nullptr) {
      emit(ClockStarted{id, std::move(*clock)});
    } else if (known->outcome == ClockOutcome::excluded && known->reason == regraded) {
      Clock again = *known;
      again.stopped.reset();
      again.outcome = ClockOutcome::running;
      again.reason.clear();
      emit(ClockStarted{id, std::move(again)});
    } else if (runs(*known) && may_come_nearer(rule) && clock->due < known->due) {
      Clock earlier = *known;
      earlier.due = clock->due;
      emit(ClockStarted{id, std::move(earlier)});
    }
  }
  const std::vector<Clock> clocks = draft_.find_case(id)->clocks;
  for (const Clock& clock : clocks) {
    const Case& c = *draft_.find_case(id);
    const ClockRule* rule = rule_for(site(), c, clock.kind);
    if (runs(clock) && rule != nullptr && !rule_applies(*rule, c, site())) {
      exclude_clock(id, clock.kind, std::string(regraded));
    }
  }
}

// One person, one promise: the earlier start and due count.
void Decider::carry_clocks(CaseId from, CaseId to) {
  const std::vector<Clock> clocks = draft_.find_case(from)->clocks;
  for (const Clock& clock : clocks) {
    if (!runs(clock) || clock.kind == ClockKind::ambulance_validation) continue;
    const Case& kept = *draft_.find_case(to);
    if (clock.kind == ClockKind::call_back && kept.triage) continue;
    const Clock* known = find_clock(kept, clock.kind);
    if (known == nullptr || (runs(*known) && known->due > clock.due)) emit(ClockStarted{to, clock});
  }
}

// What ended with the close but not by contact runs again, with its first start and due.
void Decider::resume_clocks(CaseId id) {
  const std::vector<Clock> clocks = draft_.find_case(id)->clocks;
  for (Clock clock : clocks) {
    if (runs(clock) || clock.reason.empty() || clock.reason == regraded) continue;
    clock.stopped.reset();
    clock.outcome = ClockOutcome::running;
    clock.reason.clear();
    emit(ClockStarted{id, std::move(clock)});
  }
}

// A promise already broken stays broken.
void Decider::exclude_clock(CaseId id, ClockKind kind, const std::string& reason) {
  const Clock* clock = find_clock(*draft_.find_case(id), kind);
  const bool broken = clock != nullptr && is_late(now(), clock->due);
  emit(ClockStopped{id, kind, now(), broken ? ClockOutcome::breached : ClockOutcome::excluded, reason});
}

void Decider::stop_clocks(CaseId id, ClockMoment moment, Instant at) {
  const std::vector<Clock> clocks = draft_.find_case(id)->clocks;
  for (const Clock& clock : clocks) {
    if (!runs(clock) || !stops_on(rule_for(site(), *draft_.find_case(id), clock.kind), moment)) continue;
    const bool met = !is_late(at, clock.due);
    emit(ClockStopped{id, clock.kind, at, met ? ClockOutcome::met : ClockOutcome::breached,
                      moment == ClockMoment::closed ? "ended with the case" : ""});
  }
  end_clock_alerts(id);
}

// An alert speaks of the clocks that still run.
void Decider::end_clock_alerts(CaseId id) {
  const Case& c = *draft_.find_case(id);
  const auto any = [&](auto&& wanted) {
    return std::any_of(c.clocks.begin(), c.clocks.end(),
                       [&](const Clock& clock) { return runs(clock) && wanted(clock); });
  };
  if (!any([&](const Clock& clock) { return alert_from(clock, site().thresholds) <= now(); }))
    resolve(AlertKind::due_soon, id, "no clock is due soon");
  if (!any([&](const Clock& clock) { return is_late(now(), clock.due); }))
    resolve(AlertKind::breached, id, "no broken clock runs any more");
}

// Rules that stop on the close have an outcome. What else still runs does not count, and says why; but a promise
// already broken stays broken, unless the case never was one (a duplicate, entered in error).
void Decider::end_clocks(CaseId id, const std::string& reason, bool counts) {
  if (counts) stop_clocks(id, ClockMoment::closed, now());
  const std::vector<Clock> clocks = draft_.find_case(id)->clocks;
  for (const Clock& clock : clocks) {
    if (!runs(clock)) continue;
    const bool broken = counts && is_late(now(), clock.due);
    emit(ClockStopped{id, clock.kind, now(), broken ? ClockOutcome::breached : ClockOutcome::excluded, reason});
  }
}

}  // namespace carehub::core
