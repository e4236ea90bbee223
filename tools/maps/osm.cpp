#include "tools/maps/osm.hpp"

#include <algorithm>
#include <exception>
#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/any_input.hpp>
#include <osmium/visitor.hpp>

namespace carehub::tools::maps {
namespace {

using Places = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;

Tags tags_of(const osmium::TagList& tags) {
  return [&tags](std::string_view key) -> std::string_view {
    for (const auto& tag : tags)
      if (key == tag.key()) return tag.value();
    return {};
  };
}

// Takes what a map shows out of each buffer of the file.
class Collector : public osmium::handler::Handler {
 public:
  explicit Collector(const std::optional<Box>& box) : box_(box) {}

  void node(const osmium::Node& node) {
    if (node.tags().empty() || !node.location().valid()) return;
    if (auto feature = feature_of(tags_of(node.tags()), Shape::point)) {
      feature->points = {position(node.location())};
      add(std::move(*feature));
    }
  }
  void way(const osmium::Way& way) {
    auto feature = feature_of(tags_of(way.tags()), Shape::line);
    if (!feature) return;
    take_points(way.nodes(), *feature);
    add(std::move(*feature));
  }
  void area(const osmium::Area& area) {
    auto feature = feature_of(tags_of(area.tags()), Shape::area);
    // The shore has come as a line already, with its land on the left.
    if (!feature || feature->kind == "coast") return;
    for (const auto& ring : area.outer_rings()) {
      feature->points.clear();
      take_points(ring, *feature);
      add(*feature);
    }
    if (const auto holes = area.num_rings().second; holes > 0) found_.leave_out("holes of areas", holes);
  }

  [[nodiscard]] Found take() { return std::move(found_); }
  [[nodiscard]] bool saw_anything() const { return saw_; }

 private:
  static Coordinates position(const osmium::Location& at) { return coordinates_from_degrees(at.lat(), at.lon()); }

  void take_points(const osmium::NodeRefList& nodes, Feature& feature) {
    for (const auto& node : nodes)
      if (node.location().valid()) feature.points.push_back(position(node.location()));
    if (feature.points.size() < nodes.size())
      found_.leave_out("points that the file does not hold", nodes.size() - feature.points.size());
  }
  void add(Feature feature) {
    saw_ = true;
    if (feature.points.size() < (feature.shape == Shape::point ? 1U : 2U))
      return found_.leave_out("without a position");
    if (!std::ranges::all_of(feature.points, in_british_isles)) return found_.leave_out("outside the British Isles");
    if (box_ && !may_touch(feature)) return found_.leave_out("outside the box");
    found_.features.push_back(std::move(feature));
  }
  // Exactly what lies in the box is cut out later.
  [[nodiscard]] bool may_touch(const Feature& feature) const {
    std::int32_t south = 90'000'000, west = 180'000'000, north = -south, east = -west;
    for (const Coordinates& p : feature.points) {
      south = std::min(south, p.lat_e6);
      north = std::max(north, p.lat_e6);
      west = std::min(west, p.lon_e6);
      east = std::max(east, p.lon_e6);
    }
    return south <= box_->north_east.lat_e6 && north >= box_->south_west.lat_e6 && west <= box_->north_east.lon_e6 &&
           east >= box_->south_west.lon_e6;
  }

  const std::optional<Box>& box_;
  Found found_;
  bool saw_ = false;
};

Found read_all(const std::string& name, const std::optional<Box>& box) {
  const osmium::io::File file{name};
  osmium::TagsFilter areas{false};
  areas.add_rule(true, "natural", "water");
  areas.add_rule(true, "waterway", "riverbank");
  areas.add_rule(true, "landuse", "reservoir");
  areas.add_rule(true, "boundary", "administrative");
  const osmium::area::Assembler::config_type settings;
  osmium::area::MultipolygonManager<osmium::area::Assembler> rings{settings, areas};
  osmium::relations::read_relations(file, rings);
  Places places;
  osmium::handler::NodeLocationsForWays located{places};
  located.ignore_errors();  // extracts leave out nodes at their edge
  Collector collector{box};
  osmium::io::Reader reader{file};
  osmium::apply(reader, located, collector,
                rings.handler([&](osmium::memory::Buffer&& buffer) { osmium::apply(buffer, collector); }));
  reader.close();
  return collector.take();
}

}  // namespace

bool reads_osm() {
  return true;
}

Result<Found> read_osm(const std::filesystem::path& file, const std::optional<Box>& box) {
  try {
    return read_all(file.string(), box);
  } catch (const std::exception& fault) {
    return fail(ErrorCode::invalid_input, file.string(),
                "cannot be read as OpenStreetMap data: {}; if it is cut short, fetch it again", fault.what());
  }
}

}  // namespace carehub::tools::maps
