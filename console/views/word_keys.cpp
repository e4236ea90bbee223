#include "console/views/word_keys.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace carehub::views {
namespace {

using console::LocalAction;
using widgets::Key;
using widgets::KeyPress;

struct WordKey {
  LocalAction action;
  std::string_view choice;
  KeyPress press;
};

constexpr std::array word_keys{
    WordKey{LocalAction::show, "next", {Key::down}},
    WordKey{LocalAction::show, "previous", {Key::up}},
    WordKey{LocalAction::show, "first", {Key::home}},
    WordKey{LocalAction::show, "last", {Key::end}},
    WordKey{LocalAction::alerts, "", {Key::f8}},
    WordKey{LocalAction::mark, "all", {Key::letter, 'A', true}},
    WordKey{LocalAction::story, "", {Key::f3}},
    WordKey{LocalAction::measure, "", {Key::f5}},
    WordKey{LocalAction::wall, "", {Key::f11}},
    WordKey{LocalAction::page, "down", {Key::page_down, 0, false, true}},
    WordKey{LocalAction::page, "up", {Key::page_up, 0, false, true}},
    WordKey{LocalAction::pan, "left", {Key::left, 0, true}},
    WordKey{LocalAction::pan, "right", {Key::right, 0, true}},
    WordKey{LocalAction::pan, "up", {Key::up, 0, true}},
    WordKey{LocalAction::pan, "down", {Key::down, 0, true}},
    WordKey{LocalAction::zoom, "all", {Key::home, 0, true}},
};

}  // namespace

std::optional<KeyPress> key_for(const console::LocalDo& local) {
  if (local.team.given()) return std::nullopt;  // no key says which
  const auto* found = std::ranges::find_if(
      word_keys, [&](const WordKey& one) { return one.action == local.action && one.choice == local.choice; });
  return found == word_keys.end() ? std::nullopt : std::optional{found->press};
}

char typed_for(const console::LocalDo& local) {
  if (local.action != LocalAction::zoom) return 0;
  return local.choice == "in" ? '+' : local.choice == "out" ? '-' : '\0';
}

}  // namespace carehub::views
