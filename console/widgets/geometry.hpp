#pragma once
// Points and boxes on the screen, in pixels, y downwards. Plain values, so that views need no graphics header.

#include <algorithm>

namespace carehub::widgets {

struct Point {
  float x = 0;
  float y = 0;
  constexpr bool operator==(const Point&) const = default;
};

constexpr Point operator+(Point a, Point b) {
  return {a.x + b.x, a.y + b.y};
}
constexpr Point operator-(Point a, Point b) {
  return {a.x - b.x, a.y - b.y};
}

struct Box {
  Point min;
  Point max;

  [[nodiscard]] constexpr float width() const { return max.x - min.x; }
  [[nodiscard]] constexpr float height() const { return max.y - min.y; }
  [[nodiscard]] constexpr Point centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
  [[nodiscard]] constexpr bool empty() const { return max.x <= min.x || max.y <= min.y; }
  [[nodiscard]] constexpr bool holds(Point p) const {
    return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y;
  }
  [[nodiscard]] constexpr bool overlaps(const Box& b) const {
    return min.x < b.max.x && b.min.x < max.x && min.y < b.max.y && b.min.y < max.y;
  }
  [[nodiscard]] constexpr Box cut(const Box& b) const {
    return {{std::max(min.x, b.min.x), std::max(min.y, b.min.y)}, {std::min(max.x, b.max.x), std::min(max.y, b.max.y)}};
  }
  [[nodiscard]] constexpr Box inset(float dx, float dy) const {
    return {{min.x + dx, min.y + dy}, {max.x - dx, max.y - dy}};
  }
  [[nodiscard]] constexpr Box inset(float d) const { return inset(d, d); }

  // Cuts a strip off one side and keeps the rest: how every layout here is made.
  constexpr Box take_top(float h) {
    const Box strip{min, {max.x, std::min(max.y, min.y + h)}};
    min.y = strip.max.y;
    return strip;
  }
  constexpr Box take_bottom(float h) {
    const Box strip{{min.x, std::max(min.y, max.y - h)}, max};
    max.y = strip.min.y;
    return strip;
  }
  constexpr Box take_left(float w) {
    const Box strip{min, {std::min(max.x, min.x + w), max.y}};
    min.x = strip.max.x;
    return strip;
  }
  constexpr Box take_right(float w) {
    const Box strip{{std::max(min.x, max.x - w), min.y}, max};
    max.x = strip.min.x;
    return strip;
  }
  constexpr bool operator==(const Box&) const = default;
};

[[nodiscard]] constexpr Box box_at(Point p, float w, float h) {
  return {p, {p.x + w, p.y + h}};
}

}  // namespace carehub::widgets
