#pragma once
// Inter in the sizes of the type scale, digits of one width; DejaVu Sans where Inter or a glyph is missing.
// Thread: the frame thread, after the ImGui context is made and before its first frame.

#include <array>
#include <string>

#include "console/widgets/theme.hpp"
#include "protocols/base/error.hpp"

struct ImFont;

namespace carehub::widgets {

struct Fonts {
  std::array<ImFont*, face_count> faces{};
  std::array<float, face_count> heights{};  // of a line, in pixels
  float scale = 1;
  std::string family;  // "Inter" or "DejaVu Sans"

  [[nodiscard]] ImFont* of(Face face) const { return faces[static_cast<std::size_t>(face)]; }
  [[nodiscard]] float height(Face face) const { return heights[static_cast<std::size_t>(face)]; }
};

// Adds the faces to the current context's atlas. Scale: 0.8 to 2.
// Errors: not_found when neither family is installed, with the package to install.
[[nodiscard]] Result<Fonts> load_fonts(float scale);

}  // namespace carehub::widgets
