#pragma once
// What kind of type a described member has: asked by everything that reads or writes values member by member.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "protocols/base/ids.hpp"

namespace carehub {

template <class T>
inline constexpr bool is_number_id = false;
template <class Tag>
inline constexpr bool is_number_id<NumberId<Tag>> = true;

template <class T>
inline constexpr bool is_name_id = false;
template <class Tag>
inline constexpr bool is_name_id<NameId<Tag>> = true;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;

// The std::variant that T is or is derived from; only declared.
template <class... Kinds>
std::variant<Kinds...> kinds_of(const std::variant<Kinds...>& choice);
template <class T>
using KindsOf = decltype(kinds_of(std::declval<const T&>()));

template <class T>
inline constexpr bool is_choice = requires(const T& value) { kinds_of(value); };

// Small negative numbers stay short as varints.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63);
}
[[nodiscard]] constexpr std::int64_t from_zigzag(std::uint64_t raw) {
  return static_cast<std::int64_t>(raw >> 1U ^ (0 - (raw & 1U)));
}

}  // namespace carehub
