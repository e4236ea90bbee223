#pragma once
// Protobuf bytes and JSON of the vocabulary. Field numbers are positions in the described structs (base/reflect.hpp),
// so one declaration serves structs, schema, codec and JSON. The schema as a .proto file: docs/carehub.proto, printed
// from the code and held against it by a test. Instantiated in codec_*.cpp for the types listed there; for types of
// your own include codec_impl.hpp or json_impl.hpp in one .cpp file and instantiate there.

#include <chrono>
#include <limits>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"
#include "protocols/base/time.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::wire {

// What a decoder takes at most. The plain ones are for our own bytes: the journal, snapshots, replies of the
// dispatcher.
struct DecodeLimits {
  std::size_t bytes_max = std::size_t{1} << 30;
  std::size_t text_bytes_max = std::size_t{1} << 30;
  std::size_t elements_max = 10'000'000;                // of one list
  std::size_t memory_bytes_max = std::size_t{1} << 32;  // of texts and list elements together
  Instant earliest = Instant::min();
  Instant latest = Instant::max();
  bool utf8_only = false;
};

// For what a client sends: times that sums cannot overflow, texts that every screen can show.
inline constexpr DecodeLimits request_limits{
    .bytes_max = request_bytes_max,
    .text_bytes_max = text_bytes_max,
    .elements_max = elements_max,
    .memory_bytes_max = 16 * 1024 * 1024,
    .earliest = std::chrono::sys_days{std::chrono::year{1900} / 1 / 1},
    .latest = std::chrono::sys_days{std::chrono::year{2200} / 1 / 1},
    .utf8_only = true,
};

template <class T>
inline constexpr DecodeLimits default_limits{};
template <>
inline constexpr DecodeLimits default_limits<Request> = request_limits;

// Unknown fields are skipped, missing ones keep their defaults, so that old bytes stay readable.
template <class T>
[[nodiscard]] std::string encode(const T& value);

// Errors, each with the field's place ("Request.SubmitCommand.command.AddNote.text"): corrupt for bytes that are not a
// T; unsupported for a kind of message or an enum value that this build does not know; limit_exceeded above the limits.
template <class T>
[[nodiscard]] Result<T> decode(std::string_view bytes, const DecodeLimits& limits = default_limits<T>);

// One JSON object; enums by name, times as ISO 8601 UTC, coordinates in degrees, absent optionals left out, a variant
// as an object with one member named after its kind: {"CaseAdvised":{"case_id":1042,"advice":"..."}}.
template <class T>
[[nodiscard]] std::string to_json(const T& value);

}  // namespace carehub::wire
