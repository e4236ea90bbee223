#include "tools/clinical/read_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cctype>

#include "protocols/clinical/derive.hpp"
#include "protocols/clinical/observed.hpp"
#include "tools/clinical/lines.hpp"
#include "tools/clinical/news2_line.hpp"

namespace carehub::tools::clinical {
namespace {

namespace json = boost::json;
using carehub::clinical::Facts;

// Facts that are often told by a name instead of a yes: who the key worker is, which wristband.
constexpr std::array<std::string_view, 3> told_by_name = {"key_worker", "wristband", "police_refused"};

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

Error in_facts(Error error) {
  if (!error.place.starts_with("facts")) error.place = "facts." + error.place;
  return error;
}

Result<void> set_text(Facts& facts, const FactDefinition& fact, std::string_view text) {
  if (text == "unknown" && std::ranges::count(fact.values, "unknown") == 0) return {};
  if (fact.kind == FactKind::text) return facts.set(fact.id, text);
  const auto small = in_small_letters(text);
  const bool answer = small == "yes" || small == "no";
  if (fact.kind == FactKind::yes_no && !answer && std::ranges::count(told_by_name, fact.id) != 0 && !text.empty())
    return facts.set(fact.id, true);
  return facts.set(fact.id, std::string_view(small));
}

Result<void> set_fact(Facts& facts, std::string_view name, const json::value& value) {
  const auto* fact = find_fact(facts.content(), name);
  if (fact == nullptr)
    return fail(ErrorCode::not_found, std::string(name), "is not a fact that the clinical content knows");
  if (value.is_null()) return {};
  if (value.is_bool()) return facts.set(fact->id, value.as_bool());
  if (value.is_int64()) return facts.set(fact->id, value.as_int64());
  if (value.is_double() && std::trunc(value.as_double()) == value.as_double() && std::abs(value.as_double()) < 1e15)
    return facts.set(fact->id, static_cast<std::int64_t>(value.as_double()));
  if (value.is_string()) return set_text(facts, *fact, std::string_view(value.as_string()));
  return fail(ErrorCode::invalid_input, fact->id, "is not an answer; give true, false, a whole number or a text");
}

Result<std::vector<std::string>> read_codes(const json::value& value) {
  std::vector<std::string> codes;
  if (value.is_null()) return codes;
  if (!value.is_array()) return fail(ErrorCode::invalid_input, "red_flags", "is not a list of codes");
  for (const auto& one : value.as_array()) {
    if (!one.is_string()) return fail(ErrorCode::invalid_input, "red_flags", "lists something that is not a code");
    codes.emplace_back(one.as_string());
  }
  return codes;
}

std::string text_of(const json::value& value) {
  if (value.is_string()) return std::string(std::string_view(value.as_string()));
  if (value.is_double()) return fmt::format("{}", value.as_double());
  return json::serialize(value);
}

// What the early warning score has no place for. A name that nobody here knows is said, never dropped in silence.
void read_beside_score(RouteQuestion& into, const json::object& from) {
  constexpr std::array<std::string_view, 11> of_score = {"resp_rate", "spo2",     "spo2_scale", "on_oxygen",
                                                         "systolic",  "pulse",    "acvpu",      "temperature",
                                                         "age_years", "pregnant", "id"};
  carehub::clinical::BloodTests blood;
  for (const auto& [name, value] : from) {
    if (std::ranges::count(of_score, std::string_view(name)) != 0 || value.is_null()) continue;
    if (!take_blood_test(blood, name, text_of(value)))
      into.not_looked_at.push_back("observations." + std::string(name));
  }
  add_blood_tests(into.facts, blood);
}

// Whose observations they are may stand with them.
Result<void> read_observation_facts(RouteQuestion& into, const json::value& value) {
  if (value.is_null()) return {};
  if (!value.is_object()) return fail(ErrorCode::invalid_input, "observations", "is not an object, as news2 reads it");
  CAREHUB_TRY(auto set, read_observations(value.as_object()));
  auto& age = into.referral.person.age_years;
  if (set.age_years && age && *set.age_years != *age)
    return fail(ErrorCode::invalid_input, "observations.age_years", "is {}, and age_years is {}; give one age",
                *set.age_years, *age);
  if (!age) age = set.age_years;
  set.age_years = age;
  if (set.pregnant && !into.facts.is_known("pregnant")) CAREHUB_CHECK(into.facts.set("pregnant", true));
  set.pregnant = set.pregnant || into.facts.is_yes("pregnant");
  carehub::clinical::add_observations(into.facts, set);
  read_beside_score(into, value.as_object());
  return {};
}

Result<void> read_facts(RouteQuestion& into, const json::object& from) {
  for (const auto& [name, value] : from) {
    if (name == "red_flags" || name == "observations") continue;
    CAREHUB_CHECK(set_fact(into.facts, name, value));
  }
  if (const auto* flags = from.if_contains("red_flags")) {
    CAREHUB_TRY(into.referral.red_flags, read_codes(*flags));
  }
  if (const auto* observations = from.if_contains("observations"))
    CAREHUB_CHECK(read_observation_facts(into, *observations));
  // What matching asks of the record itself.
  into.referral.person.housebound = into.facts.is_yes("housebound");
  into.referral.person.practice = into.facts.value("practice").value_or("");
  return {};
}

Result<void> read_place(Referral& into, const json::object& from) {
  CAREHUB_TRY(const auto lat, number_member(from, "lat"));
  CAREHUB_TRY(const auto lon, number_member(from, "lon"));
  if (lat.has_value() != lon.has_value())
    return fail(ErrorCode::invalid_input, lat ? "lon" : "lat", "is missing; give both or neither");
  if (!lat) return {};
  const bool numbers = std::abs(*lat) <= 90 && std::abs(*lon) <= 180;
  if (!numbers || !in_british_isles(coordinates_from_degrees(*lat, *lon)))
    return fail(ErrorCode::invalid_input, "lat, lon",
                "[{}, {}] lies outside the British Isles; give degrees, latitude "
                "and longitude",
                *lat, *lon);
  into.location.position = coordinates_from_degrees(*lat, *lon);
  return {};
}

Result<void> read_person(Referral& into, const json::object& from) {
  CAREHUB_TRY(const auto age, whole_member(from, "age_years"));
  if (age && (*age < 0 || *age > 130))
    return fail(ErrorCode::invalid_input, "age_years", "{} is not possible; give 0 to 130", *age);
  if (age) into.person.age_years = static_cast<std::int32_t>(*age);
  CAREHUB_TRY(const auto source, text_member(from, "source"));
  if (!source) return {};
  const auto known = enum_from_name<Source>(*source);
  if (!known)
    return fail(ErrorCode::invalid_input, "source", "'{}' is not a source; give one such as call_for_care", *source);
  into.source = *known;
  return {};
}

}  // namespace

Result<RouteQuestion> read_question(const ClinicalContent& content, const json::object& from) {
  RouteQuestion question{.at = {}, .referral = {}, .facts = Facts(content), .not_looked_at = {}};
  CAREHUB_TRY(const auto at, text_member(from, "at"));
  if (!at) return fail(ErrorCode::invalid_input, "at", "is missing; give a time such as 2026-11-23T19:40:00Z");
  const auto instant = parse_iso8601(*at);
  if (!instant) return fail(instant.error().code, "at", "{}", instant.error().detail);
  question.at = *instant;
  question.referral.source = Source::call_for_care;
  CAREHUB_CHECK(read_person(question.referral, from));
  CAREHUB_CHECK(read_place(question.referral, from));
  constexpr std::array<std::string_view, 7> members = {"id", "at", "age_years", "lat", "lon", "source", "facts"};
  for (const auto& [name, value] : from)
    if (std::ranges::count(members, std::string_view(name)) == 0) question.not_looked_at.emplace_back(name);
  const auto* facts = from.if_contains("facts");
  if (facts == nullptr || facts->is_null()) return question;
  if (!facts->is_object()) return fail(ErrorCode::invalid_input, "facts", "is not an object");
  if (auto read = read_facts(question, facts->as_object()); !read) return std::unexpected(in_facts(read.error()));
  return question;
}

}  // namespace carehub::tools::clinical
