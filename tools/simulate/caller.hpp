#pragma once
// One invented call: who, where, what, and what the person taking it writes down.

#include "tools/simulate/day.hpp"
#include "tools/simulate/people.hpp"

namespace carehub::tools::simulate {

[[nodiscard]] Call invent_call(const Site& site, const DemandStream& stream, Instant at, const std::string& key,
                               std::uint64_t seed, Numbers& numbers);

}  // namespace carehub::tools::simulate
