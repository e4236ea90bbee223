#pragma once
// JSON Lines: one object in, one object out with the same id. A line that cannot be read is answered with what is
// wrong, and the rest goes on.

#include <boost/json/object.hpp>
#include <functional>
#include <istream>
#include <ostream>

#include "protocols/base/error.hpp"

namespace carehub::tools::clinical {

using Answer = std::function<Result<boost::json::object>(const boost::json::object&)>;

inline constexpr std::size_t line_bytes_max = 1024 * 1024;

// Returns how many lines could not be answered.
std::size_t answer_lines(std::istream& in, std::ostream& out, const Answer& answer);

// Members of an object, read with what is wrong about them. A member that is null counts as left out.
// Errors: invalid_input, place = the member.
[[nodiscard]] Result<std::optional<std::int64_t>> whole_member(const boost::json::object& from, std::string_view name);
[[nodiscard]] Result<std::optional<double>> number_member(const boost::json::object& from, std::string_view name);
[[nodiscard]] Result<std::optional<bool>> flag_member(const boost::json::object& from, std::string_view name);
[[nodiscard]] Result<std::optional<std::string>> text_member(const boost::json::object& from, std::string_view name);

}  // namespace carehub::tools::clinical
