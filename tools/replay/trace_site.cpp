#include "tools/replay/trace_site.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace carehub::replay {

namespace {

using namespace std::chrono_literals;

// A Monday of no meaning; its clock is UTC.
constexpr std::chrono::sys_days first_day = std::chrono::sys_days{std::chrono::year{2026} / 1 / 5};
constexpr std::int32_t very_long_min = 1'000'000;

constexpr const char* visits_service = "visits";

// The demand that a replayed hub takes as usual until it has seen its own (docs/shift-trace.md).
constexpr std::int64_t calls_a_shift_x100 = 750;
constexpr std::array<std::int32_t, 24> usual_hours{1, 1, 1, 1, 1, 1, 1, 2, 4, 6, 7, 7,
                                                   7, 6, 6, 6, 6, 6, 6, 5, 5, 4, 3, 2};
struct UsualNeed {
  std::vector<int> skills;
  std::int32_t percent;
};
const std::array<UsualNeed, 5> usual_needs{
    {{{1, 10}, 20}, {{1}, 15}, {{2, 4, 10}, 25}, {{2, 10}, 25}, {{2, 3, 10}, 15}}};

template <class T>
void add_once(std::vector<T>& list, const T& value) {
  const auto at = std::lower_bound(list.begin(), list.end(), value);
  if (at == list.end() || *at != value) list.insert(at, value);
}

bool covers(const std::vector<int>& skills, const std::vector<int>& need) {
  return std::includes(skills.begin(), skills.end(), need.begin(), need.end());
}

ServiceConfig service(const char* id, ServiceKind kind, CapacityKind capacity, Mode mode) {
  ServiceConfig config;
  config.id = ServiceId(id);
  config.name = id;
  config.kind = kind;
  config.capacity = capacity;
  config.mode = mode;
  config.hours.all_hours = true;
  return config;
}

ClockRule clock_rule(const Trace& trace) {
  ClockRule rule;
  rule.kind = ClockKind::two_hour;
  rule.start = ClockMoment::received;
  rule.stop = {ClockMoment::on_scene, ClockMoment::arrived_at_place};
  rule.target_min = trace.target_s / 60;
  rule.source = "the trace";
  return rule;
}

// A trace knows where everybody is, and nobody is silent, late to answer, or asked twice.
Thresholds thresholds() {
  Thresholds all;
  all.position_stale_s = all.position_unknown_s = 60 * very_long_min;
  all.silent_team_min = all.allocation_answer_min = all.proposal_answer_min = very_long_min;
  all.not_arrived_after_min = all.shift_overrun_min = all.opel_ask_again_min = very_long_min;
  all.duplicate_window_min = 0;
  all.duplicate_metres = 0;
  all.speed_max_kmh = very_long_min;
  return all;
}

TravelModel travel_model(const Trace& trace) {
  TravelModel travel;
  travel.detour_percent = trace.travel.circuity_percent;
  travel.kmh_by_hour.assign(24, trace.travel.kmh);
  travel.fixed_s = trace.travel.fixed_s;
  travel.person_kmh = trace.person_travel.kmh;
  travel.person_fixed_s = trace.person_travel.fixed_s;
  return travel;
}

}  // namespace

Result<TraceSite> TraceSite::of(const Trace& trace, const MatchingRules& matching) {
  TraceSite made;
  if (trace.target_s % 60 != 0)
    return fail(ErrorCode::unsupported, "meta", "\"target_s\" is no whole number of minutes");
  for (const TraceCall& call : trace.calls) {
    if (call.deadline != call.at + trace.target_s)
      return fail(ErrorCode::unsupported, fmt::format("call {}", call.id),
                  "\"deadline\" is not \"t\" + \"target_s\"; a hub's clock has one target");
  }
  CAREHUB_CHECK(made.name_skills(trace));
  CAREHUB_CHECK(made.name_needs(trace));
  made.start_ = Instant(first_day) + minutes{trace.clock_start_min};
  Site& site = made.site_;
  site.id = site.name = "trace";
  site.travel = travel_model(trace);
  site.thresholds = thresholds();
  site.clock_rules = {clock_rule(trace)};
  ServiceConfig visits =
      service(visits_service, ServiceKind::crisis_response, CapacityKind::mobile_teams, Mode::automatic);
  visits.queueing = false;
  ServiceConfig rest = service("nobody", ServiceKind::signpost, CapacityKind::advice_queue, Mode::propose);
  rest.catch_all = true;
  site.services = {std::move(visits), std::move(rest)};
  for (std::size_t i = 0; i < made.need_kinds_.size(); ++i) site.need_rules.push_back(made.rule(i));
  site.demand = {made.usual_demand(trace)};
  site.matching = matching;
  for (const TraceUnit& unit : trace.units) {
    if (unit.fixed)
      made.add_place(unit);
    else
      made.add_team(unit);
  }
  return made;
}

Result<void> TraceSite::name_skills(const Trace& trace) {
  for (const TraceUnit& unit : trace.units)
    for (const int skill : unit.skills) add_once(skill_numbers_, skill);
  for (const TraceCall& call : trace.calls)
    for (const int skill : call.need) add_once(skill_numbers_, skill);
  for (const UsualNeed& usual : usual_needs)
    for (const int skill : usual.skills) add_once(skill_numbers_, skill);
  if (skill_numbers_.size() > enum_count<Skill>)
    return fail(ErrorCode::limit_exceeded, "trace", "{} kinds of skill; a hub has names for {}", skill_numbers_.size(),
                enum_count<Skill>);
  return {};
}

// Need::unknown and Need::other say nothing; the names between them do.
Result<void> TraceSite::name_needs(const Trace& trace) {
  constexpr std::size_t most = enum_count<Need> - 2;
  for (const TraceCall& call : trace.calls) add_once(need_kinds_, call.need);
  for (const UsualNeed& usual : usual_needs) add_once(need_kinds_, usual.skills);
  if (need_kinds_.size() > most)
    return fail(ErrorCode::limit_exceeded, "trace", "{} kinds of \"need\"; a hub has names for {}", need_kinds_.size(),
                most);
  return {};
}

SkillSet TraceSite::skills(const std::vector<int>& numbers) const {
  SkillSet set;
  for (const int number : numbers) {
    const auto at = std::lower_bound(skill_numbers_.begin(), skill_numbers_.end(), number);
    set.add(static_cast<Skill>(at - skill_numbers_.begin()));
  }
  return set;
}

Need TraceSite::need(const std::vector<int>& numbers) const {
  const auto at = std::lower_bound(need_kinds_.begin(), need_kinds_.end(), numbers);
  return static_cast<Need>(1 + (at - need_kinds_.begin()));
}

NeedRule TraceSite::rule(std::size_t kind) const {
  NeedRule rule;
  rule.need = need(need_kinds_[kind]);
  rule.skills = skills(need_kinds_[kind]);
  rule.services = {ServiceKind::crisis_response, ServiceKind::safe_haven};
  return rule;
}

TeamId TraceSite::team(const TraceUnit& unit) {
  return TeamId(fmt::format("U{:06}", unit.id));
}
PlaceId TraceSite::place(const TraceUnit& unit) {
  return PlaceId(fmt::format("P{:06}", unit.id));
}

// The shift by the clock; it is signed on to and off from by the second.
Session TraceSite::roster(const TraceUnit& unit) const {
  const std::int64_t from = (whole_seconds(start_ - Instant(first_day)) + unit.start + 59) / 60;
  const std::int64_t until = (whole_seconds(start_ - Instant(first_day)) + unit.end) / 60;
  const std::int64_t day = from / 1440;
  Session shift;
  shift.weekdays = static_cast<std::uint8_t>(1U << static_cast<unsigned>(day % 7));
  shift.start_min = static_cast<std::int32_t>(from - day * 1440);
  shift.end_min = static_cast<std::int32_t>(std::min<std::int64_t>(until - day * 1440, 2880));
  return shift;
}

// What a hub would know of its demand from other days: so many calls for each shift of a team, spread over the hours.
DemandStream TraceSite::usual_demand(const Trace& trace) const {
  DemandStream stream;
  stream.source = Source::call_for_care;
  const auto teams = std::ranges::count(trace.units, false, &TraceUnit::fixed);
  stream.per_day_x100 = static_cast<std::int32_t>(teams * calls_a_shift_x100);
  stream.weekday_weights.assign(usual_hours.begin(), usual_hours.end());
  stream.weekend_weights = stream.weekday_weights;
  for (const UsualNeed& usual : usual_needs) {
    stream.needs.push_back(need(usual.skills));
    stream.need_weights.push_back(usual.percent);
  }
  stream.basis = "docs/shift-trace.md";
  return stream;
}

void TraceSite::add_team(const TraceUnit& unit) {
  TeamConfig config;
  config.id = team(unit);
  config.name = config.id.value;
  config.service = ServiceId(visits_service);
  config.skills = skills(unit.skills);
  config.base = unit.base;
  config.roster = {roster(unit)};
  site_.teams.push_back(std::move(config));
}

// Rooms that take the same needs at the same hours are one service; its hours hold on the trace's days alone.
ServiceConfig TraceSite::room_service(const TraceUnit& unit) const {
  std::string id = fmt::format("rooms_{}_{}", unit.start, unit.end);
  for (const int skill : unit.skills) id += fmt::format("_{}", skill);
  ServiceConfig rooms = service(id.c_str(), ServiceKind::safe_haven, CapacityKind::places, Mode::automatic);
  for (const auto& kind : need_kinds_) {
    if (covers(unit.skills, kind)) rooms.needs.push_back(need(kind));
  }
  const std::int64_t opens = (whole_seconds(start_ - Instant(first_day)) + unit.start + 59) / 60;
  const std::int64_t closes = (whole_seconds(start_ - Instant(first_day)) + unit.end) / 60;
  const auto day = static_cast<std::int32_t>(opens / 1440);
  rooms.hours.all_hours = false;
  rooms.hours.exceptions = {{LocalDay{static_cast<std::int32_t>(first_day.time_since_epoch().count()) + day}, false,
                             static_cast<std::int32_t>(opens - day * 1440),
                             static_cast<std::int32_t>(closes - day * 1440)}};
  return rooms;
}

void TraceSite::add_place(const TraceUnit& unit) {
  const ServiceConfig rooms = room_service(unit);
  if (rooms.needs.empty()) return;  // no call of the trace can go there
  if (find_service(site_, rooms.id) == nullptr) site_.services.push_back(rooms);
  PlaceConfig config;
  config.id = place(unit);
  config.name = config.id.value;
  config.service = rooms.id;
  config.position = unit.base;
  config.capacity = 1;
  config.last_entry_before_close_min = 0;
  config.count_stale_min = very_long_min;
  site_.places.push_back(std::move(config));
}

RegisterCase TraceSite::registration(const TraceCall& call) const {
  RegisterCase command;
  command.referral.source = Source::call_for_care;
  command.referral.summary = fmt::format("call {}", call.id);
  command.referral.location.position = call.position;
  Triage triage;
  triage.need = need(call.need);
  triage.priority = static_cast<Priority>(call.priority);
  triage.skills = skills(call.need);
  triage.services = {ServiceKind::crisis_response, ServiceKind::safe_haven};
  triage.visit_s = static_cast<std::int32_t>(call.expected);
  command.triage = std::move(triage);
  return command;
}

}  // namespace carehub::replay
