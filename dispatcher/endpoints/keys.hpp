#pragma once
// Who may connect: the dispatcher's own key pair and the list of client keys, each with the roles it may take.
// DIR/keys/server.key, DIR/keys/<role>.key (one for each role, made at the first start) and DIR/keys/clients.list.
// The list is read again when it changes, so that a key is withdrawn by deleting its line.
// Thread: find_*() and refresh() may be called from any thread.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/base/ids.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub::endpoints {

struct KeyPair {
  std::string public_key;  // Z85, 40 characters
  std::string secret_key;
};

struct AllowedKey {
  std::string public_key;
  std::string name;         // shown in the log, bound to the session
  std::uint32_t roles = 0;  // bit per Role
  UserName user;            // the only user of this key; none: any
};

[[nodiscard]] constexpr std::uint32_t role_bit(Role role) {
  return 1U << static_cast<unsigned>(role);
}

// Roles that may see patients, and so the clinical picture. Crews and referrers get answers, not the picture.
inline constexpr std::uint32_t clinical_roles = role_bit(Role::call_handler) | role_bit(Role::operator_) |
                                                role_bit(Role::navigator) | role_bit(Role::auditor) |
                                                role_bit(Role::admin);
inline constexpr std::uint32_t board_roles = clinical_roles | role_bit(Role::manager);
inline constexpr std::uint32_t all_roles = board_roles | role_bit(Role::crew) | role_bit(Role::referrer);

[[nodiscard]] Result<KeyPair> make_key_pair();

class KeyRing {
 public:
  // Makes what is missing. Errors: input_output, corrupt with file and line.
  [[nodiscard]] static Result<std::unique_ptr<KeyRing>> open(const std::filesystem::path& directory);

  [[nodiscard]] const KeyPair& server() const { return server_; }
  [[nodiscard]] std::optional<AllowedKey> find_key(std::string_view public_key) const;
  [[nodiscard]] std::optional<AllowedKey> find_name(std::string_view name) const;
  // Reads the list again if the file has changed. A list that cannot be read leaves the old one in force.
  void refresh();

 private:
  KeyRing(std::filesystem::path list, KeyPair server) : list_file_(std::move(list)), server_(std::move(server)) {}
  [[nodiscard]] Result<void> read_list();

  std::filesystem::path list_file_;
  KeyPair server_;
  mutable std::mutex mutex_;
  std::vector<AllowedKey> allowed_;
  std::filesystem::file_time_type read_at_{};
};

// One line a key: "public-key name role,role user"; user "*" is any. Lines that start with "# " are comments.
[[nodiscard]] Result<std::vector<AllowedKey>> parse_client_list(const std::string& place, std::string_view text);

}  // namespace carehub::endpoints
