#pragma once
// Solomon's instances of vehicle routing with time windows, as `carehubctl plan` reads them. None is in the project.
// Source: Solomon, Operations Research 35(2), 1987. Distances are cut to one decimal, as the best known solutions
// count.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocols/base/error.hpp"

namespace carehub::solomon {

struct Customer {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t demand = 0;
  std::int64_t ready = 0;
  std::int64_t due = 0;
  std::int64_t service = 0;
};

struct Instance {
  std::string name;
  std::int64_t vehicles = 0;
  std::int64_t capacity = 0;
  std::vector<Customer> customers;  // the first is the depot
};

// Errors name the line.
[[nodiscard]] Result<Instance> parse(std::string_view text, const std::string& name);
[[nodiscard]] Result<Instance> read(const std::string& path);

[[nodiscard]] std::int64_t tenths(const Customer& a, const Customer& b);

// Everything ten times as large, so that distances are whole: one table of durations serves as times and as costs.
[[nodiscard]] std::string vroom_json(const Instance& instance);

// The "Cost" of a solution file, in tenths; none where there is no such file.
[[nodiscard]] std::optional<std::int64_t> best_known_tenths(const std::string& path);

}  // namespace carehub::solomon
