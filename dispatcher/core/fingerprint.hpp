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

// Two lanes, each a word times a constant folded from 128 bits to 64, so that every bit of the word reaches every bit
// of the lane; and two words at a time, for speed. Not against forgers (the journal's chain is keyed): against
// mistakes.
class Mixer {
 public:
  explicit Mixer(std::uint64_t kind) { absorb(kind); }

  void absorb(std::uint64_t word) {
    if (waiting_ == row_.size()) mix_row();
    row_[waiting_++] = word;
  }

  void absorb(std::string_view text) {
    absorb(static_cast<std::uint64_t>(text.size()));
    for (; text.size() >= 8; text.remove_prefix(8)) absorb(first_word(text, 8));
    if (!text.empty()) absorb(first_word(text, text.size()));
  }

  [[nodiscard]] Fingerprint result() {
    const std::uint64_t words = count_ + waiting_;
    if (waiting_ % 2 != 0) absorb(0);
    mix_row();
    const std::uint64_t high = folded(a_ ^ words, first_key), low = folded(b_ + high, second_key);
    return {high + low, low};
  }

 private:
  // Digits of pi, odd.
  static constexpr std::uint64_t first_key = 0x243f6a8885a308d3U, second_key = 0x13198a2e03707345U,
                                 third_key = 0xa4093822299f31d1U, fourth_key = 0x082efa98ec4e6c89U;

  [[nodiscard]] static std::uint64_t first_word(std::string_view text, std::size_t bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), bytes);
    return word;
  }

  [[nodiscard]] static std::uint64_t folded(std::uint64_t x, std::uint64_t y) {
    __extension__ typedef unsigned __int128 Wide;
    const Wide product = Wide{x} * y;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
  }

  // Requires: pairs.
  void mix_row() {
    std::uint64_t a = a_, b = b_;
    for (std::size_t i = 0; i + 1 < waiting_; i += 2) {
      a = folded(a ^ row_[i] ^ first_key, row_[i + 1] ^ second_key);
      b = folded(b + (row_[i + 1] ^ third_key), row_[i] ^ fourth_key) + a;
    }
    a_ = a;
    b_ = b;
    count_ += waiting_;
    waiting_ = 0;
  }

  std::array<std::uint64_t, 128> row_;  // not cleared: only what waits is read
  std::size_t waiting_ = 0;
  std::uint64_t a_ = first_key;
  std::uint64_t b_ = second_key;
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
template <>
inline constexpr int members_at_first<Triage> = 5;
template <>
inline constexpr int members_at_first<Person> = 9;
template <>
inline constexpr int members_at_first<ServiceConfig> = 25;
template <>
inline constexpr int members_at_first<Assignment> = 7;
template <>
inline constexpr int members_at_first<Candidate> = 12;
template <>
inline constexpr int members_at_first<Explanation> = 6;
template <>
inline constexpr int members_at_first<Place> = 13;
template <>
inline constexpr int members_at_first<Site> = 17;
template <>
inline constexpr int members_at_first<MatchingRules> = 13;
template <>
inline constexpr int members_at_first<TravelModel> = 6;
template <>
inline constexpr int members_at_first<HourTally> = 8;
template <>
inline constexpr int members_at_first<LookaheadRules> = 9;
template <>
inline constexpr int members_at_first<HubRecord> = 8;
template <>
inline constexpr int members_at_first<Case> = 21;
template <>
inline constexpr int members_at_first<Alert> = 15;
template <>
inline constexpr int members_at_first<TeamConfig> = 8;
template <>
inline constexpr int members_at_first<ClockRule> = 13;
template <>
inline constexpr int members_at_first<ClinicalContent> = 9;

// The last member that counts at all. What comes after it is counted from events that old journals hold too, whose
// digests know nothing of it; nothing is decided by it.
template <class T>
inline constexpr int last_member_digested = 1'000;
template <>
inline constexpr int last_member_digested<HourTally> = 9;

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
    if (number > last_member_digested<T>) return;
    if constexpr (members_at_first<T> != all_members) {
      if (number > members_at_first<T> && value.*member == T{}.*member) return;
    }
    mix(to, value.*member);
  });
}

}  // namespace carehub::core
