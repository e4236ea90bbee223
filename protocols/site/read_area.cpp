// The hub itself, its organisations, localities and map.
#include <fmt/format.h>

#include <numeric>

#include "protocols/domain/postcode.hpp"
#include "protocols/site/load_clinical.hpp"
#include "protocols/site/sections.hpp"

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
  static const std::vector<std::string> kinds{"outline", "road", "water"};
  for (const auto& [table, path] : root.tables("map")) {
    TableReader reader(*table, path, draft.mistakes);
    MapLine line;
    line.name = reader.text("name");
    line.kind = reader.required_text("kind");
    if (!line.kind.empty() && !holds(kinds, line.kind))
      reader.unknown_name({line.kind, reader.line("kind"), reader.field("kind")}, "a kind of map line", kinds);
    line.points = reader.line_of_positions("points", line.kind == "outline" ? 3 : 2);
    draft.provenance(reader, path);
    reader.finish();
    draft.site.map_lines.push_back(std::move(line));
  }
}

}  // namespace carehub::site
