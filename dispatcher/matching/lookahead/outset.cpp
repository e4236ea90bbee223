#include "dispatcher/matching/lookahead/outset.hpp"

#include <algorithm>
#include <cmath>

#include "dispatcher/matching/lookahead/dice.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub::matching::lookahead {

namespace {

using plan::Call;
using plan::DutyBook;
using plan::PriceBook;
using plan::Situation;
using plan::Unit;

constexpr std::size_t places_per_need_max = 64;
// Where people live counts as much as so many calls.
constexpr double locality_calls = 30;
constexpr double near_km = 1.5;          // around somebody who called
constexpr double km_per_degree = 111.2;  // of latitude

std::int32_t seconds_between(Instant from, Instant to) {
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(whole_seconds(to - from), -plan::forever_s, plan::forever_s));
}

// Above every number of a case.
std::uint64_t key_of_expected(Need need, std::size_t place) {
  return (std::uint64_t{1} << 62U) + (static_cast<std::uint64_t>(need) << 32U) + place;
}

class OutsetMaker {
 public:
  OutsetMaker(const World& world, std::shared_ptr<const Site> site, const LookaheadRules& rules,
              std::shared_ptr<const DutyBook> book, std::span<const Case* const> waiting, const Callers& callers)
      : world_(world),
        callers_(callers),
        situation_(world, *book, waiting,
                   {.useful_only = false, .ahead = minutes(rules.horizon_min + site->matching.ahead_min)}),
        made_(std::move(site), rules, std::move(book), travel_basis(world), world.now) {
    made_.seed = world.known_until;
  }

  Outset make() {
    add_waiting();
    add_expected();
    for (Index unit = 0; unit < situation_.units().size(); ++unit) add_crew(unit);
    close_expected();
    add_travelling();
    const plan::Plan standing = situation_.plan_as_it_stands();
    for (Index unit = 0; unit < situation_.units().size(); ++unit) made_.routes.push_back(standing.route(unit));
    add_proposals();
    return std::move(made_);
  }

 private:
  void add_waiting();
  void add_expected();
  void add_expected(Need need, double calls, Dice& dice);
  void add_crew(Index unit);
  [[nodiscard]] bool comes_first(const Expected& expected, const ServiceConfig& service) const;
  void add_stops(Crew& crew, const Team& team);
  [[nodiscard]] Stop for_person(Stop stop, const Case& c);
  void close_expected();
  void add_travelling();
  void add_proposals();
  [[nodiscard]] Coordinates somewhere(Dice& dice) const;
  [[nodiscard]] std::int32_t visit_s(Need need) const;

  const World& world_;
  const Callers& callers_;
  Situation situation_;
  Outset made_;
};

void OutsetMaker::add_waiting() {
  const auto& rules = made_.site->matching;
  for (Index i = 0; i < situation_.calls().size(); ++i) {
    const Call& call = situation_.problem().calls()[i];
    const plan::CallRef& ref = situation_.calls()[i];
    made_.problem.add(call);
    made_.people.push_back({ref.call->id, call.due_s, call.weight, i});
    Outset::Otherwise otherwise;
    if (ref.outside && call.apart < plan::holding_cost(rules, call)) {
      otherwise.cost = call.apart;
      otherwise.arrival_s = seconds_between(world_.now, ref.outside->arrival);
    }
    // The service of the best kind that may take it.
    const ScreenedService* best = nullptr;
    for (const ScreenedService& service : ref.services) {
      if (service.reason || service.last_resort) continue;
      if (best == nullptr || service.rank < best->rank) best = &service;
    }
    if (best != nullptr) otherwise.service = static_cast<std::uint32_t>(best - ref.services.data());
    made_.otherwise.push_back(otherwise);
    made_.draw_keys.push_back(ref.call->id.value);
  }
}

// Enough places for nearly every number of calls that may come.
void OutsetMaker::add_expected() {
  Dice dice(static_cast<std::uint64_t>(whole_seconds(made_.book->prices.start().time_since_epoch())));
  const auto first = static_cast<std::size_t>(made_.book->prices.seconds_to(made_.now) / PriceBook::slot_s);
  const auto slots = static_cast<std::size_t>(made_.rules.horizon_min * 60 / PriceBook::slot_s);
  const auto& kinds = made_.book->demand.kinds;
  for (std::size_t need = 0; need < kinds.size(); ++need) {
    double calls = 0;
    const auto& by_slot = kinds[need].calls_permille_by_slot;
    for (std::size_t slot = first; slot < std::min(first + slots, by_slot.size()); ++slot)
      calls += static_cast<double>(by_slot[slot]) / 1000 * PriceBook::slot_s / 3600;
    if (calls > 0) add_expected(static_cast<Need>(need), calls, dice);
  }
}

void OutsetMaker::add_expected(Need need, double calls, Dice& dice) {
  const auto places = std::min(places_per_need_max, static_cast<std::size_t>(calls + 4 * std::sqrt(calls)) + 2);
  Expected& expected = made_.expected.emplace_back();
  expected.need = need;
  for (std::size_t i = 0; i < places; ++i) {
    Call call;
    call.at = spot_at(somewhere(dice));
    call.takes_s = visit_s(need);
    expected.calls.push_back(made_.problem.add(call));
    made_.otherwise.emplace_back();
    made_.draw_keys.push_back(key_of_expected(need, i));
  }
}

// Where somebody called from lately, or where people live.
Coordinates OutsetMaker::somewhere(Dice& dice) const {
  const auto& localities = made_.site->localities;
  const auto& teams = made_.site->teams;
  const double share = static_cast<double>(callers_.size()) / (static_cast<double>(callers_.size()) + locality_calls);
  Coordinates at;
  if (dice.fraction() < share) {
    at = callers_[dice.bits() % callers_.size()];
  } else if (!localities.empty()) {
    std::int64_t people = 0;
    for (const Locality& one : localities) people += std::max(1, one.population);
    auto left = static_cast<std::int64_t>(dice.bits() % static_cast<std::uint64_t>(people));
    for (const Locality& one : localities) {
      at = one.centre;
      left -= std::max(1, one.population);
      if (left < 0) break;
    }
  } else if (!teams.empty()) {
    at = teams[dice.bits() % teams.size()].base;
  }
  const double north = near_km * dice.normal() / km_per_degree;
  const double east = near_km * dice.normal() / km_per_degree / std::max(0.1, std::cos(at.lat_e6 * 1e-6 * 0.0174533));
  return {at.lat_e6 + static_cast<std::int32_t>(std::lround(north * 1e6)),
          at.lon_e6 + static_cast<std::int32_t>(std::lround(east * 1e6))};
}

// As those that are known take, or as the service says.
std::int32_t OutsetMaker::visit_s(Need need) const {
  constexpr std::int64_t service_counts = 3;
  std::int32_t visit_min = ServiceConfig{}.visit_min;
  for (const ServiceConfig& service : made_.site->services) {
    const std::uint64_t met = has_own_units(service) ? plan::needs_met(*made_.site, service, std::nullopt) : 0;
    if ((met >> static_cast<unsigned>(need) & 1U) != 0) {
      visit_min = service.visit_min;
      break;
    }
  }
  std::int64_t sum = service_counts * visit_min * 60, count = service_counts;
  for (Index i = 0; i < situation_.calls().size(); ++i) {
    const Call& call = situation_.problem().calls()[i];
    if (situation_.calls()[i].asked.need != need || call.takes_s < 0) continue;
    sum += call.takes_s;
    ++count;
  }
  return static_cast<std::int32_t>(sum / count);
}

// Of the kinds of service that a need names, the first one counts its calls.
bool OutsetMaker::comes_first(const Expected& expected, const ServiceConfig& service) const {
  if (!expected.taken) return true;
  const NeedRule* rule = find_need_rule(*made_.site, expected.need);
  if (rule == nullptr) return false;
  const auto rank = [&](ServiceKind kind) { return std::ranges::find(rule->services, kind) - rule->services.begin(); };
  return rank(service.kind) < rank(made_.site->services[expected.service].kind);
}

void OutsetMaker::add_crew(Index index) {
  const Unit& unit = situation_.problem().units()[index];
  const plan::UnitRef& ref = situation_.units()[index];
  Crew crew;
  crew.kind = ref.kind;
  crew.unit = situation_.name_of(index);
  crew.service = ref.service;
  const ServiceConfig& service = situation_.service_of(index);
  const auto state = std::ranges::lower_bound(world_.services, service.id, {}, &ServiceState::id);
  const bool automatic =
      state != world_.services.end() && (*state)->id == service.id && (*state)->mode == Mode::automatic;
  crew.confirm_s = automatic ? 0 : made_.site->thresholds.confirming_s;
  crew.begins_s = unit.free_s;
  crew.off_shift_s = unit.end_s;
  if (ref.kind == UnitKind::team) {
    const Team& team = *world_.teams[ref.position];
    if (team.status == TeamStatus::off_duty) crew.on_shift_s = unit.free_s;
    crew.needs = plan::needs_met(*made_.site, service, team.skills);
    if (!team.queue.empty()) add_stops(crew, team);
  } else {
    crew.needs = plan::needs_met(*made_.site, service, std::nullopt);
    const std::int32_t stay_s = 60 * made_.site->places[world_.directory->places[ref.position].config].typical_stay_min;
    if (unit.variance > 0) {  // somebody is there
      crew.stops.push_back({no_person, 0, stay_s, std::clamp(stay_s - unit.free_s, 0, stay_s)});
      crew.begins_s = 0;
    }
  }
  const Index added = made_.problem.add(unit);
  for (Index call = 0; call < situation_.calls().size(); ++call)
    if (situation_.problem().allows(index, call)) made_.problem.allow(added, call);
  for (Expected& expected : made_.expected) {
    if ((crew.needs >> static_cast<unsigned>(expected.need) & 1U) == 0) continue;
    for (const Index call : expected.calls) made_.problem.allow(added, call);
    if (!comes_first(expected, service)) continue;
    expected.taken = true;
    expected.target_s = 60 * service.target_min;
    expected.service = crew.service;
    for (const Index call : expected.calls) made_.otherwise[call].service = crew.service;
  }
  made_.crews.push_back(std::move(crew));
}

void OutsetMaker::add_stops(Crew& crew, const Team& team) {
  crew.begins_s = 0;
  Instant before = world_.now;
  for (std::size_t i = 0; i < team.queue.size(); ++i) {
    const Visit& visit = team.queue[i];
    Stop stop;
    stop.takes_s = std::max(0, seconds_between(visit.expected_arrival, visit.expected_end));
    if (i == 0 && team.status == TeamStatus::on_scene) {
      stop.since_s = std::max(0, seconds_between(visit.expected_arrival, world_.now));
      crew.stops.push_back(stop);
    } else {
      stop.leg_s = std::max(0, seconds_between(before, visit.expected_arrival));
      const Case* c = world_.find_case ? world_.find_case(visit.case_id) : nullptr;
      crew.stops.push_back(c == nullptr ? stop : for_person(stop, *c));
    }
    before = std::max(before, visit.expected_end);
  }
}

Stop OutsetMaker::for_person(Stop stop, const Case& c) {
  const Clock* clock = tightest_clock(c);
  if (clock == nullptr) return stop;
  stop.person = made_.people.size();
  const std::int32_t weight = c.triage ? weight_of(made_.site->matching, c.triage->priority) : 1;
  made_.people.push_back({c.id, seconds_between(world_.now, clock->due), weight, nobody});
  return stop;
}

// They come when expected.
void OutsetMaker::add_travelling() {
  for (const Place* place : world_.places) {
    for (const CaseId id : place->travelling) {
      const Case* c = world_.find_case ? world_.find_case(id) : nullptr;
      if (c == nullptr || !c->assignment || !c->assignment->expected) continue;
      Stop stop;
      stop.leg_s = std::max(0, seconds_between(world_.now, *c->assignment->expected));
      stop = for_person(stop, *c);
      if (stop.person != no_person) made_.on_the_way.push_back(stop);
    }
  }
}

// Needs that no unit could take are met elsewhere.
void OutsetMaker::close_expected() {
  for (const Expected& expected : made_.expected)
    for (const Index call : expected.calls) made_.problem.close(call);
  std::erase_if(made_.expected, [](const Expected& expected) { return !expected.taken; });
}

void OutsetMaker::add_proposals() {
  for (const Person& person : made_.people) {
    if (person.call == nobody) break;
    const auto& had = situation_.calls()[person.call].call->assignment;
    if (!had || !had->answer_by || had->held) continue;
    if (had->kind != UnitKind::team && had->kind != UnitKind::place) continue;
    made_.proposals.push_back({person.id, had->kind, had->unit, person.call});
  }
  std::ranges::stable_sort(made_.proposals, std::ranges::greater{},
                           [&](const Delay& delay) { return made_.problem.calls()[delay.call].weight; });
}

}  // namespace

Outset outset_of(const World& world, std::shared_ptr<const Site> site, const LookaheadRules& rules,
                 std::shared_ptr<const plan::DutyBook> book, std::span<const Case* const> waiting,
                 const Callers& callers) {
  return OutsetMaker(world, std::move(site), rules, std::move(book), waiting, callers).make();
}

std::optional<LookaheadRules> forecast_rules(const LookaheadRules& rules) {
  if (rules.forecast_min <= rules.horizon_min) return std::nullopt;
  LookaheadRules further = rules;
  further.horizon_min = rules.forecast_min;
  further.futures = rules.forecast_futures;
  further.actions = further.action_futures = 0;
  return further;
}

}  // namespace carehub::matching::lookahead
