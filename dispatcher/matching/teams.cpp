#include <algorithm>
#include <bit>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/shifts.hpp"
#include "dispatcher/matching/travel.hpp"
#include "dispatcher/matching/whereabouts.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::matching {
namespace {

// From where and when a team could set off.
struct Start {
  Coordinates from;
  Instant at;
  CaseId after;
  std::optional<std::int32_t> position_age_s;
  std::int32_t penalty_s = 0;
};

std::int64_t minutes_to_next_shift(const Calendar& calendar, const TeamConfig* config, Instant now) {
  const auto next = config == nullptr ? std::nullopt : next_shift(*config, calendar, now);
  return next ? whole_minutes(next->from - now) : -1;
}

Skill first_missing(SkillSet needed, SkillSet has) {
  return static_cast<Skill>(std::countr_zero(needed.bits & ~has.bits));
}

// What the site says of a team; null when it no longer says anything.
const TeamConfig* config_of(const World& world, std::size_t position) {
  const auto at = world.directory->teams[position].config;
  return at == Directory::nowhere ? nullptr : &world.site->teams[at];
}

std::unexpected<Against> no(NotOfferedReason reason, std::int64_t figure = 0) {
  return std::unexpected(Against{reason, figure});
}

// Whether the team may be asked at all; where it is and when it is free comes after.
std::optional<Against> unfit(const World& world, const Asked& asked, const ScreenedService& service,
                             std::size_t position) {
  const Team& team = *world.teams[position];
  if (service.reason) return Against{*service.reason, service.figure};
  if (is_excluded(asked, team.id.value)) return Against{NotOfferedReason::excluded};
  if (!team.skills.covers(asked.skills))
    return Against{NotOfferedReason::skill_missing,
                   static_cast<std::int64_t>(first_missing(asked.skills, team.skills))};
  if (team.status == TeamStatus::off_duty)
    return Against{NotOfferedReason::off_duty,
                   minutes_to_next_shift(world.site->calendar, config_of(world, position), world.now)};
  if (team.status == TeamStatus::on_break)
    return Against{NotOfferedReason::on_break,
                   team.break_until ? std::max<std::int64_t>(0, whole_minutes(*team.break_until - world.now)) : -1};
  if (is_silent(team))
    return Against{NotOfferedReason::silent, whole_minutes(world.now - team.last_heard.value_or(team.status_since))};
  return std::nullopt;
}

// The visit before this one: the last of its queue, or who comes before the case where it is among them.
const Visit* visit_before(const Team& team, CaseId asked) {
  const auto own = std::ranges::find(team.queue, asked, &Visit::case_id);
  return own == team.queue.begin() ? nullptr : &*std::prev(own);
}

// The place a team starts from when it is free: where it is now, or its last visit.
std::optional<Start> start_of(const World& world, CaseId asked, std::size_t position) {
  const Team& team = *world.teams[position];
  Start start{.from = {}, .at = world.now, .after = {}, .position_age_s = {}};
  if (team.position_at)
    start.position_age_s =
        static_cast<std::int32_t>(std::max<std::int64_t>(0, whole_seconds(world.now - *team.position_at)));
  if (const Visit* last = visit_before(team, asked)) {
    start.at = std::max(world.now, last->expected_end);
    start.after = last->case_id;
    const Case* there = world.find_case ? world.find_case(last->case_id) : nullptr;
    if (there != nullptr && there->referral.location.position) {
      start.from = *there->referral.location.position;
      return start;
    }
  }
  const auto& thresholds = world.site->thresholds;
  const auto age = position_age(team, world.now, thresholds);
  if (age == PositionAge::stale) start.penalty_s = thresholds.stale_position_penalty_s;
  if (age == PositionAge::unknown || team.position_doubtful) start.penalty_s = thresholds.unknown_position_penalty_s;
  const auto known = whereabouts(team, age, config_of(world, position));
  if (!known) return std::nullopt;
  start.from = known->at;
  return start;
}

}  // namespace

Verdict consider_team(const World& world, const Asked& asked, const ScreenedService& service, std::size_t position) {
  const Team& team = *world.teams[position];
  if (const auto reason = unfit(world, asked, service, position)) return std::unexpected(*reason);
  const auto start = start_of(world, asked.call->id, position);
  if (!start) return no(NotOfferedReason::position_unknown, -1);
  if (start->after.given() && !service.config->queueing)
    return no(NotOfferedReason::busy, std::max<std::int64_t>(0, whole_minutes(start->at - world.now)));
  const auto hour = start->at == world.now ? asked.hour_now : travel_hour(*world.site, start->at);
  const auto travel = team_travel_at_s(travel_basis(world), start->from, asked.position, hour);
  if (!travel) return no(NotOfferedReason::unreachable);
  const auto arrival = start->at + seconds{*travel};
  const auto end = arrival + expected_visit(*asked.call, *service.config);
  if (team.shift_end && end > *team.shift_end)
    return no(NotOfferedReason::shift_ends, std::max<std::int64_t>(1, whole_minutes(end - *team.shift_end)));

  Offer offer;
  offer.kind = UnitKind::team;
  offer.unit = &team.id.value;
  offer.service = &service;
  offer.arrival = arrival;
  offer.travel_s = *travel;
  offer.wait_s = static_cast<std::int32_t>(whole_seconds(start->at - world.now));
  offer.last_resort = service.last_resort;
  offer.position_age_s = start->position_age_s;
  offer.after = start->after;
  offer.rank_penalty =
      start->penalty_s + (asked.position_known ? 0 : world.site->thresholds.unknown_position_penalty_s);
  set_slack(offer, world, asked);
  return offer;
}

void add_teams(const World& world, const Asked& asked, const ScreenedServices& services, Found& found) {
  for_each_position(world.teams.size(), world.near_teams, [&](std::size_t i) {
    const auto& team = *world.teams[i];
    const auto at = world.directory->teams[i].service;
    if (team.retired || at == Directory::nowhere) return;
    found.add(UnitKind::team, team.id.value, services[at], consider_team(world, asked, services[at], i));
  });
}

}  // namespace carehub::matching
