#include "tools/solomon/instance.hpp"

#include <cmath>
#include <fstream>
#include <sstream>

namespace carehub::solomon {

namespace {

constexpr std::int64_t scale = 10;
constexpr std::size_t customers_max = 2'000;

// The numbers of a line; none where it holds a word.
std::vector<std::int64_t> numbers(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::int64_t> found;
  double number = 0;
  while (in >> number) found.push_back(std::llround(number));
  return in.eof() ? found : std::vector<std::int64_t>{};
}

std::string vehicle_json(const Instance& instance, std::int64_t id) {
  const Customer& depot = instance.customers.front();
  return fmt::format("{{\"id\":{},\"start_index\":0,\"end_index\":0,\"capacity\":[{}],\"time_window\":[{},{}]}}", id,
                     instance.capacity, scale * depot.ready, scale * depot.due);
}

std::string job_json(const Customer& customer, std::size_t id) {
  return fmt::format("{{\"id\":{},\"location_index\":{},\"delivery\":[{}],\"service\":{},\"time_windows\":[[{},{}]]}}",
                     id, id, customer.demand, scale * customer.service, scale * customer.ready, scale * customer.due);
}

}  // namespace

// Whole tenths, cut: the square root of a whole number is exact enough to be cut at once.
std::int64_t tenths(const Customer& a, const Customer& b) {
  const std::int64_t square = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
  auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(scale * scale * square)));
  while (root * root > scale * scale * square) --root;
  while ((root + 1) * (root + 1) <= scale * scale * square) ++root;
  return root;
}

Result<Instance> parse(std::string_view text, const std::string& name) {
  Instance instance;
  std::istringstream in{std::string(text)};
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (number == 1) instance.name = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    const auto found = numbers(line);
    if (found.size() == 2 && instance.vehicles == 0) {
      instance.vehicles = found[0];
      instance.capacity = found[1];
    } else if (found.size() == 7 && found[0] == static_cast<std::int64_t>(instance.customers.size())) {
      instance.customers.push_back({found[1], found[2], found[3], found[4], found[5], found[6]});
    } else if (!found.empty()) {
      return fail(ErrorCode::invalid_input, fmt::format("{}, line {}", name, number),
                  "is neither the fleet (number, capacity) nor customer {} (seven numbers)", instance.customers.size());
    }
  }
  if (instance.vehicles < 1 || instance.customers.empty() || instance.customers.size() > customers_max)
    return fail(ErrorCode::invalid_input, name, "is no instance of Solomon's: a fleet and 1 to {} customers",
                customers_max);
  return instance;
}

Result<Instance> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in && in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  if (in.bad() || text.bad() || !in.is_open())
    return fail(ErrorCode::not_found, path, "cannot be read; is it a file, and is the path right?");
  return parse(text.view(), path);
}

std::string vroom_json(const Instance& instance) {
  std::vector<std::string> vehicles, jobs, rows;
  for (std::int64_t id = 1; id <= instance.vehicles; ++id) vehicles.push_back(vehicle_json(instance, id));
  for (std::size_t id = 1; id < instance.customers.size(); ++id) jobs.push_back(job_json(instance.customers[id], id));
  for (const Customer& from : instance.customers) {
    std::vector<std::int64_t> row;
    row.reserve(instance.customers.size());
    for (const Customer& to : instance.customers) row.push_back(tenths(from, to));
    rows.push_back(fmt::format("[{}]", fmt::join(row, ",")));
  }
  return fmt::format("{{\"vehicles\":[\n{}],\n\"jobs\":[\n{}],\n\"matrices\":{{\"car\":{{\"durations\":[\n{}]}}}}}}\n",
                     fmt::join(vehicles, ",\n"), fmt::join(jobs, ",\n"), fmt::join(rows, ",\n"));
}

std::optional<std::int64_t> best_known_tenths(const std::string& path) {
  std::ifstream in(path);
  std::string word;
  double cost = 0;
  while (in >> word)
    if (word == "Cost" && in >> cost) return std::llround(scale * cost);
  return std::nullopt;
}

}  // namespace carehub::solomon
