#pragma once
// Finding a dispatcher and speaking with it, the same for every subcommand that does.

#include <memory>
#include <string>

#include "console/link/link.hpp"
#include "tools/ctl/ctl.hpp"

namespace carehub::ctl {

struct HubOptions {
  std::string directory;  // empty: the default of all programs
  std::string endpoint;
  std::string key_file;
  std::string user;
  std::string role = "operator";
  double patience_s = 15;

  [[nodiscard]] Duration patience() const;
};

// --data, --connect, --key, --user, --role, --patience
void add_hub_options(CLI::App& sub, HubOptions& options);

enum class Wants { commands, picture, board };

[[nodiscard]] Result<link::Options> link_options(const HubOptions& options, Wants wants);

// Errors: unavailable at once when no dispatcher has left its endpoints in the directory, or has died since;
// invalid_input for an endpoint that is none or an unknown role; not_found, denied or corrupt for files that cannot be
// used. Each says what to do.
[[nodiscard]] Result<void> look_for_hub(const HubOptions& options);

// The error with what to do where the hub did not accept key or role, or its endpoints file cannot be used.
[[nodiscard]] Error with_remedy(Error error, const HubOptions& options);

// Errors: as look_for_hub().
[[nodiscard]] Result<std::unique_ptr<link::Link>> open_hub(const HubOptions& options, Wants wants);

}  // namespace carehub::ctl
