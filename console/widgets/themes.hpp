#pragma once
// What each role of colour looks like: four themes over the same roles. Text has a contrast of at least 4.5 to 1 on
// whatever it stands on (WCAG 2.1, success criterion 1.4.3); a test draws every screen in every theme and computes it.
// NHS identity colours where that allows. Sources: NHS Identity Guidelines; Okabe and Ito, Color Universal Design,
// 2008.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "console/widgets/theme.hpp"

namespace carehub::widgets {

enum class Theme { dark, light, colour_blind, high_contrast };
inline constexpr int theme_count = 4;

// 0xAABBGGRR, as Dear ImGui packs it, by role.
struct Palette {
  std::array<std::uint32_t, colour_count> packed{};
  [[nodiscard]] std::uint32_t operator[](Colour colour) const { return packed[static_cast<std::size_t>(colour)]; }
};

[[nodiscard]] const Palette& palette_of(Theme theme);
// "dark", "light", "colour-blind", "high-contrast".
[[nodiscard]] std::string_view name_of(Theme theme);
[[nodiscard]] std::optional<Theme> theme_named(std::string_view name);
[[nodiscard]] Theme next_theme(Theme theme);

// 1 to 21. Source: WCAG 2.1, relative luminance and contrast ratio.
[[nodiscard]] double contrast(std::uint32_t a, std::uint32_t b);

// How much of a picture under the map shows, 0 to 1; the rest is the map's ground. Whatever the picture's colours are,
// lines and shapes of the map keep a contrast of 3 to 1 on it (WCAG 2.1, 1.4.11). Texts have a plate.
[[nodiscard]] float picture_strength(const Palette& palette);
// A picture's colour as it is then shown.
[[nodiscard]] std::uint32_t dimmed(const Palette& palette, std::uint32_t colour, double strength);

}  // namespace carehub::widgets
