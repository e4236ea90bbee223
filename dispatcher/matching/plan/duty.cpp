#include "dispatcher/matching/plan/duty.hpp"

#include <algorithm>

#include "dispatcher/matching/shifts.hpp"

namespace carehub::matching::plan {

namespace {

// A hub with more units at once counts as several beside each other.
constexpr std::int32_t pool_tenths = 240;
constexpr std::int32_t team_tenths = 10;
constexpr std::int32_t place_tenths = 7;  // people have to travel, and not everybody can

constexpr Instant whenever = Instant::max();

// On duty until its shift ends; after that, and for who is not on duty, by the roster.
std::vector<Hours> hours_of(const Team& team, const TeamConfig* config, const Calendar& calendar, Instant hour,
                            Instant until) {
  std::vector<Hours> all;
  Instant after = hour - seconds(1);
  if (team.status != TeamStatus::off_duty) {
    all.push_back({team.shift_start.value_or(hour), team.shift_end.value_or(whenever)});
    if (!team.shift_end) return all;
    after = std::max(after, *team.shift_end);
  }
  while (config != nullptr) {
    const auto next = next_shift(*config, calendar, after);
    if (!next || next->from >= until) break;
    all.push_back({next->from, next->until});
    after = next->from;
  }
  return all;
}

std::vector<Hours> hours_of(const ServiceConfig& service, const Calendar& calendar, Instant hour, Instant until) {
  std::vector<Hours> all;
  auto interval = open_interval(service.hours, calendar, hour);
  if (!interval) interval = next_opening(service.hours, calendar, hour);
  while (interval && interval->from < until) {
    all.push_back({interval->from, interval->until});
    interval = next_opening(service.hours, calendar, interval->from);
  }
  return all;
}

void count(DutyBook& book, const UnitDuty& unit, std::uint64_t needs, std::int32_t tenths) {
  const Instant last = book.prices.start() + hours(48);
  for (const Hours& span : unit.hours)
    book.prices.add(needs, {book.prices.seconds_to(span.from), book.prices.seconds_to(std::min(span.until, last))},
                    tenths);
}

}  // namespace

DutyBook duty_book(const World& world, Instant hour, const std::vector<const HourTally*>& seen) {
  const Site& site = *world.site;
  const Instant until = hour + seconds(PriceBook::slot_s * static_cast<std::int64_t>(PriceBook::slots));
  DutyBook book{.prices = PriceBook(hour), .demand = expected_demand(site, hour, seen), .teams = {}, .places = {}};
  book.teams.resize(world.teams.size());
  for (std::size_t i = 0; i < world.teams.size(); ++i) {
    const Team& team = *world.teams[i];
    const auto [config, service] = world.directory->teams[i];
    if (team.retired || service == Directory::nowhere) continue;
    UnitDuty& duty = book.teams[i];
    duty.hours =
        hours_of(team, config == Directory::nowhere ? nullptr : &site.teams[config], site.calendar, hour, until);
    const std::uint64_t needs = needs_met(site, site.services[service], team.skills);
    duty.curve = book.prices.curve_for(needs);
    count(book, duty, needs, team_tenths);
  }
  book.places.resize(world.places.size());
  for (std::size_t i = 0; i < world.places.size(); ++i) {
    const Place& place = *world.places[i];
    const auto [config, service] = world.directory->places[i];
    if (place.retired || config == Directory::nowhere || service == Directory::nowhere) continue;
    UnitDuty& duty = book.places[i];
    duty.hours = hours_of(site.services[service], site.calendar, hour, until);
    const std::uint64_t needs = needs_met(site, site.services[service], std::nullopt);
    duty.curve = book.prices.curve_for(needs);
    count(book, duty, needs, place_tenths * std::max(1, site.places[config].capacity));
  }
  const auto& rules = site.matching;
  const std::int64_t factor = std::int64_t{rules.reserve_permille} * rules.breach_min / 100;
  book.prices.settle(book.demand.kinds, factor, pool_tenths);
  return book;
}

}  // namespace carehub::matching::plan
