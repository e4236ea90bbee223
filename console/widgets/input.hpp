#pragma once
// What a person did since the frame before. Filled by the app from window events, by tests from a script; a press that
// is released within one frame is not lost.

#include <string>
#include <string_view>
#include <vector>

#include "console/widgets/geometry.hpp"

namespace carehub::widgets {

enum class Key {
  none,
  enter,
  escape,
  tab,
  up,
  down,
  left,
  right,
  page_up,
  page_down,
  home,
  end,
  backspace,
  del,
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  f8,
  f9,
  f10,
  f11,
  f12,
  letter,  // with Ctrl or Alt held: the letter stands in KeyPress::letter; plain letters arrive as text
};

struct KeyPress {
  Key key = Key::none;
  char letter = 0;  // 'A' to 'Z', and with Ctrl '+', '-' and '0'; only for Key::letter
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
};

struct Input {
  Point mouse{-1, -1};
  bool mouse_down = false;
  bool mouse_pressed = false;   // went down in this frame
  bool mouse_released = false;  // went up in this frame
  bool mouse_double = false;
  float wheel = 0;  // lines, up is positive
  std::vector<KeyPress> keys;
  std::string typed;        // UTF-8, without control characters
  bool mouse_ctrl = false;  // Ctrl was held as it went down

  // True if the key was pressed; it is then used up, so that only one part of the screen acts on it.
  bool take(Key key, bool ctrl = false, bool shift = false);
  bool take_letter(char letter, bool ctrl);  // Ctrl-L: take_letter('L', true)
  bool take_typed(char c);                   // removes one plain character from `typed`
  bool take_typed_letter(char letter);       // the same in either case: take_typed_letter('C')
  [[nodiscard]] std::string take_all_typed();
  [[nodiscard]] bool clicked(const Box& box) const { return mouse_pressed && box.holds(mouse); }
  [[nodiscard]] bool hovered(const Box& box) const { return box.holds(mouse); }
  // Uses up the mouse, so that what lies underneath does not see it.
  void take_mouse();
  void clear();
  [[nodiscard]] bool anything() const;
};

}  // namespace carehub::widgets
