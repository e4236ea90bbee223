#pragma once
// The templates behind codec.hpp. Include in .cpp files only, and instantiate there what codec_*.cpp do not:
//   template std::string carehub::wire::encode(const Mine&);
//   template carehub::Result<Mine> carehub::wire::decode(std::string_view, const carehub::wire::DecodeLimits&);
// A variant of your own that is encoded whole needs its message_name as well.

#include <algorithm>
#include <array>
#include <utility>

#include "protocols/base/assert.hpp"
#include "protocols/domain/event.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/defaults.hpp"
#include "protocols/wire/message_name.hpp"
#include "protocols/wire/reader.hpp"
#include "protocols/wire/shapes.hpp"
#include "protocols/wire/struct_codec.hpp"
#include "protocols/wire/writer.hpp"

namespace carehub::wire::detail {

// --- writing ---

// Writes what lies between a message's length and its end.
template <class T>
void write_body(Writer& out, const T& value);

template <class List>
void write_packed(Writer& out, std::uint32_t number, const List& list) {
  out.tag(number, WireType::length_delimited);
  const auto start = out.open();
  for (const auto& element : list) out.varint(to_varint(element));
  out.close(start);
}

// One member. `skip_zero`: zero is also what a reader assumes when nothing is written.
template <class T>
void write_field(Writer& out, std::uint32_t number, const T& value, bool skip_zero) {
  if constexpr (is_optional<T>) {
    if (value) write_field(out, number, *value, false);
  } else if constexpr (VarintLike<T>) {
    const auto raw = to_varint(value);
    if (raw == 0 && skip_zero) return;
    out.tag(number, WireType::varint);
    out.varint(raw);
  } else if constexpr (TextLike<T>) {
    if (text_of(value).empty() && skip_zero) return;
    out.tag(number, WireType::length_delimited);
    out.bytes(text_of(value));
  } else if constexpr (std::same_as<T, CommandId>) {
    if (!value.given() && skip_zero) return;
    out.tag(number, WireType::length_delimited);
    out.bytes({reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()});
  } else if constexpr (is_array<T>) {
    const bool zero = std::ranges::all_of(value, [](const auto& element) { return to_varint(element) == 0; });
    if (!zero || !skip_zero) write_packed(out, number, value);
  } else if constexpr (is_list<T>) {
    // An empty list is written, as a packed one without elements, where a reader would assume a default.
    using Element = typename T::value_type;
    if constexpr (VarintLike<Element>) {
      if (!value.empty() || !skip_zero) write_packed(out, number, value);
    } else {
      for (const auto& element : value) write_field(out, number, element, false);
    }
  } else {
    const auto before = out.size();
    out.tag(number, WireType::length_delimited);
    const auto start = out.open();
    write_body(out, value);
    if (out.size() == start && skip_zero)
      out.cut(before);
    else
      out.close(start);
  }
}

template <class T, std::size_t I>
void write_line(Writer& out, std::uint32_t number, const void* object, bool skip_zero) {
  if constexpr (is_choice<T>)
    write_field(out, number, *std::get_if<I>(static_cast<const KindsOf<T>*>(object)), false);
  else
    write_field(out, number, static_cast<const T*>(object)->*member_at<T, I>::pointer, skip_zero);
}

// --- reading ---

template <class T>
bool read_body(Reader& in, T& value);

inline bool expect(Reader& in, const Reader::Field& field, WireType wanted) {
  if (field.type == wanted) return true;
  return in.fail(ErrorCode::corrupt,
                 fmt::format("wire type {} where {} belongs", static_cast<std::uint32_t>(field.type),
                             static_cast<std::uint32_t>(wanted)));
}

template <VarintLike T>
bool read_number(Reader& in, T& value) {
  std::uint64_t raw = 0;
  if (!in.varint(raw)) return false;
  if (!from_varint(raw, value)) {
    if constexpr (std::is_enum_v<T>)
      return in.fail(ErrorCode::unsupported, fmt::format("{} is no value that this version knows", raw));
    return in.fail(ErrorCode::corrupt, fmt::format("the number {} does not fit", raw));
  }
  if constexpr (std::same_as<T, Instant>) return in.instant(value);
  return true;
}

template <class T>
bool read_value(Reader& in, const Reader::Field& field, T& value);

template <class T>
bool read_element(Reader& in, const Reader::Field& field, std::vector<T>& list) {
  const auto index = list.size();
  if (in.one_more(index, sizeof(T)) && read_value(in, field, list.emplace_back())) return true;
  in.in_element(index);
  return false;
}

template <VarintLike T>
bool read_packed(Reader& in, std::vector<T>& list) {
  Reader::Limit outer{};
  if (!in.enter(outer)) return false;
  while (!in.at_end()) {
    const auto index = list.size();
    if (in.one_more(index, sizeof(T)) && read_number(in, list.emplace_back())) continue;
    in.in_element(index);
    return false;
  }
  in.leave(outer);
  return true;
}

template <VarintLike T, std::size_t N>
bool read_array(Reader& in, std::array<T, N>& array) {
  Reader::Limit outer{};
  if (!in.enter(outer)) return false;
  array = {};
  for (std::size_t i = 0; !in.at_end(); ++i) {
    if (i == N) return in.fail(ErrorCode::corrupt, fmt::format("more than {} elements", N));
    if (!read_number(in, array[i])) return false;
  }
  in.leave(outer);
  return true;
}

template <class T>
bool read_message(Reader& in, T& value) {
  Reader::Limit outer{};
  if (!in.enter(outer) || !read_body(in, value)) return false;
  in.leave(outer);
  return true;
}

template <class T>
bool read_value(Reader& in, const Reader::Field& field, T& value) {
  if constexpr (is_optional<T>) {
    if (!value) value.emplace();
    return read_value(in, field, *value);
  } else if constexpr (VarintLike<T>) {
    return expect(in, field, WireType::varint) && read_number(in, value);
  } else if constexpr (is_list<T>) {
    if constexpr (VarintLike<typename T::value_type>)
      if (field.type == WireType::length_delimited) return read_packed(in, value);
    return read_element(in, field, value);
  } else {
    if (!expect(in, field, WireType::length_delimited)) return false;
    if constexpr (TextLike<T>)
      return in.text(text_of(value));
    else if constexpr (std::same_as<T, CommandId>)
      return in.raw(value.bytes.data(), value.bytes.size());
    else if constexpr (is_array<T>)
      return read_array(in, value);
    else
      return read_message(in, value);
  }
}

template <class T, std::size_t I>
bool read_line(Reader& in, const Reader::Field& field, void* object) {
  if constexpr (is_choice<T>) {
    auto& choice = *static_cast<KindsOf<T>*>(object);
    auto* present = std::get_if<I>(&choice);
    return read_value(in, field, present != nullptr ? *present : choice.template emplace<I>());
  } else {
    return read_value(in, field, static_cast<T*>(object)->*member_at<T, I>::pointer);
  }
}

template <class T, std::size_t I>
void empty_list(void* object) {
  (static_cast<T*>(object)->*member_at<T, I>::pointer).clear();
}

template <class T, std::size_t I>
constexpr Line make_line() {
  if constexpr (is_choice<T>) {
    return {type_name<std::variant_alternative_t<I, KindsOf<T>>>(), write_line<T, I>, read_line<T, I>};
  } else {
    Line line{member_at<T, I>::name, write_line<T, I>, read_line<T, I>};
    if constexpr (is_list<member_type<T, I>>) line.empty = empty_list<T, I>;
    line.must_be_given = is_choice<member_type<T, I>>;
    return line;
  }
}

template <class T>
constexpr std::size_t line_count() {
  if constexpr (is_choice<T>)
    return std::variant_size_v<KindsOf<T>>;
  else
    return member_count<T>;
}

template <class T>
inline constexpr auto lines_of = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Line, sizeof...(I)>{make_line<T, I>()...};
}(std::make_index_sequence<line_count<T>()>{});

// --- both ---

template <class T>
void write_body(Writer& out, const T& value) {
  if constexpr (is_choice<T>) {
    const KindsOf<T>& choice = value;
    lines_of<T>[choice.index()].write(out, static_cast<std::uint32_t>(choice.index()) + 1, &choice, false);
  } else {
    write_members(out, lines_of<T>, zero_defaults<T>(), &value);
  }
}

template <class T>
bool read_body(Reader& in, T& value) {
  if constexpr (is_choice<T>)
    return read_kind(in, lines_of<T>, static_cast<KindsOf<T>*>(&value));
  else
    return read_members(in, lines_of<T>, zero_defaults<T>(), &value);
}

}  // namespace carehub::wire::detail

namespace carehub::wire {

template <class T>
std::string encode(const T& value) {
  static_assert(nesting_depth<T> <= depth_max);
  Writer out;
  detail::write_body(out, value);
  return out.take();
}

template <class T>
Result<T> decode(std::string_view bytes, const DecodeLimits& limits) {
  Result<T> value{std::in_place};
  Reader in{bytes, limits};
  if (!in.failed() && detail::read_body(in, *value)) return value;
  return std::unexpected(in.take_error(message_name<T>()));
}

}  // namespace carehub::wire

// The bulk of the vocabulary is compiled once, in codec_domain.cpp.
#define CAREHUB_CODEC_BODY(keyword, T)                                        \
  keyword template void carehub::wire::detail::write_body(Writer&, const T&); \
  keyword template bool carehub::wire::detail::read_body(Reader&, T&)
#ifndef CAREHUB_CODEC_DOMAIN
CAREHUB_CODEC_BODY(extern, carehub::Event);
CAREHUB_CODEC_BODY(extern, carehub::Command);
CAREHUB_CODEC_BODY(extern, carehub::Case);
CAREHUB_CODEC_BODY(extern, carehub::Team);
CAREHUB_CODEC_BODY(extern, carehub::Place);
CAREHUB_CODEC_BODY(extern, carehub::ServiceState);
CAREHUB_CODEC_BODY(extern, carehub::Alert);
CAREHUB_CODEC_BODY(extern, carehub::HourTally);
CAREHUB_CODEC_BODY(extern, carehub::PersonRecord);
CAREHUB_CODEC_BODY(extern, carehub::Resident);
CAREHUB_CODEC_BODY(extern, carehub::HomeState);
CAREHUB_CODEC_BODY(extern, carehub::Site);
CAREHUB_CODEC_BODY(extern, carehub::Explanation);
CAREHUB_CODEC_BODY(extern, carehub::Stamp);
#endif
