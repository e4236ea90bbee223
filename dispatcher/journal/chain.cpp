#include "dispatcher/journal/chain.hpp"

#include <sodium.h>

#include <cstring>

#include "protocols/base/assert.hpp"

namespace carehub::journal {

namespace {

void ready() {
  static const int started = sodium_init();
  CAREHUB_ASSERT(started >= 0, "libsodium does not start");
}

[[nodiscard]] const std::uint8_t* data_of(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

class Hash {
 public:
  Hash(const std::array<std::uint8_t, ChainKey::bytes_count>& key, std::size_t out_bytes) {
    crypto_generichash_init(&state_, key.data(), key.size(), out_bytes);
  }
  Hash& add(std::string_view bytes) {
    if (!bytes.empty()) crypto_generichash_update(&state_, data_of(bytes), bytes.size());
    return *this;
  }
  template <class Out>
  [[nodiscard]] Out finish() {
    Out out{};
    crypto_generichash_final(&state_, out.data(), out.size());
    return out;
  }

 private:
  crypto_generichash_state state_{};
};

}  // namespace

ChainKey ChainKey::from_bytes(std::string_view bytes) {
  ready();
  CAREHUB_ASSERT(bytes.size() == bytes_count, "{} bytes", bytes.size());
  ChainKey key;
  std::memcpy(key.key_.data(), bytes.data(), bytes_count);
  key.fingerprint_key_ = key.seal("fingerprint", {});
  return key;
}

std::string ChainKey::random_bytes(std::size_t count) {
  ready();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

ChainValue ChainKey::origin(std::string_view journal_id) const {
  return Hash(key_, sizeof(ChainValue)).add("carehub journal").add(journal_id).finish<ChainValue>();
}

ChainValue ChainKey::link(const ChainValue& before, const EntryRow& row) const {
  std::string head;
  head.reserve(96);
  head.append(as_bytes(before));
  put_u64(head, row.sequence);
  put_u64(head, static_cast<std::uint64_t>(row.at_ns));
  put_u64(head, row.count);
  head.append(as_bytes(row.command.bytes));
  return Hash(key_, sizeof(ChainValue)).add(head).add(row.body).finish<ChainValue>();
}

Mac ChainKey::seal(std::string_view domain, std::string_view first, std::string_view second) const {
  std::string head;
  put_u64(head, domain.size());
  head.append(domain);
  put_u64(head, first.size());
  return Hash(key_, sizeof(Mac)).add(head).add(first).add(second).finish<Mac>();
}

std::uint64_t ChainKey::fingerprint(const CommandId& id) const {
  static_assert(crypto_shorthash_BYTES == 8 && crypto_shorthash_KEYBYTES == 16);
  std::array<std::uint8_t, 8> out{};
  crypto_shorthash(out.data(), id.bytes.data(), id.bytes.size(), fingerprint_key_.data());
  return get_u64(as_bytes(out));
}

std::string to_hex(const ChainValue& value) {
  std::string hex;
  hex.reserve(2 * value.size());
  for (const std::uint8_t byte : value) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
  return hex;
}

void put_u64(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>((value >> shift) & 0xff));
}

std::uint64_t get_u64(std::string_view bytes) {
  CAREHUB_ASSERT(bytes.size() >= 8, "{} bytes", bytes.size());
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = (value << 8) | static_cast<std::uint8_t>(bytes[i]);
  return value;
}

}  // namespace carehub::journal
