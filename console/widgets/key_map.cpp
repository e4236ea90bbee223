#include "console/widgets/key_map.hpp"

#include <fmt/format.h>

#include <charconv>

namespace carehub::widgets {

std::optional<std::string> name_of(const KeyPress& press) {
  if (press.alt || press.shift) return std::nullopt;
  const bool letter = press.letter >= 'A' && press.letter <= 'Z';
  if (press.key == Key::letter && press.ctrl && letter) return fmt::format("Ctrl {}", press.letter);
  if (press.key < Key::f1 || press.key > Key::f12 || press.ctrl) return std::nullopt;
  return fmt::format("F{}", static_cast<int>(press.key) - static_cast<int>(Key::f1) + 1);
}

std::optional<KeyPress> key_named(std::string_view name) {
  constexpr std::string_view with_ctrl = "Ctrl ";
  if (name.starts_with(with_ctrl) && name.size() == with_ctrl.size() + 1) {
    const char letter = name.back();
    if (letter >= 'A' && letter <= 'Z') return KeyPress{Key::letter, letter, true};
  }
  int number = 0;
  if (name.size() < 2 || name.front() != 'F') return std::nullopt;
  const auto [end, fault] = std::from_chars(name.data() + 1, name.data() + name.size(), number);
  if (fault != std::errc{} || end != name.data() + name.size() || number < 1 || number > 12) return std::nullopt;
  return KeyPress{static_cast<Key>(static_cast<int>(Key::f1) + number - 1)};
}

Result<void> KeyMap::bind(std::string_view pressed, std::string_view acts_as) {
  for (const std::string_view name : {pressed, acts_as})
    if (!key_named(name))
      return fail(ErrorCode::invalid_input, std::string(name),
                  "is no key that can be bound; write F1 to F12, or Ctrl and a capital letter, such as \"Ctrl T\"");
  if (!bound_.emplace(pressed, acts_as).second)
    return fail(ErrorCode::invalid_input, std::string(pressed), "is bound twice; a key does one thing");
  return {};
}

void KeyMap::apply(Input& input) const {
  if (bound_.empty()) return;
  for (KeyPress& press : input.keys) {
    const auto name = name_of(press);
    const auto found = name ? bound_.find(*name) : bound_.end();
    if (found != bound_.end()) press = *key_named(found->second);
  }
}

std::string KeyMap::pressed_for(std::string_view key) const {
  if (!key_named(key)) return std::string(key);
  std::string text;
  for (const auto& [pressed, acts_as] : bound_) {
    if (acts_as != key) continue;
    if (!text.empty()) text += ", ";
    text += pressed;
  }
  if (bound_.contains(std::string(key))) return text;
  return text.empty() ? std::string(key) : text + ", " + std::string(key);
}

}  // namespace carehub::widgets
