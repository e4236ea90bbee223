#pragma once
// How each C++ type of the vocabulary looks on the wire; one answer for codec, schema and tests.
//   bool, unsigned numbers, enums, NumberId   varint
//   signed numbers, Instant (nanoseconds)     varint, zigzag
//   text, NameId                              bytes, UTF-8
//   CommandId                                 16 bytes
//   described struct                          message, members numbered from 1
//   std::variant                              message with exactly one field, numbered index + 1
//   std::optional                             present, also when zero, or absent
//   std::vector, std::array                   repeated; packed where elements are varints

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "protocols/base/reflect.hpp"
#include "protocols/base/time.hpp"
#include "protocols/base/type_shapes.hpp"

namespace carehub::wire {

template <class T>
concept TextLike = std::same_as<T, std::string> || is_name_id<T>;

template <class T>
concept VarintLike = std::integral<T> || std::is_enum_v<T> || is_number_id<T> || std::same_as<T, Instant>;

// A struct or a variant: a message of its own.
template <class T>
concept MessageLike = (Described<T> || is_choice<T>) && !is_name_id<T> && !is_number_id<T>;

template <class T>
inline constexpr std::size_t member_count = boost::mp11::mp_size<members_of<T>>::value;

template <class T, std::size_t I>
using member_at = boost::mp11::mp_at_c<members_of<T>, I>;

template <class T, std::size_t I>
using member_type = std::remove_cvref_t<decltype(std::declval<T&>().*member_at<T, I>::pointer)>;

// The wire needs enums without gaps, so that one comparison tells whether a number is a value.
template <class E>
struct EnumBounds {
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
};

template <class E>
[[nodiscard]] constexpr EnumBounds<E> enum_bounds() {
  EnumBounds<E> bounds;
  bool first = true;
  for_each_value<E>([&](E value) {
    const auto number = static_cast<std::int64_t>(value);
    if (first || number < bounds.lowest) bounds.lowest = number;
    if (first || number > bounds.highest) bounds.highest = number;
    first = false;
  });
  return bounds;
}

template <VarintLike T>
[[nodiscard]] constexpr std::uint64_t to_varint(const T& value) {
  if constexpr (is_number_id<T>)
    return value.value;
  else if constexpr (std::same_as<T, Instant>)
    return zigzag(value.time_since_epoch().count());
  else if constexpr (std::is_enum_v<T>)
    return static_cast<std::uint64_t>(value);
  else if constexpr (std::signed_integral<T>)
    return zigzag(value);
  else
    return static_cast<std::uint64_t>(value);
}

// False for a number that T cannot hold, or that is no value of the enum.
template <VarintLike T>
[[nodiscard]] constexpr bool from_varint(std::uint64_t raw, T& value) {
  if constexpr (is_number_id<T>) {
    value.value = raw;
  } else if constexpr (std::same_as<T, Instant>) {
    value = Instant{Duration{from_zigzag(raw)}};
  } else if constexpr (std::is_enum_v<T>) {
    constexpr auto bounds = enum_bounds<T>();
    static_assert(bounds.lowest >= 0 && bounds.highest - bounds.lowest + 1 == std::int64_t{enum_count<T>});
    if (raw < static_cast<std::uint64_t>(bounds.lowest) || raw > static_cast<std::uint64_t>(bounds.highest))
      return false;
    value = static_cast<T>(raw);
  } else if constexpr (std::same_as<T, bool>) {
    value = raw != 0;
  } else if constexpr (std::signed_integral<T>) {
    const auto number = from_zigzag(raw);
    if (!std::in_range<T>(number)) return false;
    value = static_cast<T>(number);
  } else {
    if (!std::in_range<T>(raw)) return false;
    value = static_cast<T>(raw);
  }
  return true;
}

template <TextLike T>
[[nodiscard]] const std::string& text_of(const T& value) {
  if constexpr (is_name_id<T>)
    return value.value;
  else
    return value;
}
template <TextLike T>
[[nodiscard]] std::string& text_of(T& value) {
  if constexpr (is_name_id<T>)
    return value.value;
  else
    return value;
}

// How deep messages of this type nest. No type holds itself, so that the bound is known when compiling.
template <class T>
inline constexpr std::size_t nesting_depth = 0;
template <class T>
inline constexpr std::size_t nesting_depth<std::optional<T>> = nesting_depth<T>;
template <class T>
inline constexpr std::size_t nesting_depth<std::vector<T>> = nesting_depth<T>;

template <class T>
  requires is_choice<T>
inline constexpr std::size_t nesting_depth<T> = []<class... Kinds>(std::type_identity<std::variant<Kinds...>>) {
  return std::max({std::size_t{0}, nesting_depth<Kinds>...}) + 1;
}(std::type_identity<KindsOf<T>>{});

template <class T>
  requires MessageLike<T> && (!is_choice<T>)
inline constexpr std::size_t nesting_depth<T> = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::max({std::size_t{0}, nesting_depth<member_type<T, I>>...}) + 1;
}(std::make_index_sequence<member_count<T>>{});

}  // namespace carehub::wire
