#include <algorithm>
#include <bit>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::matching {
namespace {

constexpr std::int32_t days_looked_ahead = 8;

// From where and when a team could set off.
struct Start {
  Coordinates from;
  Instant at;
  CaseId after;
  std::optional<std::int32_t> position_age_s;
  std::int32_t penalty_s = 0;
};

std::int64_t minutes_to_next_shift(const Calendar& calendar, const TeamConfig* config, Instant now) {
  if (config == nullptr) return -1;
  const auto local = local_time(calendar, now);
  std::optional<Instant> next;
  for (std::int32_t ahead = 0; ahead < days_looked_ahead && !next; ++ahead) {
    const LocalDay day{local.day.days + ahead};
    const auto weekday = (local.weekday + ahead) % 7;
    const bool bank_holiday = std::ranges::binary_search(calendar.bank_holidays, day);
    for (const auto& shift : config->roster) {
      const bool holds = bank_holiday ? shift.bank_holidays : (shift.weekdays >> weekday & 1) != 0;
      if (!holds) continue;
      const auto start = instant_of(calendar, day, shift.start_min);
      if (start > now && (!next || start < *next)) next = start;
    }
  }
  return next ? whole_minutes(*next - now) : -1;
}

Skill first_missing(SkillSet needed, SkillSet has) {
  return static_cast<Skill>(std::countr_zero(needed.bits & ~has.bits));
}

// What the site says of the teams. They come in order of their ids, and so does the site mostly: the next one is looked
// at first, so that thousands of teams cost no search each.
class TeamConfigs {
 public:
  explicit TeamConfigs(const Site& site) : all_(site.teams) {}

  const TeamConfig* find(const TeamId& id) {
    for (; next_ < all_.size() && all_[next_].id < id; ++next_) {
    }
    if (next_ < all_.size() && all_[next_].id == id) return &all_[next_];
    return find_sorted(id);
  }

 private:
  const TeamConfig* find_sorted(const TeamId& id) {
    if (sorted_.size() != all_.size()) {
      for (const auto& config : all_) sorted_.push_back(&config);
      std::ranges::sort(sorted_, {}, [](const TeamConfig* config) -> const TeamId& { return config->id; });
    }
    const auto found =
        std::ranges::lower_bound(sorted_, id, {}, [](const TeamConfig* c) -> const TeamId& { return c->id; });
    return found != sorted_.end() && (*found)->id == id ? *found : nullptr;
  }

  const std::vector<TeamConfig>& all_;
  std::size_t next_ = 0;
  std::vector<const TeamConfig*> sorted_;  // made only where the site lists them in another order
};

std::optional<NotOffered> refuse(const Team& team, NotOfferedReason reason, std::int64_t figure = 0) {
  return NotOffered{UnitKind::team, team.id.value, team.service, reason, figure};
}

// Whether the team may be asked at all; where it is and when it is free comes after.
std::optional<NotOffered> unfit(const World& world, const Asked& asked, const ScreenedService& service,
                                const Team& team, TeamConfigs& configs) {
  if (service.reason) return refuse(team, *service.reason, service.figure);
  if (is_excluded(asked, team.id.value)) return refuse(team, NotOfferedReason::excluded);
  if (!team.skills.covers(asked.skills))
    return refuse(team, NotOfferedReason::skill_missing,
                  static_cast<std::int64_t>(first_missing(asked.skills, team.skills)));
  if (team.status == TeamStatus::off_duty)
    return refuse(team, NotOfferedReason::off_duty,
                  minutes_to_next_shift(world.site->calendar, configs.find(team.id), world.now));
  if (team.status == TeamStatus::on_break)
    return refuse(team, NotOfferedReason::on_break,
                  team.break_until ? std::max<std::int64_t>(0, whole_minutes(*team.break_until - world.now)) : -1);
  return std::nullopt;
}

// The place a team starts from when it is free: where it is now, or its last visit.
std::optional<Start> start_of(const World& world, const Team& team, TeamConfigs& configs) {
  Start start{.from = {}, .at = world.now, .after = {}, .position_age_s = {}};
  if (team.position_at)
    start.position_age_s =
        static_cast<std::int32_t>(std::max<std::int64_t>(0, whole_seconds(world.now - *team.position_at)));
  if (!team.queue.empty()) {
    const auto& last = team.queue.back();
    start.at = std::max(world.now, last.expected_end);
    start.after = last.case_id;
    if (const auto there = world.position_of_case ? world.position_of_case(last.case_id) : std::nullopt) {
      start.from = *there;
      return start;
    }
  }
  const auto age = position_age(team, world.now, world.site->thresholds);
  if (age == PositionAge::stale) start.penalty_s = stale_position_penalty_s;
  if (age == PositionAge::unknown || team.position_doubtful) start.penalty_s = unknown_position_penalty_s;
  if (team.position && age != PositionAge::unknown) {
    start.from = *team.position;
    return start;
  }
  if (const auto* config = configs.find(team.id)) {
    start.from = config->base;
    return start;
  }
  if (!team.position) return std::nullopt;
  start.from = *team.position;
  return start;
}

void consider(const World& world, const Asked& asked, const ScreenedService& service, const Team& team,
              TeamConfigs& configs, Found& found) {
  if (auto reason = unfit(world, asked, service, team, configs)) return found.not_offered.push_back(std::move(*reason));
  const auto start = start_of(world, team, configs);
  if (!start) return found.not_offered.push_back(*refuse(team, NotOfferedReason::position_unknown, -1));
  if (start->after.given() && !service.config->queueing)
    return found.not_offered.push_back(
        *refuse(team, NotOfferedReason::busy, std::max<std::int64_t>(0, whole_minutes(start->at - world.now))));
  const auto travel = team_travel_s(*world.site, start->from, asked.position, start->at);
  if (!travel) return found.not_offered.push_back(*refuse(team, NotOfferedReason::unreachable));
  const auto arrival = start->at + seconds{*travel};
  const auto end = arrival + minutes{service.config->visit_min};
  if (team.shift_end && end > *team.shift_end)
    return found.not_offered.push_back(
        *refuse(team, NotOfferedReason::shift_ends, std::max<std::int64_t>(1, whole_minutes(end - *team.shift_end))));

  RankedCandidate ranked{.candidate = {},
                         .service_rank = service.rank,
                         .last_resort = service.last_resort,
                         .catch_all = service.catch_all};
  auto& candidate = ranked.candidate;
  candidate.kind = UnitKind::team;
  candidate.unit = team.id.value;
  candidate.service = team.service;
  candidate.arrival = arrival;
  candidate.travel_s = *travel;
  candidate.wait_s = static_cast<std::int32_t>(whole_seconds(start->at - world.now));
  candidate.position_age_s = start->position_age_s;
  candidate.after = start->after;
  candidate.rank_penalty = start->penalty_s + (asked.position_known ? 0 : unknown_position_penalty_s);
  set_slack(candidate, world, asked, *service.config);
  found.offered.push_back(std::move(ranked));
}

const ScreenedService* service_of(const std::vector<ScreenedService>& services, const ServiceId& id) {
  const auto same = [&](const ScreenedService& s) { return s.config->id == id; };
  const auto found = std::ranges::find_if(services, same);
  return found == services.end() ? nullptr : &*found;
}

}  // namespace

void add_teams(const World& world, const Asked& asked, const std::vector<ScreenedService>& services, Found& found) {
  TeamConfigs configs{*world.site};
  const ScreenedService* service = nullptr;
  for (const auto* team : world.teams) {
    if (team->retired) continue;
    if (service == nullptr || service->config->id != team->service) service = service_of(services, team->service);
    if (service != nullptr) consider(world, asked, *service, *team, configs, found);
  }
}

}  // namespace carehub::matching
