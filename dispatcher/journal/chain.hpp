#pragma once
// The keyed hash chain: each entry's value covers the entry and the value before it, so that an edit, a gap or another
// order shows. The key lies beside the database, not in it.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "protocols/base/ids.hpp"

namespace carehub::journal {

using ChainValue = std::array<std::uint8_t, 32>;
using Mac = std::array<std::uint8_t, 16>;

// A place in the chain: after the entry that ends with last_sequence.
struct Head {
  Sequence last_sequence = 0;
  std::uint64_t entries = 0;
  ChainValue chain{};
};

// One row of `entries` as it lies on disk; the views live as long as the row.
struct EntryRow {
  Sequence sequence = 0;  // of its first event
  std::int64_t at_ns = 0;
  CommandId command;
  std::uint64_t count = 0;  // of events
  std::string_view body;
};

class ChainKey {
 public:
  static constexpr std::size_t bytes_count = 32;

  // Requires: bytes_count bytes.
  [[nodiscard]] static ChainKey from_bytes(std::string_view bytes);
  [[nodiscard]] static std::string random_bytes(std::size_t count = bytes_count);

  // The value before the first entry.
  [[nodiscard]] ChainValue origin(std::string_view journal_id) const;
  [[nodiscard]] ChainValue link(const ChainValue& before, const EntryRow& row) const;
  // Seals a record other than an entry; `domain` keeps the kinds apart.
  [[nodiscard]] Mac seal(std::string_view domain, std::string_view first, std::string_view second = {}) const;
  // 64 bits that stand for a command id in the index; callers cannot choose them.
  [[nodiscard]] std::uint64_t fingerprint(const CommandId& id) const;

 private:
  std::array<std::uint8_t, bytes_count> key_{};
  std::array<std::uint8_t, 16> fingerprint_key_{};
};

[[nodiscard]] std::string to_hex(const ChainValue& value);
// Requires: as many bytes as T has.
template <class T>
[[nodiscard]] std::string_view as_bytes(const T& value) {
  return {reinterpret_cast<const char*>(value.data()), value.size()};
}
// False where the lengths differ.
template <class T>
[[nodiscard]] bool from_bytes(T& value, std::string_view bytes) {
  if (bytes.size() != value.size()) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) value[i] = static_cast<std::uint8_t>(bytes[i]);
  return true;
}

// Little-endian, as in the formats' page.
void put_u64(std::string& out, std::uint64_t value);
[[nodiscard]] std::uint64_t get_u64(std::string_view bytes);

}  // namespace carehub::journal
