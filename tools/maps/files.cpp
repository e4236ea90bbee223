#include "tools/maps/files.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "protocols/site/text_file.hpp"
#include "tools/maps/geojson.hpp"
#include "tools/maps/osm.hpp"

namespace carehub::tools::maps {
namespace {

constexpr std::uintmax_t geojson_bytes_max = 512ULL * 1024 * 1024;
constexpr std::int32_t room_e6 = 150'000;  // about 17 km

bool ends_in(const std::string& file, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return file.ends_with(ending); });
}

Result<Found> read_one(const std::string& file, const std::optional<Box>& box) {
  if (is_geojson(file)) {
    CAREHUB_TRY(const auto text, site::read_file(file, geojson_bytes_max));
    return read_geojson(text, file);
  }
  if (ends_in(file, {".osm", ".pbf", ".osm.gz", ".osm.bz2", ".o5m"})) {
    std::error_code fault;
    if (!std::filesystem::exists(file, fault)) return fail(ErrorCode::not_found, file, "there is no such file");
    if (std::filesystem::file_size(file, fault) == 0 || fault)
      return fail(ErrorCode::invalid_input, file, "is empty, or not a file");
    return read_osm(file, box);
  }
  return fail(ErrorCode::unsupported, file,
              "is of no kind that can be read; its name ends in .geojson, .osm or .osm.pbf");
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

bool is_geojson(const std::string& file) {
  return ends_in(file, {".geojson", ".json"});
}

Result<Found> read_files(const std::vector<std::string>& files, const std::optional<Box>& box) {
  Found all;
  for (const std::string& file : files) {
    CAREHUB_TRY(auto found, read_one(file, box));
    for (Feature& feature : found.features) all.features.push_back(std::move(feature));
    for (const auto& [why, count] : found.left_out) all.leave_out(why, count);
  }
  return all;
}

Result<Box> box_in(const std::string& text) {
  const auto wrong = [&] {
    return fail(ErrorCode::invalid_input, "--box",
                "'{}' is not a box in the British Isles; write SOUTH,WEST,NORTH,EAST in degrees, as "
                "50.55,-1.65,50.80,-1.00",
                text);
  };
  std::vector<double> sides;
  for (std::string_view left = text; sides.size() < 5;) {
    const auto comma = left.find(',');
    const auto value = number(left.substr(0, comma));
    if (!value || std::abs(*value) > 180) return wrong();
    sides.push_back(*value);
    if (comma == std::string_view::npos) break;
    left.remove_prefix(comma + 1);
  }
  if (sides.size() != 4 || sides[0] >= sides[2] || sides[1] >= sides[3]) return wrong();
  const Box box{coordinates_from_degrees(sides[0], sides[1]), coordinates_from_degrees(sides[2], sides[3])};
  if (!in_british_isles(box.south_west) || !in_british_isles(box.north_east)) return wrong();
  return box;
}

std::optional<Box> box_round(const Site& site) {
  std::vector<Coordinates> points;
  for (const Locality& locality : site.localities) points.push_back(locality.centre);
  for (const TeamConfig& team : site.teams) points.push_back(team.base);
  if (points.empty()) return std::nullopt;
  Box box{points[0], points[0]};
  for (const Coordinates& p : points) {
    box.south_west = {std::min(box.south_west.lat_e6, p.lat_e6), std::min(box.south_west.lon_e6, p.lon_e6)};
    box.north_east = {std::max(box.north_east.lat_e6, p.lat_e6), std::max(box.north_east.lon_e6, p.lon_e6)};
  }
  const auto wide = static_cast<std::int32_t>(room_e6 / std::cos(latitude(box.south_west) * std::numbers::pi / 180));
  box.south_west = {box.south_west.lat_e6 - room_e6, box.south_west.lon_e6 - wide};
  box.north_east = {box.north_east.lat_e6 + room_e6, box.north_east.lon_e6 + wide};
  return box;
}

}  // namespace carehub::tools::maps
