#pragma once
// The visits of a day to be shared out, as the VROOM API states them: jobs, vehicles, journeys.
// Units: seconds, metres; times are seconds from whatever moment the file counts from.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace carehub::rounds {

using Amount = std::vector<std::int64_t>;  // one number a measure: doses, kilograms, boxes
using Skills = std::vector<std::int64_t>;  // sorted

inline constexpr std::int64_t time_max = 1'000'000'000'000;  // no window lies later; also "at any time"
inline constexpr std::int64_t duration_max = 100'000'000;    // of one journey or one visit: three years
inline constexpr std::size_t jobs_max = 5'000;
inline constexpr std::size_t vehicles_max = 1'000;
inline constexpr std::size_t places_max = 6'000;
inline constexpr std::size_t breaks_max = 5;  // of one vehicle; every order of them is looked at

struct Window {
  std::int64_t start = 0;
  std::int64_t end = time_max;

  bool operator==(const Window&) const = default;
};

struct Position {
  double lon = 0;
  double lat = 0;

  bool operator==(const Position&) const = default;
};

// Somewhere to be. `place` is its row in every journey table.
struct Location {
  std::optional<Position> position;
  std::optional<std::int64_t> index;  // as it stands in the file
  std::int32_t place = 0;
};

struct Job {
  std::int64_t id = 0;
  std::string description;
  Location location;
  std::int64_t setup_s = 0;  // only where the vehicle was elsewhere before
  std::int64_t service_s = 0;
  Amount delivery;
  Amount pickup;
  Skills skills;
  std::int32_t priority = 0;
  std::vector<Window> windows;  // when it may start; in order, never empty
};

struct Break {
  std::int64_t id = 0;
  std::string description;
  std::int64_t service_s = 0;
  std::vector<Window> windows;  // when it may start; in order, never empty
  std::optional<Amount> max_load;

  bool operator==(const Break&) const = default;
};

struct Costs {
  std::int64_t fixed = 0;
  std::int64_t per_hour = 3600;
  std::int64_t per_km = 0;

  bool operator==(const Costs&) const = default;
};

struct Vehicle {
  std::int64_t id = 0;
  std::string description;
  std::size_t profile = 0;        // position in Problem::journeys
  std::optional<Location> start;  // none: begins at its first visit
  std::optional<Location> end;    // none: ends at its last visit
  Amount capacity;
  Skills skills;
  Window hours;
  std::vector<Break> breaks;
  std::int64_t speed_millionths = 1'000'000;  // 2 million: twice as fast as the table
  Costs costs;
  std::optional<std::int64_t> max_tasks;
  std::optional<std::int64_t> max_travel_s;
  std::optional<std::int64_t> max_distance_m;
};

// Shapes: places x places, row-major, from row to column.
struct Journeys {
  std::string profile;
  std::size_t places = 0;
  std::vector<std::int32_t> durations_s;
  std::vector<std::int32_t> distances_m;  // empty: not known
  std::vector<std::int32_t> costs;        // empty: durations and distances are what a journey costs
};

struct Problem {
  std::vector<Job> jobs;
  std::vector<Vehicle> vehicles;
  std::vector<Journeys> journeys;
  std::size_t measures = 0;  // of every Amount
};

// Who makes which visits, in which order. Positions in Problem::vehicles and Problem::jobs.
struct Round {
  std::size_t vehicle = 0;
  std::vector<std::int32_t> jobs;
};
struct Plan {
  std::vector<Round> rounds;             // none is empty
  std::vector<std::int32_t> unassigned;  // in the order of Problem::jobs
};

}  // namespace carehub::rounds
