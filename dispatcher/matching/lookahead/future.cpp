#include "dispatcher/matching/lookahead/future.hpp"

#include <algorithm>
#include <cmath>

#include "dispatcher/matching/plan/search.hpp"

namespace carehub::matching::lookahead {

namespace {

using plan::Call;
using plan::Plan;
using plan::PriceBook;
using plan::Unit;

constexpr std::int32_t review_s = 300;  // whoever is held back is looked at again
constexpr std::int32_t half_hour_s = 1800;
constexpr std::int32_t moves_each = 2000;  // of one decision
constexpr std::int32_t asleep_s = -1;
constexpr double first_priority = plan::priority_mix[0] / 100;
constexpr double second_priority = (plan::priority_mix[0] + plan::priority_mix[1]) / 100;
constexpr double least_level = 0.3;
// Above every number of a case.
constexpr std::uint64_t calls_key = std::uint64_t{1} << 60U, visits_key = std::uint64_t{1} << 61U;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  return Dice(a * 0x9E3779B97F4A7C15ULL + b).bits();
}

double fraction_of(std::uint64_t bits) {
  return static_cast<double>(bits >> 11U) * 0x1p-53;
}

}  // namespace

Future::Future(const Outset& outset)
    : outset_(outset),
      visits_(outset.rules.visit_spread_permille),
      journeys_(outset.rules.travel_spread_permille),
      problem_(outset.problem),
      running_(outset.crews.size()),
      person_of_(outset.problem.calls().size(), no_person),
      draws_(outset.problem.calls().size()) {
  for (std::size_t i = 0; i < outset.people.size(); ++i)
    if (outset.people[i].call != nobody) person_of_[outset.people[i].call] = i;
}

std::int32_t Future::visit_s(std::int32_t expected_s, std::uint64_t draw) const {
  return static_cast<std::int32_t>(expected_s * visits_.at(fraction_of(draw)));
}

std::int32_t Future::travel_s(std::int32_t expected_s, std::uint64_t draw) const {
  return static_cast<std::int32_t>(expected_s * journeys_.at(fraction_of(mixed(draw, 1))));
}

void Future::begin(std::uint64_t number, const HeldUntil& otherwise) {
  number_ = mixed(outset_.seed, number);
  otherwise_ = otherwise;
  now_s_ = reviewed_s_ = 0;
  problem_.set_clock(0);
  problem_.close_all();
  for (const Index call : outset_.problem.open()) problem_.open(call);
  for (Index call = 0; call < draws_.size(); ++call) draws_[call] = mixed(number_, outset_.draw_keys[call]);
  const std::size_t half_hours = static_cast<std::size_t>(outset_.rules.horizon_min) * 60 / half_hour_s;
  const std::vector<std::int64_t> none(outset_.site->services.size(), 0);
  played_.people.assign(outset_.people.size(), {});
  played_.half_hours.assign(half_hours, {none, none, none, none, none});
  played_.weighted_late = 0;
  draw_calls();
  if (otherwise_.call != nobody) problem_.close(otherwise_.call);
  plan_.emplace(problem_);
  for (Index unit = 0; unit < outset_.crews.size(); ++unit) {
    begin_crew(unit);
    plan::Route route = outset_.routes[unit];
    route.erase(std::remove(route.begin(), route.end(), otherwise_.call), route.end());
    if (!route.empty()) plan_->set_route(unit, route, plan::impossible);  // worked out when it is looked at
  }
  for (const Stop& stop : outset_.on_the_way) {
    const std::int32_t arrival_s = travel_s(stop.leg_s, mixed(number_, outset_.people[stop.person].id.value));
    played_.people[stop.person].reached_s = arrival_s;
  }
}

// What it has been sent to is over when it is over.
void Future::begin_crew(Index index) {
  const Crew& crew = outset_.crews[index];
  Running& running = running_[index];
  running.legs.clear();
  running.next = 0;
  std::int32_t at_s = crew.begins_s;
  for (std::size_t i = 0; i < crew.stops.size(); ++i) {
    const Stop& stop = crew.stops[i];
    // A person's luck is the same on the way and while still waiting.
    const std::uint64_t draw = mixed(
        number_, stop.person != no_person ? outset_.people[stop.person].id.value : visits_key + index * 16ULL + i);
    Leg leg{stop.person, nobody, stop.leg_s, stop.takes_s, 0, 0, 0};
    if (stop.person == no_person && stop.leg_s == 0 && stop.takes_s > 0) {
      // Of all visits that take longer than this one has taken.
      leg.arrival_s = -stop.since_s;
      const double gone = visits_.below(static_cast<double>(stop.since_s) / stop.takes_s);
      const double share = visits_.at(gone + (1 - gone) * fraction_of(draw));
      leg.end_s = std::max(0, static_cast<std::int32_t>(stop.takes_s * share) - stop.since_s);
      leg.expected_s = stop.takes_s - stop.since_s;
    } else {
      leg.arrival_s = at_s + travel_s(stop.leg_s, draw);
      leg.end_s = leg.arrival_s + visit_s(stop.takes_s, draw);
      leg.expected_s = leg.arrival_s + stop.takes_s;
    }
    if (stop.person != no_person) played_.people[stop.person].reached_s = leg.arrival_s;
    at_s = leg.end_s;
    running.legs.push_back(leg);
  }
  if (!running.legs.empty()) {
    const Unit& unit = outset_.problem.units()[index];
    running.legs.back().end_s = at_s = plan::after_break(unit, 0, at_s);
  }
  running.free_s = at_s;
}

// The level is as uncertain as what it is known from.
void Future::draw_calls() {
  coming_.clear();
  next_coming_ = 0;
  Dice dice(mixed(number_, calls_key));
  const auto& demand = outset_.book->demand;
  const double known = static_cast<double>(std::max<std::int64_t>(1, demand.calls_known));
  const double level = std::max(least_level, 1 + dice.normal() / std::sqrt(known));
  const std::int64_t from_s = outset_.book->prices.seconds_to(outset_.now);
  const std::int32_t horizon_s = 60 * outset_.rules.horizon_min;
  for (const Expected& expected : outset_.expected) {
    const auto& by_slot = demand.kinds[static_cast<std::size_t>(expected.need)].calls_permille_by_slot;
    std::size_t used = 0;
    const std::size_t offset = dice.bits() % expected.calls.size();
    for (std::int64_t at_s = -(from_s % PriceBook::slot_s); at_s < horizon_s; at_s += PriceBook::slot_s) {
      const auto slot = static_cast<std::size_t>((from_s + at_s) / PriceBook::slot_s);
      if (slot >= by_slot.size()) break;
      const double calls = level * static_cast<double>(by_slot[slot]) / 1000 * PriceBook::slot_s / 3600;
      for (int left = dice.poisson(calls); left > 0; --left) {
        const auto second =
            static_cast<std::int32_t>(at_s + static_cast<std::int64_t>(dice.fraction() * PriceBook::slot_s));
        if (second < 0 || second >= horizon_s || used == expected.calls.size()) continue;
        const Index index = expected.calls[(offset + used++) % expected.calls.size()];
        Call call = problem_.calls()[index];
        const double priority = dice.fraction();
        const auto& rules = outset_.site->matching;
        call.weight = weight_of(rules, priority < first_priority    ? Priority::p1
                                       : priority < second_priority ? Priority::p2
                                                                    : Priority::p3);
        call.waited_s = -second;
        call.due_s = second + expected.target_s;
        problem_.change(index, call);
        coming_.push_back({second, index});
        const auto half_hour = static_cast<std::size_t>(second / half_hour_s);
        if (half_hour < played_.half_hours.size()) ++played_.half_hours[half_hour].calls[expected.service];
      }
    }
  }
  std::ranges::sort(coming_, {}, [](const Coming& one) { return std::pair(one.at_s, one.call); });
}

Played Future::play(std::uint64_t number, const HeldUntil& otherwise) {
  begin(number, otherwise);
  const std::int32_t horizon_s = 60 * outset_.rules.horizon_min;
  std::size_t half_hour = 0;
  decide();
  while (true) {
    const std::int32_t next_s = std::min(next_moment(), horizon_s);
    for (; half_hour < played_.half_hours.size() && static_cast<std::int32_t>(half_hour + 1) * half_hour_s <= next_s;
         ++half_hour)
      look_back(half_hour);
    if (next_s >= horizon_s) break;
    now_s_ = next_s;
    come_in();
    decide();
  }
  now_s_ = horizon_s;
  end();
  moves_ += plan_->moves();
  return played_;
}

std::int32_t Future::next_moment() const {
  std::int32_t next_s = reviewed_s_ + review_s;
  if (next_coming_ < coming_.size()) next_s = std::min(next_s, coming_[next_coming_].at_s);
  if (otherwise_.call != nobody && otherwise_.until_s > now_s_) next_s = std::min(next_s, otherwise_.until_s);
  for (const Running& running : running_)
    if (running.free_s > now_s_) next_s = std::min(next_s, running.free_s);
  return std::max(next_s, now_s_ + 1);
}

void Future::come_in() {
  for (; next_coming_ < coming_.size() && coming_[next_coming_].at_s <= now_s_; ++next_coming_)
    problem_.open(coming_[next_coming_].call);
  if (otherwise_.call != nobody && otherwise_.until_s <= now_s_) {
    problem_.open(otherwise_.call);
    otherwise_.call = nobody;
  }
}

// When a unit is free, as one can tell now.
void Future::see_unit(Index index) {
  const Crew& crew = outset_.crews[index];
  Running& running = running_[index];
  while (running.next < running.legs.size() && running.legs[running.next].end_s <= now_s_) ++running.next;
  Unit unit = outset_.problem.units()[index];
  unit.variance = 0;
  unit.free_s = std::max(crew.begins_s, now_s_);
  for (std::size_t i = running.next; i < running.legs.size(); ++i) {
    const Leg& leg = running.legs[i];
    if (i > running.next) {
      unit.free_s += leg.leg_s + leg.takes_s;
    } else if (leg.expected_s > now_s_) {
      unit.free_s = leg.expected_s;
    } else {
      unit.free_s = now_s_ + static_cast<std::int32_t>(plan::overrun_s(leg.takes_s));
    }
    unit.variance += plan::variance_of(leg.takes_s);
  }
  if (!running.legs.empty() && running.legs.back().call != nobody) {
    unit.from_call = running.legs.back().call;
    unit.penalty_s = 0;
  }
  // Who is not on shift for long is not planned with yet.
  if (crew.begins_s > now_s_ + 60 * outset_.site->matching.ahead_min) unit.end_s = asleep_s;
  problem_.change(index, unit);
  if (!plan_->route(index).empty()) plan_->set_route(index, plan::Route(plan_->route(index)));
}

void Future::decide() {
  if (now_s_ >= reviewed_s_ + review_s) reviewed_s_ = now_s_;
  if (problem_.open().empty()) return;
  problem_.set_clock(now_s_);
  for (const Index index : problem_.open()) {
    Call call = problem_.calls()[index];
    call.apart = std::min(plan::holding_cost(problem_.rules(), call, now_s_), outset_.otherwise[index].cost);
    problem_.change(index, call);
  }
  for (Index unit = 0; unit < running_.size(); ++unit) see_unit(unit);
  plan::Search(*plan_, 0, plan_->moves() + moves_each).settle();
  for (Index unit = 0; unit < running_.size(); ++unit) depart(unit);
}

// To the first of its route, if it is there.
void Future::depart(Index index) {
  Running& running = running_[index];
  if (plan_->route(index).empty() || running.free_s > now_s_) return;
  const Index to = plan_->route(index).front();
  const Call& call = problem_.calls()[to];
  const std::int32_t confirm_s = outset_.crews[index].confirm_s;
  const std::int32_t way_s = problem_.travel_s(index, nobody, to, now_s_);
  const Unit& unit = problem_.units()[index];
  Leg leg{person_of_[to], to, confirm_s + way_s, plan::visit_s(unit, call), 0, 0, 0};
  leg.arrival_s = now_s_ + confirm_s + travel_s(way_s, draws_[to]);
  leg.end_s = leg.arrival_s + visit_s(leg.takes_s, draws_[to]);
  leg.end_s = plan::after_break(unit, now_s_, leg.end_s);
  leg.expected_s = plan::after_break(unit, now_s_, leg.arrival_s + leg.takes_s);
  if (leg.person != no_person) played_.people[leg.person].reached_s = leg.arrival_s;
  if (leg.arrival_s > call.due_s) played_.weighted_late += std::int64_t{call.weight} * plan::whole;
  running.legs.push_back(leg);
  running.free_s = leg.end_s;
  plan::Route rest = plan_->route(index);
  rest.erase(rest.begin());
  plan_->set_route(index, rest, 0);
  problem_.close(to);
  see_unit(index);
}

// Of somebody whom nobody is planned for: held back, or with a service that has no units.
std::int32_t Future::chance_apart(Index index) const {
  const Call& call = problem_.calls()[index];
  const bool elsewhere = outset_.otherwise[index].arrival_s <= call.due_s;
  const bool in_time = elsewhere || (call.due_s > now_s_ && plan_->cheapest(index).possible());
  return in_time ? 0 : plan::whole;
}

// Everybody who waits: visit(call, service, chance of a missed target).
template <class Visit>
void Future::for_each_waiting(Visit visit) const {
  for (Index unit = 0; unit < running_.size(); ++unit) {
    const auto& route = plan_->route(unit);
    // One that has become impossible just now is as good as none.
    const bool possible = plan_->cost_of(unit) < plan::impossible;
    const auto visits = possible ? plan_->visits_of(unit) : std::vector<plan::PlannedVisit>{};
    for (std::size_t i = 0; i < route.size(); ++i)
      visit(route[i], outset_.crews[unit].service, possible ? visits[i].chance : chance_apart(route[i]));
  }
  for (const Index call : problem_.open())
    if (plan_->unit_of(call) == nobody) visit(call, outset_.otherwise[call].service, chance_apart(call));
}

// Who waits, and for whom it looks bad.
void Future::look_back(std::size_t half_hour) {
  HalfHour& tally = played_.half_hours[half_hour];
  for_each_waiting([&](Index call, std::uint32_t service, std::int32_t chance) {
    ++tally.waiting[service];
    tally.late[service] += problem_.calls()[call].due_s < now_s_ ? plan::whole : chance;
  });
  count_free(static_cast<std::int32_t>(half_hour + 1) * half_hour_s, tally);
}

void Future::count_free(std::int32_t at_s, HalfHour& tally) const {
  for (Index unit = 0; unit < running_.size(); ++unit) {
    const Crew& crew = outset_.crews[unit];
    if (crew.kind != UnitKind::team || crew.on_shift_s > at_s || crew.off_shift_s <= at_s) continue;
    if (running_[unit].free_s <= at_s) ++tally.free[crew.service];
    tally.full[crew.service] = 1;
  }
  for (std::size_t service = 0; service < tally.free.size(); ++service)
    if (tally.free[service] > 0) tally.full[service] = 0;
}

// What the last plan says of those who still wait.
void Future::end() {
  for_each_waiting([&](Index call, std::uint32_t, std::int32_t chance) {
    played_.weighted_late += std::int64_t{problem_.calls()[call].weight} * chance;
    if (const std::size_t person = person_of_[call]; person != no_person) played_.people[person].chance = chance;
  });
  for (std::size_t i = 0; i < played_.people.size(); ++i) {
    Ending& ending = played_.people[i];
    if (ending.reached_s) ending.chance = *ending.reached_s > outset_.people[i].due_s ? plan::whole : 0;
  }
}

}  // namespace carehub::matching::lookahead
