#include "tools/rounds/model.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace carehub::rounds {

namespace {

constexpr std::size_t bytes_max = std::size_t{1} << 30;
constexpr std::size_t near_max = 250;
constexpr std::int64_t costs_max = std::int64_t{1} << 56;
constexpr std::int64_t finest_unit = 3'600'000;  // an hour costs 3600 units of 1000, a kilometre 1000 units of 3600

std::int64_t rounded_ratio(std::int64_t over, std::int64_t under) {
  return (2 * over + under) / (2 * under);
}

std::vector<std::int32_t> at_speed(std::span<const std::int32_t> durations, std::int64_t speed_millionths) {
  std::vector<std::int32_t> scaled(durations.size());
  std::transform(durations.begin(), durations.end(), scaled.begin(), [&](std::int32_t duration) {
    const std::int64_t slower = rounded_ratio(std::int64_t{duration} * 1'000'000, speed_millionths);
    return static_cast<std::int32_t>(std::min(slower, duration_max));
  });
  return scaled;
}

// Makes each table once.
class Tables {
 public:
  explicit Tables(Model& model) : model_(model) {}

  const Ways* seconds(std::size_t profile, std::int64_t speed_millionths) {
    const Key key{profile, 0, speed_millionths};
    const Journeys& journeys = model_.problem->journeys[profile];
    if (speed_millionths == 1'000'000 || known_.contains(key)) return made(key, journeys.places, journeys.durations_s);
    return made(key, journeys.places, at_speed(journeys.durations_s, speed_millionths));
  }
  const Ways* costs(std::size_t profile) {
    const Journeys& journeys = model_.problem->journeys[profile];
    return made({profile, 1, 0}, journeys.places, journeys.costs);
  }
  const Ways* metres(std::size_t profile) {
    const Journeys& journeys = model_.problem->journeys[profile];
    return made({profile, 2, 0}, journeys.places, journeys.distances_m);
  }
  const Ways* none() { return made({0, 3, 0}, 0, {}); }
  [[nodiscard]] bool too_large() const { return too_large_; }

 private:
  using Key = std::tuple<std::size_t, int, std::int64_t>;

  const Ways* made(Key key, std::size_t places, std::span<const std::int32_t> from_to) {
    const auto at = known_.find(key);
    if (at != known_.end()) return at->second;
    bytes_ += (places + 1) * (places + 1) * sizeof(BothWays);
    too_large_ = too_large_ || bytes_ > bytes_max;
    const bool make = !too_large_ && !from_to.empty();
    model_.ways.push_back(make ? std::make_unique<Ways>(places, from_to) : std::make_unique<Ways>());
    return known_.emplace(key, model_.ways.back().get()).first->second;
  }

  Model& model_;
  std::map<Key, const Ways*> known_;
  std::size_t bytes_ = 0;
  bool too_large_ = false;
};

bool same_kind(const Vehicle& a, const Vehicle& b) {
  const auto place = [](const std::optional<Location>& at) { return at ? at->place : -1; };
  return a.profile == b.profile && place(a.start) == place(b.start) && place(a.end) == place(b.end) &&
         a.capacity == b.capacity && a.skills == b.skills && a.hours == b.hours && a.breaks == b.breaks &&
         a.speed_millionths == b.speed_millionths && a.costs == b.costs && a.max_tasks == b.max_tasks &&
         a.max_travel_s == b.max_travel_s && a.max_distance_m == b.max_distance_m;
}

// The coarsest unit in which every cost is a whole number.
std::int64_t unit_of(const Problem& problem) {
  std::int64_t unit = finest_unit;
  for (const Vehicle& vehicle : problem.vehicles) {
    unit = std::gcd(unit, vehicle.costs.per_hour * 1000);
    unit = std::gcd(unit, vehicle.costs.per_km * 3600);
  }
  return finest_unit / unit;
}

Kind kind_of(const Problem& problem, const Vehicle& vehicle, std::int64_t unit, Tables& tables) {
  const Journeys& journeys = problem.journeys[vehicle.profile];
  const auto nowhere = static_cast<std::int32_t>(journeys.places);
  Kind kind;
  kind.seconds = tables.seconds(vehicle.profile, vehicle.speed_millionths);
  kind.priced = journeys.costs.empty() ? kind.seconds : tables.costs(vehicle.profile);
  kind.per_priced = journeys.costs.empty() ? vehicle.costs.per_hour * 1000 / (finest_unit / unit) : unit;
  kind.per_metre = vehicle.costs.per_km * 3600 / (finest_unit / unit);
  const bool measured = kind.per_metre != 0 || vehicle.max_distance_m;
  kind.metres = measured ? tables.metres(vehicle.profile) : tables.none();
  kind.fixed = vehicle.costs.fixed * unit;
  kind.simple = kind.priced == kind.seconds && kind.per_priced == 1 && kind.per_metre == 0;
  kind.start = vehicle.start ? vehicle.start->place : nowhere;
  kind.end = vehicle.end ? vehicle.end->place : nowhere;
  kind.hours = vehicle.hours;
  kind.capacity = vehicle.capacity;
  kind.tasks_max = vehicle.max_tasks.value_or(time_max);
  kind.travel_max_s = vehicle.max_travel_s.value_or(time_max);
  kind.metres_max = vehicle.max_distance_m.value_or(time_max);
  kind.limited = vehicle.max_tasks || vehicle.max_travel_s || vehicle.max_distance_m;
  kind.breaks = vehicle.breaks;
  kind.guarded_breaks = std::ranges::any_of(vehicle.breaks, [](const Break& one) { return one.max_load.has_value(); });
  return kind;
}

void sort_into_kinds(Model& model, Tables& tables) {
  const auto& vehicles = model.problem->vehicles;
  std::vector<std::size_t> first;
  for (std::size_t v = 0; v < vehicles.size(); ++v) {
    const auto same = std::ranges::find_if(first, [&](std::size_t f) { return same_kind(vehicles[f], vehicles[v]); });
    const auto kind = static_cast<std::size_t>(same - first.begin());
    if (same == first.end()) {
      first.push_back(v);
      model.kinds.push_back(kind_of(*model.problem, vehicles[v], model.cost_unit, tables));
    }
    model.kinds[kind].vehicles.push_back(static_cast<std::int32_t>(v));
    model.kind_of.push_back(static_cast<std::int32_t>(kind));
  }
}

bool covers(const Amount& capacity, const Amount& amount) {
  for (std::size_t i = 0; i < amount.size(); ++i)
    if (amount[i] > capacity[i]) return false;
  return true;
}

bool may_fit(const Kind& kind, const Skills& skills, const Job& job) {
  return std::ranges::includes(skills, job.skills) && covers(kind.capacity, job.delivery) &&
         covers(kind.capacity, job.pickup) && kind.tasks_max > 0 && job.windows.front().start <= kind.hours.end &&
         job.windows.back().end >= kind.hours.start;
}

void find_fits(Model& model) {
  const Problem& problem = *model.problem;
  for (const Kind& kind : model.kinds) {
    const Skills& skills = problem.vehicles[static_cast<std::size_t>(kind.vehicles.front())].skills;
    for (const Job& job : problem.jobs) model.fits.push_back(may_fit(kind, skills, job) ? 1 : 0);
  }
}

void add_visits(Model& model) {
  const Problem& problem = *model.problem;
  const auto others = static_cast<std::int64_t>(problem.jobs.size()) + 1;
  bool delivers = false, picks = false;
  for (const Job& job : problem.jobs) {
    const std::int64_t down = std::accumulate(job.delivery.begin(), job.delivery.end(), std::int64_t{0});
    const std::int64_t up = std::accumulate(job.pickup.begin(), job.pickup.end(), std::int64_t{0});
    model.deliveries.insert(model.deliveries.end(), job.delivery.begin(), job.delivery.end());
    model.pickups.insert(model.pickups.end(), job.pickup.begin(), job.pickup.end());
    delivers = delivers || down > 0;
    picks = picks || up > 0;
    model.visits.push_back({job.location.place, job.setup_s, job.service_s, job.windows.front().start,
                            job.windows.back().end, job.windows, job.priority * others + 1, down + up});
  }
  model.carries = delivers || picks;
  model.mixed_loads = delivers && picks;
}

// Nearness as the first kind of vehicle has it, there and back.
void find_near(Model& model) {
  const std::size_t jobs = model.visits.size();
  model.near_count = std::min(jobs, near_max);
  if (model.kinds.empty()) return;
  std::vector<std::pair<std::int64_t, std::int32_t>> all(jobs);
  for (std::size_t j = 0; j < jobs; ++j) {
    const BothWays* away = model.kinds.front().priced->row(model.visits[j].place);
    for (std::size_t o = 0; o < jobs; ++o) {
      const BothWays& ways = away[static_cast<std::size_t>(model.visits[o].place)];
      all[o] = {o == j ? -1 : std::int64_t{ways.in} + ways.out, static_cast<std::int32_t>(o)};
    }
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(model.near_count);
    std::nth_element(all.begin(), end - 1, all.end());
    std::sort(all.begin(), end);
    for (auto one = all.begin(); one != end; ++one) model.near.push_back(one->second);
  }
}

std::int64_t greatest(const std::vector<std::int32_t>& numbers) {
  return numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
}

// No sum of costs may leave 64 bits.
Result<void> check_costs(const Model& model) {
  const Problem& problem = *model.problem;
  struct Greatest {
    std::int64_t duration, distance, cost;
  };
  std::vector<Greatest> tables;
  tables.reserve(problem.journeys.size());
  for (const Journeys& journeys : problem.journeys)
    tables.push_back({greatest(journeys.durations_s), greatest(journeys.distances_m), greatest(journeys.costs)});
  const auto legs = static_cast<double>(problem.jobs.size() + 2 * problem.vehicles.size());
  double most = 0;
  for (const Kind& kind : model.kinds) {
    const Vehicle& vehicle = problem.vehicles[static_cast<std::size_t>(kind.vehicles.front())];
    const Greatest& table = tables[vehicle.profile];
    const std::int64_t slowest = rounded_ratio(table.duration * 1'000'000, vehicle.speed_millionths);
    const double leg = static_cast<double>(kind.per_priced) * static_cast<double>(std::max(slowest, table.cost)) +
                       static_cast<double>(kind.per_metre) * static_cast<double>(table.distance);
    const double all = leg * legs + static_cast<double>(kind.fixed) * static_cast<double>(problem.vehicles.size());
    most = std::max(most, all);
  }
  if (most < static_cast<double>(costs_max)) return {};
  return fail(ErrorCode::limit_exceeded, "vehicles", "their costs add up to more than can be counted exactly; state {}",
              "\"costs\" and journeys in smaller numbers");
}

}  // namespace

Ways::Ways(std::size_t places, std::span<const std::int32_t> from_to)
    : places_(places + 1), ways_(places_ * places_, BothWays{}) {
  for (std::size_t here = 0; here < places; ++here) {
    for (std::size_t there = 0; there < places; ++there)
      ways_[here * places_ + there] = {from_to[there * places + here], from_to[here * places + there]};
  }
}

Result<Model> model_of(const Problem& problem) {
  Model model;
  model.problem = &problem;
  model.measures = problem.measures;
  model.cost_unit = unit_of(problem);
  Tables tables(model);
  sort_into_kinds(model, tables);
  if (tables.too_large())
    return fail(
        ErrorCode::limit_exceeded, "matrices",
        "more than 1 GiB with one table for each \"profile\" and \"speed_factor\"; plan parts of the area apart");
  CAREHUB_CHECK(check_costs(model));
  add_visits(model);
  find_fits(model);
  find_near(model);
  return model;
}

}  // namespace carehub::rounds
