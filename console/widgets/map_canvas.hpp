#pragma once
// Where things are: from degrees to pixels, panned and zoomed by a person, with labels that keep clear of each other.
// Works without any map data. Once a person has moved it, it never re-centres by itself.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "console/widgets/parts.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub::widgets {

// From positions to pixels, for thousands of them: as MapCanvas::at.
struct Projection {
  double left = 0;
  double top = 0;
  double per_lon = 0;  // pixels per millionth of a degree
  double per_lat = 0;
  [[nodiscard]] Point operator()(Coordinates at) const {
    return {static_cast<float>(left + per_lon * at.lon_e6), static_cast<float>(top - per_lat * at.lat_e6)};
  }
  bool operator==(const Projection&) const = default;
};

class MapCanvas {
 public:
  // What should be seen until somebody moves the map. Cheap when nothing changed.
  void fit(std::span<const Coordinates> points);
  void reset() { moved_ = false; }  // only on a person's wish

  // Starts a frame: pan by dragging, zoom by the wheel at the mouse. `keys`: arrows with Ctrl, and + and -.
  void begin(Ui& ui, const Box& area);
  void zoom(float factor, Point about);
  void pan(Point by_pixels);

  [[nodiscard]] Point at(Coordinates position) const { return projection()(position); }
  [[nodiscard]] Projection projection() const;
  [[nodiscard]] Coordinates position_of(Point pixel) const;
  [[nodiscard]] bool visible(Point pixel, float margin = 20) const;
  [[nodiscard]] const Box& area() const { return area_; }
  [[nodiscard]] float metres_per_pixel() const;
  [[nodiscard]] float zoom_left() const;  // so many times larger it can still get

  // Keeps a place free of labels, such as a marker.
  void reserve(const Box& box);
  // Draws the text at the first of eight places round `anchor` that is free, or not at all. True if drawn.
  bool label(Canvas& canvas, Point anchor, float distance, Face face, Colour colour, std::string_view text,
             std::string_view second = {}, Colour second_colour = colour::muted);
  // Over a picture every text stands on a plate, and every mark on a patch, of the map's own ground.
  void set_plates(bool wanted) { plates_ = wanted; }
  void plate(Canvas& canvas, const Box& text) const;
  void patch(Canvas& canvas, Point mark, float radius) const;
  // Draws the text with its middle at `middle`, or not at all where that is not free or another such name stands
  // nearby. True if drawn.
  bool name(Canvas& canvas, Point middle, Face face, Colour colour, std::string_view text);
  // As label, but away from other names: what is only there for orientation.
  bool quiet_label(Canvas& canvas, Point anchor, float distance, Face face, Colour colour, std::string_view text);
  // A round length in kilometres with its line, bottom left; labels keep off it.
  void scale_bar(Canvas& canvas);

 private:
  [[nodiscard]] bool free_of_labels(const Box& box) const;
  // Where a text of this size is free, at one of eight places round `anchor`; `apart` keeps others away, in pixels.
  [[nodiscard]] std::optional<Box> free_place(Point anchor, float d, float w, float h, Point apart) const;
  void fit_now();

  Box area_;
  double centre_lat_ = 52.8;
  double centre_lon_ = -1.5;
  double pixels_per_degree_ = 1000;  // of latitude
  double shrunk_ = 0.6;              // a degree of longitude there, in degrees of latitude
  bool moved_ = false;
  bool dragging_ = false;
  Point drag_from_;
  double low_lat_ = 0, high_lat_ = 0, low_lon_ = 0, high_lon_ = 0;  // of fit()
  bool fitted_ = false;
  std::vector<Box> taken_;
  bool plates_ = false;
};

}  // namespace carehub::widgets
