#pragma once
// Reads JSON text from outside: bounded, strict UTF-8, no key twice.

#include <boost/json/fwd.hpp>

#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace carehub::fhir {

inline constexpr std::size_t message_bytes_max = 256 * 1024;
inline constexpr std::size_t message_depth_max = 32;

// Errors: limit_exceeded for size and depth; invalid_input with line and column for anything that is not strict JSON,
// and for an object that names a member twice, because two readers could understand it differently.
[[nodiscard]] Result<boost::json::value> parse_json(std::string_view text);

// 16 hexadecimal digits of the content, whatever its white space: tells a repeat of a message from another message that
// carries the same identifier.
[[nodiscard]] std::string content_mark(const boost::json::value& document);

}  // namespace carehub::fhir
