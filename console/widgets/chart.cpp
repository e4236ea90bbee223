#include "console/widgets/chart.hpp"

#include <cmath>

namespace carehub::widgets {

Box Chart::plot(const Canvas& canvas, const Box& box) const {
  float left = 0;
  for (const auto& [value, text] : y_ticks) left = std::max(left, canvas.width(tick_face, text));
  Box inner = box;
  inner.min.x += left + canvas.px(8);
  inner.max.y -= canvas.height(tick_face) + canvas.px(6);
  inner.min.y += canvas.height(tick_face) / 2;
  inner.max.x -= canvas.px(8);
  return inner;
}

Point Chart::at(const Box& plot, float x, float y) const {
  const float dx = x_to > x_from ? (x - x_from) / (x_to - x_from) : 0;
  const float dy = y_to > y_from ? (y - y_from) / (y_to - y_from) : 0;
  return {plot.min.x + plot.width() * dx, plot.max.y - plot.height() * dy};
}

void Chart::draw_axes(Canvas& canvas, const Box& plot) const {
  for (const auto& [value, text] : y_ticks) {
    const float y = at(plot, x_from, value).y;
    canvas.line({plot.min.x, y}, {plot.max.x, y}, colour::line);
    canvas.text_right({plot.min.x - canvas.px(8), y - canvas.height(tick_face) / 2}, tick_face, colour::muted, text);
  }
  for (const auto& [value, text] : x_ticks) {
    const float x = at(plot, value, y_from).x;
    canvas.text({x - canvas.width(tick_face, text) / 2, plot.max.y + canvas.px(6)}, tick_face, colour::muted, text);
  }
}

void Chart::draw_bars(Canvas& canvas, const Box& plot, std::span<const Point> values, float width,
                      Colour colour) const {
  for (const Point& value : values) {
    const Point top = at(plot, value.x - width / 2, std::min(value.y, y_to));
    const Point bottom = at(plot, value.x + width / 2, y_from);
    canvas.fill({top, bottom}, colour);
  }
}

void Chart::draw_line(Canvas& canvas, const Box& plot, std::span<const Point> values, Colour colour, bool dots) const {
  std::vector<Point> points;
  points.reserve(values.size());
  for (const Point& value : values) points.push_back(at(plot, value.x, std::clamp(value.y, y_from, y_to)));
  canvas.polyline(points, colour, 2 * weight);
  if (dots)
    for (const Point& p : points) canvas.circle(p, 4 * weight, colour);
}

void Chart::draw_band(Canvas& canvas, const Box& plot, std::span<const Point> low, std::span<const Point> high,
                      Colour colour) const {
  std::vector<Point> corners;
  std::vector<int> triangles;
  for (std::size_t i = 0; i < low.size() && i < high.size(); ++i) {
    corners.push_back(at(plot, low[i].x, std::clamp(low[i].y, y_from, y_to)));
    corners.push_back(at(plot, high[i].x, std::clamp(high[i].y, y_from, y_to)));
    const int n = static_cast<int>(corners.size());
    if (n >= 4) triangles.insert(triangles.end(), {n - 4, n - 3, n - 1, n - 4, n - 1, n - 2});
  }
  canvas.triangles(corners, triangles, colour);
}

void Chart::draw_threshold(Canvas& canvas, const Box& plot, float y, Colour colour) const {
  canvas.dashed_line(at(plot, x_from, y), at(plot, x_to, y), colour, 6 * weight, 1.5F * weight);
}

void Chart::draw_now(Canvas& canvas, const Box& plot, float x) const {
  const float px = at(plot, x, y_from).x;
  canvas.dashed_line({px, plot.min.y}, {px, plot.max.y}, colour::light_blue, 4 * weight, weight);
}

std::vector<float> even_ticks(float from, float to, int most) {
  std::vector<float> ticks;
  if (to <= from || most < 2) return ticks;
  const float rough = (to - from) / static_cast<float>(most - 1);
  const float power = std::pow(10.0F, std::floor(std::log10(rough)));
  float step = power;
  for (const float factor : {1.0F, 2.0F, 5.0F, 10.0F}) {
    step = factor * power;
    if (step >= rough * 0.999F) break;
  }
  const int first = static_cast<int>(std::ceil(from / step - 0.001F));
  const int last = static_cast<int>(std::floor(to / step + 0.001F));
  for (int i = first; i <= last; ++i) ticks.push_back(static_cast<float>(i) * step);
  return ticks;
}

void spark_line(Canvas& canvas, const Box& box, std::span<const std::int32_t> values, Colour colour) {
  canvas.line({box.min.x, box.max.y}, {box.max.x, box.max.y}, colour::line);
  std::int32_t most = 1;
  for (const std::int32_t value : values) most = std::max(most, value);
  std::vector<Point> points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] < 0) {
      canvas.polyline(points, colour, 2);
      points.clear();
      continue;
    }
    const float x = box.min.x + box.width() * static_cast<float>(i) /
                                    static_cast<float>(std::max<std::size_t>(1, values.size() - 1));
    points.push_back({x, box.max.y - box.height() * static_cast<float>(values[i]) / static_cast<float>(most)});
  }
  canvas.polyline(points, colour, 2);
}

}  // namespace carehub::widgets
