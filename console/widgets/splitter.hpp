#pragma once
// A thin border between two panels that the mouse can move: a line that lights up when pointed at, is dragged, and goes
// back to where it was designed by a double click. How far it may go is its owner's.

#include <optional>

#include "console/widgets/parts.hpp"

namespace carehub::widgets {

class Splitter {
 public:
  struct Moved {
    float to = 0;              // where the border is wished for, in pixels of the screen
    bool dropped = false;      // the button was let go: this is to be kept
    bool as_designed = false;  // a double click; `to` says nothing
  };

  // The border runs from `a` to `b`: upright if a.x == b.x, else level. Uses up the mouse while it is pointed at or
  // dragged, so that no panel beside it sees it. None: nothing was moved.
  std::optional<Moved> handle(Ui& ui, Point a, Point b);
  // After the panels, so that it is seen. `focused`: arrow keys move it.
  void draw(Canvas& canvas, Point a, Point b, bool focused) const;
  [[nodiscard]] bool lit() const { return pointed_ || dragging_; }
  [[nodiscard]] bool dragging() const { return dragging_; }

 private:
  bool pointed_ = false;
  bool dragging_ = false;
  bool moved_ = false;  // since it was taken
  float grabbed_ = 0;   // from the border to the mouse that took it
  float pressed_at_ = 0;
};

}  // namespace carehub::widgets
