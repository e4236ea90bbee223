#include "tests/replay/invented_trace.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>
#include <set>

namespace carehub::tests {

using replay::Trace;
using replay::TraceCall;
using replay::TraceTravel;
using replay::TraceUnit;
using replay::TraceVisit;

std::string trace_text(const std::vector<std::string>& lines) {
  std::string text = R"({"kind":"meta","horizon":86400,"clock_start":"07:00","target_s":7200,)"
                     R"("travel":{"model":"haversine","circuity":1.3,"kmh":42,"fixed_s":180},)"
                     R"("site_travel":{"circuity":1.3,"kmh":25,"fixed_s":600},"weights":{"1":10,"2":4,"3":1}})"
                     "\n";
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

namespace {

// Bounds are drawn by hand: the library's distributions differ from one to the next.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : bits_(seed) {}
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(bits_() % static_cast<std::uint64_t>(most - least + 1));
  }

 private:
  std::mt19937_64 bits_;
};

Coordinates somewhere(Chance& chance) {
  const auto lat = static_cast<std::int32_t>(chance.between(50'600'000, 50'760'000));
  const auto lon = static_cast<std::int32_t>(chance.between(-1'500'000, -1'100'000));
  return {lat, lon};
}

const std::vector<std::vector<int>> team_skills = {{1, 10}, {2, 4, 10}, {2, 3, 4, 10}, {1, 2, 3, 4, 10}};
const std::vector<std::vector<int>> needs = {{1, 10}, {1}, {2, 4, 10}, {2, 10}, {2, 3, 10}};

// By the words of docs/shift-trace.md.
std::int64_t travel_s(const TraceTravel& travel, Coordinates a, Coordinates b) {
  const auto radians = [](std::int32_t degrees_e6) { return degrees_e6 / 1e6 * std::numbers::pi / 180; };
  const double lat_a = radians(a.lat_e6), lat_b = radians(b.lat_e6);
  const double lon = radians(b.lon_e6) - radians(a.lon_e6);
  const double h =
      std::pow(std::sin((lat_b - lat_a) / 2), 2) + std::cos(lat_a) * std::cos(lat_b) * std::pow(std::sin(lon / 2), 2);
  const double km = 2 * 6371 * std::asin(std::sqrt(h));
  return static_cast<std::int64_t>(travel.fixed_s + 1000 * (travel.circuity_percent / 100.0) * km / (travel.kmh / 3.6));
}

const TraceCall& call_of(const Trace& trace, std::int64_t id) {
  return *std::find_if(trace.calls.begin(), trace.calls.end(), [id](const TraceCall& c) { return c.id == id; });
}

std::string fault_of_unit(const Trace& trace, const TraceUnit& unit, const std::vector<TraceVisit>& visits) {
  std::int64_t free = unit.start;
  Coordinates here = unit.base;
  for (const TraceVisit& visit : visits) {
    const TraceCall& call = call_of(trace, visit.call);
    const auto say = [&](const char* what) { return fmt::format("call {} by unit {} {}", call.id, unit.id, what); };
    if (!std::includes(unit.skills.begin(), unit.skills.end(), call.need.begin(), call.need.end()))
      return say("lacks a skill");
    if (visit.depart < call.at) return say("sets off before it rings");
    if (visit.depart < free) return say("sets off before it is free");
    const std::int64_t travel = travel_s(unit.fixed ? trace.person_travel : trace.travel, here, call.position);
    if (std::abs(visit.arrive - visit.depart - travel) > 1) return say("takes another time to arrive");
    if (visit.depart + travel + call.expected > unit.end) return say("is sent past the end of its shift");
    free = visit.arrive + call.takes;
    if (!unit.fixed) here = call.position;
  }
  return {};
}

}  // namespace

Trace invented_trace(std::uint64_t seed) {
  Chance chance(seed);
  Trace trace;
  trace.clock_start_min = 7 * 60;
  trace.person_travel = {130, 25, 600};
  for (std::int64_t id = 0; id < 7; ++id) {
    TraceUnit unit;
    unit.id = id;
    unit.base = somewhere(chance);
    unit.skills = team_skills[static_cast<std::size_t>(chance.between(0, 3))];
    unit.start = 3600 * chance.between(0, 8);
    unit.end = unit.start + 3600 * chance.between(6, 12);
    trace.units.push_back(unit);
  }
  for (std::int64_t id = 7; id < 9; ++id) trace.units.push_back({id, somewhere(chance), {1}, 32'400, 57'600, true});
  std::vector<std::int64_t> times;
  for (int i = 0; i < 60; ++i) times.push_back(chance.between(0, 80'000));
  std::sort(times.begin(), times.end());
  for (const std::int64_t at : times) {
    TraceCall call;
    call.id = static_cast<std::int64_t>(trace.calls.size());
    call.at = at;
    call.position = somewhere(chance);
    call.priority = static_cast<std::int32_t>(chance.between(1, 3));
    call.weight = call.priority == 1 ? 10 : call.priority == 2 ? 4 : 1;
    call.need = needs[static_cast<std::size_t>(chance.between(0, 4))];
    call.expected = 60 * chance.between(40, 62);
    call.takes = call.expected * chance.between(40, 180) / 100;
    call.deadline = at + trace.target_s;
    trace.calls.push_back(std::move(call));
  }
  return trace;
}

std::string first_fault(const Trace& trace, const std::vector<TraceVisit>& visits) {
  std::set<std::int64_t> calls;
  std::map<std::int64_t, std::vector<TraceVisit>> by_unit;
  for (const TraceVisit& visit : visits) {
    if (!calls.insert(visit.call).second) return fmt::format("call {} is visited twice", visit.call);
    by_unit[visit.unit].push_back(visit);
  }
  for (const TraceUnit& unit : trace.units) {
    auto& mine = by_unit[unit.id];
    std::sort(mine.begin(), mine.end(), [](const TraceVisit& a, const TraceVisit& b) { return a.depart < b.depart; });
    if (auto fault = fault_of_unit(trace, unit, mine); !fault.empty()) return fault;
  }
  return {};
}

}  // namespace carehub::tests
