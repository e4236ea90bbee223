#include "dispatcher/core/rosters.hpp"

namespace carehub::core {

Shift shift_at(const TeamConfig& team, const Calendar& calendar, Instant at) {
  Shift shift;
  OpeningHours roster;
  roster.sessions = team.roster;
  const auto on = open_interval(roster, calendar, at);
  if (!on) return shift;
  shift.end = on->until;
  OpeningHours breaks;
  breaks.sessions = team.breaks;
  const auto next = next_opening(breaks, calendar, at);
  if (next && next->from < on->until) shift.next_break = next->from;
  return shift;
}

}  // namespace carehub::core
