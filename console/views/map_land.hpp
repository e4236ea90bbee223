#pragma once
// The ground below the marks: outline, land and water, roads and railways of the site's map (docs/maps.md), and the
// names on it. Drawn with as many points as the scale can show, and only what is in sight.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "console/widgets/map_canvas.hpp"
#include "console/widgets/map_shape.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::views {

class MapLand {
 public:
  // `site` must outlive the next call, or be replaced in it.
  void draw(const Site& site, widgets::Canvas& canvas, const widgets::MapCanvas& map);
  // Names, each where there is room beside what stands there already: after marks and other labels.
  void draw_names(const Site& site, widgets::Canvas& canvas, widgets::MapCanvas& map);

 private:
  // Drawn in this order.
  enum class Layer : std::uint8_t { land_beside, coast_beside, land, water, coast, river, street, road, rail };
  static constexpr std::size_t layer_count = 9;
  struct Style {
    widgets::Colour colour = widgets::Colour::road;
    float thickness = 1;
  };
  // A line or ring as the site has it, with what each of its points is worth.
  struct Source {
    Layer layer = Layer::road;  // an area's: of what fills it
    std::vector<Coordinates> points;
    std::vector<float> weights;
  };
  struct Filled {
    Layer layer = Layer::land;
    widgets::MapBounds bounds;
    std::vector<widgets::Trapezoid> parts;
  };
  // What is drawn from one scale on, up to half as much again: two levels double the metres of a pixel.
  struct Level {
    int number = 0;
    std::uint64_t used = 0;  // when, in frames: the one not used for longest makes room
    std::vector<Filled> areas;
    std::array<std::vector<widgets::MapPiece>, layer_count> lines;
    std::vector<std::size_t> names;  // lines of the site, far enough from each other
  };

  [[nodiscard]] static Layer layer_of(std::string_view kind);
  [[nodiscard]] static Style style_of(Layer layer, float metres_per_pixel);
  void take(const Site& site);
  void add_source(const Source& source, Level& level) const;
  Level& level_for(const Site& site, const widgets::MapCanvas& map);
  [[nodiscard]] Level make_level(const Site& site, int number) const;
  void choose_names(const Site& site, double metres_per_pixel, std::vector<std::size_t>& names) const;
  void fill(const Filled& area, widgets::Canvas& canvas, const widgets::MapCanvas& map);
  void stroke(Layer layer, const std::vector<widgets::MapPiece>& pieces, widgets::Canvas& canvas,
              const widgets::MapCanvas& map);
  void dash(widgets::Canvas& canvas, const widgets::Box& area, float thickness);

  const Site* site_ = nullptr;
  std::string digest_;  // of that site: another may come to stand where it stood
  std::vector<Source> sources_;
  std::vector<Level> levels_;
  std::uint64_t frame_ = 0;
  std::vector<widgets::Point> points_;  // scratch
  std::vector<int> corners_;
};

}  // namespace carehub::views
