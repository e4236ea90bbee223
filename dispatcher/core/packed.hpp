#pragma once
// A described value as few bytes in memory: how cases that nobody looks at any more are kept. Never stored or sent, so
// it may change with any build. Numbers as varints, texts and lists with their length first.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "protocols/base/assert.hpp"
#include "protocols/base/reflect.hpp"
#include "protocols/base/time.hpp"
#include "protocols/base/type_shapes.hpp"

namespace carehub::core {

// Into a buffer that is kept from one record to the next and grows to the largest.
class Packer {
 public:
  void start() { used_ = 0; }
  void put(std::uint64_t number) {
    char* to = room_for(number_bytes_max);
    const char* const from = to;
    for (; number >= 0x80U; number >>= 7U) *to++ = static_cast<char>(number | 0x80U);
    *to++ = static_cast<char>(number);
    used_ += static_cast<std::size_t>(to - from);
  }
  void put(std::string_view text) {
    put(static_cast<std::uint64_t>(text.size()));
    std::copy(text.begin(), text.end(), room_for(text.size()));
    used_ += text.size();
  }
  // What was put since the start.
  [[nodiscard]] std::string_view bytes() const { return {bytes_.data(), used_}; }

 private:
  static constexpr std::size_t number_bytes_max = 10;

  [[nodiscard]] char* room_for(std::size_t more) {
    if (bytes_.size() - used_ < more) bytes_.resize(2 * (used_ + more));
    return bytes_.data() + used_;
  }

  std::vector<char> bytes_;
  std::size_t used_ = 0;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      CAREHUB_ASSERT(!bytes_.empty() && shift < 64, "packed record cut short");
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80U) return value;
    }
  }
  [[nodiscard]] std::string_view text() {
    const std::uint64_t size = number();
    CAREHUB_ASSERT(size <= bytes_.size(), "packed record cut short");
    const std::string_view found = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return found;
  }

 private:
  std::string_view bytes_;
};

template <class T>
void pack(Packer& to, const T& value);
template <class T>
void unpack(Unpacker& from, T& value);

namespace packed_detail {

template <class T>
inline constexpr bool is_number = std::is_integral_v<T> || std::is_enum_v<T>;

}  // namespace packed_detail

template <class T>
void pack(Packer& to, const T& value) {
  using namespace packed_detail;
  if constexpr (std::is_same_v<T, std::string>) {
    to.put(std::string_view(value));
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    to.put(value);
  } else if constexpr (is_number<T>) {
    to.put(zigzag(static_cast<std::int64_t>(value)));
  } else if constexpr (std::is_same_v<T, Instant>) {
    to.put(zigzag(value.time_since_epoch().count()));
  } else if constexpr (is_number_id<T>) {
    to.put(value.value);
  } else if constexpr (is_name_id<T>) {
    to.put(std::string_view(value.value));
  } else if constexpr (is_optional<T>) {
    to.put(static_cast<std::uint64_t>(value.has_value()));
    if (value) pack(to, *value);
  } else if constexpr (is_list<T>) {
    to.put(static_cast<std::uint64_t>(value.size()));
    for (const auto& element : value) pack(to, element);
  } else {
    for_each_member<T>([&](int, std::string_view, auto member) { pack(to, value.*member); });
  }
}

template <class T>
void unpack(Unpacker& from, T& value) {
  using namespace packed_detail;
  if constexpr (std::is_same_v<T, std::string>) {
    value = from.text();
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    value = from.number();
  } else if constexpr (is_number<T>) {
    value = static_cast<T>(from_zigzag(from.number()));
  } else if constexpr (std::is_same_v<T, Instant>) {
    value = Instant(Duration(from_zigzag(from.number())));
  } else if constexpr (is_number_id<T>) {
    value.value = from.number();
  } else if constexpr (is_name_id<T>) {
    value.value = from.text();
  } else if constexpr (is_optional<T>) {
    value.reset();
    if (from.number() != 0) unpack(from, value.emplace());
  } else if constexpr (is_list<T>) {
    value.resize(from.number());
    for (auto& element : value) unpack(from, element);
  } else {
    for_each_member<T>([&](int, std::string_view, auto member) { unpack(from, value.*member); });
  }
}

}  // namespace carehub::core
