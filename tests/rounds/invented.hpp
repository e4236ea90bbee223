#pragma once
// Invented days of visits, as JSON, with every member that is planned with.

#include <boost/json/value.hpp>

#include "tools/rounds/random.hpp"

namespace carehub::tests {

struct Invented {
  std::size_t jobs = 8;
  std::size_t vehicles = 3;
  bool breaks = true;
  bool loads = true;
  bool prices = true;    // fixed, by hour, by kilometre or by table
  bool limits = true;    // max_tasks, max_travel_time, max_distance
  bool triangle = true;  // no way round is shorter; otherwise journeys take anything
};

[[nodiscard]] boost::json::value invented_problem(const Invented& what, std::uint64_t seed);

}  // namespace carehub::tests
