#include "console/widgets/map_canvas.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace carehub::widgets {
namespace {

constexpr double metres_per_degree = 111195.0;
constexpr double pixels_per_degree_most = 400'000;
constexpr float zoom_step = 1.25F;

double shrink(double lat) {  // a degree of longitude, in degrees of latitude
  return std::max(0.1, std::cos(lat * std::numbers::pi / 180));
}

}  // namespace

void MapCanvas::fit(std::span<const Coordinates> points) {
  if (points.empty()) return;
  low_lat_ = low_lon_ = 1000;
  high_lat_ = high_lon_ = -1000;
  for (const Coordinates& p : points) {
    low_lat_ = std::min(low_lat_, latitude(p));
    high_lat_ = std::max(high_lat_, latitude(p));
    low_lon_ = std::min(low_lon_, longitude(p));
    high_lon_ = std::max(high_lon_, longitude(p));
  }
  fitted_ = true;
}

void MapCanvas::fit_now() {
  if (!fitted_ || area_.empty()) return;
  centre_lat_ = (low_lat_ + high_lat_) / 2;
  centre_lon_ = (low_lon_ + high_lon_) / 2;
  shrunk_ = shrink(centre_lat_);
  const double wide = std::max(0.02, (high_lon_ - low_lon_) * shrunk_);
  const double high = std::max(0.02, high_lat_ - low_lat_);
  pixels_per_degree_ = 0.86 * std::min(area_.width() / wide, area_.height() / high);
}

void MapCanvas::begin(Ui& ui, const Box& area) {
  area_ = area;
  taken_.clear();
  if (!moved_) fit_now();
  if (ui.input.wheel != 0 && ui.input.hovered(area)) {
    zoom(std::pow(zoom_step, ui.input.wheel), ui.input.mouse);
    ui.input.wheel = 0;
  }
  if (ui.input.clicked(area)) {
    dragging_ = true;
    drag_from_ = ui.input.mouse;
  }
  if (!ui.input.mouse_down) dragging_ = false;
  const Point by = ui.input.mouse - drag_from_;
  if (dragging_ && (moved_ || std::abs(by.x) + std::abs(by.y) > 4)) {
    pan(by);
    drag_from_ = ui.input.mouse;
  }
}

void MapCanvas::zoom(float factor, Point about) {
  const Coordinates held = position_of(about);
  pixels_per_degree_ = std::clamp(pixels_per_degree_ * static_cast<double>(factor), 20.0, pixels_per_degree_most);
  const Point now_at = at(held);
  pan(about - now_at);
}

void MapCanvas::pan(Point by) {
  if (by == Point{} && moved_) return;
  centre_lon_ -= static_cast<double>(by.x) / (pixels_per_degree_ * shrunk_);
  centre_lat_ += static_cast<double>(by.y) / pixels_per_degree_;
  shrunk_ = shrink(centre_lat_);
  moved_ = true;
}

Projection MapCanvas::projection() const {
  const double per_lon = shrunk_ * pixels_per_degree_;
  const Point middle = area_.centre();
  return {static_cast<double>(middle.x) - centre_lon_ * per_lon,
          static_cast<double>(middle.y) + centre_lat_ * pixels_per_degree_, per_lon / 1e6, pixels_per_degree_ / 1e6};
}

Coordinates MapCanvas::position_of(Point pixel) const {
  const Point from_middle = pixel - area_.centre();
  const double lon = centre_lon_ + static_cast<double>(from_middle.x) / (pixels_per_degree_ * shrunk_);
  const double lat = centre_lat_ - static_cast<double>(from_middle.y) / pixels_per_degree_;
  return coordinates_from_degrees(lat, lon);
}

bool MapCanvas::visible(Point pixel, float margin) const {
  return area_.inset(-margin).holds(pixel);
}

float MapCanvas::metres_per_pixel() const {
  return static_cast<float>(metres_per_degree / pixels_per_degree_);
}

float MapCanvas::zoom_left() const {
  return static_cast<float>(pixels_per_degree_most / pixels_per_degree_);
}

void MapCanvas::plate(Canvas& canvas, const Box& text) const {
  if (plates_) canvas.fill(text.inset(-canvas.px(3), -canvas.px(1)), colour::sunken, 3);
}

void MapCanvas::patch(Canvas& canvas, Point mark, float radius) const {
  if (plates_) canvas.circle(mark, radius, colour::sunken);
}

void MapCanvas::reserve(const Box& box) {
  taken_.push_back(box);
}

bool MapCanvas::free_of_labels(const Box& box) const {
  if (box.min.x < area_.min.x || box.max.x > area_.max.x || box.min.y < area_.min.y || box.max.y > area_.max.y)
    return false;
  return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) { return other.overlaps(box); });
}

std::optional<Box> MapCanvas::free_place(Point anchor, float d, float w, float h, Point apart) const {
  const Point places[] = {{d, -h},          {d, 0},           {d, -h / 2}, {-d - w, -h},
                          {-d - w, -h / 2}, {-w / 2, -d - h}, {-w / 2, d}, {-d - w, 0}};
  for (const Point& place : places) {
    const Box box = box_at(anchor + place, w, h);
    if (free_of_labels(box.inset(-apart.x, -apart.y))) return box;
  }
  return std::nullopt;
}

bool MapCanvas::label(Canvas& canvas, Point anchor, float distance, Face face, Colour colour_, std::string_view text,
                      std::string_view second, Colour second_colour) {
  const float first_width = canvas.width(face, text);
  const float gap = second.empty() ? 0 : canvas.px(4);
  const float w = first_width + gap + canvas.width(Face::tiny, second);
  const float h = canvas.height(face);
  const auto box = free_place(anchor, canvas.px(distance), w, h, {canvas.px(2), 0});
  if (!box) return false;
  taken_.push_back(*box);
  plate(canvas, *box);
  canvas.text(box->min, face, colour_, text);
  if (!second.empty())
    canvas.text({box->min.x + first_width + gap, box->min.y + (h - canvas.height(Face::tiny)) / 2 + 1}, Face::tiny,
                second_colour, second);
  return true;
}

bool MapCanvas::quiet_label(Canvas& canvas, Point anchor, float distance, Face face, Colour colour_,
                            std::string_view text) {
  const Point apart{canvas.px(8), canvas.px(5)};
  if (!free_of_labels({anchor, anchor + Point{1, 1}})) return false;  // under a mark
  const auto box = free_place(anchor, canvas.px(distance), canvas.width(face, text), canvas.height(face), apart);
  if (!box) return false;
  taken_.push_back(*box);
  plate(canvas, *box);
  canvas.text(box->min, face, colour_, text);
  return true;
}

bool MapCanvas::name(Canvas& canvas, Point middle, Face face, Colour colour_, std::string_view text) {
  const float w = canvas.width(face, text), h = canvas.height(face);
  const Box box = box_at({middle.x - w / 2, middle.y - h / 2}, w, h);
  if (!free_of_labels(box.inset(-canvas.px(8), -canvas.px(5)))) return false;
  taken_.push_back(box);
  plate(canvas, box);
  canvas.text(box.min, face, colour_, text);
  return true;
}

void MapCanvas::scale_bar(Canvas& canvas) {
  const float room = canvas.px(90) * metres_per_pixel();
  float length = 100;
  for (const float candidate : {200.0F, 500.0F, 1000.0F, 2000.0F, 5000.0F, 10000.0F, 20000.0F, 50000.0F, 100000.0F})
    if (candidate <= room) length = candidate;
  const std::string text = length >= 1000 ? fmt::format("{} km", static_cast<int>(length / 1000))
                                          : fmt::format("{} m", static_cast<int>(length));
  const float pixels = length / metres_per_pixel();
  const Point at{area_.min.x + canvas.px(14), area_.max.y - canvas.px(18)};
  const float wide = canvas.width(Face::small, text) + canvas.px(8) + pixels;
  plate(canvas, box_at({at.x, at.y - canvas.height(Face::small) / 2}, wide, canvas.height(Face::small)));
  const float x = at.x + canvas.text({at.x, at.y - canvas.height(Face::small) / 2}, Face::small, colour::muted, text) +
                  canvas.px(8);
  canvas.line({x, at.y}, {x + pixels, at.y}, colour::muted);
  reserve(Box{{at.x, at.y - canvas.px(9)}, {x + pixels, at.y + canvas.px(9)}}.inset(-canvas.px(4)));
  canvas.line({x, at.y - canvas.px(5)}, {x, at.y + canvas.px(6)}, colour::muted);
  canvas.line({x + pixels, at.y - canvas.px(5)}, {x + pixels, at.y + canvas.px(6)}, colour::muted);
}

}  // namespace carehub::widgets
