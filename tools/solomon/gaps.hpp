#pragma once
// How far from the best known the planner stays, instance by instance.

#include <cstdint>
#include <string>
#include <vector>

#include "protocols/base/error.hpp"

namespace carehub::solomon {

struct Gap {
  std::string name;
  double best = 0;     // known
  double percent = 0;  // above it
};

// Plans every NAME.txt of a folder that has its best known beside it (NAME.sol). Every plan is checked against the
// instance itself. Requires: the fleet is large enough for all customers, as in all of Solomon's.
[[nodiscard]] Result<std::vector<Gap>> gaps_in_seconds(const std::string& folder, double seconds);
[[nodiscard]] Result<std::vector<Gap>> gaps_in_moves(const std::string& folder, std::int64_t moves);

// One line an instance, one column for each number of seconds, the mean last. On one core.
[[nodiscard]] Result<std::string> gap_table(const std::string& folder, const std::vector<double>& seconds);

}  // namespace carehub::solomon
