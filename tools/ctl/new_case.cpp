#include "tools/ctl/new_case.hpp"

#include <charconv>
#include <cmath>

#include "protocols/domain/geo.hpp"
#include "protocols/domain/nhs_number.hpp"

namespace carehub::ctl {
namespace {

template <class E>
Result<E> choice(const std::string& name, const char* option) {
  if (const auto found = enum_from_name<E>(name)) return *found;
  std::string all;
  for_each_value<E>([&](E value) { all += (all.empty() ? "" : ", ") + std::string(name_of(value)); });
  if (name.empty()) return fail(ErrorCode::invalid_input, option, "is missing; write one of: {}", all);
  return fail(ErrorCode::invalid_input, option, "'{}' is not known; write one of: {}", name, all);
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

Result<Coordinates> position_of(const std::string& text) {
  const std::size_t comma = text.find(',');
  const auto lat = number(std::string_view(text).substr(0, comma));
  const auto lon = comma == std::string::npos ? std::nullopt : number(std::string_view(text).substr(comma + 1));
  if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180)
    return fail(ErrorCode::invalid_input, "--place", "'{}' is not a position; write LAT,LON such as 50.701,-1.291",
                text);
  return coordinates_from_degrees(*lat, *lon);
}

std::vector<std::string> split_at_commas(const std::vector<std::string>& words) {
  std::vector<std::string> parts;
  for (std::string_view rest : words) {
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      if (comma != 0) parts.emplace_back(rest.substr(0, comma));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  }
  return parts;
}

// Needs given at once triage the case. Without a kind the need is "other": its skills say who can go.
Result<std::optional<Triage>> triage_of(const NewCase& options) {
  if (options.needs.empty() && options.kind.empty()) return std::optional<Triage>{};
  Triage triage;
  triage.need = Need::other;
  triage.reason = "given with the call";
  std::vector<std::string> skills;
  for (std::string& word : split_at_commas(options.needs)) {
    if (const auto need = enum_from_name<Need>(word))
      triage.need = *need;
    else
      skills.push_back(std::move(word));
  }
  if (!options.kind.empty()) {
    CAREHUB_TRY(triage.need, choice<Need>(options.kind, "--kind"));
  }
  if (!skills.empty()) {
    auto set = parse_skills(skills);
    if (!set) return fail(ErrorCode::invalid_input, "--need", "{}", set.error().detail);
    triage.skills = *set;
  }
  if (options.priority) triage.priority = static_cast<Priority>(*options.priority);
  return triage;
}

}  // namespace

bool NewCase::given() const {
  for (const auto* text :
       {&source, &narrative, &summary, &place, &address, &postcode, &nhs_number, &name, &phone, &kind})
    if (!text->empty()) return true;
  return age || priority || !needs.empty();
}

std::vector<std::string> doubts(const RegisterCase& command) {
  const Person& person = command.referral.person;
  std::vector<std::string> found;
  if (person.nhs_number_status == NhsNumberStatus::check_digit_wrong)
    found.push_back(fmt::format("the check digit of NHS number {} is wrong; ask for it again, it is kept as given",
                                person.nhs_number));
  if (person.nhs_number_status == NhsNumberStatus::malformed)
    found.push_back(
        fmt::format("NHS number {} is not ten digits; ask for it again, it is kept as given", person.nhs_number));
  const auto& position = command.referral.location.position;
  if (position && !in_british_isles(*position))
    found.push_back("the position lies outside the British Isles; latitude comes first, as in 50.701,-1.291");
  return found;
}

Result<RegisterCase> register_command(const NewCase& options) {
  RegisterCase command;
  Referral& referral = command.referral;
  CAREHUB_TRY(referral.source, choice<Source>(options.source, "--source"));
  if (options.narrative.empty() && options.summary.empty())
    return fail(ErrorCode::invalid_input, "--narrative", "is missing; say in a few words what is wrong");
  referral.narrative = options.narrative;
  referral.summary =
      options.summary.empty() ? options.narrative.substr(0, options.narrative.find_first_of(".\n")) : options.summary;
  const NhsNumber nhs = read_nhs_number(options.nhs_number);
  referral.person.nhs_number = nhs.digits;
  referral.person.nhs_number_status = nhs.status;
  referral.person.name = options.name;
  referral.person.age_years = options.age;
  if (!options.phone.empty()) referral.person.contacts.push_back({"", "caller", options.phone, true, false});
  if (!options.place.empty()) {
    CAREHUB_TRY(referral.location.position, position_of(options.place));
  }
  referral.location.address = options.address;
  referral.location.postcode = options.postcode;
  CAREHUB_TRY(command.triage, triage_of(options));
  return command;
}

}  // namespace carehub::ctl
