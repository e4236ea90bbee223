// Who is on duty, as what team: signing on and off, breaks, and whom a crew may speak for.

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/rosters.hpp"
#include "protocols/domain/geo.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

// The desk acts for every team, a crew for the one it is signed on as.
Decider::Outcome_ Decider::check_own_team(const TeamId& id) const {
  if (auto refused = check_exists(id)) return refused;
  const Team& team = *draft_.find_team(id);
  if (!by_crew() || team.crew_user == stamp_.actor.user) return std::nullopt;
  const std::string own = own_teams();
  const bool nobody_there = team.status == TeamStatus::off_duty && !team.crew_user.given();
  if (nobody_there && own.empty()) return std::nullopt;  // nothing to spoil; kept and flagged
  const std::string whose = team.status == TeamStatus::off_duty ? std::string("is off duty")
                            : team.crew_user.given() ? fmt::format("is signed on by {}", team.crew_user.value)
                                                     : std::string("was signed on by the desk");
  return refuse(RefusalCode::not_your_team, "{} {}; you are {}; sign on as {} first or ask the desk", id.value, whose,
                own.empty() ? std::string("not signed on") : "signed on as " + own, id.value);
}

// The teams on duty that this crew is signed on as: "CR1", or several where one feed speaks for many crews.
std::string Decider::own_teams() const {
  constexpr int named_max = 3;
  std::string names;
  int count = 0;
  for (const Team* team : draft_.below().team_list()) {
    if (team->status == TeamStatus::off_duty || team->crew_user != stamp_.actor.user) continue;
    if (++count <= named_max) names += (names.empty() ? "" : ", ") + team->id.value;
  }
  return count > named_max ? fmt::format("{} and {} more", names, count - named_max) : names;
}

// The desk signed it on for a crew that now speaks for itself.
bool Decider::may_take_over(const Team& team) const {
  return by_crew() && team.status != TeamStatus::off_duty && !team.crew_user.given() && !team.retired;
}

Decider::Outcome_ Decider::take_over(const SignOnTeam& c) {
  emit(CrewTookTeam{c.team, c.crew, stamp_.actor.user});
  team_heard(c.team);
  say("{} is yours", c.team.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const SignOnTeam& c) {
  if (auto refused = check_exists(c.team)) return refused;
  if (c.position && !in_british_isles(*c.position)) {
    return refuse(RefusalCode::invalid_value, "the position lies outside the British Isles; check it");
  }
  if (c.shift_end && *c.shift_end <= now()) {
    return refuse(RefusalCode::invalid_value, "the shift would end at {}, in the past", clock(*c.shift_end));
  }
  const Team& team = *draft_.find_team(c.team);
  if (may_take_over(team)) return take_over(c);
  if (auto refused = check_state(team)) return refused;
  const TeamConfig* config = draft_.below().team_config(c.team);
  if (team.retired || config == nullptr) {
    return refuse(RefusalCode::not_eligible, "{} is no longer in the site file", c.team.value);
  }
  const Shift shift = shift_at(*config, site().calendar, now());
  TeamSignedOn event{
      c.team, c.crew, c.position, now(), c.shift_end, shift.next_break, by_crew() ? stamp_.actor.user : UserName()};
  if (!event.position) event.position = config->base;
  if (!event.shift_end) event.shift_end = shift.end;
  emit(std::move(event));
  resolve_team_alerts(c.team, "signed on");
  unit_freed(UnitKind::team, c.team.value);
  say("{} on duty", c.team.value);
  return std::nullopt;
}

void Decider::resolve_team_alerts(const TeamId& id, const std::string& reason) {
  for (AlertKind kind : {AlertKind::silent_team, AlertKind::shift_overrun, AlertKind::reported_out_of_order,
                         AlertKind::position_doubtful, AlertKind::better_crew}) {
    resolve(kind, id, reason);
  }
}

Decider::Outcome_ Decider::decide(const SignOffTeam& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  const Team& team = *draft_.find_team(c.team);
  if (auto answer = kept_or_refused_duty(team, words(TeamStatus::off_duty))) return *answer;
  const std::vector<Visit> queue = team.queue;
  emit(TeamSignedOff{c.team, c.reason});
  resolve_team_alerts(c.team, "signed off");
  for (const Visit& visit : queue) {
    resolve(AlertKind::unanswered_allocation, visit.case_id, "the team signed off");
    propose(visit.case_id);
  }
  unit_gone(UnitKind::team, c.team.value);
  say("{} off duty", c.team.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const StartBreak& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  const auto longest_min = site().thresholds.break_max_min;
  if (c.minutes < 1 || c.minutes > longest_min) {
    return refuse(RefusalCode::invalid_value, "a break is 1 to {} minutes", longest_min);
  }
  if (auto answer = kept_or_refused_duty(*draft_.find_team(c.team), words(TeamStatus::on_break))) return *answer;
  const Instant until = now() + minutes(c.minutes);
  emit(BreakStarted{c.team, until});
  team_heard(c.team);
  unit_gone(UnitKind::team, c.team.value);
  say("{} on a break until {}", c.team.value, clock(until));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const EndBreak& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  if (auto answer = kept_or_refused_duty(*draft_.find_team(c.team), "back from a break")) return *answer;
  emit(BreakEnded{c.team});
  team_heard(c.team);
  unit_freed(UnitKind::team, c.team.value);
  say("{} back from its break", c.team.value);
  return std::nullopt;
}

}  // namespace carehub::core
