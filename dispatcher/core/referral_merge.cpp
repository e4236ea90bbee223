#include "dispatcher/core/referral_merge.hpp"

#include <algorithm>
#include <charconv>

#include "dispatcher/core/recent_calls.hpp"
#include "protocols/domain/access.hpp"
#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

void take(std::string& known, const std::string& newer) {
  if (!newer.empty()) known = newer;
}

template <class T>
void take(std::optional<T>& known, const std::optional<T>& newer) {
  if (newer) known = newer;
}

template <class T>
void add(std::vector<T>& known, const std::vector<T>& newer) {
  for (const T& item : newer) {
    if (std::find(known.begin(), known.end(), item) == known.end()) known.push_back(item);
  }
}

// One number is one contact, as last said; the one to ring is the newer message's, where it names one.
void merge_contacts(std::vector<Contact>& known, const std::vector<Contact>& newer) {
  const auto rings = [](const Contact& contact) { return contact.call_back; };
  if (std::any_of(newer.begin(), newer.end(), rings)) {
    for (Contact& contact : known) contact.call_back = false;
  }
  for (const Contact& contact : newer) {
    const std::string digits = phone_digits(contact.phone);
    const auto same = std::find_if(known.begin(), known.end(), [&](const Contact& other) {
      return other == contact || (!digits.empty() && phone_digits(other.phone) == digits);
    });
    if (same == known.end())
      known.push_back(contact);
    else
      *same = contact;
  }
}

void merge_person(Person& known, const Person& newer) {
  take(known.name, newer.name);
  if (!newer.nhs_number.empty()) {
    known.nhs_number = newer.nhs_number;
    known.nhs_number_status = newer.nhs_number_status;
  }
  take(known.born, newer.born);
  take(known.age_years, newer.age_years);
  take(known.sex, newer.sex);
  merge_contacts(known.contacts, newer.contacts);
  take(known.communication_needs, newer.communication_needs);
  known.housebound = known.housebound || newer.housebound;
}

void merge_location(Location& known, const Location& newer) {
  if (newer.position) {
    known.position = newer.position;
    known.doubtful = newer.doubtful;
    known.doubt = newer.doubt;
    known.locality = newer.locality;
  }
  take(known.address, newer.address);
  take(known.postcode, newer.postcode);
  take(known.locality, newer.locality);
  if (newer.access != access_held) take(known.access, newer.access);
}

void merge_ambulance(AmbulanceDetails& known, const AmbulanceDetails& newer) {
  if (newer.category != AmbulanceCategory::none) known.category = newer.category;
  take(known.category_text, newer.category_text);
  known.validation = known.validation || newer.validation;
  if (newer.breach_at)
    known.breach_at = known.breach_at ? std::min(*known.breach_at, *newer.breach_at) : *newer.breach_at;
  if (!known.clock_start) known.clock_start = newer.clock_start;
  take(known.requester, newer.requester);
}

Result<std::int32_t> number(std::string_view text, std::int32_t low, std::int32_t high) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) {
    return fail(ErrorCode::invalid_input, "", "\"{}\" is not a number from {} to {}", text, low, high);
  }
  return value;
}

// "50.701,-1.291"
Result<Coordinates> position(std::string_view text) {
  const auto degrees = [](std::string_view part) -> std::optional<double> {
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || end != part.data() + part.size() || !(value >= -180 && value <= 180))
      return std::nullopt;
    return value;
  };
  const std::size_t comma = text.find(',');
  const auto lat = degrees(text.substr(0, comma));
  const auto lon = comma == std::string_view::npos ? std::nullopt : degrees(text.substr(comma + 1));
  if (!lat || !lon) return fail(ErrorCode::invalid_input, "", "\"{}\" is not a position like 50.701,-1.291", text);
  return coordinates_from_degrees(*lat, *lon);
}

std::string position_text(const std::optional<Coordinates>& at) {
  return at ? fmt::format("{:.6f},{:.6f}", latitude(*at), longitude(*at)) : std::string();
}

Result<void> correct_phone(Referral& referral, Correction& c, const std::string& value) {
  auto& contacts = referral.person.contacts;
  const auto main = std::find_if(contacts.begin(), contacts.end(), [](const Contact& one) { return one.call_back; });
  if (contacts.empty()) {
    Contact contact;
    contact.phone = value;
    contact.call_back = true;
    contacts.push_back(std::move(contact));
  } else {
    Contact& contact = main == contacts.end() ? contacts.front() : *main;
    c.before = std::exchange(contact.phone, value);
  }
  return {};
}

Result<void> correct(Referral& r, Correction& c, const std::string& field, const std::string& value) {
  const auto text = [&](std::string& member) -> Result<void> {
    c.before = std::exchange(member, value);
    return {};
  };
  if (field == "name") return text(r.person.name);
  if (field == "address") return text(r.location.address);
  if (field == "postcode") return text(r.location.postcode);
  if (field == "summary") return text(r.summary);
  if (field == "narrative") return text(r.narrative);
  if (field == "phone") return correct_phone(r, c, value);
  if (field == "nhs_number") {
    c.before = r.person.nhs_number;
    const NhsNumber read = read_nhs_number(value);
    r.person.nhs_number = read.digits;
    r.person.nhs_number_status = read.status;
    return {};
  }
  if (field == "age") {
    CAREHUB_TRY(const std::int32_t age, number(value, 0, 130));
    c.before = r.person.age_years ? std::to_string(*r.person.age_years) : std::string();
    r.person.age_years = age;
    r.person.born.reset();  // a wrong day of birth would overrule the age
    return {};
  }
  if (field == "position") {
    CAREHUB_TRY(const Coordinates at, position(value));
    if (!in_british_isles(at)) return fail(ErrorCode::invalid_input, "", "{} lies outside the British Isles", value);
    c.before = position_text(r.location.position);
    r.location.position = at;
    r.location.locality.clear();
    r.location.doubtful = false;
    r.location.doubt.clear();
    return {};
  }
  if (field == "source") {
    const auto source = enum_from_name<Source>(value);
    if (!source) return fail(ErrorCode::invalid_input, "", "there is no source \"{}\"", value);
    c.before = std::string(name_of(r.source));
    r.source = *source;
    return {};
  }
  return fail(
      ErrorCode::invalid_input, "",
      "\"{}\" cannot be corrected; name, nhs_number, age, phone, address, postcode, position, summary, narrative "
      "and source can",
      field);
}

}  // namespace

Referral merged(const Referral& known, const Referral& newer) {
  Referral result = known;
  take(result.referrer, newer.referrer);
  take(result.referrer_ods, newer.referrer_ods);
  take(result.summary, newer.summary);
  take(result.narrative, newer.narrative);
  merge_person(result.person, newer.person);
  merge_location(result.location, newer.location);
  add(result.flags, newer.flags);
  add(result.external_ids, newer.external_ids);
  merge_ambulance(result.ambulance, newer.ambulance);
  take(result.disposition, newer.disposition);
  take(result.symptom_group, newer.symptom_group);
  take(result.symptom_discriminator, newer.symptom_discriminator);
  take(result.sbard.situation, newer.sbard.situation);
  take(result.sbard.background, newer.sbard.background);
  take(result.sbard.assessment, newer.sbard.assessment);
  take(result.sbard.recommendation, newer.sbard.recommendation);
  take(result.sbard.decision, newer.sbard.decision);
  add(result.observations, newer.observations);
  add(result.red_flags, newer.red_flags);
  add(result.warnings, newer.warnings);
  take(result.on_floor_since, newer.on_floor_since);
  take(result.consent, newer.consent);
  return result;
}

Result<Correction> corrected(const Referral& known, const std::string& field, const std::string& value) {
  Correction c{known, {}, value};
  CAREHUB_CHECK(correct(c.referral, c, field, value));
  return c;
}

}  // namespace carehub::core
