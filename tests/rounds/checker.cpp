#include "tests/rounds/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace carehub::tests {

namespace {

namespace json = boost::json;

std::int64_t whole(const json::object& from, const char* name, std::int64_t usual = 0) {
  const json::value* value = from.if_contains(name);
  return value == nullptr ? usual : value->to_number<std::int64_t>();
}

std::vector<std::int64_t> wholes(const json::object& from, const char* name, std::size_t at_least = 0) {
  std::vector<std::int64_t> all;
  if (const json::value* value = from.if_contains(name))
    for (const json::value& one : value->as_array()) all.push_back(one.to_number<std::int64_t>());
  if (all.size() < at_least) all.resize(at_least, 0);
  return all;
}

bool within(const json::object& task, std::int64_t at) {
  const json::value* windows = task.if_contains("time_windows");
  if (windows == nullptr) return at >= 0;
  return std::ranges::any_of(windows->as_array(), [&](const json::value& window) {
    return at >= window.at(0).to_number<std::int64_t>() && at <= window.at(1).to_number<std::int64_t>();
  });
}

class Checker {
 public:
  Checker(const json::object& problem, const json::object& plan) : problem_(problem), plan_(plan) {
    for (const json::value& job : problem.at("jobs").as_array()) {
      jobs_[whole(job.as_object(), "id")] = &job.as_object();
      for (const char* name : {"delivery", "pickup"})
        measures_ = std::max(measures_, wholes(job.as_object(), name).size());
    }
    for (const json::value& vehicle : problem.at("vehicles").as_array()) {
      vehicles_[whole(vehicle.as_object(), "id")] = &vehicle.as_object();
      measures_ = std::max(measures_, wholes(vehicle.as_object(), "capacity").size());
    }
  }

  std::vector<std::string> run() {
    expect(whole(plan_, "code", 9) == 0, "code is not 0");
    std::set<std::int64_t> vehicles;
    for (const json::value& route : plan_.at("routes").as_array()) {
      where_ = fmt::format("vehicle {}", whole(route.as_object(), "vehicle"));
      expect(vehicles.insert(whole(route.as_object(), "vehicle")).second, "it has two routes");
      check_route(route.as_object());
    }
    where_ = "the whole plan";
    check_everybody();
    check_summary();
    return faults_;
  }

 private:
  void expect(bool right, const std::string& what) {
    if (!right) faults_.push_back(where_ + ": " + what);
  }

  [[nodiscard]] const json::object& tables(const json::object& vehicle) const {
    const json::value* profile = vehicle.if_contains("profile");
    return problem_.at("matrices").as_object().at(profile == nullptr ? "car" : profile->as_string()).as_object();
  }

  // From a table of the vehicle's profile; nothing from or to nowhere.
  [[nodiscard]] std::int64_t between(const json::object& vehicle, const char* table, std::int64_t from,
                                     std::int64_t to) const {
    const json::value* found = tables(vehicle).if_contains(table);
    if (found == nullptr || from < 0 || to < 0) return 0;
    return found->at(static_cast<std::size_t>(from)).at(static_cast<std::size_t>(to)).to_number<std::int64_t>();
  }

  [[nodiscard]] std::int64_t seconds(const json::object& vehicle, std::int64_t from, std::int64_t to) const {
    const json::value* factor = vehicle.if_contains("speed_factor");
    const std::int64_t percent = factor == nullptr ? 100 : std::llround(factor->to_number<double>() * 100);
    return (200 * between(vehicle, "durations", from, to) + percent) / (2 * percent);  // to the nearest, halves up
  }

  [[nodiscard]] double price(const json::object& vehicle, std::int64_t from, std::int64_t to) const {
    if (tables(vehicle).contains("costs")) return static_cast<double>(between(vehicle, "costs", from, to));
    static const json::object none;
    const json::value* costs = vehicle.if_contains("costs");
    const json::object& stated = costs == nullptr ? none : costs->as_object();
    return static_cast<double>(whole(stated, "per_hour", 3600) * seconds(vehicle, from, to)) / 3600 +
           static_cast<double>(whole(stated, "per_km") * between(vehicle, "distances", from, to)) / 1000;
  }

  void check_skills(const json::object& vehicle, const json::object& job) {
    const auto has = wholes(vehicle, "skills");
    for (const std::int64_t skill : wholes(job, "skills"))
      expect(std::ranges::find(has, skill) != has.end(),
             fmt::format("job {}: lacks skill {}", whole(job, "id"), skill));
  }

  void check_load(const json::object& vehicle, const json::object& step, const std::vector<std::int64_t>& load) {
    const auto capacity = wholes(vehicle, "capacity", measures_);
    for (std::size_t i = 0; i < measures_; ++i) expect(load[i] <= capacity[i], "carries more than its capacity");
    if (measures_ > 0) expect(wholes(step, "load") == load, "a load is not what it should be");
  }

  void check_break(const json::object& vehicle, const json::object& step, const std::vector<std::int64_t>& load,
                   std::multiset<std::int64_t>& had) {
    for (const json::value& one : vehicle.at("breaks").as_array()) {
      const json::object& taken = one.as_object();
      if (whole(taken, "id") != whole(step, "id")) continue;
      had.insert(whole(taken, "id"));
      expect(within(taken, whole(step, "arrival") + whole(step, "waiting_time")), "a break lies outside its windows");
      expect(whole(step, "service") == whole(taken, "service"), "a break is not as long as it should be");
      expect(whole(step, "setup") == 0, "a break has a setup");
      const auto most = wholes(taken, "max_load");
      for (std::size_t i = 0; i < most.size(); ++i)
        expect(load[i] <= most[i], "a break carries more than its max_load");
    }
  }

  void check_job(const json::object& vehicle, const json::object& step, std::int64_t from) {
    const auto known = jobs_.find(whole(step, "id"));
    expect(known != jobs_.end(), "a job that is not in the problem");
    if (known == jobs_.end()) return;
    const json::object& job = *known->second;
    expect(seen_.insert(known->first).second, fmt::format("job {} stands twice", known->first));
    check_skills(vehicle, job);
    expect(within(job, whole(step, "arrival") + whole(step, "waiting_time")),
           fmt::format("job {} starts outside its windows", known->first));
    const std::int64_t setup = from == whole(job, "location_index") ? 0 : whole(job, "setup");
    expect(whole(step, "setup") == setup, fmt::format("job {} has a wrong setup", known->first));
    expect(whole(step, "service") == whole(job, "service"), fmt::format("job {} has a wrong service", known->first));
  }

  void check_route(const json::object& route) {
    const auto known = vehicles_.find(whole(route, "vehicle"));
    expect(known != vehicles_.end(), "is not in the problem");
    if (known == vehicles_.end()) return;
    const json::object& vehicle = *known->second;
    const json::array& steps = route.at("steps").as_array();
    expect(steps.size() > 2 && steps.front().at("type") == "start" && steps.back().at("type") == "end",
           "does not go from start to end");
    std::vector<std::int64_t> load(measures_, 0), delivery(measures_, 0), pickup(measures_, 0);
    for (const json::value& step : steps)
      if (step.at("type") == "job")
        add(delivery, wholes(*jobs_.at(whole(step.as_object(), "id")), "delivery", measures_), 1);
    load = delivery;
    std::int64_t place = whole(vehicle, "start_index", -1), clock = 0, driven = 0, left = 0, metres = 0, tasks = 0;
    std::int64_t setups = 0, services = 0, waits = 0, priority = 0;
    double cost = vehicle.contains("costs") ? static_cast<double>(whole(vehicle.at("costs").as_object(), "fixed")) : 0;
    std::multiset<std::int64_t> had;
    for (const json::value& value : steps) {
      const json::object& step = value.as_object();
      const json::string& type = step.at("type").as_string();
      const std::int64_t drive = whole(step, "duration") - driven;
      if (type == "start") {
        clock = whole(step, "arrival");
        expect(drive == 0, "has driven before it starts");
      }
      expect(drive >= 0 && whole(step, "arrival") == clock + drive,
             "a step's arrival does not follow from the one before");
      expect(whole(step, "waiting_time") >= 0, "a waiting time below nothing");
      driven = whole(step, "duration");
      left += drive;
      if (type == "job" || type == "end") {
        const std::int64_t next =
            type == "end" ? whole(vehicle, "end_index", -1) : whole(*jobs_.at(whole(step, "id")), "location_index");
        expect(left == seconds(vehicle, place, next), "a journey does not take what the table says");
        metres += between(vehicle, "distances", place, next);
        cost += price(vehicle, place, next);
        if (type == "job") {
          check_job(vehicle, step, place);
          const json::object& job = *jobs_.at(whole(step, "id"));
          add(load, wholes(job, "delivery", measures_), -1);
          add(load, wholes(job, "pickup", measures_), 1);
          add(pickup, wholes(job, "pickup", measures_), 1);
          priority += whole(job, "priority");
          ++tasks;
        }
        place = next;
        left = 0;
      }
      if (type == "break") check_break(vehicle, step, load, had);
      check_load(vehicle, step, load);
      clock = whole(step, "arrival") + whole(step, "waiting_time") + whole(step, "setup") + whole(step, "service");
      setups += whole(step, "setup");
      services += whole(step, "service");
      waits += whole(step, "waiting_time");
    }
    check_vehicle(vehicle, route, had, tasks, metres);
    if (measures_ > 0)
      expect(wholes(route, "delivery") == delivery && wholes(route, "pickup") == pickup,
             "amounts add up to something else");
    expect(whole(route, "setup") == setups && whole(route, "service") == services, "work adds up to something else");
    expect(whole(route, "waiting_time") == waits, "waiting adds up to something else");
    expect(whole(route, "duration") == driven, "driving adds up to something else");
    expect(whole(route, "priority") == priority, "priorities add up to something else");
    expect(std::abs(static_cast<double>(whole(route, "cost")) - cost) < 0.501,
           fmt::format("costs {}, not {}", cost, whole(route, "cost")));
  }

  void check_vehicle(const json::object& vehicle, const json::object& route, const std::multiset<std::int64_t>& had,
                     std::int64_t tasks, std::int64_t metres) {
    const json::array& steps = route.at("steps").as_array();
    if (const json::value* hours = vehicle.if_contains("time_window")) {
      expect(steps.front().at("arrival").to_number<std::int64_t>() >= hours->at(0).to_number<std::int64_t>(),
             "starts too early");
      expect(steps.back().at("arrival").to_number<std::int64_t>() <= hours->at(1).to_number<std::int64_t>(),
             "ends too late");
    }
    const json::value* breaks = vehicle.if_contains("breaks");
    expect(had.size() == (breaks == nullptr ? 0 : breaks->as_array().size()), "has not had every break once");
    if (breaks != nullptr)
      for (const json::value& one : breaks->as_array())
        expect(had.count(whole(one.as_object(), "id")) == 1, "has not had every break once");
    constexpr std::int64_t any = std::numeric_limits<std::int64_t>::max();
    expect(tasks <= whole(vehicle, "max_tasks", any), "more than max_tasks");
    expect(whole(route, "duration") <= whole(vehicle, "max_travel_time", any), "more than max_travel_time");
    expect(metres <= whole(vehicle, "max_distance", any), "more than max_distance");
    if (route.contains("distance")) expect(whole(route, "distance") == metres, "distances add up to something else");
  }

  void check_everybody() {
    for (const json::value& one : plan_.at("unassigned").as_array()) {
      const std::int64_t id = whole(one.as_object(), "id");
      expect(jobs_.contains(id) && seen_.insert(id).second,
             fmt::format("unassigned job {} is unknown or in a route", id));
      expect(!one.at("reason").as_string().empty(), fmt::format("unassigned job {} has no reason", id));
    }
    expect(seen_.size() == jobs_.size(), "a job is neither in a route nor unassigned");
  }

  void check_summary() {
    const json::object& summary = plan_.at("summary").as_object();
    const json::array& routes = plan_.at("routes").as_array();
    for (const char* name : {"cost", "setup", "service", "duration", "waiting_time", "priority"}) {
      std::int64_t sum = 0;
      for (const json::value& route : routes) sum += whole(route.as_object(), name);
      expect(whole(summary, name, -1) == sum, fmt::format("{} adds up to something else", name));
    }
    expect(whole(summary, "routes") == static_cast<std::int64_t>(routes.size()), "a wrong number of routes");
    expect(whole(summary, "unassigned") == static_cast<std::int64_t>(plan_.at("unassigned").as_array().size()),
           "a wrong number of unassigned");
  }

  static void add(std::vector<std::int64_t>& to, const std::vector<std::int64_t>& what, std::int64_t sign) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += sign * what[i];
  }

  const json::object& problem_;
  const json::object& plan_;
  std::map<std::int64_t, const json::object*> jobs_, vehicles_;
  std::size_t measures_ = 0;
  std::set<std::int64_t> seen_;
  std::string where_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of(const json::value& problem, const json::value& plan) {
  return Checker(problem.as_object(), plan.as_object()).run();
}

}  // namespace carehub::tests
