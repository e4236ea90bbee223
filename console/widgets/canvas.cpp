#include "console/widgets/canvas.hpp"

#include <imgui.h>

#include <algorithm>
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

// The longest start of `text` that is at most `room` wide, never inside a UTF-8 sequence. Reads no further than that:
// a message of many pages is laid out line by line.
std::string_view fitting(const ImFont* font, float size, std::string_view text, float room) {
  if (text.empty() || room <= 0) return {};
  constexpr float hair = 0.01F;  // the measure stops at what is as wide as its limit
  const char* end = text.data();
  const_cast<ImFont*>(font)->CalcTextSizeA(size, room + hair, 0, text.data(), text.data() + text.size(), &end);
  auto low = static_cast<std::size_t>(end - text.data());
  while (low > 0 && low < text.size() && (static_cast<unsigned char>(text[low]) & 0xC0U) == 0x80U) --low;
  while (low > 0 && text[low - 1] == ' ') --low;
  return text.substr(0, low);
}

std::string_view first_character(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return text.substr(0, end);
}

// A line is one line: what breaks it off in the middle of a name or a note is a blank here, never a second line drawn
// over the neighbours below. `kept` holds the changed text, if it had to be.
std::string_view one_line(std::string_view text, std::string& kept) {
  if (text.find('\n') == std::string_view::npos) return text;
  kept = text;
  std::ranges::replace(kept, '\n', ' ');
  return kept;
}

// Without blank lines and spaces at the end: they are no reason to say that there is more.
std::string_view without_trailing_blanks(std::string_view text) {
  const auto last = text.find_last_not_of(" \n\r\t");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// Where a line may end: before its last space, or after its last hyphen inside a word, which that of "--data" is not.
std::size_t last_break(std::string_view line) {
  for (std::size_t at = line.size(); at-- > 0;) {
    if (line[at] == ' ') return at;
    if (line[at] == '-' && at > 0 && line[at - 1] != ' ' && line[at - 1] != '-') return at + 1;
  }
  return std::string_view::npos;
}

// The next line of a paragraph: breaks at a space or after a hyphen, or inside a word that is longer than the line.
std::string_view take_line(const ImFont* font, float size, std::string_view& text, float room) {
  const auto newline = text.find('\n');
  const std::string_view paragraph = text.substr(0, newline);
  std::string_view line = fitting(font, size, paragraph, room);
  if (line.size() < paragraph.size() && paragraph.find_first_not_of(' ', line.size()) != std::string_view::npos) {
    const bool inside_word = line.size() < paragraph.size() && paragraph[line.size()] != ' ';
    if (const auto at = last_break(line); inside_word && at != std::string_view::npos) line = line.substr(0, at);
    if (line.empty()) line = first_character(paragraph);
  }
  text.remove_prefix(line.size());
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  return line;
}

}  // namespace

Canvas::Canvas(ImDrawList& list, const Fonts& fonts, const Palette& palette, TextLog* log)
    : list_(&list), fonts_(fonts), palette_(palette), log_(log) {}

void Canvas::log_ground(const Box& box, Colour colour) {
  if (log_ != nullptr && colour != Colour::shade) grounds_.push_back({box.cut(clipped()), colour, false});
}

Canvas::Ground Canvas::ground_at(Point point) const {
  for (auto at = grounds_.rbegin(); at != grounds_.rend(); ++at)
    if (at->box.holds(point)) return *at;
  return {};
}

void Canvas::picture(const Box& box, Texture texture, const Box& part) {
  if (box.empty()) return;
  list_->AddRectFilled(vec(box.min), vec(box.max), palette_[colour::sunken]);
  if (log_ != nullptr) grounds_.push_back({box.cut(clipped()), Colour::sunken, true});
  if (picture_strength_ < 0) picture_strength_ = picture_strength(palette_);
  const auto opacity = static_cast<ImU32>(std::lround(255 * picture_strength_));
  list_->AddImage((ImTextureID)texture, vec(box.min), vec(box.max), vec(part.min), vec(part.max),
                  IM_COL32(255, 255, 255, 0) | opacity << IM_COL32_A_SHIFT);
}

void Canvas::fill(const Box& box, Colour colour, float rounding) {
  log_ground(box, colour);
  if (!box.empty()) list_->AddRectFilled(vec(box.min), vec(box.max), palette_[colour], px(rounding));
}

void Canvas::frame(const Box& box, Colour colour, float rounding, float thickness) {
  if (!box.empty()) list_->AddRect(vec(box.min), vec(box.max), palette_[colour], px(rounding), 0, px(thickness));
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
    list_->AddRectFilled(vec(low), end, palette_[colour]);
    return;
  }
  list_->AddLine(vec(a), vec(b), palette_[colour], px(thickness));
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
  list_->PathStroke(palette_[colour], closed ? ImDrawFlags_Closed : 0, px(thickness));
}

// Without smoothed edges: inner edges of neighbours would show through. All at once: a map has thousands.
void Canvas::triangles(const std::vector<Point>& points, const std::vector<int>& corners, Colour colour) {
  if (corners.empty()) return;
  const ImVec2 plain = ImGui::GetFontTexUvWhitePixel();
  list_->PrimReserve(static_cast<int>(corners.size()), static_cast<int>(points.size()));
  const unsigned first = list_->_VtxCurrentIdx;
  for (const int corner : corners) list_->PrimWriteIdx(static_cast<ImDrawIdx>(first + static_cast<unsigned>(corner)));
  for (const Point& point : points) list_->PrimWriteVtx(vec(point), plain, palette_[colour]);
}

void Canvas::triangle(Point a, Point b, Point c, Colour colour) {
  const Point middle{(a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3};
  const float within = (std::max({a.y, b.y, c.y}) - std::min({a.y, b.y, c.y})) / 4;
  log_ground({{middle.x - within, middle.y - within}, {middle.x + within, middle.y + within}}, colour);
  list_->AddTriangleFilled(vec(a), vec(b), vec(c), palette_[colour]);
}

void Canvas::fall_mark(Point c, float radius, Colour colour) {
  const float r = px(radius);
  triangle({c.x - r, c.y - r}, {c.x + r, c.y - r}, {c.x, c.y + r}, colour);
}

void Canvas::rise_mark(Point c, float radius, Colour colour) {
  const float r = px(radius);
  triangle({c.x, c.y - r}, {c.x + r, c.y + r}, {c.x - r, c.y + r}, colour);
}

void Canvas::diamond(Point c, float radius, Colour colour) {
  const float r = px(radius);
  log_ground({{c.x - r / 2, c.y - r / 2}, {c.x + r / 2, c.y + r / 2}}, colour);
  list_->AddQuadFilled({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, palette_[colour]);
}

void Canvas::circle(Point centre, float radius, Colour colour) {
  const float within = px(radius) * 0.7F;
  log_ground({{centre.x - within, centre.y - within}, {centre.x + within, centre.y + within}}, colour);
  list_->AddCircleFilled(vec(centre), px(radius), palette_[colour]);
}

void Canvas::ring(Point centre, float radius, Colour colour, float thickness) {
  list_->AddCircle(vec(centre), px(radius), palette_[colour], 0, px(thickness));
}

void Canvas::dashed_ring(Point centre, float radius, Colour colour) {
  constexpr int dashes = 14;
  constexpr float turn = 6.2831853F;
  for (int i = 0; i < dashes; ++i) {
    const float from = turn * static_cast<float>(i) / dashes;
    list_->PathArcTo(vec(centre), px(radius), from, from + turn / dashes * 0.55F, 4);
    list_->PathStroke(palette_[colour], 0, px(1.5F));
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
  list_->AddText(fonts_.of(face), height(face), {std::round(at.x), std::round(at.y)}, palette_[colour], text.data(),
                 text.data() + text.size());
}

void Canvas::log_text(Point at, float w, Face face, Colour ink, std::string_view asked, std::string_view shown,
                      bool elided) {
  if (log_ == nullptr || asked.empty()) return;
  const Box box = box_at(at, w, height(face));
  const Ground ground = ground_at(box.cut(clipped()).centre());
  log_->push_back({std::string(asked), std::string(shown), box, clipped(), elided, layer_, face, ink, ground.colour,
                   ground.picture, panel_});
}

float Canvas::text(Point at, Face face, Colour colour, std::string_view asked) {
  if (asked.empty()) return 0;
  std::string kept;
  const std::string_view line = one_line(asked, kept);
  const float w = width(face, line);
  draw_text(at, face, colour, line);
  log_text(at, w, face, colour, asked, line, false);
  return w;
}

float Canvas::text_right(Point top_right, Face face, Colour colour, std::string_view text_) {
  std::string kept;
  return text({top_right.x - width(face, one_line(text_, kept)), top_right.y}, face, colour, text_);
}

float Canvas::text_cut(Point at, float room, Face face, Colour colour, std::string_view line, std::string_view asked) {
  std::string shown(fitting(fonts_.of(face), height(face), line, room - width(face, ellipsis)));
  shown += ellipsis;
  const float w = width(face, shown);
  draw_text(at, face, colour, shown);
  log_text(at, w, face, colour, asked, shown, true);
  return w;
}

float Canvas::text_in(const Box& cell, Face face, Colour colour, std::string_view asked, Align align) {
  if (asked.empty() || cell.width() <= 0) return 0;
  std::string kept;
  const std::string_view line = one_line(asked, kept);
  const float y = cell.min.y + (cell.height() - height(face)) / 2;
  const float w = width(face, line);
  if (w > cell.width() + 0.5F) return text_cut({cell.min.x, y}, cell.width(), face, colour, line, asked);
  const float room = cell.width() - w;
  const float x = cell.min.x + (align == Align::left ? 0 : align == Align::right ? room : room / 2);
  draw_text({x, y}, face, colour, line);
  log_text({x, y}, w, face, colour, asked, line, false);
  return w;
}

float Canvas::line_height(Face face) const {
  return std::round(height(face) * 1.06F);
}

float Canvas::paragraph(Point at, float room, Face face, Colour colour, std::string_view asked, int lines_max) {
  std::string_view rest = without_trailing_blanks(asked);
  float y = at.y;
  for (int line = 0; line < lines_max && !rest.empty(); ++line, y += line_height(face)) {
    const std::string_view before = rest;
    const std::string_view part = take_line(fonts_.of(face), height(face), rest, room);
    if (line + 1 == lines_max && !rest.empty())
      text_cut({at.x, y}, room, face, colour, before.substr(0, before.find('\n')), before);
    else
      text({at.x, y}, face, colour, part);
  }
  return y - at.y;
}

int Canvas::paragraph_lines(float room, Face face, std::string_view asked, int lines_max) const {
  int lines = 0;
  for (std::string_view rest = without_trailing_blanks(asked); !rest.empty() && lines < lines_max; ++lines)
    (void)take_line(fonts_.of(face), height(face), rest, room);
  return lines;
}

float Canvas::paragraph_height(float room, Face face, std::string_view asked, int lines_max) const {
  return static_cast<float>(paragraph_lines(room, face, asked, lines_max)) * line_height(face);
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
