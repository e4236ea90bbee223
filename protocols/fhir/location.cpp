// Where the person is. A position that cannot be right is never used silently, and never thrown away either.

#include <cmath>

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/grid.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

constexpr std::int64_t grid_disagreement_m = 1000;

std::string address_words(const Node& address, const std::string& name) {
  std::vector<std::string> parts;
  const auto add = [&](std::string part) {
    for (const std::string& known : parts)
      if (lower(known) == lower(part)) return;
    if (!part.empty()) parts.push_back(std::move(part));
  };
  add(name);
  for (const Node& line : address.items("line")) add(line.text());
  add(address.text("city"));
  add(address.text("district"));
  std::string whole;
  for (const std::string& part : parts) whole += (whole.empty() ? "" : ", ") + part;
  return whole.empty() ? address.text("text") : whole;
}

// Upper case, one blank before the last three.
std::string postcode_of(const std::string& text) {
  std::string packed;
  for (const char c : text)
    if (c != ' ') packed.push_back(static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
  if (packed.size() < 5 || packed.size() > 7) return trimmed(text);
  return packed.substr(0, packed.size() - 3) + " " + packed.substr(packed.size() - 3);
}

std::optional<Coordinates> degrees(double lat, double lon) {
  if (std::abs(lat) > 90 || std::abs(lon) > 180) return {};
  const Coordinates at = coordinates_from_degrees(lat, lon);
  return in_british_isles(at) ? std::optional(at) : std::nullopt;
}

void doubt(Draft& draft, const std::string& why) {
  Location& location = draft.referral.location;
  location.doubtful = true;
  location.doubt += (location.doubt.empty() ? "" : " ") + why;
  draft.warn(why);
}

std::optional<Coordinates> position_sent(const Node& position, Draft& draft) {
  const std::optional<double> lat = position["latitude"].number(), lon = position["longitude"].number();
  if (!lat || !lon) {
    if (position.given()) doubt(draft, "The position sent cannot be read: confirm where the person is.");
    return {};
  }
  if (const auto at = degrees(*lat, *lon)) return at;
  if (const auto at = degrees(*lon, *lat)) {
    doubt(draft,
          "Latitude and longitude were sent the wrong way round and have been swapped: confirm where the person is.");
    return at;
  }
  doubt(draft, "The position sent is not in the British Isles and is not used: confirm where the person is.");
  draft.keep("Position as sent", fmt::format("latitude {:.6f}, longitude {:.6f}", *lat, *lon));
  return {};
}

std::optional<Coordinates> grid_sent(const Node& details, Draft& draft) {
  const Node east = extension(details, "eastings"), north = extension(details, "northings");
  if (!east.given() && !north.given()) return {};
  const auto at = from_grid(east.number().value_or(0), north.number().value_or(0));
  if (at && in_british_isles(*at)) return at;
  doubt(draft, "The grid reference sent (eastings, northings) is not a place in Great Britain and is not used.");
  draft.keep("Grid reference as sent", east.text() + ", " + north.text());
  return {};
}

// The position for the map: degrees first, else the grid; where both are there they must agree.
void add_position(const Node& place, Draft& draft) {
  const Node details = extension(place, "LocationExtension");
  const auto sent = position_sent(place["position"], draft);
  const auto grid = grid_sent(details, draft);
  draft.referral.location.position = sent ? sent : grid;
  if (sent && grid && metres_between(*sent, *grid) > grid_disagreement_m)
    doubt(draft, fmt::format("Position and grid reference are {} km apart: confirm where the person is.",
                             metres_between(*sent, *grid) / 1000));
  draft.keep("UPRN", extension(details, "UPRN").text());
  draft.keep("what3words", extension(details, "what3words").text());
  if (const std::string accuracy = extension(details, "accuracy").text(); !accuracy.empty())
    draft.keep("Accuracy of the position", accuracy + " m");
}

std::string type_of(const Node& place) {
  const std::vector<Code> codes = codes_of(place["type"]);
  return codes.empty() ? "" : lower(codes.front().code);
}

// Places of a healthcare service are not where the person is.
bool belongs_to_service(const Resource& place, const Bundle& bundle) {
  for (const Resource& service : bundle.of("HealthcareService"))
    for (const Node& reference : service.node.items("location"))
      if (bundle.resolve(reference).url_id == place.url_id) return true;
  return false;
}

Resource incident_of(const Draft& draft) {
  for (const Node& reference : draft.request.node.items("locationReference"))
    if (Resource place = draft.bundle.resolve(reference); place.type == "Location") return place;
  Resource best;
  for (const Resource& place : draft.bundle.of("Location")) {
    if (belongs_to_service(place, draft.bundle)) continue;
    if (type_of(place.node) == "iloc") return place;
    if (!best.node.given()) best = place;
  }
  return best;
}

void keep_other_places(const Resource& incident, Draft& draft) {
  for (const Resource& place : draft.bundle.of("Location")) {
    if (place.url_id == incident.url_id) continue;
    std::string label = words_of(place.node["type"]);
    if (belongs_to_service(place, draft.bundle)) label = "Place of the service";
    const std::string words3 = extension(extension(place.node, "LocationExtension"), "what3words").text();
    std::string words = address_words(place.node["address"], place.node.text("name"));
    const std::string postcode = postcode_of(place.node["address"].text("postalCode"));
    for (const std::string& more : {postcode, words3})
      if (!more.empty()) words += (words.empty() ? "" : ", ") + more;
    draft.keep(label.empty() ? "Other location" : label, words);
  }
}

Node home_of(const Draft& draft) {
  Node home;
  for (const Node& address : draft.bundle.first("Patient").node.items("address"))
    if (!home.given() || lower(address.text("use")) == "home") home = address;
  return home;
}

}  // namespace

void add_location(Draft& draft) {
  Location& location = draft.referral.location;
  Resource incident = incident_of(draft);
  if (!incident.node["address"].given() && !incident.node["position"].given() && !incident.node["extension"].given())
    incident = {};  // an empty shell: the home address is better than nothing
  const Node home = home_of(draft);
  const Node address = incident.node["address"].given() ? incident.node["address"] : home;
  if (incident.node.given()) add_position(incident.node, draft);
  location.address = address_words(address, incident.node.text("name"));
  location.postcode = postcode_of(address.text("postalCode"));
  if (incident.node.given() && !incident.node["address"].given() && home.given())
    doubt(draft, "The place was sent without an address; the home address is shown: confirm where the person is.");
  const std::string kind = type_of(incident.node);
  if (!kind.empty() && kind != "iloc")
    doubt(draft,
          "The only place sent is the " + lower(words_of(incident.node["type"])) + ": confirm where the person is.");
  if (incident.node.given() && home.given()) {
    const std::string at_home = address_words(home, "") + ", " + postcode_of(home.text("postalCode"));
    if (at_home != location.address + ", " + location.postcode) draft.keep("Home address", at_home);
  }
  keep_other_places(incident, draft);
  if (!location.position && location.address.empty() && location.postcode.empty())
    draft.warn("The message does not say where the person is.");
}

}  // namespace carehub::fhir
