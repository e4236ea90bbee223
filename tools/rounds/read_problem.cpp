#include <algorithm>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "tools/rounds/read_parts.hpp"
#include "tools/rounds/repeated.hpp"
#include "tools/rounds/vroom.hpp"

namespace carehub::rounds {

namespace json = boost::json;

namespace {

std::string place_in(std::string_view text, const std::string& name, std::size_t at) {
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t column = 1 + at - (before == std::string_view::npos ? 0 : before + 1);
  return fmt::format("{}, line {}, column {}", name, line, column);
}

Result<json::value> parsed(std::string_view text, const std::string& name) {
  json::stream_parser parser;
  json::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  const std::size_t more = error ? read : text.find_first_not_of(" \t\r\n", read);
  if (!error && more == std::string_view::npos) parser.finish(error);
  if (error || more != std::string_view::npos)
    return fail(ErrorCode::invalid_input, place_in(text, name, std::min(more, text.size())),
                "is no JSON from here on: {}", error ? error.message() : "something stands behind its end");
  if (const auto again = repeated_member(text))
    return fail(ErrorCode::invalid_input, place_in(text, name, *again),
                "is a member that its object has already; only one of them would count");
  return parser.release();
}

template <class T>
void check_ids(const std::vector<T>& all, const Fields& parent, const char* list) {
  std::set<std::int64_t> seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!seen.insert(all[i].id).second)
      parent.faults().note(ErrorCode::invalid_input, fmt::format("{}[{}].id", parent.path(list), i),
                           "is {}, as that of an earlier one; every id may stand once", all[i].id);
  }
}

void check_measures(const Amount& amount, std::size_t measures, const std::string& path, Faults& faults) {
  if (amount.size() != measures)
    faults.note(ErrorCode::invalid_input, path,
                "has {} numbers where others have {}; all amounts need the same measures", amount.size(), measures);
}

// What is carried is measured alike everywhere; what is not stated of a job is nothing.
void settle_measures(Problem& problem, const Fields& root) {
  Faults& faults = root.faults();
  std::size_t measures = 0;
  for (const Job& job : problem.jobs) measures = std::max({measures, job.delivery.size(), job.pickup.size()});
  for (const Vehicle& vehicle : problem.vehicles) measures = std::max(measures, vehicle.capacity.size());
  problem.measures = measures;
  for (std::size_t i = 0; i < problem.jobs.size(); ++i) {
    for (const auto& [amount, name] :
         {std::pair{&problem.jobs[i].delivery, "delivery"}, {&problem.jobs[i].pickup, "pickup"}}) {
      if (amount->empty()) amount->assign(measures, 0);
      check_measures(*amount, measures, fmt::format("{}[{}].{}", root.path("jobs"), i, name), faults);
    }
  }
  for (std::size_t i = 0; i < problem.vehicles.size(); ++i) {
    const std::string path = fmt::format("{}[{}]", root.path("vehicles"), i);
    if (problem.vehicles[i].capacity.empty() && measures > 0)
      faults.note(ErrorCode::invalid_input, path + ".capacity",
                  "is missing though amounts are stated elsewhere; state {} numbers, what it can carry of each",
                  measures);
    check_measures(problem.vehicles[i].capacity, measures, path + ".capacity", faults);
    for (std::size_t b = 0; b < problem.vehicles[i].breaks.size(); ++b) {
      const auto& most = problem.vehicles[i].breaks[b].max_load;
      if (most) check_measures(*most, measures, fmt::format("{}.breaks[{}].max_load", path, b), faults);
    }
  }
}

void check_count(std::size_t count, std::size_t most, const std::string& path, Faults& faults) {
  if (count > most)
    faults.note(ErrorCode::limit_exceeded, path,
                "holds {}; at most {} are planned at once. Plan parts of the area apart", count, most);
}

}  // namespace

Result<Problem> parse_problem(std::string_view text, const std::string& name) {
  CAREHUB_TRY(const json::value value, parsed(text, name));
  Faults faults;
  Problem problem;
  const Fields root(value, name + ": ", faults);
  root.only({"jobs", "vehicles", "matrices", "matrix", "shipments"});
  const auto jobs = root.list("jobs", true), vehicles = root.list("vehicles", true);
  if (!root.list("shipments", false).empty())
    faults.note(ErrorCode::unsupported, root.path("shipments"),
                "is not planned with here: nothing is fetched in one place for another. State visits as \"jobs\"");
  check_count(jobs.size(), jobs_max, root.path("jobs"), faults);
  check_count(vehicles.size(), vehicles_max, root.path("vehicles"), faults);
  CAREHUB_CHECK(faults.result());
  Places places(root, problem);
  for (const Fields& fields : jobs) problem.jobs.push_back(job_of(fields, places));
  for (const Fields& fields : vehicles) problem.vehicles.push_back(vehicle_of(fields, places));
  CAREHUB_CHECK(faults.result());
  check_ids(problem.jobs, root, "jobs");
  check_ids(problem.vehicles, root, "vehicles");
  settle_measures(problem, root);
  places.finish();
  CAREHUB_CHECK(faults.result());
  return problem;
}

Result<Problem> read_problem(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in && in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  if (in.bad() || text.bad() || !in.is_open())
    return fail(ErrorCode::not_found, path, "cannot be read; is it a file, and is the path right?");
  return parse_problem(text.view(), path);
}

}  // namespace carehub::rounds
