#pragma once
// Simple charts of the board: bars, a line, a band, a threshold; axes with few, even ticks. Values are in the chart's
// own units, from x_from to x_to and y_from to y_to; what lies beyond is drawn at the edge. Ticks are given as value
// and text.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "console/widgets/canvas.hpp"

namespace carehub::widgets {

struct Chart {
  float x_from = 0;
  float x_to = 24;
  float y_from = 0;
  float y_to = 10;
  std::vector<std::pair<float, std::string>> x_ticks;
  std::vector<std::pair<float, std::string>> y_ticks;
  Face tick_face = Face::small;
  float weight = 1;  // of lines, dots and dashes

  // Where the data lies, once the ticks have their room.
  [[nodiscard]] Box plot(const Canvas& canvas, const Box& box) const;
  [[nodiscard]] Point at(const Box& plot, float x, float y) const;

  void draw_axes(Canvas& canvas, const Box& plot) const;
  void draw_bars(Canvas& canvas, const Box& plot, std::span<const Point> values, float width, Colour colour) const;
  void draw_line(Canvas& canvas, const Box& plot, std::span<const Point> values, Colour colour,
                 bool dots = false) const;
  void draw_band(Canvas& canvas, const Box& plot, std::span<const Point> low, std::span<const Point> high,
                 Colour colour) const;
  void draw_threshold(Canvas& canvas, const Box& plot, float y, Colour colour) const;
  void draw_now(Canvas& canvas, const Box& plot, float x) const;
};

// Even tick values from `from` to `to`, at most `most` of them, of steps 1, 2, 5, 10 ...
[[nodiscard]] std::vector<float> even_ticks(float from, float to, int most);

// A small line without axes; -1 is a gap. Scaled from zero.
void spark_line(Canvas& canvas, const Box& box, std::span<const std::int32_t> values, Colour colour);

}  // namespace carehub::widgets
