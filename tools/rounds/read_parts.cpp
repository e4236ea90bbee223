#include "tools/rounds/read_parts.hpp"

#include <algorithm>
#include <set>

namespace carehub::rounds {

namespace {

constexpr std::int64_t id_max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t amount_max = 1'000'000'000'000;
constexpr std::int64_t price_max = 1'000'000'000;

Skills skills_of(const Fields& fields) {
  Skills skills = fields.wholes("skills", std::numeric_limits<std::uint32_t>::max());
  std::ranges::sort(skills);
  skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
  return skills;
}

// `amount` is what `delivery` was called before.
Amount delivery_of(const Fields& fields) {
  if (fields.has("amount") && fields.has("delivery"))
    fields.faults().note(ErrorCode::invalid_input, fields.path("amount"),
                         "is the old name of \"delivery\", which is there too; keep one of them");
  return fields.wholes(fields.has("amount") ? "amount" : "delivery", amount_max);
}

Break break_of(const Fields& fields) {
  fields.only({"id", "description", "service", "time_windows", "max_load"});
  Break one;
  one.id = fields.whole("id", 0, id_max);
  one.description = fields.text("description");
  one.service_s = fields.whole("service", 0, duration_max, 0);
  one.windows = fields.windows("time_windows");
  if (fields.has("max_load")) one.max_load = fields.wholes("max_load", amount_max);
  return one;
}

std::vector<Break> breaks_of(const Fields& fields) {
  std::vector<Break> breaks;
  for (const Fields& one : fields.list("breaks", false)) breaks.push_back(break_of(one));
  if (breaks.size() > breaks_max)
    fields.faults().note(ErrorCode::limit_exceeded, fields.path("breaks"),
                         "holds {}; at most {} are planned for one vehicle", breaks.size(), breaks_max);
  std::set<std::int64_t> seen;
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    if (!seen.insert(breaks[i].id).second)
      fields.faults().note(ErrorCode::invalid_input, fmt::format("{}[{}].id", fields.path("breaks"), i),
                           "is {}, as that of an earlier one", breaks[i].id);
  }
  return breaks;
}

Costs costs_of(const Fields& fields) {
  fields.only({"fixed", "per_hour", "per_km"});
  return {fields.whole("fixed", 0, price_max, 0), fields.whole("per_hour", 0, price_max, Costs{}.per_hour),
          fields.whole("per_km", 0, price_max, 0)};
}

// What is charged or limited must be known.
void check_tables(const Fields& fields, const Vehicle& vehicle, const Places& places) {
  if (places.estimated()) return;
  const Journeys& journeys = places.journeys(vehicle.profile);
  const bool measured = vehicle.costs.per_km != 0 || vehicle.max_distance_m;
  const std::string table = fmt::format("matrices.{}", journeys.profile);
  if (measured && journeys.distances_m.empty())
    fields.faults().note(ErrorCode::invalid_input,
                         fields.path(vehicle.max_distance_m ? "max_distance" : "costs.per_km"),
                         "needs \"{}.distances\", which is missing", table);
  const bool priced = vehicle.costs.per_hour != Costs{}.per_hour || vehicle.costs.per_km != 0;
  if (priced && !journeys.costs.empty())
    fields.faults().note(
        ErrorCode::invalid_input, fields.path("costs"),
        "states a price by hour or kilometre, and \"{}.costs\" the price of each journey; keep one of them", table);
}

}  // namespace

Job job_of(const Fields& fields, Places& places) {
  static constexpr std::string_view by_type =
      "state one \"setup\" and one \"service\", or jobs of their own with skills";
  fields.only({"id", "description", "location", "location_index", "setup", "service", "delivery", "amount", "pickup",
               "skills", "priority", "time_windows"},
              {{"setup_per_type", by_type}, {"service_per_type", by_type}});
  Job job;
  job.id = fields.whole("id", 0, id_max);
  job.description = fields.text("description");
  if (const auto location = places.read(fields, "location", "location_index"))
    job.location = *location;
  else
    fields.faults().note(ErrorCode::invalid_input, fields.path(places.estimated() ? "location" : "location_index"),
                         "is missing: where is this job?");
  job.setup_s = fields.whole("setup", 0, duration_max, 0);
  job.service_s = fields.whole("service", 0, duration_max, 0);
  job.delivery = delivery_of(fields);
  job.pickup = fields.wholes("pickup", amount_max);
  job.skills = skills_of(fields);
  job.priority = static_cast<std::int32_t>(fields.whole("priority", 0, 100, 0));
  job.windows = fields.windows("time_windows");
  return job;
}

Vehicle vehicle_of(const Fields& fields, Places& places) {
  fields.only({"id", "description", "profile", "start", "start_index", "end", "end_index", "capacity", "costs",
               "skills", "time_window", "breaks", "speed_factor", "max_tasks", "max_travel_time", "max_distance"},
              {{"steps", "the planner finds the order itself; leave it out"},
               {"type", "it only serves \"setup_per_type\" and \"service_per_type\"; leave it out"}});
  Vehicle vehicle;
  vehicle.id = fields.whole("id", 0, id_max);
  vehicle.description = fields.text("description");
  vehicle.profile = places.profile(fields);
  vehicle.start = places.read(fields, "start", "start_index");
  vehicle.end = places.read(fields, "end", "end_index");
  if (!vehicle.start && !vehicle.end)
    fields.faults().note(ErrorCode::invalid_input, fields.path(),
                         "has neither start nor end; state at least one of them");
  vehicle.capacity = fields.wholes("capacity", amount_max);
  vehicle.skills = skills_of(fields);
  vehicle.hours = fields.window("time_window");
  vehicle.breaks = breaks_of(fields);
  vehicle.speed_millionths = fields.millionths("speed_factor", 5, 1);
  if (const auto* costs = fields.find("costs"))
    vehicle.costs = costs_of(Fields(*costs, fields.path("costs"), fields.faults()));
  vehicle.max_tasks = fields.whole_if("max_tasks", amount_max);
  vehicle.max_travel_s = fields.whole_if("max_travel_time", amount_max);
  vehicle.max_distance_m = fields.whole_if("max_distance", amount_max);
  if (!fields.faults().any()) check_tables(fields, vehicle, places);
  return vehicle;
}

}  // namespace carehub::rounds
