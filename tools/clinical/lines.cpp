#include "tools/clinical/lines.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <string>

namespace carehub::tools::clinical {
namespace {

namespace json = boost::json;

const json::value* present(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::unexpected<Error> wrong(std::string_view name, std::string_view wanted) {
  return fail(ErrorCode::invalid_input, std::string(name), "is not {}", wanted);
}

Result<json::object> read_line(const std::string& line, std::size_t number) {
  const auto place = fmt::format("line {}", number);
  if (line.size() > line_bytes_max)
    return fail(ErrorCode::limit_exceeded, place, "has {} bytes; a line may have {}", line.size(), line_bytes_max);
  boost::system::error_code fault;
  auto value = json::parse(line, fault);
  if (fault) return fail(ErrorCode::invalid_input, place, "is not JSON: {}", fault.message());
  if (!value.is_object())
    return fail(ErrorCode::invalid_input, place, "is not an object; write {{\"id\":\"...\", ...}}");
  return std::move(value.as_object());
}

json::object complaint(const json::value* id, const Error& error) {
  return {{"id", id == nullptr ? json::value(nullptr) : *id}, {"error", error.text()}};
}

}  // namespace

std::size_t answer_lines(std::istream& in, std::ostream& out, const Answer& answer) {
  std::size_t failed = 0;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto asked = read_line(line, number);
    const auto* id = asked ? asked->if_contains("id") : nullptr;
    auto answered = asked ? answer(*asked) : Result<json::object>(std::unexpected(asked.error()));
    json::object result;
    if (answered) {
      result["id"] = id == nullptr ? json::value(nullptr) : *id;
      for (auto& [key, value] : *answered) result[key] = std::move(value);
    } else {
      ++failed;
      result = complaint(id, answered.error());
    }
    out << json::serialize(result) << '\n';
  }
  return failed;
}

Result<std::optional<double>> number_member(const json::object& from, std::string_view name) {
  const auto* value = present(from, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) return wrong(name, "a number");
  return value->to_number<double>();
}

Result<std::optional<std::int64_t>> whole_member(const json::object& from, std::string_view name) {
  CAREHUB_TRY(const auto number, number_member(from, name));
  if (!number) return std::nullopt;
  if (std::trunc(*number) != *number || std::abs(*number) > 1e15) return wrong(name, "a whole number");
  return static_cast<std::int64_t>(*number);
}

Result<std::optional<bool>> flag_member(const json::object& from, std::string_view name) {
  const auto* value = present(from, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) return wrong(name, "true or false");
  return value->as_bool();
}

Result<std::optional<std::string>> text_member(const json::object& from, std::string_view name) {
  const auto* value = present(from, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) return wrong(name, "a text in quotes");
  return std::string(value->as_string());
}

}  // namespace carehub::tools::clinical
