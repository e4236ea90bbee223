#include "tools/maps/geojson.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>
#include <cmath>

namespace carehub::tools::maps {
namespace {

namespace json = boost::json;

// Of half a file of numbers nobody learns anything.
Result<json::value> parsed(std::string_view text, const std::string& name) {
  json::stream_parser parser;
  boost::system::error_code fault;
  const std::size_t used = parser.write_some(text.data(), text.size(), fault);
  if (!fault && !parser.done()) parser.finish(fault);
  if (fault == json::error::incomplete)
    return fail(ErrorCode::invalid_input, name, "ends in the middle; the file is cut short: fetch it again");
  if (fault) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(used), '\n');
    return fail(ErrorCode::invalid_input, fmt::format("{}:{}", name, line), "is not JSON: {}", fault.message());
  }
  return parser.release();
}

const json::value* member(const json::value& object, std::string_view key) {
  return object.is_object() ? object.get_object().if_contains(key) : nullptr;
}

std::string_view text_of(const json::value* value) {
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view{};
}

class GeoJson {
 public:
  explicit GeoJson(const std::string& name) : name_(name) {}

  Result<Found> read(const json::value& root) {
    const auto type = text_of(member(root, "type"));
    if (type == "FeatureCollection") {
      const auto* features = member(root, "features");
      if (features == nullptr || !features->is_array())
        return fail(ErrorCode::invalid_input, name_, "is a FeatureCollection without a list of features");
      for (const auto& one : features->get_array()) read_feature(one);
    } else if (type == "Feature") {
      read_feature(root);
    } else if (!type.empty()) {
      read_geometry(root, root);
    } else {
      return fail(ErrorCode::invalid_input, name_,
                  "is no GeoJSON; it begins with {{\"type\": \"FeatureCollection\", \"features\": [...]}}");
    }
    if (!fault_.empty()) return fail(ErrorCode::invalid_input, name_, "{}", fault_);
    return std::move(found_);
  }

 private:
  void read_feature(const json::value& feature) {
    ++number_;
    const auto* geometry = member(feature, "geometry");
    const auto* properties = member(feature, "properties");
    if (geometry == nullptr || geometry->is_null()) return found_.leave_out("without a position");
    read_geometry(*geometry, properties != nullptr ? *properties : feature);
  }

  void read_geometry(const json::value& geometry, const json::value& properties) {
    const auto type = text_of(member(geometry, "type"));
    if (type == "GeometryCollection") {
      if (const auto* parts = member(geometry, "geometries"); parts != nullptr && parts->is_array())
        for (const auto& part : parts->get_array()) read_geometry(part, properties);
      return;
    }
    const auto* at = member(geometry, "coordinates");
    if (at == nullptr || !at->is_array()) return wrong("has a geometry without coordinates");
    const auto& all = at->get_array();
    if (type == "Point") return add(Shape::point, {*at}, properties);
    if (type == "LineString") return add(Shape::line, all, properties);
    if (type == "Polygon") return add_polygon(all, properties);
    for (const auto& part : all) {
      if (!part.is_array()) return wrong("has coordinates that are no list");
      if (type == "MultiPoint") add(Shape::point, {part}, properties);
      if (type == "MultiLineString") add(Shape::line, part.get_array(), properties);
      if (type == "MultiPolygon") add_polygon(part.get_array(), properties);
    }
  }

  // Holes are left out: a map's areas have none.
  void add_polygon(const json::array& rings, const json::value& properties) {
    if (rings.empty() || !rings[0].is_array()) return wrong("has a polygon without a ring");
    add(Shape::area, rings[0].get_array(), properties);
    if (rings.size() > 1) found_.leave_out("holes of areas", rings.size() - 1);
  }

  void add(Shape shape, const json::array& positions, const json::value& properties) {
    const Tags tags = [&](std::string_view key) { return text_of(member(properties, key)); };
    auto feature = feature_of(tags, shape);
    if (!feature && shape == Shape::area && says_nothing(tags)) feature = boundary(properties);
    if (!feature) return found_.leave_out("of a kind that a map does not show");
    for (const auto& position : positions) {
      const auto at = position_of(position);
      if (!at) return wrong("has a position that is not [longitude, latitude]");
      feature->points.push_back(*at);
    }
    if (shape == Shape::area && !feature->points.empty() && feature->points.front() != feature->points.back())
      feature->points.push_back(feature->points.front());
    if (!std::ranges::all_of(feature->points, in_british_isles)) return found_.leave_out("outside the British Isles");
    found_.features.push_back(std::move(*feature));
  }

  static bool says_nothing(const Tags& tags) {
    for (const char* key : {"kind", "natural", "landuse", "boundary", "place", "building", "highway", "leisure"})
      if (!tags(key).empty()) return false;
    return true;
  }
  // The Office for National Statistics calls the name LAD24NM, by area and year.
  static Feature boundary(const json::value& properties) {
    Feature feature{"boundary", std::string(text_of(member(properties, "name"))), 0, Shape::area, {}};
    if (properties.is_object() && feature.name.empty())
      for (const auto& [key, value] : properties.get_object())
        if (key.ends_with("NM") && value.is_string()) feature.name = std::string(std::string_view(value.get_string()));
    return feature;
  }

  static std::optional<Coordinates> position_of(const json::value& value) {
    if (!value.is_array() || value.get_array().size() < 2) return std::nullopt;
    boost::system::error_code lon_fault, lat_fault;
    const auto lon = value.get_array()[0].to_number<double>(lon_fault);
    const auto lat = value.get_array()[1].to_number<double>(lat_fault);
    if (lon_fault || lat_fault || !(std::abs(lon) <= 180) || !(std::abs(lat) <= 90)) return std::nullopt;
    return coordinates_from_degrees(lat, lon);
  }

  void wrong(std::string_view what) {
    if (fault_.empty()) fault_ = fmt::format("feature {} {}", number_, what);
  }

  const std::string& name_;
  Found found_;
  std::size_t number_ = 0;
  std::string fault_;
};

}  // namespace

Result<Found> read_geojson(std::string_view text, const std::string& name) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return fail(ErrorCode::invalid_input, name, "is empty");
  CAREHUB_TRY(const auto root, parsed(text, name));
  return GeoJson(name).read(root);
}

}  // namespace carehub::tools::maps
