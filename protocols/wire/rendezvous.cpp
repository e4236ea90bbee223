#include "protocols/wire/rendezvous.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace carehub::wire {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_bytes_max = 64 * 1024;
constexpr std::size_t z85_key_length = 40;

Result<std::string> read_small_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    const auto code = errno == EACCES ? ErrorCode::denied : ErrorCode::not_found;
    return fail(code, file.string(), "{}", std::strerror(errno));
  }
  std::string text(file_bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > file_bytes_max) return fail(ErrorCode::corrupt, file.string(), "is far too long for what it is");
  return text;
}

Result<void> write_and_sync(const fs::path& file, std::string_view text, mode_t rights) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, rights);
  if (descriptor < 0) return fail(ErrorCode::input_output, file.string(), "cannot write: {}", std::strerror(errno));
  (void)::fchmod(descriptor, rights);
  std::size_t written = 0;
  while (written < text.size()) {
    const auto count = ::write(descriptor, text.data() + written, text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    written += static_cast<std::size_t>(count);
  }
  const bool whole = written == text.size() && ::fsync(descriptor) == 0;
  const int why = errno;
  ::close(descriptor);
  if (!whole) return fail(ErrorCode::input_output, file.string(), "cannot write: {}", std::strerror(why));
  return {};
}

std::string text_of(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::uint64_t number_of(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return 0;
  boost::json::error_code problem;
  const auto number = value->to_number<std::uint64_t>(problem);
  return problem ? 0 : number;
}

// "name value" lines; the value is the rest of the line.
std::string value_of_line(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    if (line.starts_with(name) && line.size() > name.size() + 1 && line[name.size()] == ' ')
      return std::string(line.substr(name.size() + 1));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return {};
}

}  // namespace

fs::path default_data_directory() {
  const auto* given = std::getenv("CAREHUB_DATA");
  if (given != nullptr && *given != '\0') return given;
  const auto* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state != '\0') return fs::path(state) / "carehub";
  const auto* home = std::getenv("HOME");
  return fs::path(home != nullptr && *home != '\0' ? home : ".") / ".local" / "state" / "carehub";
}

fs::path endpoints_file(const fs::path& directory) {
  return directory / "endpoints.json";
}

Result<Endpoints> read_endpoints(const fs::path& directory) {
  const auto file = endpoints_file(directory);
  auto text = read_small_file(file);
  if (!text && text.error().code == ErrorCode::not_found)
    return fail(ErrorCode::unavailable, directory.string(), "no dispatcher is running there");
  if (!text) return std::unexpected(std::move(text).error());
  boost::json::error_code problem;
  const auto value = boost::json::parse(*text, problem);
  if (problem || !value.is_object()) return fail(ErrorCode::corrupt, file.string(), "is not a JSON object");
  const auto& object = value.as_object();
  Endpoints endpoints;
  endpoints.command = text_of(object, "command");
  endpoints.updates = text_of(object, "updates");
  endpoints.board = text_of(object, "board");
  endpoints.server_key = text_of(object, "server_key");
  endpoints.pid = static_cast<std::int64_t>(number_of(object, "pid"));
  endpoints.epoch = number_of(object, "epoch");
  if (endpoints.command.empty() || endpoints.server_key.size() != z85_key_length)
    return fail(ErrorCode::corrupt, file.string(), "names no command endpoint or no server key");
  return endpoints;
}

Result<void> write_endpoints(const fs::path& directory, const Endpoints& endpoints) {
  const boost::json::object object{{"command", endpoints.command}, {"updates", endpoints.updates},
                                   {"board", endpoints.board},     {"server_key", endpoints.server_key},
                                   {"pid", endpoints.pid},         {"epoch", endpoints.epoch}};
  return replace_file(endpoints_file(directory), boost::json::serialize(object) + "\n", false);
}

std::string role_name(Role role) {
  return role == Role::operator_ ? std::string("operator") : std::string(name_of(role));
}

Result<Role> role_from_name(std::string_view name) {
  if (name == "operator") return Role::operator_;
  if (const auto role = enum_from_name<Role>(name); role && *role != Role::operator_ && *role != Role::system)
    return *role;
  return fail(ErrorCode::invalid_input, "role",
              "'{}' is not a role; choose call_handler, operator, navigator, manager, auditor, admin, crew or referrer",
              name);
}

fs::path key_file(const fs::path& directory, Role role) {
  return directory / "keys" / (role_name(role) + ".key");
}

Result<ClientKey> read_client_key(const fs::path& file) {
  CAREHUB_TRY(const auto text, read_small_file(file));
  ClientKey key{value_of_line(text, "name"), value_of_line(text, "public"), value_of_line(text, "secret"),
                value_of_line(text, "server")};
  for (const auto* part : {&key.public_key, &key.secret_key, &key.server_key}) {
    if (part->size() != z85_key_length)
      return fail(ErrorCode::corrupt, file.string(),
                  "needs lines 'public', 'secret' and 'server' with a key of 40 characters each");
  }
  return key;
}

Result<void> write_client_key(const fs::path& file, const ClientKey& key) {
  return replace_file(file,
                      fmt::format("name {}\npublic {}\nsecret {}\nserver {}\n", key.name, key.public_key,
                                  key.secret_key, key.server_key),
                      true);
}

Result<void> replace_file(const fs::path& file, std::string_view text, bool owner_only) {
  auto beside = file;
  beside += fmt::format(".{}.new", ::getpid());
  if (auto written = write_and_sync(beside, text, owner_only ? 0600 : 0644); !written) {
    std::error_code ignored;
    fs::remove(beside, ignored);
    return written;
  }
  std::error_code problem;
  fs::rename(beside, file, problem);
  if (problem) return fail(ErrorCode::input_output, file.string(), "cannot replace: {}", problem.message());
  return {};
}

}  // namespace carehub::wire
