// The hub itself, its organisations, localities and map.
#include <fmt/format.h>

#include <numeric>

#include "protocols/domain/postcode.hpp"
#include "protocols/site/load_clinical.hpp"
#include "protocols/site/map_file.hpp"
#include "protocols/site/sections.hpp"
#include "protocols/site/text_file.hpp"

namespace carehub::site {

void Draft::define(TableReader& table, std::string_view key, std::string_view what, const std::string& name) {
  if (name.empty()) return;
  const auto [place, added] = lines.emplace(fmt::format("{}/{}", what, name), table.line(key));
  if (!added)
    table.error(key, fmt::format("'{}' is used twice, first on line {}; give each {} a name of its own", name,
                                 place->second, what));
}

std::size_t Draft::line_of(std::string_view what, const std::string& name) const {
  const auto found = lines.find(fmt::format("{}/{}", what, name));
  return found == lines.end() ? 0 : found->second;
}

Draft::Provenance Draft::provenance(TableReader& table, const std::string& path, bool confirmed_otherwise) {
  Provenance result{table.text("basis"), table.flag("confirmed", confirmed_otherwise)};
  if (!result.confirmed) unconfirmed.push_back(path);
  return result;
}

namespace {

// clinical = "../clinical": the folder of clinical content, beside the folder of site files unless it says otherwise.
void read_clinical_folder(TableReader& hub, Draft& draft) {
  const auto name = hub.has("clinical") ? hub.required_text("clinical") : std::string("../clinical");
  if (name.empty()) return;
  auto loaded = load_clinical(draft.folder / name);
  if (!loaded) {
    hub.error("clinical", fmt::format("'{}' is not a folder of clinical content; name one, as \"../clinical\"", name));
    return;
  }
  for (auto& mistake : loaded->mistakes) {
    mistake.file = name + "/" + mistake.file;
    draft.mistakes.push_back(std::move(mistake));
  }
  draft.site.clinical = std::move(loaded->content);
  draft.beside += draft.site.clinical.source_digest;
}

// map = "../maps/isle-of-wight.toml": from the folder of the site file.
void read_map_beside(TableReader& hub, Draft& draft) {
  if (!hub.has("map")) return;
  const auto name = hub.required_text("map");
  if (name.empty()) return;
  const auto file = draft.folder / name;
  const auto text = read_file(file, map_file_bytes_max);
  if (!text) {
    hub.error("map", fmt::format("'{}': {}: {}. The way to a map goes from the folder of the site file; where that has "
                                 "moved, correct it, write the whole path, or copy the map too",
                                 name, file.lexically_normal().string(), text.error().detail));
    return;
  }
  auto map = read_map_file(*text, name, draft.mistakes);
  if (!map.confirmed) draft.unconfirmed.push_back("hub.map");
  draft.site.map_lines = std::move(map.lines);
  draft.beside += *text;
}

}  // namespace

void read_hub(TableReader& root, Draft& draft) {
  const auto* table = root.table("hub");
  if (table == nullptr) {
    if (!root.has("hub")) root.error("hub", "is missing; write [hub] with id, name, ods and population");
    return;
  }
  TableReader hub(*table, "hub", draft.mistakes);
  auto& site = draft.site;
  site.id = hub.required_text("id");
  site.name = hub.required_text("name");
  site.hub_ods = hub.required_text("ods");
  if (!site.hub_ods.empty() && !looks_like_ods_code(site.hub_ods))
    hub.warn("ods", fmt::format("'{}' does not look like an ODS code, as R1F or R1F01", site.hub_ods));
  site.population = hub.required_whole("population", {1, 20'000'000});
  site.calendar.bank_holidays = hub.dates("bank_holidays");
  if (site.calendar.bank_holidays.empty())
    hub.warn("bank_holidays", "none are given; hours on bank holidays cannot be told apart");
  read_clinical_folder(hub, draft);
  read_map_beside(hub, draft);
  draft.provenance(hub, "hub");
  hub.finish();
}

void read_organisations(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("organisation")) {
    TableReader reader(*table, path, draft.mistakes);
    Organisation organisation;
    organisation.ods = reader.required_text("ods");
    organisation.name = reader.required_text("name");
    organisation.role = reader.text("role");
    if (!organisation.ods.empty() && !looks_like_ods_code(organisation.ods))
      reader.warn("ods", fmt::format("'{}' does not look like an ODS code, as R1F or R1F01", organisation.ods));
    draft.define(reader, "ods", "organisation", organisation.ods);
    draft.provenance(reader, path);
    reader.finish();
    draft.site.organisations.push_back(std::move(organisation));
  }
}

namespace {

std::vector<std::string> read_postcode_districts(TableReader& reader) {
  std::vector<std::string> districts;
  for (const auto& given : reader.names("postcodes")) {
    if (!is_postcode_district(given.name))
      reader.error_at(given,
                      fmt::format("'{}' is not the first half of a postcode; write for example PO30", given.name));
    districts.push_back(given.name);
  }
  return districts;
}

Locality read_locality(TableReader& reader) {
  Locality locality;
  locality.name = reader.required_text("name");
  locality.area = reader.text("area");
  if (const auto at = reader.position("at")) locality.centre = *at;
  if (!reader.has("at")) reader.error("at", "is missing; write [latitude, longitude]");
  locality.population = reader.whole("population", 0, {0, 20'000'000});
  locality.postcode_districts = read_postcode_districts(reader);
  for (const auto& place : reader.names("places")) locality.places.push_back(place.name);
  locality.label = reader.flag("label", true);
  return locality;
}

}  // namespace

void read_localities(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("locality")) {
    TableReader reader(*table, path, draft.mistakes);
    auto locality = read_locality(reader);
    draft.define(reader, "name", "locality", locality.name);
    draft.provenance(reader, path);
    reader.finish();
    draft.site.localities.push_back(std::move(locality));
  }
  if (draft.site.localities.empty())
    root.error("locality", "none is given; write a [[locality]] for each part of the area");
}

void read_map(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("map")) {
    TableReader reader(*table, path, draft.mistakes);
    draft.site.map_lines.push_back(read_map_line(reader));
    draft.provenance(reader, path);
    reader.finish();
  }
  std::size_t points = 0;
  for (const MapLine& line : draft.site.map_lines) points += line.points.size();
  if (points > map_points_max && root.has("map"))
    root.error("map", fmt::format("with those of the map file they have {} points; a map may have {}", points,
                                  map_points_max));
}

}  // namespace carehub::site
