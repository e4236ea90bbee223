// Who needs help: name, NHS number, birth, telephone numbers, language.

#include <chrono>

#include "protocols/domain/nhs_number.hpp"
#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

std::string name_in(const Node& name) {
  if (std::string text = name.text("text"); !text.empty()) return text;
  std::string whole;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) whole += (whole.empty() ? "" : " ") + part;
  };
  for (const Node& prefix : name.items("prefix")) add(prefix.text());
  for (const Node& given : name.items("given")) add(given.text());
  add(name.text("family"));
  return whole;
}

void add_name(const Node& patient, Draft& draft) {
  const std::vector<Node> names = patient.items("name");
  if (names.empty()) return;
  Node chosen = names.front();
  for (const Node& name : names)
    if (lower(name.text("use")) == "official") chosen = name;
  draft.referral.person.name = name_in(chosen);
  for (const Node& name : names)
    if (std::string other = name_in(name); other != draft.referral.person.name)
      draft.keep("Also known as", std::move(other));
}

void take_nhs_number(const Node& identifier, Draft& draft) {
  Person& person = draft.referral.person;
  const NhsNumber number = read_nhs_number(identifier.text("value"));
  if (number.status == NhsNumberStatus::absent) return;
  if (!person.nhs_number.empty()) {
    if (person.nhs_number != number.digits) {
      draft.warn("The message gives two different NHS numbers; the first is shown.");
      draft.keep("Second NHS number", number.digits);
    }
    return;
  }
  person.nhs_number = number.digits;
  person.nhs_number_status = number.status;
  const std::string verified = lower(codes_of(extension(identifier, "NHSNumberVerificationStatus")).empty()
                                         ? ""
                                         : codes_of(extension(identifier, "NHSNumberVerificationStatus")).front().code);
  const bool claimed = verified == "number-present-and-verified" || verified == "01";
  if (number.status != NhsNumberStatus::well_formed)
    draft.warn(std::string("The NHS number fails its check") +
               (claimed ? ", although the sender marks it as verified" : "") + ": confirm who the person is.");
  else if (!claimed)
    draft.warn("The sender has not verified the NHS number" + (verified.empty() ? "" : " (" + verified + ")") + ".");
}

void add_identity(const Node& patient, Draft& draft) {
  for (const Node& identifier : patient.items("identifier")) {
    if (system_name(identifier.text("system")) == "nhs-number") {
      take_nhs_number(identifier, draft);
    } else {
      draft.keep("Other number of the person (" + system_name(identifier.text("system")) + ")",
                 identifier.text("value"));
    }
  }
}

std::optional<LocalDay> day_of(const std::string& text) {
  int y = 0;
  unsigned m = 0, d = 0;
  if (text.size() < 10 || std::sscanf(text.substr(0, 10).c_str(), "%4d-%2u-%2u", &y, &m, &d) != 3) return {};
  const std::chrono::year_month_day date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
  if (!date.ok() || y < 1880 || y > 2200) return {};
  return LocalDay{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

void add_birth(const Node& patient, Draft& draft) {
  const std::string born = patient.text("birthDate");
  if (born.empty()) return;
  draft.referral.person.born = day_of(born);
  if (draft.referral.person.born) return;
  draft.warn("The date of birth is not a whole date: the age is not certain.");
  draft.keep("Date of birth as sent", born);
}

struct Ranked {
  Contact contact;
  double person_rank;  // of the person, then of the number: 1 is the one to ring
  double number_rank;
  bool phone;
};

double rank_of(const Node& node) {
  return node.number().value_or(99);
}

void collect(const Node& holder, const std::string& name, const std::string& relation, double rank,
             std::vector<Ranked>& all) {
  for (const Node& telecom : holder.items("telecom")) {
    std::string value = telecom.text("value");
    if (lower(value).starts_with("tel:")) value.erase(0, 4);
    if (value.empty()) continue;
    const std::string kind = lower(telecom.text("system"));
    all.push_back({{name, relation, std::move(value), false, false},
                   rank,
                   rank_of(telecom["rank"]),
                   kind.empty() || kind == "phone" || kind == "sms" || kind == "pager"});
  }
}

std::vector<Ranked> collect_contacts(const Node& patient, Draft& draft) {
  std::vector<Ranked> all;
  bool first_named = false;
  for (const Node& contact : patient.items("contact")) {
    const Node rank = extension(contact, "ContactRank");
    if (rank.number() == 1.0 && std::exchange(first_named, true))
      draft.warn("More than one person is marked as the one to ring back; the first is used.");
    const std::size_t before = all.size();
    const std::string name = name_in(contact["name"]);
    const std::string relation = words_of(contact["relationship"]);
    collect(contact, name, relation, rank_of(rank), all);
    if (all.size() == before && !name.empty())
      draft.keep("Contact without a number", name + (relation.empty() ? "" : ", " + relation));
  }
  collect(patient, "", "self", first_named ? 50 : 10, all);
  return all;
}

void add_contacts(const Node& patient, Draft& draft) {
  std::vector<Ranked> all = collect_contacts(patient, draft);
  Ranked* best = nullptr;
  for (Ranked& one : all)
    if (one.phone && (best == nullptr ||
                      std::pair(one.person_rank, one.number_rank) < std::pair(best->person_rank, best->number_rank)))
      best = &one;
  if (best == nullptr) {
    draft.warn("The message holds no telephone number to ring back.");
  } else {
    best->contact.call_back = true;
    if (best->person_rank != 1) draft.warn("Nobody is marked as the one to ring back; the first number is used.");
  }
  for (Ranked& one : all) draft.referral.person.contacts.push_back(std::move(one.contact));
}

void add_communication(const Node& patient, Draft& draft) {
  std::string& needs = draft.referral.person.communication_needs;
  const auto add = [&](const std::string& need) { needs += (needs.empty() ? "" : "; ") + need; };
  for (const Node& communication : patient.items("communication")) {
    const std::vector<Code> codes = codes_of(communication["language"]);
    const bool english = !codes.empty() && lower(codes.front().code).starts_with("en");
    if (!english) add("speaks " + words_of(communication["language"]));
    if (extension(communication, "InterpreterRequired").text() == "yes") add("needs an interpreter");
  }
  if (extension(patient, "InterpreterRequired").text() == "yes") add("needs an interpreter");
  for (const Node& part : patient.items("extension")) {
    if (!lower(part.text("url")).ends_with("nhscommunication")) continue;
    if (const Node language = extension(part, "language"); !words_of(language).empty())
      add("speaks " + words_of(language));
    if (extension(part, "interpreterRequired").text() == "yes") add("needs an interpreter");
  }
}

void add_death(const Node& patient, Draft& draft) {
  if (patient.text("deceasedBoolean") == "yes" || !patient.text("deceasedDateTime").empty())
    draft.warn("The sender marks the person as having died: confirm before anybody rings.");
}

}  // namespace

void add_person(Draft& draft) {
  Node patient = draft.bundle.resolve(draft.request.node["subject"]).node;
  if (!patient.given()) patient = draft.bundle.first("Patient").node;
  if (!patient.given()) return;
  draft.referral.person.sex = patient.text("gender");
  add_name(patient, draft);
  add_identity(patient, draft);
  add_birth(patient, draft);
  add_contacts(patient, draft);
  add_communication(patient, draft);
  add_death(patient, draft);
}

}  // namespace carehub::fhir
