#pragma once
// Protobuf bytes and JSON of the vocabulary. Field numbers are positions in the described structs (base/reflect.hpp),
// so one declaration serves structs, schema, codec and JSON. The schema as a .proto file: docs/carehub.proto, printed
// from the code and held against it by a test. Instantiated in codec.cpp for the types listed there; using another type
// is a link error that says to add it.

#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace carehub::wire {

// Unknown fields are skipped, missing ones keep their defaults, so that old bytes stay readable.
template <class T>
[[nodiscard]] std::string encode(const T& value);

// Errors: corrupt with the field's place for bytes that are not a T; limit_exceeded above the bounds in limits.hpp.
template <class T>
[[nodiscard]] Result<T> decode(std::string_view bytes);

// One JSON object; enums by name, times as ISO 8601 UTC, coordinates in degrees, absent optionals left out.
template <class T>
[[nodiscard]] std::string to_json(const T& value);

}  // namespace carehub::wire
