#pragma once
// A described struct, or a variant, as the codec walks through it: a table with one line a member, or a kind. The types
// are in the functions of the lines; the walks themselves are compiled once, for all structs.

#include <cstdint>
#include <span>
#include <string_view>

#include "protocols/wire/reader.hpp"
#include "protocols/wire/writer.hpp"

namespace carehub::wire::detail {

struct Line {
  std::string_view name;
  void (*write)(Writer& out, std::uint32_t number, const void* object, bool skip_zero);
  bool (*read)(Reader& in, const Reader::Field& field, void* object);
  void (*empty)(void* object) = nullptr;  // for lists
  bool must_be_given = false;             // a variant that is missing must not pass for its first kind
};

// `zero`: one bit a member, set where zero is also what a reader assumes when nothing is written.
void write_members(Writer& out, std::span<const Line> members, std::uint64_t zero, const void* object);
[[nodiscard]] bool read_members(Reader& in, std::span<const Line> members, std::uint64_t zero, void* object);
[[nodiscard]] bool read_kind(Reader& in, std::span<const Line> kinds, void* choice);

}  // namespace carehub::wire::detail
