#include "dispatcher/matching/plan/situation.hpp"

#include <algorithm>

#include "dispatcher/matching/travel.hpp"
#include "protocols/base/assert.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::matching::plan {

namespace {

// More free seats of one room than this make no plan better.
constexpr std::int32_t seats_max = 6;

std::int32_t bounded(std::int64_t s) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(s, -forever_s, forever_s));
}

std::int32_t seconds_to(const World& world, Instant at) {
  return at == Instant::max() ? forever_s : bounded(whole_seconds(at - world.now));
}

// When something that was expected to be over at `end` is over, as far as one can tell now.
Instant over_at(Instant end, Duration expected, Instant now) {
  if (end > now) return end;
  return now + seconds(overrun_s(whole_seconds(expected)));
}

Cost outside_cost(const MatchingRules& rules, const Call& call, const World& world, const Offer& offer) {
  const std::int32_t arrival_s = seconds_to(world, offer.arrival) + offer.rank_penalty;
  return breach_cost(rules, call.weight, arrival_s > call.due_s ? whole : 0) +
         waiting_cost(rules, call.weight, call.waited_s + std::int64_t{arrival_s});
}

// Slots and queues do not run out by being planned, as far as the hub knows: the best of them is the measure.
std::optional<Offer> best_outside(const World& world, const CallRef& ref) {
  std::optional<Offer> best;
  for (const ScreenedService& service : ref.services) {
    if (has_own_units(*service.config) || service.catch_all || service.last_resort) continue;
    const Verdict verdict = consider_service(world, ref.asked, service);
    if (!verdict || verdict->last_resort) continue;
    const auto rank = [](const Offer& offer) { return offer.arrival + seconds{offer.rank_penalty}; };
    if (!best || rank(*verdict) < rank(*best)) best = *verdict;
  }
  return best;
}

// The last of its visits: where it leads, when it is over, and how sure that is.
struct Commitment {
  Instant free;
  std::int64_t variance = 0;
  CaseId after;
  std::optional<Coordinates> at;
};

Commitment commitment_of(const World& world, const Team& team) {
  Commitment made{world.now, 0, {}, {}};
  Duration delay{0};
  for (const Visit& visit : team.queue) {
    const Duration expected = visit.expected_end - visit.expected_arrival;
    const bool first = &visit == &team.queue.front();
    const Instant end = first ? over_at(visit.expected_end, expected, world.now) : visit.expected_end + delay;
    if (first) delay = end - visit.expected_end;
    made.free = std::max(made.free, end);
    made.variance += variance_of(bounded(whole_seconds(expected)));
    made.after = visit.case_id;
    const Case* c = world.find_case ? world.find_case(visit.case_id) : nullptr;
    made.at = c == nullptr ? std::nullopt : c->referral.location.position;
  }
  return made;
}

// One that begins before it is free is taken then. One that is late already is the crew's own business.
void plan_break(Unit& unit, const World& world, const Team& team, const TeamConfig& config) {
  if (!team.break_planned || *team.break_planned <= world.now) return;
  OpeningHours breaks;
  breaks.sessions = config.breaks;
  const auto rostered = next_opening(breaks, world.site->calendar, *team.break_planned - seconds(1));
  if (!rostered || rostered->from != *team.break_planned) return;
  unit.break_s = seconds_to(world, rostered->from);
  unit.break_takes_s = bounded(whole_seconds(rostered->until - rostered->from));
  unit.free_s = after_break(unit, 0, unit.free_s);
}

// The shift that counts: the one it is on, or else the next one that has not begun.
std::optional<Hours> hours_for(const UnitDuty& duty, const Team& team, Instant now) {
  if (team.status != TeamStatus::off_duty)
    return Hours{team.shift_start.value_or(now), team.shift_end.value_or(Instant::max())};
  for (const Hours& span : duty.hours) {
    if (span.from > now) return span;
  }
  return std::nullopt;
}

}  // namespace

Situation::Situation(const World& world, const DutyBook& book, std::span<const Case* const> waiting)
    : Situation(world, book, waiting, {.ahead = minutes(world.site->matching.ahead_min)}) {}

Situation::Situation(const World& world, const DutyBook& book, std::span<const Case* const> waiting, Reach reach)
    : world_(&world), book_(&book), reach_(reach), problem_(travel_basis(world), book.prices, world.now) {
  CAREHUB_ASSERT(world.directory != nullptr, "{} cases", waiting.size());
  calls_.reserve(waiting.size());
  for (const Case* c : waiting) add_call(*c);
  if (calls_.empty() && reach_.useful_only) return;
  for_each_position(world.teams.size(), world.near_teams, [this](std::size_t i) { add_team(i); });
  for_each_position(world.places.size(), world.near_places, [this](std::size_t i) { add_place(i); });
}

void Situation::add_call(const Case& c) {
  CallRef& ref = calls_.emplace_back();
  ref.call = &c;
  ref.asked = asked_by(*world_, c);
  ref.services = screen_services(*world_, ref.asked);
  ref.outside = best_outside(*world_, ref);
  const auto& rules = world_->site->matching;
  Call call;
  call.at = spot_at(ref.asked.position);
  call.weight = c.triage ? weight_of(rules, c.triage->priority) : 1;
  call.waited_s = bounded(whole_seconds(world_->now - c.received));
  const Instant due = ref.asked.due.value_or(c.received + hours(2));
  call.due_s = seconds_to(*world_, due);
  call.takes_s = c.triage ? c.triage->visit_s.value_or(-1) : -1;
  call.apart = holding_cost(rules, call);
  if (ref.outside) call.apart = std::min(call.apart, outside_cost(rules, call, *world_, *ref.outside));
  problem_.add(call);
}

std::vector<Index> Situation::callers_for(UnitKind kind, const std::string& name, std::uint32_t service,
                                          std::optional<SkillSet> skills) const {
  std::vector<Index> callers;
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    const CallRef& ref = calls_[i];
    const ScreenedService& screened = ref.services[service];
    if (screened.reason || screened.last_resort || is_excluded(ref.asked, name)) continue;
    if (skills && !skills->covers(ref.asked.skills)) continue;
    if (kind == UnitKind::place && ref.asked.housebound) continue;
    callers.push_back(static_cast<Index>(i));
  }
  return callers;
}

void Situation::add_unit(const Unit& unit, UnitRef ref, const std::vector<Index>& callers) {
  const Index index = problem_.add(unit);
  units_.push_back(ref);
  for (const Index call : callers) problem_.allow(index, call);
}

void Situation::add_team(std::size_t position) {
  const Team& team = *world_->teams[position];
  const auto [config, service] = world_->directory->teams[position];
  if (team.retired || service == Directory::nowhere || is_silent(team)) return;
  const UnitDuty& duty = book_->teams[position];
  const auto span = hours_for(duty, team, world_->now);
  if (!span || span->from > world_->now + reach_.ahead) return;
  const auto callers = callers_for(UnitKind::team, team.id.value, service, team.skills);
  if (callers.empty() && reach_.useful_only) return;

  const Commitment made = commitment_of(*world_, team);
  Instant free = std::max(made.free, span->from);
  if (team.status == TeamStatus::on_break) free = std::max(free, team.break_until.value_or(world_->now));
  Unit unit;
  unit.free_s = std::max(0, seconds_to(*world_, free));
  unit.variance = made.variance;
  unit.end_s = seconds_to(*world_, span->until);
  unit.visit_s = 60 * world_->site->services[service].visit_min;
  unit.curve = duty.curve;
  if (config != Directory::nowhere) plan_break(unit, *world_, team, world_->site->teams[config]);
  const auto& thresholds = world_->site->thresholds;
  const auto age = position_age(team, world_->now, thresholds);
  const bool base_known = config != Directory::nowhere;
  std::optional<Coordinates> at = made.at;
  if (!at) {
    if (age == PositionAge::stale) unit.penalty_s = thresholds.stale_position_penalty_s;
    if (age == PositionAge::unknown || team.position_doubtful) unit.penalty_s = thresholds.unknown_position_penalty_s;
    const bool here = team.position && age != PositionAge::unknown && team.status != TeamStatus::off_duty;
    if (here || !base_known) at = team.position;
    if (!at && base_known) at = world_->site->teams[config].base;
    if (team.status == TeamStatus::off_duty) unit.penalty_s = 0;
  }
  if (!at) return;
  unit.from = spot_at(*at);
  const bool ready = team.status == TeamStatus::available && team.queue.empty();
  add_unit(unit, {UnitKind::team, static_cast<std::uint32_t>(position), service, ready, made.after}, callers);
}

void Situation::add_seat(std::size_t position, const Unit& seat, bool ready) {
  const auto service = world_->directory->places[position].service;
  const auto callers = callers_for(UnitKind::place, world_->places[position]->id.value, service, std::nullopt);
  add_unit(seat, {UnitKind::place, static_cast<std::uint32_t>(position), service, ready, {}}, callers);
}

void Situation::add_place(std::size_t position) {
  const Place& place = *world_->places[position];
  const auto [config_at, service] = world_->directory->places[position];
  if (place.retired || place.closed_by_staff || config_at == Directory::nowhere || service == Directory::nowhere)
    return;
  const PlaceConfig& config = world_->site->places[config_at];
  const UnitDuty& duty = book_->places[position];
  const auto span = std::ranges::find_if(duty.hours, [&](const Hours& hours) { return hours.until > world_->now; });
  if (span == duty.hours.end() || span->from > world_->now + reach_.ahead) return;
  if (reach_.useful_only && callers_for(UnitKind::place, place.id.value, service, std::nullopt).empty()) return;
  const bool open = span->from <= world_->now;
  const auto free = free_places(place, config, world_->now);
  if (open && !free) return;  // nobody knows
  const std::int32_t free_now = open ? *free : config.capacity;

  Unit seat;
  seat.mobile = false;
  seat.from = spot_at(config.position);
  seat.free_s = std::max(0, seconds_to(*world_, span->from));
  seat.end_s = seconds_to(*world_, span->until);
  seat.last_entry_s = seat.end_s - 60 * config.last_entry_before_close_min;
  seat.visit_s = 60 * world_->site->services[service].visit_min;
  seat.curve = duty.curve;
  for (std::int32_t i = 0; i < std::min(free_now, seats_max); ++i) add_seat(position, seat, open);
  if (free_now > 0 || !open) return;

  // Full: the next one to leave makes room.
  const seconds stay = minutes(config.typical_stay_min);
  Instant leaves = world_->now + stay;
  if (!place.leaving.empty()) leaves = over_at(place.leaving.front(), stay, world_->now);
  for (const CaseId id : place.travelling) {
    const Case* c = world_->find_case ? world_->find_case(id) : nullptr;
    if (c == nullptr || !c->assignment || !c->assignment->expected || !place.leaving.empty()) continue;
    const seconds takes = c->triage && c->triage->visit_s ? seconds(*c->triage->visit_s) : stay;
    leaves = std::min(leaves, over_at(*c->assignment->expected + takes, takes, world_->now));
  }
  seat.free_s = std::max(0, seconds_to(*world_, leaves));
  seat.variance = variance_of(bounded(stay.count()));
  add_seat(position, seat, false);
}

const std::string& Situation::name_of(Index unit) const {
  const UnitRef& ref = units_[unit];
  return ref.kind == UnitKind::team ? world_->teams[ref.position]->id.value : world_->places[ref.position]->id.value;
}

const ServiceConfig& Situation::service_of(Index unit) const {
  return world_->site->services[units_[unit].service];
}

Index Situation::find_call(CaseId id) const {
  const auto found = std::ranges::lower_bound(calls_, id, {}, [](const CallRef& ref) { return ref.call->id; });
  if (found == calls_.end() || found->call->id != id) return nobody;
  return static_cast<Index>(found - calls_.begin());
}

Index Situation::find_unit(UnitKind kind, const std::string& name) const {
  for (Index unit = 0; unit < static_cast<Index>(units_.size()); ++unit) {
    if (units_[unit].kind == kind && name_of(unit) == name) return unit;
  }
  return nobody;
}

// Each unit's cases in order of expected arrival. Those of a room are spread over its seats.
Plan Situation::plan_as_it_stands() const {
  Plan plan(problem_);
  struct Stop {
    Instant expected;
    Index call;
    Index unit;
    auto operator<=>(const Stop&) const = default;
  };
  std::vector<Stop> stops;
  for (Index call = 0; call < static_cast<Index>(calls_.size()); ++call) {
    const Case& c = *calls_[call].call;
    if (c.status != CaseStatus::proposed || !c.assignment || c.assignment->held) continue;
    const Index unit = find_unit(c.assignment->kind, c.assignment->unit);
    if (unit == nobody || !problem_.allows(unit, call)) continue;
    stops.push_back({c.assignment->expected.value_or(Instant::max()), call, unit});
  }
  std::ranges::sort(stops);
  for (const Stop& stop : stops) {
    if (units_[stop.unit].kind == UnitKind::place) {
      const Insertion best = cheapest_seat(plan, stop.call, stop.unit);
      if (best.possible()) plan.insert(stop.call, best);
      continue;
    }
    Route route = plan.route(stop.unit);
    if (route.size() == route_max) continue;
    route.push_back(stop.call);
    plan.set_route(stop.unit, route);
  }
  return plan;
}

Insertion Situation::cheapest_seat(const Plan& plan, Index call, Index first) const {
  Insertion best;
  for (Index unit = first; unit < static_cast<Index>(units_.size()); ++unit) {
    if (units_[unit].kind != UnitKind::place || units_[unit].position != units_[first].position) break;
    const Insertion one = plan.cheapest_of(call, unit, best.cost);
    if (one.possible()) best = one;
  }
  return best;
}

}  // namespace carehub::matching::plan
