#include "dispatcher/core/projection.hpp"

#include <algorithm>

#include "protocols/domain/access.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::core {

namespace {

void count_clocks(const State& state, Instant now, HubStatus& status) {
  const auto& dues = state.case_indices().dues();  // in order
  status.breached = static_cast<std::int32_t>(std::lower_bound(dues.begin(), dues.end(), now) - dues.begin());
  for (const CaseId id : state.case_indices().open()) {
    if (is_due_soon(*state.find_case(id), now, state.site().thresholds)) ++status.due_soon;
  }
}

void count_today(const State& state, Instant now, HubStatus& status) {
  const LocalDay today = local_time(state.site().calendar, now).day;
  for (auto at = state.hours().lower_bound({today, 0}); at != state.hours().end() && at->first.first == today; ++at) {
    const HourTally& hour = at->second.record;
    status.two_hour_met += hour.two_hour_met;
    status.two_hour_ended += hour.two_hour_met + hour.two_hour_breached;
    status.all_response_met += hour.all_response_met;
    status.all_response_ended += hour.all_response_ended;
  }
}

}  // namespace

HubStatus hub_status(const State& state, Instant now) {
  HubStatus status;
  status.hub_name = state.site().name;
  status.now = now;
  status.opel = state.hub().opel;
  status.handover = state.hub().handover;
  status.open = static_cast<std::int32_t>(state.case_indices().open().size());
  status.waiting = static_cast<std::int32_t>(state.case_indices().waiting().size());
  status.alerts = state.alert_indices().by_severity;
  for (const AssignedAction& action : state.hub().actions)
    if (!is_past(action, now)) status.actions.push_back(action);
  std::ranges::sort(status.actions, stands_before);
  count_clocks(state, now, status);
  count_today(state, now, status);
  return status;
}

Case published(const Case& c) {
  Case copy = c;
  std::string& access = copy.referral.location.access;
  if (!access.empty()) access = access_held;
  return copy;
}

bool in_picture(const State& state, const Case& c, Instant now) {
  if (is_open(c.status)) return true;
  if (c.closed && now - *c.closed <= minutes(state.site().thresholds.closed_stay_min)) return true;
  return state.alert_indices().has(c.id);
}

}  // namespace carehub::core
