#pragma once
// Small things that every view draws alike: countdown, badge, keycap, gauge, section head, scrolled area, spark line.

#include <span>
#include <string_view>

#include "console/widgets/canvas.hpp"
#include "console/widgets/input.hpp"

namespace carehub::widgets {

// Drawing and input of one frame, handed to everything that draws.
struct Ui {
  Canvas& canvas;
  Input& input;
  [[nodiscard]] float px(float at_100_per_cent) const { return canvas.px(at_100_per_cent); }
};

// A scope in which the mouse counts only inside `area`: what is scrolled out of sight cannot be clicked where something
// else is drawn.
class MouseWithin {
 public:
  MouseWithin(Input& input, const Box& area) : input_(input), mouse_(input.mouse), outside_(!area.holds(input.mouse)) {
    if (outside_) input_.mouse = {-1, -1};
  }
  ~MouseWithin() {
    if (outside_) input_.mouse = mouse_;
  }
  MouseWithin(const MouseWithin&) = delete;
  MouseWithin& operator=(const MouseWithin&) = delete;

 private:
  Input& input_;
  Point mouse_;
  bool outside_;
};

// How much a thing wants a person: grey until somebody is needed.
enum class Tone { quiet, moving, due, breached };
[[nodiscard]] Colour tone_colour(Tone tone);

// "! -6:12" as a red fill, a triangle and yellow when due, plain otherwise; below it the bar of the time left.
void countdown(Canvas& canvas, const Box& cell, std::string_view left, Tone tone, int bar_permille);
// A bar alone; 0 to 1000.
void time_bar(Canvas& canvas, const Box& bar, Tone tone, int permille);

// "! 1" on red. Returns the width used.
float breach_badge(Canvas& canvas, Point left_middle, std::string_view text, Face face = Face::body_strong);
// A word on a fill, with its own text colour. Returns the width used.
float badge(Canvas& canvas, Point left_middle, Face face, std::string_view text, Colour ground, Colour ink);
// A key as on a keyboard. Returns the width used.
float keycap(Canvas& canvas, Point left_middle, std::string_view key);
[[nodiscard]] float keycap_width(const Canvas& canvas, std::string_view key);

struct KeyHint {
  std::string_view key;
  std::string_view does;
};
// "[Enter] take first" against the right edge; hints that do not fit are left out from the left. Returns the left edge.
float key_hints(Canvas& canvas, Point right_middle, std::span<const KeyHint> hints);

// The head line of a panel: title left, hints right. Returns what is left below it.
Box section(Canvas& canvas, Box area, std::string_view title, std::span<const KeyHint> hints = {},
            std::string_view note = {});

// A label and its text in two columns, wrapped; returns the height used.
float fact(Canvas& canvas, Point at, float label_width, float width, std::string_view label, std::string_view text,
           Colour ink = colour::text, Face face = Face::body, int lines_max = all_lines);

// How far a list is scrolled, in pixels, and what the person did about it.
struct Scroll {
  float offset = 0;
  // Wheel, and a drag of the bar. Keeps the offset in range and draws the bar when the content is higher than the area.
  void run(Ui& ui, const Box& area, float content_height);
  void show(float top, float bottom, float area_height);  // the least movement that brings it into view

 private:
  bool dragging_ = false;
};

// A plain button; true when clicked. `key` is drawn as its keycap.
bool button(Ui& ui, const Box& box, std::string_view text, std::string_view key = {}, bool chosen = false);
[[nodiscard]] float button_width(const Canvas& canvas, std::string_view text, std::string_view key = {});

}  // namespace carehub::widgets
