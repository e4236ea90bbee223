#pragma once
// Recomputes a plan from the two files alone, with nothing of the planner's own.

#include <boost/json/value.hpp>
#include <string>
#include <vector>

namespace carehub::tests {

// What is wrong with the plan, in words; empty where every constraint is honoured and every sum is right.
[[nodiscard]] std::vector<std::string> faults_of(const boost::json::value& problem, const boost::json::value& plan);

}  // namespace carehub::tests
