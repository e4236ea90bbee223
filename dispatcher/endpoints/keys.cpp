#include "dispatcher/endpoints/keys.hpp"

#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <system_error>

#include "protocols/wire/rendezvous.hpp"
#include "protocols/wire/zmq_handle.hpp"

namespace carehub::endpoints {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_length = 40;

Result<std::string> read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) return fail(ErrorCode::input_output, file.string(), "cannot be read");
  return text.str();
}

// The server's file has the shape of a client's, with itself as the server.
Result<KeyPair> open_server_key(const fs::path& file) {
  if (fs::exists(file)) {
    CAREHUB_TRY(const auto key, wire::read_client_key(file));
    return KeyPair{key.public_key, key.secret_key};
  }
  CAREHUB_TRY(auto pair, make_key_pair());
  CAREHUB_CHECK(wire::write_client_key(file, {"server", pair.public_key, pair.secret_key, pair.public_key}));
  return pair;
}

Result<std::string> make_role_keys(const fs::path& directory, const KeyPair& server) {
  std::string list =
      "# Keys that may connect, one a line: public key, name, roles, user (* is any).\n"
      "# Delete a line to withdraw a key; the dispatcher reads this file again when it changes.\n";
  for (unsigned position = 0; position < enum_count<Role>; ++position) {
    const auto role = static_cast<Role>(position);
    if ((all_roles & role_bit(role)) == 0) continue;
    CAREHUB_TRY(const auto pair, make_key_pair());
    const auto name = wire::role_name(role);
    CAREHUB_CHECK(wire::write_client_key(wire::key_file(directory, role),
                                         {name, pair.public_key, pair.secret_key, server.public_key}));
    list += fmt::format("{} {} {} *\n", pair.public_key, name, name);
  }
  return list;
}

Result<std::uint32_t> parse_roles(std::string_view text) {
  std::uint32_t roles = 0;
  while (!text.empty()) {
    const auto comma = text.find(',');
    CAREHUB_TRY(const auto role, wire::role_from_name(text.substr(0, comma)));
    roles |= role_bit(role);
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  return roles;
}

Result<AllowedKey> parse_line(const std::string& place, const std::string& line) {
  std::istringstream words(line);
  AllowedKey key;
  std::string roles;
  std::string user;
  std::string rest;
  words >> key.public_key >> key.name >> roles >> user;
  if (user.empty() || (words >> rest))
    return fail(ErrorCode::corrupt, place, "needs four words: public key, name, roles, user (* is any)");
  if (key.public_key.size() != key_length)
    return fail(ErrorCode::corrupt, place, "a public key has {} characters, this one {}", key_length,
                key.public_key.size());
  auto parsed = parse_roles(roles);
  if (!parsed) return fail(ErrorCode::corrupt, place, "{}", parsed.error().detail);
  key.roles = *parsed;
  if (user != "*") key.user = UserName{user};
  return key;
}

}  // namespace

Result<KeyPair> make_key_pair() {
  char public_key[key_length + 1];
  char secret_key[key_length + 1];
  if (zmq_curve_keypair(public_key, secret_key) != 0)
    return fail(ErrorCode::unsupported, "libzmq",
                "was built without CURVE security; install the distribution's libzmq5");
  return KeyPair{public_key, secret_key};
}

Result<std::vector<AllowedKey>> parse_client_list(const std::string& place, std::string_view text) {
  std::vector<AllowedKey> keys;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line == "#" || line.starts_with("# ")) continue;
    CAREHUB_TRY(auto key, parse_line(fmt::format("{}:{}", place, number), line));
    keys.push_back(std::move(key));
  }
  return keys;
}

Result<std::unique_ptr<KeyRing>> KeyRing::open(const fs::path& directory) {
  const auto folder = directory / "keys";
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return fail(ErrorCode::input_output, folder.string(), "cannot be made: {}", problem.message());
  (void)::chmod(folder.c_str(), 0700);
  CAREHUB_TRY(auto server, open_server_key(folder / "server.key"));
  const auto list = folder / "clients.list";
  if (!fs::exists(list)) {
    CAREHUB_TRY(const auto text, make_role_keys(directory, server));
    CAREHUB_CHECK(wire::replace_file(list, text, true));
  }
  auto ring = std::unique_ptr<KeyRing>(new KeyRing(list, std::move(server)));
  CAREHUB_CHECK(ring->read_list());
  return ring;
}

Result<void> KeyRing::read_list() {
  std::error_code problem;
  const auto changed = fs::last_write_time(list_file_, problem);
  CAREHUB_TRY(const auto text, read_text(list_file_));
  CAREHUB_TRY(auto keys, parse_client_list(list_file_.string(), text));
  const std::scoped_lock lock(mutex_);
  allowed_ = std::move(keys);
  read_at_ = changed;
  return {};
}

void KeyRing::refresh() {
  std::error_code problem;
  const auto changed = fs::last_write_time(list_file_, problem);
  if (problem) return;
  {
    const std::scoped_lock lock(mutex_);
    if (changed == read_at_) return;
  }
  (void)read_list();
}

std::optional<AllowedKey> KeyRing::find_key(std::string_view public_key) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& key : allowed_) {
    if (key.public_key == public_key) return key;
  }
  return std::nullopt;
}

std::optional<AllowedKey> KeyRing::find_name(std::string_view name) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& key : allowed_) {
    if (key.name == name) return key;
  }
  return std::nullopt;
}

}  // namespace carehub::endpoints
