#include "tools/ctl/usage.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/model/text.hpp"

namespace carehub::ctl {
namespace {

constexpr std::size_t near_enough = 2;

std::vector<std::string> names_under(CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands({})) names.push_back(sub->get_name());
  return names;
}

CLI::App* find_under(CLI::App& app, const std::string& name) {
  for (CLI::App* sub : app.get_subcommands({}))
    if (sub->get_name() == name) return sub;
  return nullptr;
}

std::string guess(const std::vector<std::string>& names, const std::string& word) {
  const std::string* best = nullptr;
  std::size_t least = near_enough + 1;
  for (const auto& name : names) {
    const auto far = name.starts_with(word) ? 0 : console::distance(word, name, near_enough + 1);
    if (far >= least) continue;
    least = far;
    best = &name;
  }
  return best == nullptr ? "" : fmt::format("did you mean {}? ", *best);
}

}  // namespace

std::string usage_text(CLI::App& app, const std::vector<std::string>& arguments, const CLI::ParseError& error) {
  CLI::App* at = &app;
  std::string path = "carehubctl";
  for (const auto& word : arguments) {
    const auto names = names_under(*at);
    if (names.empty()) break;
    if (word.starts_with('-'))
      return fmt::format("{} itself has no option {}; options stand after the subcommand. See: {} --help", path, word,
                         path);
    CLI::App* next = find_under(*at, word);
    if (next == nullptr)
      return fmt::format("{} has no subcommand {}; {}there are: {}. See: {} --help", path, word, guess(names, word),
                         console::joined(names, ", "), path);
    at = next;
    path += " " + word;
  }
  if (const auto names = names_under(*at); !names.empty())
    return fmt::format("{} needs a subcommand: {}. See: {} --help", path, console::one_of(names), path);
  const std::string subcommand = path.substr(path.find(' ') + 1);  // the program's name stands before it already
  return fmt::format("{}: {}. See: {} --help", subcommand, error.what(), path);
}

}  // namespace carehub::ctl
