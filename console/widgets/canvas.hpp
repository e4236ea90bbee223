#pragma once
// Draws shapes and text into one layer of the frame, clipped; the only text path of the console, so that a test can see
// every text with its box (TextLog).
// Thread: the frame thread, between the start and the end of a frame.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "console/widgets/fonts.hpp"
#include "console/widgets/geometry.hpp"
#include "console/widgets/map_background.hpp"
#include "console/widgets/themes.hpp"

struct ImDrawList;

namespace carehub::widgets {

inline constexpr int all_lines = 1'000'000;

enum class Align { left, centre, right };

// What a test sees of a frame.
struct TextSeen {
  std::string text;     // as asked for
  std::string shown;    // as drawn
  Box box;              // of the glyph line
  Box clip;             // what could be seen of it
  bool elided = false;  // ended with an ellipsis for want of room
  int layer = 0;        // overlays have higher ones
  Face face = Face::body;
  Colour ink = Colour::text;
  Colour ground = Colour::ground;  // of the last shape drawn below its middle
  bool on_picture = false;         // that shape is a picture, of any colours
  std::string_view panel;          // the part of the screen that it belongs to; names are literals
  bool operator==(const TextSeen&) const = default;
};
using TextLog = std::vector<TextSeen>;

class Canvas {
 public:
  // `list`, `fonts` and `palette` must outlive the canvas; `log` may be null.
  Canvas(ImDrawList& list, const Fonts& fonts, const Palette& palette, TextLog* log = nullptr);

  [[nodiscard]] float px(float at_100_per_cent) const { return at_100_per_cent * fonts_.scale; }
  [[nodiscard]] float scale() const { return fonts_.scale; }
  [[nodiscard]] const Fonts& fonts() const { return fonts_; }

  // --- shapes ---
  void fill(const Box& box, Colour colour, float rounding = 0);
  void frame(const Box& box, Colour colour, float rounding = 0, float thickness = 1);
  void dashed_frame(const Box& box, Colour colour, float dash = 4);
  void line(Point a, Point b, Colour colour, float thickness = 1);
  void dashed_line(Point a, Point b, Colour colour, float dash = 5, float thickness = 1.5F);
  void polyline(const std::vector<Point>& points, Colour colour, float thickness = 1, bool closed = false);
  // Three corners each. Requires: fewer than 65536 points.
  void triangles(const std::vector<Point>& points, const std::vector<int>& corners, Colour colour);
  void triangle(Point a, Point b, Point c, Colour colour);
  // Triangles about a point, one tip down or up: what fell below, or rose above, what is usual.
  void fall_mark(Point centre, float radius, Colour colour);
  void rise_mark(Point centre, float radius, Colour colour);
  void diamond(Point centre, float radius, Colour colour);
  void circle(Point centre, float radius, Colour colour);
  void ring(Point centre, float radius, Colour colour, float thickness = 1.5F);
  void dashed_ring(Point centre, float radius, Colour colour);
  // A part of a picture (0 to 1 from its left top), dimmed over the map's ground so that what is drawn on it stands
  // out.
  void picture(const Box& box, Texture texture, const Box& part);
  // Shape of a warning: a filled triangle, point up, as high as small capitals.
  void warning_mark(Point left_top, float size, Colour colour);

  // --- text: positions are the top left of the line; each returns the width drawn. One line is drawn whatever the text
  // holds: only paragraph() breaks lines ---
  [[nodiscard]] float width(Face face, std::string_view text) const;
  [[nodiscard]] float height(Face face) const { return fonts_.height(face); }
  float text(Point at, Face face, Colour colour, std::string_view text);
  float text_right(Point top_right, Face face, Colour colour, std::string_view text);
  // In a cell, on its vertical middle; what does not fit ends with an ellipsis.
  float text_in(const Box& cell, Face face, Colour colour, std::string_view text, Align align = Align::left);
  // Wraps at words and breaks at newlines; returns the height used. Draws at most `lines_max` lines, the last with an
  // ellipsis.
  float paragraph(Point at, float width, Face face, Colour colour, std::string_view text, int lines_max = all_lines);
  [[nodiscard]] float paragraph_height(float width, Face face, std::string_view text, int lines_max = all_lines) const;
  [[nodiscard]] int paragraph_lines(float width, Face face, std::string_view text, int lines_max = all_lines) const;
  [[nodiscard]] float line_height(Face face) const;  // of a paragraph

  void clip(const Box& box);  // within what is clipped already
  void unclip();
  [[nodiscard]] Box clipped() const;

  void set_layer(int layer) { layer_ = layer; }
  // Whose texts come next, for the log; a literal. Returns whose came before.
  std::string_view set_panel(std::string_view name) { return std::exchange(panel_, name); }

 private:
  void log_text(Point at, float w, Face face, Colour ink, std::string_view asked, std::string_view shown, bool elided);
  struct Ground {
    Box box;
    Colour colour = Colour::ground;
    bool picture = false;
  };
  void log_ground(const Box& box, Colour colour);
  [[nodiscard]] Ground ground_at(Point point) const;
  // The start of `line` that fits, and an ellipsis: there is more, in the line or after it.
  float text_cut(Point at, float room, Face face, Colour colour, std::string_view line, std::string_view asked);
  void draw_text(Point at, Face face, Colour colour, std::string_view text);

  ImDrawList* list_;
  const Fonts& fonts_;
  const Palette& palette_;
  TextLog* log_;
  std::vector<Ground> grounds_;  // kept for the log only
  float picture_strength_ = -1;  // not worked out yet
  int layer_ = 0;
  std::string_view panel_;
};

// A scope whose texts belong to one part of the screen: "case list", "map".
class Panel {
 public:
  Panel(Canvas& canvas, std::string_view name) : canvas_(canvas), before_(canvas.set_panel(name)) {}
  ~Panel() { canvas_.set_panel(before_); }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;

 private:
  Canvas& canvas_;
  std::string_view before_;
};

// A scope's clip.
class Clip {
 public:
  Clip(Canvas& canvas, const Box& box) : canvas_(canvas) { canvas_.clip(box); }
  ~Clip() { canvas_.unclip(); }
  Clip(const Clip&) = delete;
  Clip& operator=(const Clip&) = delete;

 private:
  Canvas& canvas_;
};

}  // namespace carehub::widgets
