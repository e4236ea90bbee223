#include "tools/rounds/reasons.hpp"

#include <algorithm>
#include <array>

#include "tools/rounds/draft.hpp"
#include "tools/rounds/windows.hpp"

namespace carehub::rounds {

namespace {

// What stands in the way of a vehicle, the plainest first.
enum class Hindrance { skill, size, tasks, hours, alone, full, left };
constexpr std::size_t hindrances = 7;

using Counts = std::array<std::size_t, hindrances>;

std::string skills_text(const Skills& skills) {
  return fmt::format("{} {}", skills.size() == 1 ? "skill" : "skills", fmt::join(skills, ", "));
}

bool larger(const Amount& amount, const Amount& capacity) {
  for (std::size_t i = 0; i < amount.size(); ++i)
    if (amount[i] > capacity[i]) return true;
  return false;
}

bool finds_spot(const Model& model, const Route& route, std::int32_t job) {
  Spot spot;
  route.look_for_spot(model, job, spot);
  return spot.found();
}

// `idle` is the same vehicle with nothing to do.
Hindrance hindrance(const Model& model, const Route& route, const Route& idle, std::int32_t job) {
  const Job& what = model.problem->jobs[static_cast<std::size_t>(job)];
  const Vehicle& vehicle = model.problem->vehicles[static_cast<std::size_t>(route.vehicle())];
  if (!std::ranges::includes(vehicle.skills, what.skills)) return Hindrance::skill;
  if (larger(what.delivery, vehicle.capacity) || larger(what.pickup, vehicle.capacity)) return Hindrance::size;
  if (vehicle.max_tasks == 0) return Hindrance::tasks;
  if (what.windows.front().start > vehicle.hours.end || what.windows.back().end < vehicle.hours.start)
    return Hindrance::hours;
  if (!finds_spot(model, idle, job)) return Hindrance::alone;
  return finds_spot(model, route, job) ? Hindrance::left : Hindrance::full;
}

// "1 vehicle has", "3 vehicles have".
std::string so_many(std::size_t count, std::string_view one_does, std::string_view many_do) {
  return fmt::format("{} {}", count, count == 1 ? one_does : many_do);
}

std::string sentence(const Job& job, const Counts& counts, std::size_t vehicles) {
  const auto count = [&](Hindrance what) { return counts[static_cast<std::size_t>(what)]; };
  if (vehicles == 0) return "there is no vehicle";
  if (count(Hindrance::skill) == vehicles) return fmt::format("no vehicle has all of {}", skills_text(job.skills));
  std::vector<std::string> parts;
  const auto add = [&](Hindrance what, std::string_view one, std::string_view many) {
    if (count(what) > 0) parts.push_back(so_many(count(what), one, many));
  };
  add(Hindrance::full, "vehicle that could come has no room left in its round",
      "vehicles that could come have no room left in their rounds");
  add(Hindrance::left, "vehicle still has room for it, with the search stopped too early; give it more seconds",
      "vehicles still have room for it, with the search stopped too early; give it more seconds");
  add(Hindrance::alone, "vehicle cannot do it even alone within the times, breaks and limits stated",
      "vehicles cannot do it even alone within the times, breaks and limits stated");
  add(Hindrance::hours, "vehicle does not work at its times", "vehicles do not work at its times");
  add(Hindrance::size, "vehicle is too small for it", "vehicles are too small for it");
  add(Hindrance::tasks, "vehicle may have no task", "vehicles may have no task");
  if (count(Hindrance::skill) > 0)
    parts.push_back(so_many(count(Hindrance::skill), "vehicle lacks ", "vehicles lack ") + skills_text(job.skills));
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

std::vector<std::string> reasons(const Model& model, const Plan& plan) {
  const Draft idle(model);
  Draft draft(model);
  for (const Round& round : plan.rounds)
    static_cast<void>(draft.put_round(static_cast<std::int32_t>(round.vehicle), round.jobs));
  std::vector<std::string> all;
  for (const std::int32_t job : plan.unassigned) {
    Counts counts{};
    for (const Route& route : draft.routes())
      ++counts[static_cast<std::size_t>(hindrance(model, route, idle.route(route.vehicle()), job))];
    all.push_back(sentence(model.problem->jobs[static_cast<std::size_t>(job)], counts, model.problem->vehicles.size()));
  }
  return all;
}

}  // namespace carehub::rounds
