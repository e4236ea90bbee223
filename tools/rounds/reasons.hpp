#pragma once
// Why a visit is in no round, in words.

#include "tools/rounds/model.hpp"

namespace carehub::rounds {

// One sentence for each of plan.unassigned, in its order. True when recomputed: how many vehicles stand in each way.
[[nodiscard]] std::vector<std::string> reasons(const Model& model, const Plan& plan);

}  // namespace carehub::rounds
