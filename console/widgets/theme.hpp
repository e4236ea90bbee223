#pragma once
// The one place of colours, type and spacing. NHS identity colours where contrast allows (text at least 4.5:1 on
// panel); red, NHS blue and dark green are fills with white text; yellow, orange and light green carry black text. No
// meaning by hue alone: a shape, a letter or a position always says the same.

#include <cstdint>

namespace carehub::widgets {

// 0xAABBGGRR, as Dear ImGui packs it.
struct Colour {
  std::uint32_t packed = 0;
  constexpr bool operator==(const Colour&) const = default;
};

[[nodiscard]] constexpr Colour rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
  return {(alpha << 24) | ((hex & 0xFFU) << 16) | (hex & 0xFF00U) | (hex >> 16 & 0xFFU)};
}

namespace colour {
inline constexpr Colour ground = rgb(0x0E151D);       // behind lists and panels
inline constexpr Colour sunken = rgb(0x0B1118);       // map, command bar
inline constexpr Colour panel = rgb(0x121A24);        // top bar, strips, cards
inline constexpr Colour raised = rgb(0x1A2532);       // hovered row, overlay
inline constexpr Colour line = rgb(0x25313E);         // between rows and panels
inline constexpr Colour line_strong = rgb(0x3B4B5B);  // around keycaps and cards
inline constexpr Colour selected = rgb(0x1B3346);
inline constexpr Colour chosen = rgb(0x13293A);   // first option
inline constexpr Colour alarmed = rgb(0x2A1518);  // row of a breached case

inline constexpr Colour text = rgb(0xE8EDEE);  // NHS Pale Grey
inline constexpr Colour white = rgb(0xFFFFFF);
inline constexpr Colour black = rgb(0x0B1118);  // on yellow, orange and light green
inline constexpr Colour muted = rgb(0x96A3AD);  // secondary text, 6.9:1 on panel
inline constexpr Colour faint = rgb(0x7D8B97);  // labels of the map and axes, 5.0:1 on panel

inline constexpr Colour light_blue = rgb(0x41B6E6);
inline constexpr Colour warm_yellow = rgb(0xFFB81C);
inline constexpr Colour light_green = rgb(0x78BE20);
inline constexpr Colour orange = rgb(0xED8B00);
inline constexpr Colour blue_fill = rgb(0x005EB8);
inline constexpr Colour red_fill = rgb(0xDA291C);
inline constexpr Colour green_fill = rgb(0x009639);

inline constexpr Colour bar_ground = rgb(0x1F2933);   // empty part of a countdown bar
inline constexpr Colour bar_quiet = rgb(0x4A6580);    // enough time
inline constexpr Colour block = rgb(0x35506A);        // a visit on the timeline
inline constexpr Colour block_quiet = rgb(0x1E2A36);  // a break
inline constexpr Colour land = rgb(0x17222D);
inline constexpr Colour coast = rgb(0x2C3A48);
inline constexpr Colour road = rgb(0x263340);
inline constexpr Colour shade = rgb(0x000000, 150);  // behind overlays
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
};
inline constexpr int face_count = 11;

namespace space {
inline constexpr float gap = 8;      // between neighbours
inline constexpr float margin = 14;  // from a panel's edge to its text
inline constexpr float row = 40;     // a case, a place
inline constexpr float line = 20;    // a line of body text
inline constexpr float top_bar = 52;
inline constexpr float command_bar = 44;
inline constexpr float alerts = 76;
inline constexpr float rounding = 4;
}  // namespace space

}  // namespace carehub::widgets
