#pragma once
// The journal's time as a strip: how much happened when, missed targets, what has been played, and the cursor, which
// the mouse drags.

#include "console/model/replay.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class ScrubberView {
 public:
  [[nodiscard]] static float height(const widgets::Canvas& canvas) { return canvas.px(116); }
  // How many bars the strip has room for.
  [[nodiscard]] static std::uint32_t parts(const widgets::Canvas& canvas, float width, Duration span);

  // A click or a drag moves the cursor; true while the mouse holds it. `history` may be null.
  bool draw(const History* history, const Calendar& calendar, console::Player& player, Instant played_from,
            widgets::Ui& ui, const widgets::Box& area);

 private:
  void draw_bars(const History& history, const console::Player& player, widgets::Canvas& canvas,
                 const widgets::Box& plot);
  void draw_axis(const Calendar& calendar, const console::Player& player, widgets::Canvas& canvas,
                 const widgets::Box& axis, const widgets::Box& plot);
  void draw_cursor(const Calendar& calendar, const console::Player& player, widgets::Canvas& canvas,
                   const widgets::Box& head, const widgets::Box& plot);
  bool drag(console::Player& player, widgets::Ui& ui, const widgets::Box& plot);

  bool dragging_ = false;
};

}  // namespace carehub::views
