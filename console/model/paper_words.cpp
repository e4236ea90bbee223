#include "console/model/paper_words.hpp"

#include <fmt/format.h>

#include "console/model/case_list.hpp"
#include "console/model/contacts.hpp"
#include "console/model/duty_words.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// Its spaces do not break.
std::string whole(std::string_view number) {
  std::string text;
  for (const char c : number) text += c == ' ' ? std::string("\u00A0") : std::string(1, c);
  return text;
}

}  // namespace

std::string day_and_time(const Calendar& calendar, Instant at) {
  const LocalTime local = local_time(calendar, at);
  const auto date = std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{local.day.days}}};
  return fmt::format("{:02}:{:02} on {:04}-{:02}-{:02}", local.second_of_day / 3600, local.second_of_day / 60 % 60,
                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string person_text(const Case& c, const Picture& picture, Instant now) {
  const Person& person = c.referral.person;
  std::string text = person.name.empty() ? std::string("name not known") : person.name;
  if (const auto age = age_years(person, local_time(picture.site->calendar, now).day))
    text += fmt::format(", {}", *age);
  text = with(text, person.sex);
  return with(text, person.nhs_number.empty() ? std::string() : "NHS " + whole(person.nhs_number));
}

std::string where_text(const Case& c) {
  return with(with(c.referral.location.address, c.referral.location.postcode), c.referral.location.locality);
}

std::string ring_text(const Case& c) {
  std::string text;
  for (const Contact& contact : merged_contacts(c.referral.person.contacts))
    text = with(text, with(with(contact.name, contact.relation), whole(contact.phone), " "), "; ");
  return text.empty() ? "no number known" : text;
}

std::string who_text(const Case& c, const Picture& picture, Instant now) {
  if (!c.assignment) return std::string(words(c.status));
  std::string text = fmt::format("{}: {}", words(c.status), unit_name(picture, c.assignment->kind, c.assignment->unit));
  if (c.assignment->expected) text += " " + time_text(picture.site->calendar, *c.assignment->expected, now);
  return text;
}

std::string warnings_text(const Case& c, const Picture& picture, Instant now) {
  std::string text;
  if (red_flagged(c)) text = "RED FLAG: 999 ONLY";
  text = with(text, c.safety, "; ");
  for (const Flag& flag : c.referral.flags)
    text = with(text, flag.text.empty() ? std::string(words(flag.kind)) : flag.text, "; ");
  text = with(text, c.referral.person.communication_needs, "; ");
  for (const DutyLine& line : duty_lines(c, *picture.site, now))
    if (line.label == "Owed") text = with(text, "OWED: " + line.text, "; ");
  return text;
}

}  // namespace carehub::console
