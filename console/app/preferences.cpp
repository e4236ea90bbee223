#include "console/app/preferences.hpp"

#include <toml++/toml.h>

#include <cctype>
#include <cstdlib>
#include <system_error>

#include "protocols/wire/rendezvous.hpp"

namespace carehub::app {
namespace {

namespace fs = std::filesystem;

fs::path configuration() {
  const char* set = std::getenv("XDG_CONFIG_HOME");
  if (set != nullptr && *set != 0) return set;
  const char* home = std::getenv("HOME");
  return fs::path(home != nullptr && *home != 0 ? home : ".") / ".config";
}

}  // namespace

fs::path preferences_file(const std::string& user) {
  std::string name;
  for (const char c : user)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-') name += c;
  return configuration() / "carehub" / fmt::format("console-{}.toml", name);
}

Result<Preferences> read_preferences(const fs::path& file) {
  Preferences read;
  if (!fs::exists(file)) return read;
  try {
    const toml::table table = toml::parse_file(file.string());
    if (const auto name = table["theme"].value<std::string>()) {
      const auto theme = widgets::theme_named(*name);
      if (!theme)
        return fail(ErrorCode::corrupt, file.string(),
                    "theme '{}' is not known; write dark, light, colour-blind or high-contrast", *name);
      read.theme = *theme;
    }
    const auto scale = table["scale_percent"].value_or(0);
    if (scale != 0 && (scale < scale_least || scale > scale_most))
      return fail(ErrorCode::corrupt, file.string(), "scale_percent {} is out of range; write {} to {}", scale,
                  scale_least, scale_most);
    read.scale_percent = scale;
    if (const auto* keys = table["keys"].as_table())
      for (const auto& [pressed, acts_as] : *keys) {
        const auto bound = read.keys.bind(pressed.str(), acts_as.value_or(std::string()));
        if (!bound)
          return fail(ErrorCode::corrupt, file.string(), "keys: '{}' {}", bound.error().place, bound.error().detail);
      }
  } catch (const toml::parse_error& problem) {
    return fail(ErrorCode::corrupt, fmt::format("{}:{}", file.string(), problem.source().begin.line), "{}",
                problem.description());
  }
  return read;
}

Result<void> write_preferences(const fs::path& file, const Preferences& preferences) {
  std::error_code problem;
  fs::create_directories(file.parent_path(), problem);
  if (problem) return fail(ErrorCode::input_output, file.string(), "cannot be written: {}", problem.message());
  std::string text = fmt::format("theme = \"{}\"\n", widgets::name_of(preferences.theme));
  if (preferences.scale_percent != 0) text += fmt::format("scale_percent = {}\n", preferences.scale_percent);
  if (!preferences.keys.bound().empty()) text += "\n[keys]\n";
  for (const auto& [pressed, acts_as] : preferences.keys.bound())
    text += fmt::format("\"{}\" = \"{}\"\n", pressed, acts_as);
  return wire::replace_file(file, text, true);
}

}  // namespace carehub::app
