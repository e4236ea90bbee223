#pragma once
// How clients find a dispatcher and prove who they are: the files that it leaves in its data directory.
// DIR/endpoints.json while it runs; DIR/keys/<role>.key for each role, readable by their owner only.

#include <cstdint>
#include <filesystem>
#include <string>

#include "protocols/base/error.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub::wire {

struct Endpoints {
  std::string command;     // ROUTER: requests and replies
  std::string updates;     // PUB: the clinical picture
  std::string board;       // PUB: the board without patient data
  std::string server_key;  // Z85, 40 characters
  std::int64_t pid = 0;
  std::uint64_t epoch = 0;
  bool operator==(const Endpoints&) const = default;
};

// One client's key. All three are Z85, 40 characters each.
struct ClientKey {
  std::string name;  // as the dispatcher's list calls it
  std::string public_key;
  std::string secret_key;
  std::string server_key;
};

// Where a dispatcher keeps its data and clients look for it unless told otherwise: $CAREHUB_DATA, else
// $XDG_STATE_HOME/carehub, else ~/.local/state/carehub.
[[nodiscard]] std::filesystem::path default_data_directory();

[[nodiscard]] std::filesystem::path endpoints_file(const std::filesystem::path& directory);
// Errors: unavailable when there is none (no dispatcher runs there); corrupt when it cannot be read.
[[nodiscard]] Result<Endpoints> read_endpoints(const std::filesystem::path& directory);
// Whole or not at all.
[[nodiscard]] Result<void> write_endpoints(const std::filesystem::path& directory, const Endpoints& endpoints);

[[nodiscard]] std::string role_name(Role role);  // "operator", as in file names and on command lines
[[nodiscard]] Result<Role> role_from_name(std::string_view name);
[[nodiscard]] std::filesystem::path key_file(const std::filesystem::path& directory, Role role);
// Errors: not_found, denied (not readable), corrupt.
[[nodiscard]] Result<ClientKey> read_client_key(const std::filesystem::path& file);
// With rights for the owner only; replaces what was there, whole or not at all.
[[nodiscard]] Result<void> write_client_key(const std::filesystem::path& file, const ClientKey& key);

// Writes `text` to a file beside `file`, syncs it, and renames it over `file`.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& file, std::string_view text, bool owner_only);

}  // namespace carehub::wire
