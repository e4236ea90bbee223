#pragma once
// Draws a background of tiles under the map, in the map's own projection, and whose it is.

#include "console/views/view.hpp"
#include "console/widgets/map_canvas.hpp"

namespace carehub::views {

class MapGround {
 public:
  // Over the land, under everything else. Tells the map that texts need a plate. Nothing where there is no background.
  void draw(const Facts& facts, widgets::Canvas& canvas, widgets::MapCanvas& map);
  // The attribution, or why there is nothing to see; bottom left.
  void label(const Facts& facts, widgets::Canvas& canvas, widgets::MapCanvas& map) const;

 private:
  struct Span {
    widgets::Tile first, last;
  };
  [[nodiscard]] static Span seen(const widgets::MapCanvas& map, std::int32_t level);
  [[nodiscard]] static Span best_span(widgets::MapBackground& raster, const widgets::MapCanvas& map);
  void draw_tile(widgets::MapBackground& raster, widgets::Canvas& canvas, const widgets::MapCanvas& map,
                 const widgets::Tile& tile);

  int drawn_ = 0;
};

}  // namespace carehub::views
