#include "console/views/map_land.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <tuple>

#include "protocols/domain/simplify.hpp"

namespace carehub::views {
namespace {

using namespace widgets;

constexpr double millionths_per_metre = 1e6 / 111195.0;
constexpr std::size_t levels_kept = 10;
constexpr float point_share = 0.9F;        // of a pixel: what is nearer to the line is left out
constexpr double coarsest_streets_m = 32;  // a pixel
constexpr double coarsest_rail_m = 256;
constexpr double coarsest_hills_m = 256;
constexpr float small_road_m = 120;  // a pixel: beyond it roads are drawn as streets are
constexpr std::size_t points_at_once = 40'000;
constexpr double name_cell_px = 100;
constexpr std::int64_t same_town_m = 4000;

// Of what can be seen, with room for thick lines.
MapBounds sight_of(const MapCanvas& map) {
  const Box area = map.area().inset(-8);
  const Coordinates south_west = map.position_of({area.min.x, area.max.y});
  const Coordinates north_east = map.position_of({area.max.x, area.min.y});
  return {south_west.lat_e6, south_west.lon_e6, north_east.lat_e6, north_east.lon_e6};
}

// The metres of a pixel from which on a level is drawn.
double metres_of(int level) {
  return std::exp2(level / 2.0);
}

bool is_name(std::string_view kind) {
  return kind == "label" || kind == "town" || kind == "hill" || kind == "sea";
}

// A name of the map that the site's own localities say already.
bool is_locality(const Site& site, const MapLine& name) {
  return std::ranges::any_of(site.localities, [&](const Locality& locality) {
    return locality.name == name.name && metres_between(locality.centre, name.points.front()) < same_town_m;
  });
}

// The part of the line from `a` to `b` that lies in the box, as shares of its length; false where none does.
bool cut_to(const Box& box, Point a, Point b, float& from, float& to) {
  from = 0;
  to = 1;
  const auto side = [&](float p, float q) {
    if (p == 0) return q >= 0;
    const float r = q / p;
    if (p < 0) from = std::max(from, r);
    if (p > 0) to = std::min(to, r);
    return from <= to;
  };
  const float dx = b.x - a.x, dy = b.y - a.y;
  return side(-dx, a.x - box.min.x) && side(dx, box.max.x - a.x) && side(-dy, a.y - box.min.y) &&
         side(dy, box.max.y - a.y);
}

bool large_enough(const MapBounds& bounds, double least_e6) {
  return bounds.north - bounds.south >= least_e6 || bounds.east - bounds.west >= least_e6;
}

}  // namespace

MapLand::Layer MapLand::layer_of(std::string_view kind) {
  if (kind == "outline") return Layer::land;
  if (kind == "land") return Layer::land_beside;
  if (kind == "water") return Layer::water;
  if (kind == "river") return Layer::river;
  if (kind == "street") return Layer::street;
  return kind == "rail" ? Layer::rail : Layer::road;
}

void MapLand::take(const Site& site) {
  site_ = &site;
  digest_ = site.source_digest;
  sources_.clear();
  levels_.clear();
  for (const MapLine& line : site.map_lines) {
    if (line.points.size() < 2) continue;
    Source source{layer_of(line.kind), line.points, {}};
    // An area's edge comes back to where it began.
    if (source.layer <= Layer::water && line.points.front() != line.points.back())
      source.points.push_back(line.points.front());
    source.weights = point_weights(source.points);
    sources_.push_back(std::move(source));
  }
  std::ranges::stable_sort(sources_, {}, &Source::layer);
}

void MapLand::add_source(const Source& source, Level& level) const {
  const double metres = metres_of(level.number);
  const bool area = source.layer <= Layer::water;
  const auto points = simplified(source.points, source.weights, point_share * static_cast<float>(metres));
  const MapBounds bounds = bounds_of(points);
  if (points.size() < (area ? 4U : 2U) || !large_enough(bounds, 2 * metres * millionths_per_metre)) return;
  if (area) level.areas.push_back({source.layer, bounds, fill_of(points)});
  if (source.layer == Layer::water) return;
  const Layer line = source.layer == Layer::land          ? Layer::coast
                     : source.layer == Layer::land_beside ? Layer::coast_beside
                                                          : source.layer;
  add_pieces(points, level.lines[static_cast<std::size_t>(line)]);
}

MapLand::Level MapLand::make_level(const Site& site, int number) const {
  Level level;
  level.number = number;
  const double metres = metres_of(number);
  for (const Source& source : sources_) {
    if (source.layer == Layer::street && metres >= coarsest_streets_m) continue;
    if (source.layer == Layer::rail && metres >= coarsest_rail_m) continue;
    add_source(source, level);
  }
  choose_names(site, metres, level.names);
  return level;
}

// One in each square of the map, the first in the file: the same names wherever the map is moved.
void MapLand::choose_names(const Site& site, double metres_per_pixel, std::vector<std::size_t>& names) const {
  const double cell = name_cell_px * metres_per_pixel * millionths_per_metre;
  std::set<std::pair<std::int64_t, std::int64_t>> taken;
  for (std::size_t i = 0; i < site.map_lines.size(); ++i) {
    const MapLine& line = site.map_lines[i];
    if (!is_name(line.kind) || line.points.empty() || is_locality(site, line)) continue;
    if (line.kind == "hill" && metres_per_pixel >= coarsest_hills_m) continue;
    const double shrink = std::cos(latitude(line.points.front()) * std::numbers::pi / 180);
    const auto row = std::llround(line.points.front().lat_e6 / cell);
    const auto column = std::llround(line.points.front().lon_e6 * shrink / cell);
    if (taken.emplace(row, column).second) names.push_back(i);
  }
}

MapLand::Level& MapLand::level_for(const Site& site, const MapCanvas& map) {
  const int number = static_cast<int>(std::floor(2 * std::log2(std::max(0.1F, map.metres_per_pixel()))));
  auto found = std::ranges::find(levels_, number, &Level::number);
  if (found == levels_.end()) {
    if (levels_.size() >= levels_kept) levels_.erase(std::ranges::min_element(levels_, {}, &Level::used));
    levels_.push_back(make_level(site, number));
    found = levels_.end() - 1;
  }
  found->used = ++frame_;
  return *found;
}

void MapLand::fill(const Filled& area, Canvas& canvas, const MapCanvas& map) {
  const MapBounds sight = sight_of(map);
  if (!area.bounds.meets(sight)) return;
  const Projection to_pixels = map.projection();
  const auto add = [&](double lat, double lon) {
    points_.push_back({static_cast<float>(to_pixels.left + to_pixels.per_lon * lon),
                       static_cast<float>(to_pixels.top - to_pixels.per_lat * lat)});
  };
  const Colour colour = area.layer == Layer::land          ? Colour::land
                        : area.layer == Layer::land_beside ? Colour::land_beside
                                                           : Colour::sunken;
  points_.clear();
  corners_.clear();
  const auto draw_them = [&] {
    canvas.triangles(points_, corners_, colour);
    points_.clear();
    corners_.clear();
  };
  for (const Trapezoid& part : area.parts) {
    if (part.north < sight.south || part.south > sight.north ||
        std::max(part.south_east, part.north_east) < sight.west ||
        std::min(part.south_west, part.north_west) > sight.east)
      continue;
    const int first = static_cast<int>(points_.size());
    add(part.south, part.south_west);
    add(part.south, part.south_east);
    add(part.north, part.north_east);
    add(part.north, part.north_west);
    corners_.insert(corners_.end(), {first, first + 1, first + 2, first, first + 2, first + 3});
    if (points_.size() > points_at_once) draw_them();
  }
  draw_them();
}

// Dashes of the line in points_, which keep their places on the ground when the map is moved.
void MapLand::dash(Canvas& canvas, const Box& area, float thickness) {
  const float dash = canvas.px(5);
  for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
    const Point a = points_[i], b = points_[i + 1];
    float from = 0, to = 1;
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if (length < 1 || !cut_to(area, a, b, from, to)) continue;
    const auto at = [&](float along) {
      const float share = std::min(1.0F, along / length);
      return Point{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
    };
    // Each stretch begins and ends with half a dash, so that bends are drawn.
    for (float along = std::floor(from * length / (2 * dash)) * 2 * dash; along < to * length; along += 2 * dash)
      canvas.line(at(along), at(along + dash), Colour::rail, thickness);
  }
}

MapLand::Style MapLand::style_of(Layer layer, float metres) {
  switch (layer) {
    case Layer::river:
      return {Colour::sunken, metres < 20 ? 3.0F : metres < 60 ? 2.0F : 1.0F};
    case Layer::street:
      return {metres < 10 ? Colour::road : Colour::street, metres < 5 ? 2.0F : 1.0F};
    case Layer::road:
      if (metres > small_road_m) return {Colour::street, 1};
      return {Colour::road, metres < 12 ? 3.0F : metres < 60 ? 2.0F : 1.0F};
    case Layer::rail:
      return {Colour::rail, metres < 30 ? 2.0F : 1.0F};
    default:
      return {Colour::coast, 1};
  }
}

void MapLand::stroke(Layer layer, const std::vector<MapPiece>& pieces, Canvas& canvas, const MapCanvas& map) {
  if (pieces.empty()) return;
  Style style = style_of(layer, map.metres_per_pixel());
  // Whole pixels: lines of other widths take twice as many corners.
  style.thickness = std::max(1.0F, std::round(canvas.px(style.thickness))) / canvas.px(1);
  const MapBounds sight = sight_of(map);
  const Projection to_pixels = map.projection();
  for (const MapPiece& piece : pieces) {
    if (!piece.bounds.meets(sight)) continue;
    points_.clear();
    for (const Coordinates& point : piece.points) points_.push_back(to_pixels(point));
    if (layer == Layer::rail)
      dash(canvas, map.area(), style.thickness);
    else
      canvas.polyline(points_, style.colour, style.thickness);
  }
}

void MapLand::draw(const Site& site, Canvas& canvas, const MapCanvas& map) {
  if (site_ != &site || digest_ != site.source_digest) take(site);
  const Level& level = level_for(site, map);
  const Clip clip(canvas, map.area());
  auto area = level.areas.begin();
  for (std::size_t i = 0; i < layer_count; ++i) {
    const auto layer = static_cast<Layer>(i);
    for (; area != level.areas.end() && area->layer == layer; ++area) fill(*area, canvas, map);
    stroke(layer, level.lines[i], canvas, map);
  }
}

void MapLand::draw_names(const Site& site, Canvas& canvas, MapCanvas& map) {
  if (site_ != &site || digest_ != site.source_digest) take(site);
  const Projection to_pixels = map.projection();
  for (const std::size_t i : level_for(site, map).names) {
    const MapLine& line = site.map_lines[i];
    const Point at = to_pixels(line.points.front());
    if (!map.visible(at)) continue;
    if (line.kind == "town") {
      if (map.quiet_label(canvas, at, 6, Face::tiny, Colour::faint, line.name)) canvas.circle(at, 1.8F, Colour::faint);
    } else if (line.kind == "hill") {
      const float r = canvas.px(3.5F);
      if (map.quiet_label(canvas, at, 6, Face::tiny, Colour::faint, line.name))
        canvas.triangle({at.x, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}, Colour::faint);
    } else {
      map.name(canvas, at, Face::tiny, Colour::faint, line.name);
    }
  }
}

}  // namespace carehub::views
