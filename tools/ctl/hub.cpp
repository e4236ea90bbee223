#include "tools/ctl/hub.hpp"

#include <signal.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdlib>

#include "protocols/wire/rendezvous.hpp"

namespace carehub::ctl {
namespace {

std::string user_name() {
  for (const char* name : {"CAREHUB_USER", "USER", "LOGNAME"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return "carehubctl";
}

bool is_endpoint(std::string_view text) {
  if (text.starts_with("ipc://")) return text.size() > 6;
  if (!text.starts_with("tcp://")) return false;
  const auto colon = text.rfind(':');
  const auto port = text.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos;
  return colon > 6 && digits && std::stoi(std::string(port)) >= 1 && std::stoi(std::string(port)) <= 65'535;
}

// What stands in the key's file is known before anybody is asked. `server_key`: the dispatcher's, where it is known.
Result<void> check_key(const HubOptions& options, const std::string& server_key) {
  CAREHUB_TRY(const Role role, wire::role_from_name(options.role));
  const bool own = !options.key_file.empty();
  const auto file = own ? std::filesystem::path(options.key_file) : wire::key_file(options.directory, role);
  const auto key = wire::read_client_key(file);
  if (key && (server_key.empty() || key->server_key == server_key)) return {};
  const auto place = (own ? "the key file " : "the key of role " + options.role + ", ") + file.string();
  if (key) return fail(ErrorCode::denied, place, "is for another hub; give --key FILE or --role ROLE");
  const Error& error = key.error();
  const auto* why = error.code == ErrorCode::denied ? "; it is for the user only who runs the dispatcher" : "";
  return fail(error.code, place, "cannot be used: {}{}; give --key FILE or --role ROLE", error.detail, why);
}

}  // namespace

Duration HubOptions::patience() const {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(patience_s));
}

void add_hub_options(CLI::App& sub, HubOptions& options) {
  options.directory = wire::default_data_directory().string();
  sub.add_option("--data", options.directory, "the dispatcher's data directory")
      ->capture_default_str()
      ->group("Finding the hub");
  sub.add_option("--connect", options.endpoint,
                 "the dispatcher's command endpoint, instead of the one in the data directory")
      ->group("Finding the hub");
  sub.add_option("--key", options.key_file, "key file, instead of the role's in the data directory")
      ->group("Finding the hub");
  sub.add_option("--role", options.role,
                 "act as: operator, navigator, manager, call_handler, crew, referrer, auditor, admin")
      ->capture_default_str()
      ->group("Finding the hub");
  sub.add_option("--user", options.user, "your name in the journal (default: your login name)")
      ->group("Finding the hub");
  sub.add_option("--patience", options.patience_s, "seconds to wait for an answer")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 3600.0))
      ->group("Finding the hub");
}

Result<link::Options> link_options(const HubOptions& options, Wants wants) {
  CAREHUB_TRY(const Role role, wire::role_from_name(options.role));
  link::Options out;
  out.directory = options.directory;
  out.endpoint = options.endpoint;
  out.key_file = options.key_file;
  out.user = UserName(options.user.empty() ? user_name() : options.user);
  out.role = role;
  out.console = "carehubctl";
  out.board_only = wants == Wants::board;
  out.updates = wants != Wants::commands;
  return out;
}

Result<void> look_for_hub(const HubOptions& options) {
  if (!options.endpoint.empty()) {
    if (!is_endpoint(options.endpoint))
      return fail(ErrorCode::invalid_input, "--connect",
                  "'{}' is not an endpoint; write tcp://HOST:PORT or ipc://FILE, as the dispatcher prints it",
                  options.endpoint);
    return check_key(options, {});
  }
  const auto found = wire::read_endpoints(options.directory);
  if (!found) return std::unexpected(with_remedy(found.error(), options));
  const bool gone = found->pid > 0 && ::kill(static_cast<pid_t>(found->pid), 0) != 0 && errno == ESRCH;
  if (gone)
    return fail(ErrorCode::unavailable, options.directory,
                "its dispatcher (process {}) has ended without saying so; start it again with --data {}", found->pid,
                options.directory);
  return check_key(options, found->server_key);
}

Error with_remedy(Error error, const HubOptions& options) {
  if (error.place == wire::endpoints_file(options.directory).string()) {
    if (error.code == ErrorCode::denied)
      error.detail = fmt::format(
          "may not be read ({}). Run carehubctl as the user who runs the dispatcher, or give --connect ENDPOINT and "
          "--key FILE, which that user can tell you",
          error.detail);
    else
      error.detail += ". Start the dispatcher of that directory again: it writes this file anew";
  } else if (error.code == ErrorCode::unavailable && error.place == options.directory) {
    error.detail += fmt::format(
        ". Start carehub-dispatcher with --data {}, or name another directory with --data, or an endpoint with "
        "--connect",
        options.directory);
  } else if (error.code == ErrorCode::denied && (error.detail.contains("key") || error.detail.contains("may not"))) {
    error.detail += "; give --key FILE or --role ROLE";
  }
  return error;
}

Result<std::unique_ptr<link::Link>> open_hub(const HubOptions& options, Wants wants) {
  CAREHUB_TRY(link::Options chosen, link_options(options, wants));
  CAREHUB_CHECK(look_for_hub(options));
  return link::Link::start(std::move(chosen), [] {});
}

}  // namespace carehub::ctl
