#include "dispatcher/core/staffing.hpp"

#include <algorithm>

namespace carehub::core {

namespace {

using matching::plan::Hours;

// On duty until the shift ends; one that runs over, until its last visit is expected to be.
std::optional<Hours> shift_under_way(const Team& team, Instant now) {
  if (team.status == TeamStatus::off_duty) return std::nullopt;
  Instant until = team.shift_end.value_or(Instant::max());
  if (until <= now && !team.queue.empty()) until = team.queue.back().expected_end;
  // It has said nothing of going home yet.
  if (until <= now) until = now + minutes(1);
  return Hours{now, until};
}

std::vector<Hours> shifts_of(const Team& team, const matching::plan::UnitDuty& duty, Instant now, Instant end) {
  std::vector<Hours> shifts;
  const auto under_way = shift_under_way(team, now);
  if (under_way) shifts.push_back(*under_way);
  for (const Hours& span : duty.hours) {
    const bool later = span.from > now && (!under_way || span.from >= under_way->until);
    if (later && span.from < end) shifts.push_back(span);
  }
  return shifts;
}

// The moments at which a service opens or closes.
std::vector<Instant> doors_of(const ServiceConfig& service, const Calendar& calendar, Instant now, Instant end) {
  std::vector<Instant> doors;
  auto interval = open_interval(service.hours, calendar, now);
  if (!interval) interval = next_opening(service.hours, calendar, now);
  for (; interval && interval->from < end; interval = next_opening(service.hours, calendar, interval->from)) {
    doors.push_back(interval->from);
    doors.push_back(interval->until);
  }
  return doors;
}

std::vector<StaffingStep> steps_of(const std::vector<Hours>& shifts, const ServiceConfig& service,
                                   const Calendar& calendar, Instant now) {
  const Instant end = now + staffing_ahead;
  std::vector<Instant> changes = doors_of(service, calendar, now, end);
  for (const Hours& shift : shifts) {
    changes.push_back(shift.from);
    changes.push_back(shift.until);
  }
  std::erase_if(changes, [&](Instant at) { return at <= now || at >= end; });
  changes.push_back(now);
  std::ranges::sort(changes);
  std::vector<StaffingStep> steps;
  for (const Instant at : changes) {
    StaffingStep step{at, 0, open_interval(service.hours, calendar, at).has_value()};
    for (const Hours& shift : shifts) step.on_shift += shift.from <= at && at < shift.until ? 1 : 0;
    const bool same = !steps.empty() && steps.back().on_shift == step.on_shift && steps.back().open == step.open;
    if (!same) steps.push_back(step);
  }
  return steps;
}

}  // namespace

std::vector<ServiceStaffing> staffing(const State& state, Instant now) {
  const auto& book = state.duty_book(now);
  const auto& teams = state.team_list();
  std::vector<ServiceStaffing> all;
  for (const ServiceConfig& service : state.site().services) {
    if (service.capacity != CapacityKind::mobile_teams) continue;
    std::vector<Hours> shifts;
    for (std::size_t i = 0; i < teams.size(); ++i) {
      if (teams[i]->retired || teams[i]->service != service.id) continue;
      const auto more = shifts_of(*teams[i], book.teams[i], now, now + staffing_ahead);
      shifts.insert(shifts.end(), more.begin(), more.end());
    }
    all.push_back({service.id, steps_of(shifts, service, state.site().calendar, now)});
  }
  return all;
}

}  // namespace carehub::core
