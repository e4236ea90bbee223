#pragma once
// What one person has chosen for their own screen, kept between sessions: $XDG_CONFIG_HOME/carehub/console-USER.toml,
// else below ~/.config. Nothing of a case stands there.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "console/model/shares.hpp"
#include "console/widgets/key_map.hpp"
#include "console/widgets/themes.hpp"
#include "protocols/base/error.hpp"

namespace carehub::app {

inline constexpr int scale_least = 80, scale_most = 200;  // per cent

struct Preferences {
  widgets::Theme theme = widgets::Theme::dark;
  int scale_percent = 0;  // of all text; 0: as the screen's width asks for
  widgets::KeyMap keys;   // [keys] F3 = "F9": pressing F3 does what F9 does
  // [layout."DP-1 1920x1080"."control room"] list = 0.45: how panels share a screen, by screen and workspace.
  std::map<std::string, std::map<std::string, console::Shares>> layout;
  std::vector<std::string> ignored;  // of the file: shares that are none, to be said
};

// Of this user; letters, digits, dots and hyphens of the name stand in the file's.
[[nodiscard]] std::filesystem::path preferences_file(const std::string& user);
// The defaults where there is no file. Errors: corrupt with file and line; the defaults do as well.
[[nodiscard]] Result<Preferences> read_preferences(const std::filesystem::path& file);
// Errors: input_output.
[[nodiscard]] Result<void> write_preferences(const std::filesystem::path& file, const Preferences& preferences);

}  // namespace carehub::app
