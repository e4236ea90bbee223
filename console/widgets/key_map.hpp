#pragma once
// Keys that a person has bound to others: F1 to F12, and Ctrl with a letter. What the program does by a key is done by
// whatever is bound to it; the key itself goes on doing it unless it was bound to something else.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "console/widgets/input.hpp"
#include "protocols/base/error.hpp"

namespace carehub::widgets {

class KeyMap {
 public:
  // Pressing the one does what the other does: bind("F3", "F9"). Errors: invalid_input for what is no such key, and for
  // a key that is bound already.
  [[nodiscard]] Result<void> bind(std::string_view pressed, std::string_view acts_as);
  void apply(Input& input) const;
  // What is pressed for it: "F3" for "F9", or "F3, F9" where both do it; empty where no key does it any more.
  [[nodiscard]] std::string pressed_for(std::string_view key) const;
  [[nodiscard]] const std::map<std::string, std::string>& bound() const { return bound_; }

 private:
  std::map<std::string, std::string> bound_;  // by the key pressed
};

// "F9", "Ctrl T". None for any other key.
[[nodiscard]] std::optional<std::string> name_of(const KeyPress& press);
[[nodiscard]] std::optional<KeyPress> key_named(std::string_view name);

}  // namespace carehub::widgets
