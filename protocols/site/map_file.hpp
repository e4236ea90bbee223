#pragma once
// Reads a map (docs/maps.md): the outline of an area, land and water round it, roads, railways and names. Reports every
// mistake with line and field.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/domain/site.hpp"
#include "protocols/site/load.hpp"
#include "protocols/site/reader.hpp"

namespace carehub::site {

inline constexpr std::uintmax_t map_file_bytes_max = 2 * 1024 * 1024;
// A map goes into the journal and to every console with its site.
inline constexpr std::size_t map_points_max = 30'000;
inline constexpr std::size_t map_line_points_max = 5'000;
inline constexpr std::size_t map_lines_max = 5'000;
inline constexpr std::size_t map_name_bytes_max = 60;  // of what is drawn: label, town, hill, sea
// What a map file begins with; the number is the format's.
inline constexpr std::string_view map_first_line = "carehub_map = 1";

// What a kind of map line is drawn as.
enum class MapForm { area, line, name };
struct MapKind {
  std::string_view name;
  MapForm form;
};
// outline, land, water; river, road, street, rail; label, town, hill, sea.
[[nodiscard]] const std::vector<MapKind>& map_kinds();
// Null for a kind that there is not.
[[nodiscard]] const MapKind* find_map_kind(std::string_view name);

// One [[map]] of a map file or of a site file.
[[nodiscard]] MapLine read_map_line(TableReader& reader);

struct MapFile {
  std::vector<MapLine> lines;
  bool confirmed = true;  // nothing in it says that it is not
};
// `name` as the mistakes shall call the file.
[[nodiscard]] MapFile read_map_file(std::string_view text, const std::string& name, std::vector<Mistake>& mistakes);

}  // namespace carehub::site
