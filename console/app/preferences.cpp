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

// A share that is none is said and left out; whoever wrote it loses no other.
console::Shares read_shares(const toml::table& table, const std::string& where, std::vector<std::string>& ignored) {
  console::Shares shares;
  for (const auto& [name, value] : table) {
    const double share = value.value<double>().value_or(0);
    if (console::is_share(share))
      shares.insert_or_assign(std::string(name.str()), static_cast<float>(share));
    else
      ignored.push_back(fmt::format("{}: '{}' is ignored; write a share from 0.01 to 0.99", where, name.str()));
  }
  return shares;
}

void read_layout(const toml::table& layout, const fs::path& file, Preferences& read) {
  for (const auto& [screen, workspaces] : layout) {
    const auto where = fmt::format("{}: layout.\"{}\"", file.string(), screen.str());
    if (!workspaces.is_table()) {
      read.ignored.push_back(fmt::format("{} is ignored; write [layout.\"{}\".\"control room\"]", where, screen.str()));
      continue;
    }
    for (const auto& [workspace, shares] : *workspaces.as_table()) {
      const auto what = fmt::format("{}.\"{}\"", where, workspace.str());
      if (const auto* table = shares.as_table())
        read.layout[std::string(screen.str())][std::string(workspace.str())] = read_shares(*table, what, read.ignored);
      else
        read.ignored.push_back(fmt::format("{} is ignored; write shares below [layout.\"{}\".\"{}\"]", what,
                                           screen.str(), workspace.str()));
    }
  }
}

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (const char c : name)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      text += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return text + '"';
}

std::string layout_text(const Preferences& preferences) {
  std::string text;
  for (const auto& [screen, workspaces] : preferences.layout)
    for (const auto& [workspace, shares] : workspaces) {
      if (shares.empty()) continue;
      text += fmt::format("\n[layout.{}.{}]\n", quoted_name(screen), quoted_name(workspace));
      for (const auto& [name, share] : shares) text += fmt::format("{} = {:.5f}\n", quoted_name(name), share);
    }
  return text;
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
    if (const auto layout = table["layout"]; layout.is_table())
      read_layout(*layout.as_table(), file, read);
    else if (layout)
      read.ignored.push_back(fmt::format("{}: layout is ignored; write tables below it", file.string()));
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
  text += layout_text(preferences);
  return wire::replace_file(file, text, true);
}

}  // namespace carehub::app
