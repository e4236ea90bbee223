#pragma once
// When a vehicle is where: the times of one round, breaks and loads included.

#include "tools/rounds/breaks.hpp"
#include "tools/rounds/model.hpp"

namespace carehub::rounds {

enum class StepType { start, job, pause, end };

struct Step {
  StepType type = StepType::start;
  std::size_t which = 0;  // position in Problem::jobs, or in the vehicle's breaks
  std::int64_t arrival = 0;
  std::int64_t waiting_s = 0;  // after arriving, before setup
  std::int64_t setup_s = 0;
  std::int64_t service_s = 0;
  std::int64_t travelled_s = 0;  // since the start, on arrival
  std::int64_t metres = 0;       // the same; 0 where distances are not known
  Amount load;                   // on leaving
};

// A round ends as early as it can, and begins as late as that allows.
struct Timetable {
  std::size_t vehicle = 0;
  std::vector<Step> steps;
  std::int64_t cost = 0;  // in the file's unit, rounded
  std::int64_t exact_cost = 0;
  std::int64_t setup_s = 0;
  std::int64_t service_s = 0;  // breaks included
  std::int64_t travel_s = 0;
  std::int64_t waiting_s = 0;
  std::int64_t metres = 0;
  std::int64_t priority = 0;
  Amount delivery;
  Amount pickup;
};

// Requires: the round can be driven.
[[nodiscard]] Timetable timetable_of(const Model& model, const Round& round);

}  // namespace carehub::rounds
