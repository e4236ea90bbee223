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
  if (!options.endpoint.empty()) return {};
  const auto found = wire::read_endpoints(options.directory);
  if (!found)
    return fail(found.error().code, found.error().place,
                "{}. Start carehub-dispatcher with --data {}, or name another directory with --data, or an endpoint "
                "with --connect",
                found.error().detail, options.directory);
  const bool gone = found->pid > 0 && ::kill(static_cast<pid_t>(found->pid), 0) != 0 && errno == ESRCH;
  if (gone)
    return fail(ErrorCode::unavailable, options.directory,
                "its dispatcher (process {}) has ended without saying so; start it again with --data {}", found->pid,
                options.directory);
  return {};
}

Result<std::unique_ptr<link::Link>> open_hub(const HubOptions& options, Wants wants) {
  CAREHUB_TRY(link::Options chosen, link_options(options, wants));
  CAREHUB_CHECK(look_for_hub(options));
  return link::Link::start(std::move(chosen), [] {});
}

}  // namespace carehub::ctl
