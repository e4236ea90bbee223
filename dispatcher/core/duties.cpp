#include "dispatcher/core/duties.hpp"

#include <algorithm>

#include "dispatcher/core/indices.hpp"

namespace carehub::core {

namespace {

// Nobody is with the person, and somebody of this hub still has to come or decide.
bool waits_for_contact(const Case& c) {
  return is_waiting(c) || c.status == CaseStatus::booked ||
         (c.status >= CaseStatus::allocated && c.status < CaseStatus::on_scene);
}

// Whoever is not triaged yet may be anybody: as the second priority.
std::int32_t interval_min(const Case& c, const Thresholds& thresholds) {
  const auto priority = c.triage ? static_cast<std::size_t>(c.triage->priority) : 2;
  const auto& intervals = thresholds.welfare_call_min;
  return priority >= 1 && priority <= intervals.size() ? intervals[priority - 1] : 0;
}

bool asked_for(const Case& c, DutyKind kind) {
  return (c.alerted & bit_of(alert_of(kind))) != 0;
}

}  // namespace

AlertKind alert_of(DutyKind kind) {
  switch (kind) {
    case DutyKind::welfare_call:
      return AlertKind::welfare_call_due;
    case DutyKind::call_back:
      return AlertKind::call_back_due;
    case DutyKind::follow_up:
      return AlertKind::follow_up_due;
  }
  return AlertKind::call_back_due;
}

std::optional<Instant> welfare_call_at(const Case& c, const Thresholds& thresholds) {
  const auto every = interval_min(c, thresholds);
  if (every <= 0 || !waits_for_contact(c)) return std::nullopt;
  if (c.welfare.tried) return *c.welfare.tried + minutes(thresholds.welfare_retry_min);
  return c.welfare.heard.value_or(c.received) + minutes(every);
}

std::optional<Instant> next_duty_at(const Case& c, const Thresholds& thresholds) {
  std::optional<Instant> first;
  if (!asked_for(c, DutyKind::welfare_call)) first = welfare_call_at(c, thresholds);
  for (const Duty& duty : c.duties) {
    if (!asked_for(c, duty.kind)) first = first ? std::min(*first, duty.due) : duty.due;
  }
  return first;
}

std::optional<Instant> lone_worker_at(const Team& team, const TeamConfig* config, const Thresholds& thresholds) {
  const bool alone = config == nullptr || config->people <= 1;
  if (thresholds.lone_worker_min <= 0 || !alone || team.status != TeamStatus::on_scene) return std::nullopt;
  return std::max(team.status_since, team.safe_at.value_or(team.status_since)) + minutes(thresholds.lone_worker_min);
}

bool are_two_people(const Case& a, const Case& b) {
  const Person &one = a.referral.person, &other = b.referral.person;
  return one.nhs_number_status == NhsNumberStatus::well_formed &&
         other.nhs_number_status == NhsNumberStatus::well_formed && one.nhs_number != other.nhs_number;
}

}  // namespace carehub::core
