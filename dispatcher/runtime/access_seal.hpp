#pragma once
// The way into somebody's home is sealed before anything is decided, so that core, journal, snapshots and copies hold
// it sealed; it is opened only in the answer to whoever asked for it by name. The key is kept apart from the journal.
// Sealing is deterministic (the nonce is a keyed hash of the text), so that telling the same again changes nothing.
// libsodium: XSalsa20-Poly1305, BLAKE2b. Requires: sodium_init() was called, where there is a key.

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::runtime {

class AccessSeal {
 public:
  static constexpr std::size_t key_bytes = 32;

  // Without a key everything passes as it is: for tests of other things.
  AccessSeal() = default;
  explicit AccessSeal(const std::array<std::uint8_t, key_bytes>& key) : key_(key) {}
  // Reads the file, 64 hexadecimal digits, or makes it. Errors: input_output, corrupt.
  [[nodiscard]] static Result<AccessSeal> open_key(const std::filesystem::path& file);

  // The command with its access notes sealed; none where it has none, which is nearly always.
  [[nodiscard]] std::optional<Command> sealed(const Command& command) const;
  [[nodiscard]] PersonView opened(PersonView view) const;

  [[nodiscard]] std::string seal(std::string_view text) const;
  // What was told before there was a seal is given as it stands; what another key sealed is said to be so.
  [[nodiscard]] std::string open(std::string_view text) const;

 private:
  std::optional<std::array<std::uint8_t, key_bytes>> key_;
};

}  // namespace carehub::runtime
