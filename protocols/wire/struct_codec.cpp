#include "protocols/wire/struct_codec.hpp"

namespace carehub::wire::detail {
namespace {

bool read_line(Reader& in, const Line& line, const Reader::Field& field, void* object) {
  if (line.read(in, field, object)) return true;
  in.in_member(line.name);
  return false;
}

bool all_given(Reader& in, std::span<const Line> members, std::uint64_t seen) {
  bool given = true;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!members[i].must_be_given || (seen >> i & 1) != 0) continue;
    given = in.fail(ErrorCode::corrupt, "is missing");
    in.in_member(members[i].name);
  }
  return given;
}

}  // namespace

void write_members(Writer& out, std::span<const Line> members, std::uint64_t zero, const void* object) {
  for (std::size_t i = 0; i < members.size(); ++i)
    members[i].write(out, static_cast<std::uint32_t>(i) + 1, object, (zero >> i & 1) != 0);
}

bool read_members(Reader& in, std::span<const Line> members, std::uint64_t zero, void* object) {
  std::uint64_t seen = 0;
  Reader::Field field;
  while (in.next(field)) {
    if (field.number > members.size()) {
      if (!in.skip(field)) return false;
      continue;
    }
    const auto i = field.number - 1;
    const Line& line = members[i];
    // A list that starts with something is taken as a whole from what is read.
    if (line.empty != nullptr && (seen >> i & 1) == 0 && (zero >> i & 1) == 0) line.empty(object);
    seen |= std::uint64_t{1} << i;
    if (!read_line(in, line, field, object)) return false;
  }
  return !in.failed() && all_given(in, members, seen);
}

bool read_kind(Reader& in, std::span<const Line> kinds, void* choice) {
  bool given = false;
  Reader::Field field;
  while (in.next(field)) {
    if (field.number > kinds.size())
      return in.fail(ErrorCode::unsupported, fmt::format("kind {} is not known to this version", field.number));
    given = true;
    if (!read_line(in, kinds[field.number - 1], field, choice)) return false;
  }
  if (in.failed()) return false;
  return given || in.fail(ErrorCode::corrupt, "nothing says which kind it is");
}

}  // namespace carehub::wire::detail
