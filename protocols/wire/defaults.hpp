#pragma once
// Which members of a struct start as what a reader of plain protobuf assumes, zero or empty: only those may be left out
// when they are so.

#include <algorithm>
#include <cstdint>
#include <utility>

#include "protocols/base/assert.hpp"
#include "protocols/wire/shapes.hpp"

namespace carehub::wire {

// One bit a member, the first lowest.
template <class T>
[[nodiscard]] std::uint64_t zero_defaults();

// Whether nothing has to be written for a value whose default is zero.
template <class T>
[[nodiscard]] bool is_plain(const T& value) {
  if constexpr (is_optional<T>)
    return !value;
  else if constexpr (VarintLike<T>)
    return to_varint(value) == 0;
  else if constexpr (TextLike<T>)
    return text_of(value).empty();
  else if constexpr (std::same_as<T, CommandId>)
    return !value.given();
  else if constexpr (is_array<T>)
    return std::ranges::all_of(value, [](const auto& element) { return to_varint(element) == 0; });
  else if constexpr (is_list<T>)
    return value.empty();
  else if constexpr (is_choice<T>)
    return false;  // a reader assumes no kind
  else
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return ((is_plain(value.*member_at<T, I>::pointer) &&
               (is_optional<member_type<T, I>> || (zero_defaults<T>() >> I & 1) != 0)) &&
              ...);
    }(std::make_index_sequence<member_count<T>>{});
}

template <class T, std::size_t I>
void check_list_default(bool zero) {
  using Member = member_type<T, I>;
  // Only a packed list can be written so that an empty one is told from its default.
  if constexpr (is_list<Member>)
    CAREHUB_ASSERT(zero || VarintLike<typename Member::value_type>, "{}", member_at<T, I>::name);
}

template <class T>
std::uint64_t zero_defaults() {
  static_assert(member_count<T> <= 64);
  static const std::uint64_t mask = []<std::size_t... I>(std::index_sequence<I...>) {
    [[maybe_unused]] const T fresh{};
    const auto bits = (std::uint64_t{0} | ... | (std::uint64_t{is_plain(fresh.*member_at<T, I>::pointer)} << I));
    (check_list_default<T, I>((bits >> I & 1) != 0), ...);
    return bits;
  }(std::make_index_sequence<member_count<T>>{});
  return mask;
}

}  // namespace carehub::wire
