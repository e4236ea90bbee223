#include "console/widgets/canvas.hpp"

#include <imgui.h>

#include <cmath>

namespace carehub::widgets {
namespace {

constexpr std::string_view ellipsis = "…";

ImVec2 vec(Point p) {
  return {p.x, p.y};
}

float text_width(const ImFont* font, float size, std::string_view text) {
  if (text.empty()) return 0;
  return const_cast<ImFont*>(font)->CalcTextSizeA(size, 1e9F, 0, text.data(), text.data() + text.size()).x;
}

// The longest start of `text` that is at most `room` wide, never inside a UTF-8 sequence.
std::string_view fitting(const ImFont* font, float size, std::string_view text, float room) {
  std::size_t low = 0;
  std::size_t high = text.size();
  while (low < high) {
    const std::size_t middle = (low + high + 1) / 2;
    if (text_width(font, size, text.substr(0, middle)) <= room)
      low = middle;
    else
      high = middle - 1;
  }
  while (low > 0 && low < text.size() && (static_cast<unsigned char>(text[low]) & 0xC0U) == 0x80U) --low;
  while (low > 0 && text[low - 1] == ' ') --low;
  return text.substr(0, low);
}

// The next line of a paragraph: breaks at a space or after a hyphen, or inside a word that is longer than the line.
std::string_view take_line(const ImFont* font, float size, std::string_view& text, float room) {
  const auto newline = text.find('\n');
  const std::string_view paragraph = text.substr(0, newline);
  std::string_view line = paragraph;
  if (text_width(font, size, paragraph) > room) {
    line = fitting(font, size, paragraph, room);
    const bool inside_word = line.size() < paragraph.size() && paragraph[line.size()] != ' ';
    if (const auto at = line.find_last_of(" -"); inside_word && at != std::string_view::npos)
      line = line.substr(0, line[at] == ' ' ? at : at + 1);
    if (line.empty()) line = paragraph.substr(0, 1);
  }
  text.remove_prefix(line.size());
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  return line;
}

}  // namespace

Canvas::Canvas(ImDrawList& list, const Fonts& fonts, TextLog* log) : list_(&list), fonts_(fonts), log_(log) {}

void Canvas::fill(const Box& box, Colour colour, float rounding) {
  if (!box.empty()) list_->AddRectFilled(vec(box.min), vec(box.max), colour.packed, px(rounding));
}

void Canvas::frame(const Box& box, Colour colour, float rounding, float thickness) {
  if (!box.empty()) list_->AddRect(vec(box.min), vec(box.max), colour.packed, px(rounding), 0, px(thickness));
}

void Canvas::dashed_frame(const Box& box, Colour colour, float dash) {
  const Point right_top{box.max.x, box.min.y};
  const Point left_bottom{box.min.x, box.max.y};
  dashed_line(box.min, right_top, colour, dash, 1);
  dashed_line(right_top, box.max, colour, dash, 1);
  dashed_line(box.max, left_bottom, colour, dash, 1);
  dashed_line(left_bottom, box.min, colour, dash, 1);
}

void Canvas::line(Point a, Point b, Colour colour, float thickness) {
  // Straight lines lie on whole pixels and stay sharp.
  if (a.x == b.x || a.y == b.y) {
    const float t = std::max(1.0F, std::round(px(thickness)));
    const Point low{std::floor(std::min(a.x, b.x)), std::floor(std::min(a.y, b.y))};
    const Point high{std::floor(std::max(a.x, b.x)), std::floor(std::max(a.y, b.y))};
    const ImVec2 end = a.x == b.x ? ImVec2(low.x + t, high.y) : ImVec2(high.x, low.y + t);
    list_->AddRectFilled(vec(low), end, colour.packed);
    return;
  }
  list_->AddLine(vec(a), vec(b), colour.packed, px(thickness));
}

void Canvas::dashed_line(Point a, Point b, Colour colour, float dash, float thickness) {
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  const float step = std::max(2.0F, px(dash));
  if (length < 1 || length > 20000) return;
  const Point unit{(b.x - a.x) / length, (b.y - a.y) / length};
  for (float at = 0; at < length; at += 2 * step) {
    const float end = std::min(length, at + step);
    line({a.x + unit.x * at, a.y + unit.y * at}, {a.x + unit.x * end, a.y + unit.y * end}, colour, thickness);
  }
}

void Canvas::polyline(const std::vector<Point>& points, Colour colour, float thickness, bool closed) {
  if (points.size() < 2) return;
  static_assert(sizeof(Point) == sizeof(ImVec2));
  list_->PathClear();
  for (const Point& p : points) list_->PathLineTo(vec(p));
  list_->PathStroke(colour.packed, closed ? ImDrawFlags_Closed : 0, px(thickness));
}

void Canvas::triangles(const std::vector<Point>& points, const std::vector<int>& corners, Colour colour) {
  // Without smoothed edges: inner edges of neighbours would show through.
  const ImDrawListFlags before = list_->Flags;
  list_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
  const auto at = [&](int i) { return vec(points[static_cast<std::size_t>(corners[static_cast<std::size_t>(i)])]); };
  for (int i = 0; i + 2 < static_cast<int>(corners.size()); i += 3)
    list_->AddTriangleFilled(at(i), at(i + 1), at(i + 2), colour.packed);
  list_->Flags = before;
}

void Canvas::triangle(Point a, Point b, Point c, Colour colour) {
  list_->AddTriangleFilled(vec(a), vec(b), vec(c), colour.packed);
}

void Canvas::diamond(Point c, float radius, Colour colour) {
  const float r = px(radius);
  list_->AddQuadFilled({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, colour.packed);
}

void Canvas::diamond_frame(Point c, float radius, Colour colour, float thickness) {
  const float r = px(radius);
  list_->AddQuad({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, colour.packed, px(thickness));
}

void Canvas::circle(Point centre, float radius, Colour colour) {
  list_->AddCircleFilled(vec(centre), px(radius), colour.packed);
}

void Canvas::ring(Point centre, float radius, Colour colour, float thickness) {
  list_->AddCircle(vec(centre), px(radius), colour.packed, 0, px(thickness));
}

void Canvas::dashed_ring(Point centre, float radius, Colour colour) {
  constexpr int dashes = 14;
  constexpr float turn = 6.2831853F;
  for (int i = 0; i < dashes; ++i) {
    const float from = turn * static_cast<float>(i) / dashes;
    list_->PathArcTo(vec(centre), px(radius), from, from + turn / dashes * 0.55F, 4);
    list_->PathStroke(colour.packed, 0, px(1.5F));
  }
}

void Canvas::warning_mark(Point left_top, float size, Colour colour) {
  const float s = px(size);
  triangle({left_top.x + s / 2, left_top.y}, {left_top.x + s, left_top.y + s * 0.9F},
           {left_top.x, left_top.y + s * 0.9F}, colour);
}

float Canvas::width(Face face, std::string_view text) const {
  return text_width(fonts_.of(face), height(face), text);
}

void Canvas::draw_text(Point at, Face face, Colour colour, std::string_view text) {
  // Whole pixels, so that letters stay sharp.
  list_->AddText(fonts_.of(face), height(face), {std::round(at.x), std::round(at.y)}, colour.packed, text.data(),
                 text.data() + text.size());
}

void Canvas::log_text(Point at, float w, Face face, std::string_view asked, std::string_view shown, bool elided) {
  if (log_ == nullptr || asked.empty()) return;
  log_->push_back({std::string(asked), std::string(shown), box_at(at, w, height(face)), clipped(), elided, layer_});
}

float Canvas::text(Point at, Face face, Colour colour, std::string_view text) {
  if (text.empty()) return 0;
  const float w = width(face, text);
  draw_text(at, face, colour, text);
  log_text(at, w, face, text, text, false);
  return w;
}

float Canvas::text_right(Point top_right, Face face, Colour colour, std::string_view text_) {
  return text({top_right.x - width(face, text_), top_right.y}, face, colour, text_);
}

float Canvas::text_in(const Box& cell, Face face, Colour colour, std::string_view asked, Align align) {
  if (asked.empty() || cell.width() <= 0) return 0;
  const float y = cell.min.y + (cell.height() - height(face)) / 2;
  float w = width(face, asked);
  if (w > cell.width() + 0.5F) {
    const float dots = width(face, ellipsis);
    std::string shown(fitting(fonts_.of(face), height(face), asked, cell.width() - dots));
    shown += ellipsis;
    w = width(face, shown);
    draw_text({cell.min.x, y}, face, colour, shown);
    log_text({cell.min.x, y}, w, face, asked, shown, true);
    return w;
  }
  const float room = cell.width() - w;
  const float x = cell.min.x + (align == Align::left ? 0 : align == Align::right ? room : room / 2);
  draw_text({x, y}, face, colour, asked);
  log_text({x, y}, w, face, asked, asked, false);
  return w;
}

float Canvas::paragraph(Point at, float room, Face face, Colour colour, std::string_view asked, int lines_max) {
  const float line_height = std::round(height(face) * 1.06F);
  std::string_view rest = asked;
  float y = at.y;
  for (int line = 0; line < lines_max && !rest.empty(); ++line, y += line_height) {
    const std::string_view before = rest;
    const std::string_view part = take_line(fonts_.of(face), height(face), rest, room);
    if (line + 1 == lines_max && !rest.empty())
      text_in(box_at({at.x, y}, room, height(face)), face, colour, before);
    else
      text({at.x, y}, face, colour, part);
  }
  return y - at.y;
}

float Canvas::paragraph_height(float room, Face face, std::string_view asked, int lines_max) const {
  int lines = 0;
  for (std::string_view rest = asked; !rest.empty() && lines < lines_max; ++lines)
    (void)take_line(fonts_.of(face), height(face), rest, room);
  return static_cast<float>(lines) * std::round(height(face) * 1.06F);
}

void Canvas::clip(const Box& box) {
  list_->PushClipRect(vec(box.min), vec(box.max), true);
}

void Canvas::unclip() {
  list_->PopClipRect();
}

Box Canvas::clipped() const {
  const ImVec2 low = list_->GetClipRectMin();
  const ImVec2 high = list_->GetClipRectMax();
  return {{low.x, low.y}, {high.x, high.y}};
}

}  // namespace carehub::widgets
