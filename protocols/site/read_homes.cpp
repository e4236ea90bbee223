// The care homes that report to the hub.
#include <fmt/format.h>

#include <algorithm>

#include "protocols/domain/area.hpp"
#include "protocols/domain/postcode.hpp"
#include "protocols/site/sections.hpp"

namespace carehub::site {
namespace {

CareHome read_care_home(TableReader& reader) {
  CareHome home;
  home.id = HomeId(reader.required_text("id"));
  home.name = reader.required_text("name");
  home.ods = reader.text("ods");
  if (!home.ods.empty() && !looks_like_ods_code(home.ods))
    reader.warn("ods", fmt::format("'{}' does not look like an ODS code, as R1F or R1F01", home.ods));
  if (const auto at = reader.position("at")) home.position = *at;
  if (!reader.has("at")) reader.error("at", "is missing; write [latitude, longitude]");
  home.address = reader.text("address");
  home.postcode = reader.required_text("postcode");
  if (!home.postcode.empty()) {
    if (auto tidied = tidy_postcode(home.postcode))
      home.postcode = *std::move(tidied);
    else
      reader.error("postcode", fmt::format("'{}' is not a postcode; write for example PO30 1SS", home.postcode));
  }
  home.phone = reader.required_text("phone");
  home.practice = reader.text("practice");
  home.heard_every_min = reader.whole("heard_every_min", 0, {1, 10'080});
  for (auto& user : reader.texts("users")) home.users.emplace_back(std::move(user));
  return home;
}

}  // namespace

void read_care_homes(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("care_home")) {
    TableReader reader(*table, path, draft.mistakes);
    auto home = read_care_home(reader);
    draft.define(reader, "id", "care home", home.id.value);
    if (reader.has("at") && !draft.site.localities.empty() && outside_area(draft.site, home.position))
      reader.warn("at", "lies outside the hub's area; check the position");
    draft.provenance(reader, path);
    reader.finish();
    draft.site.care_homes.push_back(std::move(home));
  }
}

}  // namespace carehub::site
