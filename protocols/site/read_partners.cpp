// Whom the hub works with beside its own services: with whom it shares what is known of people, and the community's own
// help.
#include <fmt/format.h>

#include "protocols/site/sections.hpp"

namespace carehub::site {
namespace {

void check_organisation(TableReader& reader, const Draft& draft, const std::string& ods) {
  if (ods.empty() || draft.line_of("organisation", ods) != 0) return;
  std::vector<std::string> known;
  for (const auto& organisation : draft.site.organisations) known.push_back(organisation.ods);
  reader.unknown_name({ods, reader.line("organisation"), reader.field("organisation")},
                      "the ODS code of an [[organisation]]", known);
}

// One user sees by one agreement only.
void read_users(TableReader& reader, const Draft& draft, SharingAgreement& agreement) {
  for (const auto& given : reader.names("users")) {
    const UserName user(given.name);
    for (const auto& other : draft.site.sharing)
      if (holds(other.users, user))
        reader.error_at(given, fmt::format("'{}' already sees by the agreement of {}; name each person once",
                                           given.name, other.organisation));
    agreement.users.push_back(user);
  }
}

SharingAgreement read_agreement(TableReader& reader, Draft& draft, const std::string& path) {
  SharingAgreement agreement;
  agreement.organisation = reader.required_text("organisation");
  check_organisation(reader, draft, agreement.organisation);
  agreement.purpose = reader.required_text("purpose");
  if (!reader.has("fields")) reader.error("fields", "is missing; write what is shared, as [\"care_plan\"]");
  agreement.fields = reader.many_of<PersonField>("fields", "a kind of record");
  const auto days = reader.has("until") ? reader.dates("until") : std::vector<LocalDay>{};
  if (days.size() > 1) reader.error("until", "names several days; write the last one, as [2027-03-31]");
  if (days.size() == 1) agreement.until = days.front();
  read_users(reader, draft, agreement);
  const auto provenance = draft.provenance(reader, path, false);
  agreement.source = provenance.basis;
  agreement.confirmed = provenance.confirmed;
  return agreement;
}

void read_who_for(TableReader& reader, const Draft& draft, CommunityEntry& entry) {
  std::vector<std::string> known;
  for (const auto& locality : draft.site.localities) known.push_back(locality.name);
  for (const auto& given : reader.names("localities")) {
    if (holds(known, given.name))
      entry.localities.push_back(given.name);
    else
      reader.unknown_name(given, "a locality", known);
  }
  entry.needs = reader.many_of<Need>("needs", "a need");
  if (reader.has("youngest_years")) entry.min_age_years = reader.whole("youngest_years", 0, {0, 120});
  if (reader.has("oldest_years")) entry.max_age_years = reader.whole("oldest_years", 120, {0, 120});
  if (entry.min_age_years && entry.max_age_years && *entry.max_age_years < *entry.min_age_years)
    reader.error("oldest_years", "is below youngest_years");
}

CommunityEntry read_entry(TableReader& reader, Draft& draft, const std::string& path) {
  CommunityEntry entry;
  entry.id = reader.required_text("id");
  entry.name = reader.required_text("name");
  if (!reader.has("kind")) reader.error("kind", "is missing; write for example kind = \"pharmacy\"");
  entry.kind = reader.one_of<CommunityKind>("kind", "a kind of help", CommunityKind::other);
  entry.offers = reader.required_text("offers");
  entry.phone = reader.text("phone");
  entry.address = reader.text("address");
  read_who_for(reader, draft, entry);
  if (reader.has("hours")) entry.hours = reader.hours("hours");
  entry.follow_up_hours = reader.whole("follow_up_hours", entry.follow_up_hours, {1, 720});
  const auto provenance = draft.provenance(reader, path, false);
  entry.source = provenance.basis;
  entry.confirmed = provenance.confirmed;
  return entry;
}

}  // namespace

void read_sharing(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("sharing")) {
    TableReader reader(*table, path, draft.mistakes);
    auto agreement = read_agreement(reader, draft, path);
    reader.finish();
    draft.site.sharing.push_back(std::move(agreement));
  }
}

void read_community(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("community")) {
    TableReader reader(*table, path, draft.mistakes);
    auto entry = read_entry(reader, draft, path);
    draft.define(reader, "id", "community", entry.id);
    reader.finish();
    draft.site.community.push_back(std::move(entry));
  }
}

}  // namespace carehub::site
