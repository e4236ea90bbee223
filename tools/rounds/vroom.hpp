#pragma once
// The JSON of the VROOM API: problems in, plans out. docs/planned-rounds.md holds which members are planned with.
// Source: VROOM API, docs/API.md of version 1.14.

#include <string>
#include <string_view>

#include "protocols/base/error.hpp"
#include "tools/rounds/model.hpp"

namespace carehub::rounds {

// Errors name the member by its path in the file, or the line where it is no JSON. A member that is not planned with is
// refused by name (unsupported).
[[nodiscard]] Result<Problem> parse_problem(std::string_view text, const std::string& name);
[[nodiscard]] Result<Problem> read_problem(const std::string& path);

// The solution, one step a line. Requires: every round can be driven.
[[nodiscard]] std::string written(const Model& model, const Plan& plan);

// {"code":2,"error":"..."} for who reads answers by program.
[[nodiscard]] std::string written(const Error& error);

}  // namespace carehub::rounds
