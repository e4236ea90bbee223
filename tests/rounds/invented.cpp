#include "tests/rounds/invented.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>

namespace carehub::tests {

namespace {

namespace json = boost::json;
using rounds::Random;

constexpr std::uint32_t day = 10'000;

struct Day {
  Invented what;
  Random random;
  std::size_t places = 0;

  std::int64_t between(std::uint32_t least, std::uint32_t most) { return least + random.below(most - least + 1); }
  bool sometimes(std::uint32_t of_1024) { return random.chance(of_1024); }
};

json::array window(Day& day_of, std::uint32_t from, std::uint32_t to) {
  const std::int64_t start = day_of.between(from, to - 1);
  return {start, day_of.between(static_cast<std::uint32_t>(start), to)};
}

json::array windows(Day& day_of) {
  json::array all;
  const bool two = day_of.sometimes(300);
  all.push_back(window(day_of, 0, two ? day / 3 : day));
  if (two) all.push_back(window(day_of, day / 2, day));
  return all;
}

json::array amounts(Day& day_of, std::uint32_t most) {
  return {day_of.between(0, most), day_of.between(0, most)};
}

json::array skills(Day& day_of, std::uint32_t of_1024) {
  json::array found;
  for (const int skill : {4, 7, 9})
    if (day_of.sometimes(of_1024)) found.emplace_back(skill);
  return found;
}

json::object job(Day& day_of, std::size_t id) {
  json::object one{{"id", id}, {"location_index", day_of.random.below(static_cast<std::uint32_t>(day_of.places))}};
  one["service"] = day_of.between(0, 900);
  if (day_of.sometimes(300)) one["setup"] = day_of.between(1, 300);
  if (day_of.sometimes(600)) one["time_windows"] = windows(day_of);
  if (day_of.sometimes(400)) one["skills"] = skills(day_of, 350);
  if (day_of.sometimes(500)) one["priority"] = day_of.between(0, 100);
  if (day_of.what.loads && day_of.sometimes(500)) one["delivery"] = amounts(day_of, 4);
  if (day_of.what.loads && day_of.sometimes(400)) one["pickup"] = amounts(day_of, 4);
  return one;
}

json::array breaks(Day& day_of) {
  json::array all;
  const std::int64_t count = day_of.between(1, 2);
  for (std::int64_t id = 1; id <= count; ++id) {
    json::object one{{"id", id}, {"service", day_of.between(0, 1200)}};
    if (day_of.sometimes(800)) one["time_windows"] = windows(day_of);
    if (day_of.what.loads && day_of.sometimes(300)) one["max_load"] = amounts(day_of, 9);
    all.push_back(std::move(one));
  }
  return all;
}

void add_prices(Day& day_of, json::object& vehicle, bool table) {
  json::object costs{{"fixed", day_of.between(0, 3000)}};
  if (!table && day_of.sometimes(500)) costs["per_hour"] = day_of.between(0, 7000);
  if (!table && day_of.sometimes(500)) costs["per_km"] = day_of.between(0, 900);
  vehicle["costs"] = std::move(costs);
}

json::object vehicle(Day& day_of, std::size_t id, bool table) {
  json::object one{{"id", id}};
  const bool start = day_of.sometimes(850);
  if (start) one["start_index"] = day_of.random.below(static_cast<std::uint32_t>(day_of.places));
  if (!start || day_of.sometimes(800))
    one["end_index"] = day_of.random.below(static_cast<std::uint32_t>(day_of.places));
  if (day_of.what.loads) one["capacity"] = amounts(day_of, 12);
  one["skills"] = skills(day_of, 800);
  if (day_of.sometimes(800))
    one["time_window"] = json::array{day_of.between(0, 3000), day_of.between(4000, day + 3000)};
  if (day_of.what.breaks && day_of.sometimes(600)) one["breaks"] = breaks(day_of);
  if (day_of.sometimes(300)) one["speed_factor"] = static_cast<double>(day_of.between(50, 200)) / 100;
  if (day_of.what.prices && day_of.sometimes(500)) add_prices(day_of, one, table);
  if (day_of.what.limits && day_of.sometimes(300)) one["max_tasks"] = day_of.between(0, 5);
  if (day_of.what.limits && day_of.sometimes(300)) one["max_travel_time"] = day_of.between(500, 6000);
  if (day_of.what.limits && day_of.sometimes(300)) one["max_distance"] = day_of.between(500, 9000);
  return one;
}

json::array table(Day& day_of, std::uint32_t most) {
  std::vector<std::pair<double, double>> at;
  for (std::size_t i = 0; i < day_of.places; ++i) {
    const auto x = static_cast<double>(day_of.random.below(most));
    at.emplace_back(x, static_cast<double>(day_of.random.below(most)));
  }
  json::array rows;
  for (std::size_t from = 0; from < day_of.places; ++from) {
    json::array row;
    for (std::size_t to = 0; to < day_of.places; ++to) {
      const double straight = std::ceil(std::hypot(at[from].first - at[to].first, at[from].second - at[to].second));
      row.emplace_back(day_of.what.triangle ? static_cast<std::int64_t>(straight) : day_of.between(0, most));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

json::value invented_problem(const Invented& what, std::uint64_t seed) {
  Day day_of{what, Random(seed), 0};
  day_of.places = static_cast<std::size_t>(day_of.between(2, static_cast<std::uint32_t>(what.jobs) + 3));
  json::object tables{{"durations", table(day_of, 1200)}};
  if (what.limits || what.prices) tables["distances"] = table(day_of, 3000);
  const bool priced = what.prices && day_of.sometimes(250);
  if (priced) tables["costs"] = table(day_of, 2000);
  json::array jobs, vehicles;
  for (std::size_t id = 1; id <= what.jobs; ++id) jobs.push_back(job(day_of, id));
  for (std::size_t id = 1; id <= what.vehicles; ++id) vehicles.push_back(vehicle(day_of, id, priced));
  return json::object{{"jobs", std::move(jobs)},
                      {"vehicles", std::move(vehicles)},
                      {"matrices", json::object{{"car", std::move(tables)}}}};
}

}  // namespace carehub::tests
