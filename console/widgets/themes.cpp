#include "console/widgets/themes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace carehub::widgets {
namespace {

constexpr std::uint32_t rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
  return (alpha << 24) | ((hex & 0xFFU) << 16) | (hex & 0xFF00U) | (hex >> 16 & 0xFFU);
}

template <std::size_t n>
constexpr Palette changed(Palette palette, const std::array<std::pair<Colour, std::uint32_t>, n>& changes) {
  for (const auto& [role, packed] : changes) palette.packed[static_cast<std::size_t>(role)] = packed;
  return palette;
}

// clang-format off
// For a dim room: NHS Light Blue, Warm Yellow, Light Green and Orange as text, NHS Blue and red as fills.
constexpr Palette dark{{
    rgb(0x0E151D),  // ground
    rgb(0x0B1118),  // sunken
    rgb(0x121A24),  // panel
    rgb(0x1A2532),  // raised
    rgb(0x25313E),  // line
    rgb(0x3B4B5B),  // line_strong
    rgb(0x1B3346),  // selected
    rgb(0x13293A),  // chosen
    rgb(0x2A1518),  // alarmed
    rgb(0xE8EDEE),  // text
    rgb(0x96A3AD),  // muted
    rgb(0x7D8B97),  // faint
    rgb(0x0B1118),  // on_bright
    rgb(0xFFFFFF),  // on_fill
    rgb(0x41B6E6),  // light_blue
    rgb(0xFFB81C),  // warm_yellow
    rgb(0x78BE20),  // light_green
    rgb(0xED8B00),  // orange
    rgb(0x005EB8),  // blue_fill
    rgb(0xDA291C),  // red_fill
    rgb(0x009639),  // green_fill
    rgb(0x1F2933),  // bar_ground
    rgb(0x4A6580),  // bar_quiet
    rgb(0x35506A),  // block
    rgb(0x1E2A36),  // block_quiet
    rgb(0x1A3442),  // band
    rgb(0x17222D),  // land
    rgb(0x111A23),  // land_beside
    rgb(0x2C3A48),  // coast
    rgb(0x263340),  // road
    rgb(0x1E2934),  // street
    rgb(0x3A4B5B),  // rail
    rgb(0x7A48B4),  // replay
    rgb(0x000000, 150),  // shade
}};

// For a bright room: the same hues, dark enough to be read on white; bright fills carry white text.
constexpr Palette light{{
    rgb(0xF2F5F7),  // ground
    rgb(0xE8EDF1),  // sunken
    rgb(0xFFFFFF),  // panel
    rgb(0xE6ECF1),  // raised
    rgb(0xD3DCE4),  // line
    rgb(0x9AABBA),  // line_strong
    rgb(0xCFE4F6),  // selected
    rgb(0xE1EFFA),  // chosen
    rgb(0xFCE4E2),  // alarmed
    rgb(0x16222E),  // text
    rgb(0x4A5967),  // muted
    rgb(0x54626F),  // faint
    rgb(0xFFFFFF),  // on_bright
    rgb(0xFFFFFF),  // on_fill
    rgb(0x00559F),  // light_blue
    rgb(0x7A4F00),  // warm_yellow
    rgb(0x2C660A),  // light_green
    rgb(0x8F4100),  // orange
    rgb(0x005EB8),  // blue_fill
    rgb(0xC4161C),  // red_fill
    rgb(0x00703C),  // green_fill
    rgb(0xD6DFE7),  // bar_ground
    rgb(0x7C94AA),  // bar_quiet
    rgb(0xC3D7E8),  // block
    rgb(0xDFE6EC),  // block_quiet
    rgb(0xE9F3F9),  // band
    rgb(0xDDE6ED),  // land
    rgb(0xF4F7F9),  // land_beside
    rgb(0xB4C3D0),  // coast
    rgb(0xC6D2DC),  // road
    rgb(0xD0DAE3),  // street
    rgb(0xA3B4C2),  // rail
    rgb(0x5B2E91),  // replay
    rgb(0x000000, 110),  // shade
}};

// For people who see red and green alike (Okabe and Ito): the dark theme with sky blue, yellow, orange and reddish purple;
// what is well is grey.
constexpr Palette colour_blind = changed<8>(dark, {{{Colour::alarmed, rgb(0x2B1526)},
                                                 {Colour::light_blue, rgb(0x56B4E9)},
                                                 {Colour::warm_yellow, rgb(0xF0E442)},
                                                 {Colour::light_green, rgb(0xB7C4CE)},
                                                 {Colour::orange, rgb(0xE69F00)},
                                                 {Colour::blue_fill, rgb(0x0060A8)},
                                                 {Colour::red_fill, rgb(0xAA3377)},
                                                 {Colour::green_fill, rgb(0x00735A)}}});

// For people who see little, and for bad screens: black, white, and lines that can be seen.
constexpr Palette high_contrast{{
    rgb(0x000000),  // ground
    rgb(0x000000),  // sunken
    rgb(0x000000),  // panel
    rgb(0x1C1C1C),  // raised
    rgb(0x6A6A6A),  // line
    rgb(0xB4B4B4),  // line_strong
    rgb(0x003A66),  // selected
    rgb(0x00284A),  // chosen
    rgb(0x4A0000),  // alarmed
    rgb(0xFFFFFF),  // text
    rgb(0xDADADA),  // muted
    rgb(0xC8C8C8),  // faint
    rgb(0x000000),  // on_bright
    rgb(0xFFFFFF),  // on_fill
    rgb(0x6FD3FF),  // light_blue
    rgb(0xFFE100),  // warm_yellow
    rgb(0x9BFF3C),  // light_green
    rgb(0xFFAB40),  // orange
    rgb(0x0050A8),  // blue_fill
    rgb(0xC80000),  // red_fill
    rgb(0x006B2D),  // green_fill
    rgb(0x333333),  // bar_ground
    rgb(0x8CA6C0),  // bar_quiet
    rgb(0x27506F),  // block
    rgb(0x2E2E2E),  // block_quiet
    rgb(0x0E3A52),  // band
    rgb(0x1A1A1A),  // land
    rgb(0x0D0D0D),  // land_beside
    rgb(0x8A8A8A),  // coast
    rgb(0x555555),  // road
    rgb(0x3A3A3A),  // street
    rgb(0x7A7A7A),  // rail
    rgb(0x5A2D8C),  // replay
    rgb(0x000000, 190),  // shade
}};

// clang-format on

constexpr std::array<std::string_view, theme_count> names = {"dark", "light", "colour-blind", "high-contrast"};

double linear(std::uint32_t channel) {
  const double c = static_cast<double>(channel & 0xFFU) / 255;
  return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(std::uint32_t packed) {
  return 0.2126 * linear(packed) + 0.7152 * linear(packed >> 8) + 0.0722 * linear(packed >> 16);
}

}  // namespace

const Palette& palette_of(Theme theme) {
  switch (theme) {
    case Theme::dark:
      return dark;
    case Theme::light:
      return light;
    case Theme::colour_blind:
      return colour_blind;
    case Theme::high_contrast:
      return high_contrast;
  }
  return dark;
}

std::string_view name_of(Theme theme) {
  return names[static_cast<std::size_t>(theme)];
}

std::optional<Theme> theme_named(std::string_view name) {
  const auto at = std::ranges::find(names, name);
  return at == names.end() ? std::nullopt : std::optional(static_cast<Theme>(at - names.begin()));
}

Theme next_theme(Theme theme) {
  return static_cast<Theme>((static_cast<int>(theme) + 1) % theme_count);
}

double contrast(std::uint32_t a, std::uint32_t b) {
  const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

std::uint32_t dimmed(const Palette& palette, std::uint32_t colour, double strength) {
  std::uint32_t result = 0xFF000000;
  for (const unsigned shift : {0U, 8U, 16U}) {
    const double ground = palette[Colour::sunken] >> shift & 0xFFU;
    const double own = colour >> shift & 0xFFU;
    result |= static_cast<std::uint32_t>(std::lround(ground + strength * (own - ground))) << shift;
  }
  return result;
}

float picture_strength(const Palette& palette) {
  constexpr std::array drawn_on_it{Colour::text, Colour::light_blue, Colour::warm_yellow};
  constexpr std::array<std::uint32_t, 2> extremes{0xFF000000, 0xFFFFFFFF};
  constexpr int most_percent = 60, least_percent = 10;
  for (int percent = most_percent; percent > least_percent; --percent) {
    const auto stands_out = [&](Colour ink) {
      return std::ranges::all_of(extremes, [&](std::uint32_t pixel) {
        return contrast(palette[ink], dimmed(palette, pixel, percent / 100.0)) >= 3;
      });
    };
    if (std::ranges::all_of(drawn_on_it, stands_out)) return static_cast<float>(percent) / 100;
  }
  return static_cast<float>(least_percent) / 100;
}

}  // namespace carehub::widgets
