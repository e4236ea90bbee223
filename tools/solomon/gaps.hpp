#pragma once
// How far from the best known the planner stays, instance by instance.

#include <string>
#include <vector>

#include "protocols/base/error.hpp"

namespace carehub::solomon {

// Plans every NAME.txt of a folder that has its best known beside it (NAME.sol), once for each number of seconds, on
// one core. Every plan is checked against the instance. A table, one line an instance, the mean last.
[[nodiscard]] Result<std::string> gap_table(const std::string& folder, const std::vector<double>& seconds);

}  // namespace carehub::solomon
