#include "console/views/map_ground.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace carehub::views {

using namespace widgets;

namespace {

constexpr std::int32_t flat_level = 9;  // from here on a tile is as good as flat
constexpr int strips_below = 8;
constexpr int ancestors_tried = 3;  // shown enlarged until the tile itself has come
constexpr double lat_most = 85;

std::size_t tiles_in(const Tile& first, const Tile& last) {
  return static_cast<std::size_t>(last.column - first.column + 1) * static_cast<std::size_t>(last.row - first.row + 1);
}

// Of a tile or a strip of it; rows and columns may be parts.
Box box_of(const Projection& projection, double column, double row, double last_column, double last_row,
           std::int32_t level) {
  const auto pixel = [&](double x, double y) {
    return Point{static_cast<float>(projection.left + projection.per_lon * 1e6 * west_of_column(x, level)),
                 static_cast<float>(projection.top - projection.per_lat * 1e6 * north_of_row(y, level))};
  };
  return {pixel(column, row), pixel(last_column, last_row)};
}

// The part of an ancestor's picture that the tile is.
Box part_of_ancestor(const Tile& tile, int steps) {
  const float size = 1.0F / static_cast<float>(1 << steps);
  const std::int32_t mask = (1 << steps) - 1;
  return box_at({static_cast<float>(tile.column & mask) * size, static_cast<float>(tile.row & mask) * size}, size,
                size);
}

}  // namespace

MapGround::Span MapGround::seen(const MapCanvas& map, std::int32_t level) {
  const Projection projection = map.projection();
  const auto lon = [&](float x) { return (static_cast<double>(x) - projection.left) / projection.per_lon / 1e6; };
  const auto lat = [&](float y) {
    return std::clamp((projection.top - static_cast<double>(y)) / projection.per_lat / 1e6, -lat_most, lat_most);
  };
  const std::int32_t most = (1 << level) - 1;
  const auto whole = [&](double at) { return std::clamp(static_cast<std::int32_t>(std::floor(at)), 0, most); };
  const Box& area = map.area();
  return {{level, whole(tile_column_of(lon(area.min.x), level)), whole(tile_row_of(lat(area.min.y), level))},
          {level, whole(tile_column_of(lon(area.max.x), level)), whole(tile_row_of(lat(area.max.y), level))}};
}

// A pixel of the tile is about a pixel of the screen, and no more tiles are needed than can be held.
MapGround::Span MapGround::best_span(MapBackground& raster, const MapCanvas& map) {
  const double pixels_round_the_world = map.projection().per_lon * 1e6 * 360;
  const auto level = static_cast<std::int32_t>(std::lround(std::log2(pixels_round_the_world / raster.tile_px())));
  Span span = seen(map, std::clamp(level, raster.level_min(), raster.level_max()));
  while (span.first.level > raster.level_min() && tiles_in(span.first, span.last) > raster.tiles_most())
    span = seen(map, span.first.level - 1);
  return span;
}

void MapGround::draw_tile(MapBackground& raster, Canvas& canvas, const MapCanvas& map, const Tile& tile) {
  Texture texture = raster.wanted(tile);
  Tile shown = tile;
  int steps = 0;
  while (texture == 0 && steps < ancestors_tried && shown.level > raster.level_min()) {
    shown = shown.parent();
    ++steps;
    texture = raster.if_there(shown);
  }
  if (texture == 0) return;
  ++drawn_;
  const Box part = part_of_ancestor(tile, steps);
  const int strips = tile.level >= flat_level ? 1 : strips_below;
  for (int strip = 0; strip < strips; ++strip) {
    const float from = static_cast<float>(strip) / static_cast<float>(strips);
    const float to = static_cast<float>(strip + 1) / static_cast<float>(strips);
    const Box box = box_of(map.projection(), tile.column, tile.row + static_cast<double>(from), tile.column + 1,
                           tile.row + static_cast<double>(to), tile.level);
    const Box piece{{part.min.x, part.min.y + part.height() * from}, {part.max.x, part.min.y + part.height() * to}};
    canvas.picture(box, texture, piece);
  }
}

void MapGround::draw(const Facts& facts, Canvas& canvas, MapCanvas& map) {
  drawn_ = 0;
  map.set_plates(false);
  if (facts.raster == nullptr || map.area().empty()) return;
  const Span span = best_span(*facts.raster, map);
  // Far out even the coarsest level would be more than can be held.
  if (tiles_in(span.first, span.last) > 2 * facts.raster->tiles_most()) return;
  const Clip clip(canvas, map.area());
  for (std::int32_t row = span.first.row; row <= span.last.row; ++row)
    for (std::int32_t column = span.first.column; column <= span.last.column; ++column)
      draw_tile(*facts.raster, canvas, map, {span.first.level, column, row});
  if (drawn_ == 0) return;
  map.set_plates(true);
  std::vector<Point> points;
  for (const MapLine& line : facts.picture->site->map_lines) {
    if (line.kind != "outline") continue;
    points.clear();
    for (const Coordinates& at : line.points) points.push_back(map.at(at));
    canvas.polyline(points, colour::muted, 1, true);
  }
}

void MapGround::label(const Facts& facts, Canvas& canvas, MapCanvas& map) const {
  if (facts.raster == nullptr) return;
  const std::string_view fault = facts.raster->fault();
  std::string text(drawn_ > 0 ? facts.raster->attribution() : "the background has nothing here");
  if (!fault.empty()) text += (text.empty() ? "" : " · ") + std::string(fault);
  if (text.empty()) return;
  const float room = map.area().width() - canvas.px(40);
  const int lines = canvas.paragraph_lines(room, Face::tiny, text, 3);
  const float height = static_cast<float>(lines) * canvas.line_height(Face::tiny);
  const float width = lines > 1 ? room : canvas.width(Face::tiny, text);
  const Box box = box_at({map.area().min.x + canvas.px(14), map.area().max.y - canvas.px(32) - height}, width, height);
  map.plate(canvas, box);
  map.reserve(box);
  canvas.paragraph(box.min, room, Face::tiny, fault.empty() ? colour::muted : colour::warm_yellow, text, 3);
}

}  // namespace carehub::views
