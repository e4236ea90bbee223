#pragma once
// A 128-bit fingerprint of any described value. The same on every compiler: members in order, integers as 64 bits,
// texts and lists with their length first.

#include <array>
#include <bit>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "dispatcher/core/state.hpp"
#include "protocols/base/reflect.hpp"

namespace carehub::core {

static_assert(std::endian::native == std::endian::little, "texts are read eight bytes at a time");

// Two lanes that feed each other; every bit of a word reaches both. Words wait in a row, so that the lanes stay in
// registers while many are mixed.
class Mixer {
 public:
  explicit Mixer(std::uint64_t kind) { absorb(kind); }

  void absorb(std::uint64_t word) {
    if (waiting_ == row_.size()) mix_row();
    row_[waiting_++] = word;
  }

  void absorb(std::string_view text) {
    absorb(static_cast<std::uint64_t>(text.size()));
    while (!text.empty()) {
      std::uint64_t word = 0;
      const std::size_t bytes = text.size() < 8 ? text.size() : 8;
      std::memcpy(&word, text.data(), bytes);
      absorb(word);
      text.remove_prefix(bytes);
    }
  }

  [[nodiscard]] Fingerprint result() {
    mix_row();
    const std::uint64_t high = scramble(a_ ^ count_), low = scramble(b_ + high);
    return {high + low, low};
  }

 private:
  static constexpr std::uint64_t increment = 0x9e3779b97f4a7c15U;

  // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  [[nodiscard]] static constexpr std::uint64_t scramble(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
  }

  void mix_row() {
    std::uint64_t a = a_, b = b_;
    for (std::size_t i = 0; i < waiting_; ++i) {
      a ^= scramble(row_[i] + increment);
      a = std::rotl(a, 27) + b;
      a = a * 5 + 0x52dce729;
      b ^= scramble(row_[i] ^ 0x94d049bb133111ebU);
      b = std::rotl(b, 31) + a;
      b = b * 5 + 0x38495ab5;
    }
    a_ = a;
    b_ = b;
    count_ += waiting_;
    waiting_ = 0;
  }

  std::array<std::uint64_t, 128> row_;  // not cleared: only what waits is read
  std::size_t waiting_ = 0;
  std::uint64_t a_ = 0x243f6a8885a308d3U;
  std::uint64_t b_ = 0x13198a2e03707344U;
  std::uint64_t count_ = 0;
};

// Members that a record had in version 0.1.0. Later ones count only where they say something, so that the digests in
// old journals stay true.
inline constexpr int all_members = 0;
template <class T>
inline constexpr int members_at_first = all_members;
template <>
inline constexpr int members_at_first<Team> = 19;
template <>
inline constexpr int members_at_first<Thresholds> = 13;

inline void mix(Mixer& to, const std::string& text) {
  to.absorb(std::string_view(text));
}

template <class T>
  requires std::is_integral_v<T> || std::is_enum_v<T>
void mix(Mixer& to, T value) {
  to.absorb(static_cast<std::uint64_t>(value));
}

inline void mix(Mixer& to, Instant at) {
  to.absorb(static_cast<std::uint64_t>(at.time_since_epoch().count()));
}

template <class Tag>
void mix(Mixer& to, const NumberId<Tag>& id) {
  to.absorb(id.value);
}

template <class Tag>
void mix(Mixer& to, const NameId<Tag>& id) {
  mix(to, id.value);
}

template <class T>
void mix(Mixer& to, const std::optional<T>& value);
template <class T>
void mix(Mixer& to, const std::vector<T>& values);
template <Described T>
  requires(!std::is_enum_v<T>)
void mix(Mixer& to, const T& value);

template <class T>
void mix(Mixer& to, const std::optional<T>& value) {
  to.absorb(static_cast<std::uint64_t>(value.has_value()));
  if (value) mix(to, *value);
}

template <class T>
void mix(Mixer& to, const std::vector<T>& values) {
  to.absorb(static_cast<std::uint64_t>(values.size()));
  for (const T& value : values) mix(to, value);
}

template <Described T>
  requires(!std::is_enum_v<T>)
void mix(Mixer& to, const T& value) {
  for_each_member<T>([&]([[maybe_unused]] int number, std::string_view, auto member) {
    if constexpr (members_at_first<T> != all_members) {
      if (number > members_at_first<T> && value.*member == T{}.*member) return;
    }
    mix(to, value.*member);
  });
}

}  // namespace carehub::core
