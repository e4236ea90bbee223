// Services, the teams that work for them, and their places.
#include <fmt/format.h>

#include <charconv>

#include "protocols/domain/postcode.hpp"
#include "protocols/site/sections.hpp"

namespace carehub::site {
namespace {

constexpr std::int32_t oldest_years = 120;

struct Ages {
  std::optional<std::int32_t> youngest, oldest;
};

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

// "18+", "10-17", "any".
Ages read_ages(TableReader& reader) {
  const auto text = reader.text("ages");
  if (text.empty() || text == "any") return {};
  const auto dash = text.find('-');
  Ages ages;
  if (text.ends_with('+')) {
    ages.youngest = number(std::string_view(text).substr(0, text.size() - 1));
  } else if (dash != std::string::npos && dash > 0) {
    ages.youngest = number(std::string_view(text).substr(0, dash));
    ages.oldest = number(std::string_view(text).substr(dash + 1));
  }
  if (!ages.youngest || (dash != std::string::npos && !ages.oldest)) {
    reader.error("ages", fmt::format("'{}' are not ages; write \"18+\", \"10-17\" or \"any\"", text));
    return {};
  }
  if (*ages.youngest < 0 || *ages.youngest > oldest_years || ages.oldest.value_or(0) > oldest_years)
    reader.error("ages", fmt::format("'{}' is impossible; write ages of 0 to {}", text, oldest_years));
  else if (ages.oldest && *ages.oldest < *ages.youngest)
    reader.error("ages", fmt::format("'{}' runs backwards; write the youngest first", text));
  return ages;
}

CapacityKind usual_capacity(ServiceKind kind) {
  switch (kind) {
    case ServiceKind::safe_haven:
    case ServiceKind::urgent_treatment_centre:
      return CapacityKind::places;
    case ServiceKind::crisis_response:
    case ServiceKind::paramedic_home_visit:
    case ServiceKind::acute_home_visit:
    case ServiceKind::mental_health_crisis:
    case ServiceKind::district_nursing:
    case ServiceKind::falls_response:
    case ServiceKind::intensive_home_support:
      return CapacityKind::mobile_teams;
    default:
      return CapacityKind::advice_queue;
  }
}

// A locality by name, or an area, which means all its localities.
std::vector<std::string> read_coverage(TableReader& reader, const Site& site) {
  std::vector<std::string> covered;
  std::vector<std::string> known;
  for (const auto& locality : site.localities) {
    known.push_back(locality.name);
    if (!locality.area.empty() && !holds(known, locality.area)) known.push_back(locality.area);
  }
  for (const auto& given : reader.names("localities")) {
    const auto before = covered.size();
    for (const auto& locality : site.localities)
      if (locality.name == given.name || locality.area == given.name) covered.push_back(locality.name);
    if (covered.size() == before) reader.unknown_name(given, "a locality or area", known);
  }
  return covered;
}

void read_organisation_of(TableReader& reader, const Draft& draft, ServiceConfig& service) {
  service.organisation = reader.text("organisation");
  if (service.organisation.empty() || draft.line_of("organisation", service.organisation) != 0) return;
  std::vector<std::string> known;
  for (const auto& organisation : draft.site.organisations) known.push_back(organisation.ods);
  reader.unknown_name({service.organisation, reader.line("organisation"), reader.field("organisation")},
                      "the ODS code of an [[organisation]]", known);
}

void read_numbers(TableReader& reader, ServiceConfig& service) {
  service.last_referral_before_close_min = reader.whole("last_referral_before_close_min", 0, {0, 1440});
  service.target_min = reader.whole("target_min", 120, {1, 20160});
  service.visit_min = reader.whole("visit_min", 45, {1, 1440});
  service.capacity_stale_min = reader.whole("capacity_stale_min", 60, {1, 1440});
  service.typical_wait_min = reader.whole("typical_wait_min", 60, {0, 10080});
  service.dos_type = reader.whole("dos_type", 0, {0, 9999});
}

void read_rules(TableReader& reader, ServiceConfig& service) {
  service.mode = reader.one_of<Mode>("mode", "a mode", Mode::propose);
  service.queueing = reader.flag("queueing", true);
  service.takes_red_flags = reader.flag("takes_red_flags", false);
  const bool emergency = service.kind == ServiceKind::ambulance || service.kind == ServiceKind::emergency_department;
  if (service.takes_red_flags && !emergency) {
    reader.error("takes_red_flags", "only an ambulance or emergency_department may take red flags; remove it");
    service.takes_red_flags = false;
  }
  service.catch_all = reader.flag("catch_all", false);
  service.visits = reader.flag("visits", false);
  service.position = reader.position("at");
}

void read_words(TableReader& reader, ServiceConfig& service) {
  service.public_phone = reader.text("public_phone");
  service.professional_phone = reader.text("professional_phone");
  service.referral_text = reader.text("referral_text");
}

// [[service.window]], after the service it belongs to
void read_windows(TableReader& reader, Draft& draft, ServiceConfig& service) {
  for (const auto& [table, where] : reader.tables("window")) {
    TableReader one(*table, where, draft.mistakes);
    SessionWindow window;
    window.dispositions = one.texts("dispositions");
    if (window.dispositions.empty()) one.error("dispositions", "is missing; write the codes it is for, as [\"Dx05\"]");
    if (!one.has("hours")) one.error("hours", "is missing; write for example hours = \"daily 18:00-22:00\"");
    window.hours = one.hours("hours");
    one.finish();
    service.windows.push_back(std::move(window));
  }
}

// The longest session of the hours, in minutes.
std::int32_t longest_session(const OpeningHours& hours) {
  std::int32_t longest = hours.all_hours ? any_number : 0;
  for (const auto& session : hours.sessions) longest = std::max(longest, session.end_min - session.start_min);
  return longest;
}

ServiceConfig read_service(TableReader& reader, Draft& draft) {
  ServiceConfig service;
  service.id = ServiceId(reader.required_text("id"));
  service.name = reader.required_text("name");
  if (!reader.has("kind")) reader.error("kind", "is missing; write for example kind = \"crisis_response\"");
  service.kind = reader.one_of<ServiceKind>("kind", "a kind of service", ServiceKind::signpost);
  service.capacity = reader.one_of<CapacityKind>("capacity", "a kind of capacity", usual_capacity(service.kind));
  read_organisation_of(reader, draft, service);
  if (!reader.has("hours")) reader.error("hours", "is missing; write for example hours = \"daily 08:00-20:00\"");
  service.hours = reader.hours("hours");
  reader.exceptions("exceptions", service.hours);
  const auto ages = read_ages(reader);
  service.min_age_years = ages.youngest;
  service.max_age_years = ages.oldest;
  if (reader.has("min_age_days")) service.min_age_days = reader.whole("min_age_days", 0, {0, 366 * oldest_years});
  service.needs = reader.many_of<Need>("needs", "a need");
  service.referrers = reader.many_of<Source>("referrers", "a source");
  service.practices = reader.texts("practices");
  service.localities = read_coverage(reader, draft.site);
  read_windows(reader, draft, service);
  read_numbers(reader, service);
  read_rules(reader, service);
  read_words(reader, service);
  if (service.last_referral_before_close_min >= longest_session(service.hours) && !service.hours.sessions.empty())
    reader.error("last_referral_before_close_min",
                 fmt::format("{} min is longer than the longest session; nobody could ever be referred",
                             service.last_referral_before_close_min));
  return service;
}

// The service that a team or place names; reports one that does not exist or has another kind of capacity.
const ServiceConfig* read_service_of(TableReader& reader, const Site& site, CapacityKind wanted,
                                     std::string_view what) {
  const auto name = reader.required_text("service");
  if (name.empty()) return nullptr;
  const auto* service = find_service(site, ServiceId(name));
  if (service == nullptr) {
    reader.unknown_name({name, reader.line("service"), reader.field("service")}, "the id of a [[service]]",
                        service_names(site));
  } else if (service->capacity != wanted) {
    reader.error("service", fmt::format("'{}' has capacity = \"{}\" and so no {}; choose another service", name,
                                        name_of(service->capacity), what));
  }
  return service;
}

TeamConfig read_team(TableReader& reader, const Site& site) {
  TeamConfig team;
  team.id = TeamId(reader.required_text("id"));
  team.name = reader.required_text("name");
  const auto* service = read_service_of(reader, site, CapacityKind::mobile_teams, "teams");
  if (service != nullptr) team.service = service->id;
  team.skills = read_skills(reader, "skills");
  if (team.skills.empty())
    reader.error("skills", "is empty; write what the team can do, as [\"home_visit\", \"nurse\"]");
  if (!reader.has("base")) reader.error("base", "is missing; write [latitude, longitude]");
  if (const auto base = reader.position("base")) team.base = *base;
  team.base_name = reader.text("base_name");
  const auto roster = reader.hours("roster");
  team.roster = roster.sessions;
  if (roster.all_hours) team.roster.push_back({.weekdays = 0x7F, .bank_holidays = true});
  if (!reader.has("roster") || reader.is_empty_list("roster"))
    reader.error("roster", "is empty; write the shifts, as [\"daily 08:00-20:00\"]");
  team.breaks = reader.hours("breaks").sessions;
  team.people = reader.whole("people", 1, {1, 6});
  return team;
}

std::string read_address(TableReader& reader) {
  auto address = reader.text("address");
  const auto postcode = reader.text("postcode");
  if (postcode.empty()) return address;
  if (!is_postcode(postcode))
    reader.error("postcode", fmt::format("'{}' is not a postcode; write for example PO30 1SS", postcode));
  return address.empty() ? postcode : address + ", " + postcode;
}

PlaceConfig read_place(TableReader& reader, const Site& site) {
  PlaceConfig place;
  place.id = PlaceId(reader.required_text("id"));
  place.name = reader.required_text("name");
  const auto* service = read_service_of(reader, site, CapacityKind::places, "places");
  if (service != nullptr) place.service = service->id;
  if (!reader.has("at")) reader.error("at", "is missing; write [latitude, longitude]");
  if (const auto at = reader.position("at")) place.position = *at;
  place.address = read_address(reader);
  place.capacity = reader.required_whole("capacity", {1, 10'000});
  place.last_entry_before_close_min = reader.whole("last_entry_before_close_min", 45, {0, 1440});
  place.count_stale_min = reader.whole("count_stale_min", 60, {1, 1440});
  place.typical_stay_min = reader.whole("typical_stay_min", 90, {1, 10080});
  if (service != nullptr && !service->hours.sessions.empty() && !service->hours.all_hours &&
      place.last_entry_before_close_min >= longest_session(service->hours))
    reader.error("last_entry_before_close_min",
                 fmt::format("{} min is as long as the longest session of {} ({} min); nobody could ever enter",
                             place.last_entry_before_close_min, service->id.value, longest_session(service->hours)));
  return place;
}

}  // namespace

std::vector<std::string> service_names(const Site& site) {
  std::vector<std::string> names;
  for (const auto& service : site.services) names.push_back(service.id.value);
  return names;
}

void read_services(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("service")) {
    TableReader reader(*table, path, draft.mistakes);
    auto service = read_service(reader, draft);
    draft.define(reader, "id", "service", service.id.value);
    draft.provenance(reader, path);
    reader.finish();
    draft.site.services.push_back(std::move(service));
  }
  if (draft.site.services.empty()) root.error("service", "none is given; write a [[service]] for each");
}

void read_teams(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("team")) {
    TableReader reader(*table, path, draft.mistakes);
    auto team = read_team(reader, draft.site);
    draft.define(reader, "id", "team", team.id.value);
    draft.provenance(reader, path);
    reader.finish();
    draft.site.teams.push_back(std::move(team));
  }
}

void read_places(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("place")) {
    TableReader reader(*table, path, draft.mistakes);
    auto place = read_place(reader, draft.site);
    draft.define(reader, "id", "place", place.id.value);
    draft.provenance(reader, path);
    reader.finish();
    draft.site.places.push_back(std::move(place));
  }
}

}  // namespace carehub::site
