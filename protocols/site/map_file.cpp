#include "protocols/site/map_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "protocols/site/document.hpp"
#include "protocols/site/text_file.hpp"

namespace carehub::site {
namespace {

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const MapKind& kind : map_kinds()) names.emplace_back(kind.name);
  return names;
}

void read_points(TableReader& reader, MapForm form, MapLine& line) {
  if (form == MapForm::name) {
    if (const auto at = reader.position("at")) line.points = {*at};
    if (!reader.has("at")) reader.error("at", "is missing; write [latitude, longitude]");
    if (line.name.empty()) reader.error("name", "is missing; write what stands there");
    if (line.name.size() > map_name_bytes_max)
      reader.error("name", fmt::format("is {} bytes long; what stands on the map has {} at most", line.name.size(),
                                       map_name_bytes_max));
    return;
  }
  line.points = reader.line_of_positions("points", form == MapForm::area ? 3 : 2);
  if (line.points.size() > map_line_points_max)
    reader.error("points", fmt::format("has {} points; one line may have {}: write it as several, or leave points out",
                                       line.points.size(), map_line_points_max));
}

MapFile read_lines(TableReader& root, std::vector<Mistake>& mistakes) {
  MapFile map;
  auto& lines = map.lines;
  std::size_t points = 0;
  for (const auto& [table, path] : root.tables("map")) {
    TableReader reader(*table, path, mistakes);
    lines.push_back(read_map_line(reader));
    (void)reader.text("basis");
    map.confirmed = reader.flag("confirmed", true) && map.confirmed;
    reader.finish();
    points += lines.back().points.size();
  }
  if (lines.empty()) root.error("map", "none is given; write a [[map]] for each line, area and name");
  if (lines.size() > map_lines_max)
    root.error("map", fmt::format("there are {} of them; a map may have {}", lines.size(), map_lines_max));
  if (points > map_points_max)
    root.error("map", fmt::format("they have {} points; a map may have {}: carehubctl map import leaves out what "
                                  "cannot be seen",
                                  points, map_points_max));
  return map;
}

}  // namespace

const std::vector<MapKind>& map_kinds() {
  static const std::vector<MapKind> kinds{
      {"outline", MapForm::area}, {"land", MapForm::area},   {"water", MapForm::area}, {"river", MapForm::line},
      {"road", MapForm::line},    {"street", MapForm::line}, {"rail", MapForm::line},  {"label", MapForm::name},
      {"town", MapForm::name},    {"hill", MapForm::name},   {"sea", MapForm::name}};
  return kinds;
}

const MapKind* find_map_kind(std::string_view name) {
  const auto found = std::ranges::find(map_kinds(), name, &MapKind::name);
  return found == map_kinds().end() ? nullptr : &*found;
}

MapLine read_map_line(TableReader& reader) {
  MapLine line;
  line.name = reader.text("name");
  line.kind = reader.required_text("kind");
  const MapKind* kind = find_map_kind(line.kind);
  if (kind == nullptr && !line.kind.empty())
    reader.unknown_name({line.kind, reader.line("kind"), reader.field("kind")}, "a kind of map line", kind_names());
  const bool named = kind == nullptr ? reader.has("at") && !reader.has("points") : kind->form == MapForm::name;
  read_points(reader, kind != nullptr ? kind->form : named ? MapForm::name : MapForm::line, line);
  return line;
}

MapFile read_map_file(std::string_view text, const std::string& name, std::vector<Mistake>& mistakes) {
  const auto whole = [&](std::size_t line, std::string what) {
    mistakes.push_back({line, "", std::move(what), false, name});
    return MapFile{};
  };
  if (const auto line = line_not_utf8(text); line != 0)
    return whole(line, "has bytes that are not UTF-8; save the file as UTF-8");
  if (!text.starts_with("carehub_map"))
    return whole(1, fmt::format("a map begins with the line {}; GeoJSON and OpenStreetMap files become one by "
                                "carehubctl map import",
                                map_first_line));
  const auto document = parse_document(text);
  if (!document.failures.empty()) return whole(document.failures[0].line, document.failures[0].text);
  const auto before = mistakes.size();
  TableReader root(document.root, "", mistakes);
  const auto format = root.required_whole("carehub_map", {});
  if (format != 1)
    root.error("carehub_map", fmt::format("{} is a format that this version does not read; it reads 1", format));
  (void)root.text("name");
  (void)root.text("basis");
  const bool confirmed = root.flag("confirmed", true);
  auto map = format == 1 ? read_lines(root, mistakes) : MapFile{};
  map.confirmed = map.confirmed && confirmed;
  if (format == 1) root.finish();
  for (auto i = before; i < mistakes.size(); ++i) mistakes[i].file = name;
  return map;
}

}  // namespace carehub::site
