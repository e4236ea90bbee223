#include "console/widgets/input.hpp"

#include <utility>

namespace carehub::widgets {

bool Input::take(Key key, bool ctrl, bool shift) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const KeyPress& press) {
    return press.key == key && press.ctrl == ctrl && press.shift == shift && !press.alt;
  });
  if (found == keys.end()) return false;
  keys.erase(found);
  return true;
}

bool Input::take_letter(char letter, bool ctrl) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const KeyPress& press) {
    return press.key == Key::letter && press.letter == letter && press.ctrl == ctrl;
  });
  if (found == keys.end()) return false;
  keys.erase(found);
  return true;
}

bool Input::take_typed(char c) {
  const auto at = typed.find(c);
  if (at == std::string::npos) return false;
  typed.erase(at, 1);
  return true;
}

bool Input::take_typed_letter(char letter) {
  return take_typed(letter) || take_typed(static_cast<char>(letter - 'A' + 'a'));
}

std::string Input::take_all_typed() {
  return std::exchange(typed, std::string{});
}

void Input::take_mouse() {
  mouse = {-1, -1};
  mouse_down = mouse_pressed = mouse_released = mouse_double = mouse_ctrl = false;
  wheel = 0;
}

void Input::clear() {
  keys.clear();
  typed.clear();
  take_mouse();
}

bool Input::anything() const {
  return mouse_pressed || mouse_released || wheel != 0 || !keys.empty() || !typed.empty();
}

}  // namespace carehub::widgets
