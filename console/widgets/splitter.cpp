#include "console/widgets/splitter.hpp"

#include <algorithm>
#include <cmath>

namespace carehub::widgets {
namespace {

// The scrolled panels have their bars at the right and bottom: most of what can be taken lies on the other side.
constexpr float grip_before = 2;
constexpr float grip_after = 6;
constexpr float counts_as_drag = 2;

Box grip_of(const Ui& ui, Point a, Point b) {
  const bool upright = a.x == b.x;
  const float before = ui.px(grip_before), after = ui.px(grip_after);
  return upright ? Box{{a.x - before, a.y}, {b.x + after, b.y}} : Box{{a.x, a.y - before}, {b.x, b.y + after}};
}

}  // namespace

std::optional<Splitter::Moved> Splitter::handle(Ui& ui, Point a, Point b) {
  Input& input = ui.input;
  const bool upright = a.x == b.x;
  const float at = upright ? a.x : a.y;
  const float mouse = upright ? input.mouse.x : input.mouse.y;
  // What is dragged from elsewhere may pass over it.
  const bool held_elsewhere = (input.mouse_down && !input.mouse_pressed) || input.mouse_released;
  pointed_ = input.hovered(grip_of(ui, a, b)) && !held_elsewhere;
  std::optional<Moved> moved;
  if (dragging_) {
    moved_ = moved_ || std::abs(mouse - pressed_at_) >= counts_as_drag;
    const bool ended = !input.mouse_down;
    if (moved_) moved = Moved{ended && !input.mouse_released ? at : mouse - grabbed_, ended, false};
    if (ended) dragging_ = false;
    input.take_mouse();
    return moved;
  }
  if (!pointed_) return moved;
  if (input.mouse_pressed && input.mouse_double) {
    moved = Moved{at, true, true};
  } else if (input.mouse_pressed) {
    dragging_ = true;
    moved_ = false;
    grabbed_ = mouse - at;
    pressed_at_ = mouse;
  }
  input.take_mouse();
  return moved;
}

void Splitter::draw(Canvas& canvas, Point a, Point b, bool focused) const {
  const bool strong = dragging_ || focused;
  canvas.line(a, b, strong || pointed_ ? colour::light_blue : colour::line, strong ? 3.0F : pointed_ ? 2.0F : 1.0F);
  if (!strong && !pointed_) return;
  // A handle in its middle: what can be taken is not told by colour alone.
  const bool upright = a.x == b.x;
  const float half_width = canvas.px(3.5F);
  const float half_length = std::min(canvas.px(15), (upright ? b.y - a.y : b.x - a.x) / 2 - 1);
  const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
  const Point reach = upright ? Point{half_width, half_length} : Point{half_length, half_width};
  canvas.fill({middle - reach, middle + reach}, colour::light_blue, half_width);
}

}  // namespace carehub::widgets
