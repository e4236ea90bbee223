#pragma once
// The one place of roles of colour, type and spacing. What a role looks like is the theme's (themes.hpp). No meaning by
// hue alone: a shape, a letter or a position always says the same.

#include <cstdint>

namespace carehub::widgets {

// What something is drawn for.
enum class Colour : std::uint8_t {
  ground,       // behind lists and panels
  sunken,       // map, command bar
  panel,        // top bar, strips, cards
  raised,       // hovered row, overlay
  line,         // between rows and panels
  line_strong,  // around keycaps and cards
  selected,
  chosen,   // first option
  alarmed,  // row of a breached case

  text,
  muted,      // secondary text
  faint,      // labels of the map and axes
  on_bright,  // text on yellow, orange, light green and pale shapes
  on_fill,    // text on red, blue and green fills

  light_blue,  // these four as text and as shapes
  warm_yellow,
  light_green,
  orange,
  blue_fill,
  red_fill,
  green_fill,

  bar_ground,   // empty part of a countdown bar
  bar_quiet,    // enough time
  block,        // a visit on the timeline
  block_quiet,  // a break
  band,         // what is likely, in a chart
  land,
  land_beside,  // of neighbours
  coast,
  road,
  street,
  rail,
  replay,  // what is not the hub as it is, but as it was
  shade,   // behind overlays
};
inline constexpr int colour_count = static_cast<int>(Colour::shade) + 1;

namespace colour {
using enum Colour;
}  // namespace colour

// The type scale; sizes in pixels at 100 per cent stand in fonts.cpp.
enum class Face {
  tiny,          // 11 regular: axis and map labels
  small,         // 12 regular: column heads, second lines
  small_strong,  // 12 semibold
  body,          // 14 regular
  body_strong,   // 14 semibold
  heading,       // 16 semibold
  title,         // 20 semibold: the person, the figures of the top bar
  board_text,    // 18 regular: wall display
  board_strong,  // 22 semibold
  board_large,   // 36 bold
  board_huge,    // 56 bold
  wall_words,    // 32 regular: beside what is read across a room
  wall_strong,   // 54 semibold: read from five metres on a 55 inch display (docs/operators-guide.md)
  wall_large,    // 72 bold
};
inline constexpr int face_count = 14;

namespace space {
inline constexpr float gap = 8;      // between neighbours
inline constexpr float margin = 14;  // from a panel's edge to its text
inline constexpr float row = 40;     // a case, a place
inline constexpr float line = 20;    // a line of body text
inline constexpr float top_bar = 52;
inline constexpr float command_bar = 44;
inline constexpr float alerts = 76;
inline constexpr float rounding = 4;
inline constexpr float least_middle = 330;  // for a timeline with its hours, and a map that shows where
}  // namespace space

}  // namespace carehub::widgets
