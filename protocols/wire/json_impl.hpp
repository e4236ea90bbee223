#pragma once
// The templates behind to_json. Include in .cpp files only, and instantiate there:
//   template std::string carehub::wire::to_json(const Mine&);

#include <string>
#include <variant>

#include "protocols/domain/geo.hpp"
#include "protocols/domain/opening_hours.hpp"
#include "protocols/domain/skills.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/shapes.hpp"

namespace carehub::wire::detail {

void append_text(std::string& out, std::string_view text);  // quoted and escaped; bytes that are not UTF-8 replaced
void append_degrees(std::string& out, std::int32_t millionths);
void append_day(std::string& out, LocalDay day);

// A name that had to avoid a keyword: operator_.
[[nodiscard]] constexpr std::string_view plain_name(std::string_view name) {
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

template <class T>
void append_json(std::string& out, const T& value);

template <class T>
void append_list(std::string& out, const T& list) {
  out += '[';
  bool first = true;
  for (const auto& element : list) {
    if (!first) out += ',';
    first = false;
    append_json(out, element);
  }
  out += ']';
}

inline void append_name(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += plain_name(name);
  out += "\":";
}

template <class T>
void append_member(std::string& out, std::string_view name, const T& value) {
  if constexpr (is_optional<T>) {
    if (value) append_member(out, name, *value);
  } else {
    append_name(out, name);
    append_json(out, value);
  }
}

template <class T>
void append_object(std::string& out, const T& value) {
  out += '{';
  for_each_member<T>([&](int, std::string_view name, auto pointer) { append_member(out, name, value.*pointer); });
  out += '}';
}

inline void append_coordinates(std::string& out, Coordinates at) {
  out += "{\"lat\":";
  append_degrees(out, at.lat_e6);
  out += ",\"lon\":";
  append_degrees(out, at.lon_e6);
  out += '}';
}

template <class T>
void append_choice(std::string& out, const T& value) {
  out += '{';
  std::visit(
      [&](const auto& alternative) {
        append_member(out, type_name<std::remove_cvref_t<decltype(alternative)>>(), alternative);
      },
      value);
  out += '}';
}

template <class T>
void append_scalar(std::string& out, const T& value) {
  if constexpr (std::same_as<T, Instant>)
    out += '"' + iso8601(value) + '"';
  else if constexpr (std::is_enum_v<T>)
    append_text(out, plain_name(name_of(value)));
  else if constexpr (is_number_id<T>)
    out += std::to_string(value.value);
  else if constexpr (std::same_as<T, bool>)
    out += value ? "true" : "false";
  else
    out += std::to_string(value);
}

template <class T>
void append_json(std::string& out, const T& value) {
  if constexpr (VarintLike<T>)
    append_scalar(out, value);
  else if constexpr (TextLike<T>)
    append_text(out, text_of(value));
  else if constexpr (std::same_as<T, CommandId>)
    append_text(out, to_hex(value));
  else if constexpr (is_list<T> || is_array<T>)
    append_list(out, value);
  else if constexpr (is_choice<T>)
    append_choice(out, value);
  else if constexpr (std::same_as<T, SkillSet>)
    append_list(out, list(value));
  else if constexpr (std::same_as<T, Coordinates>)
    append_coordinates(out, value);
  else if constexpr (std::same_as<T, LocalDay>)
    append_day(out, value);
  else
    append_object(out, value);
}

}  // namespace carehub::wire::detail

namespace carehub::wire {

template <class T>
std::string to_json(const T& value) {
  std::string out;
  detail::append_json(out, value);
  return out;
}

}  // namespace carehub::wire
