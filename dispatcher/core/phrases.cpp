#include "dispatcher/core/phrases.hpp"

#include <algorithm>

#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
char upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string person_words(std::string_view user) {
  const std::size_t dot = user.find('.');
  if (dot == std::string_view::npos || std::any_of(user.begin(), user.end(), is_upper)) return std::string(user);
  std::string words;
  for (std::size_t from = 0; from < user.size();) {
    const std::size_t to = std::min(user.find('.', from), user.size());
    if (!words.empty()) words += ' ';
    if (to > from) words += upper(user[from]);
    if (to > from + 1) words += user.substr(from + 1, to - from - 1);
    if (to == from + 1) words += '.';
    from = to + 1;
  }
  return words;
}

std::string who(const Actor& actor) {
  if (actor.role == Role::system) return "hub";
  const std::string person = person_words(actor.user.value);
  if (person.empty()) return std::string(words(actor.role));
  if (actor.role == Role::crew) return person;
  const std::string_view role = words(actor.role);
  std::string text;
  text.reserve(person.size() + role.size() + 3);
  text += person;
  text += " (";
  text += role;
  text += ')';
  return text;
}

std::string service_words(const Site& site, const ServiceId& id) {
  const ServiceConfig* config = find_service(site, id);
  return config != nullptr && !config->name.empty() ? config->name : id.value;
}

std::string place_words(const Site& site, const PlaceId& id) {
  const PlaceConfig* config = find_place(site, id);
  return config != nullptr && !config->name.empty() ? config->name : id.value;
}

std::string unit_words(const Site& site, const Assignment& assignment) {
  switch (assignment.kind) {
    case UnitKind::team:
      return assignment.unit;
    case UnitKind::place:
      return place_words(site, PlaceId(assignment.unit));
    case UnitKind::slot:
    case UnitKind::queue:
      return service_words(site, assignment.service);
  }
  return assignment.unit;
}

std::string answer_words(std::string_view kind, std::string_view reason, std::string_view note) {
  return fmt::format("partner answered: {}{}{}{}{}", kind, reason.empty() ? "" : ", ", reason, note.empty() ? "" : "; ",
                     note);
}

std::string with_reason(std::string text, std::string_view reason) {
  if (!blank(reason)) text += fmt::format(": {}", reason);
  return text;
}

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

bool blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::string clock_words(const Calendar& calendar, Instant at, Instant now) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto date_of = [&](Instant moment) {
    const std::chrono::sys_days day{std::chrono::days{local_time(calendar, moment).day.days}};
    return std::chrono::year_month_day{day};
  };
  const auto date = date_of(at), today = date_of(now);
  const std::string time = clock_text(calendar, at);
  if (date == today) return time;
  const auto day = static_cast<unsigned>(date.day());
  const std::string_view month = months.at(static_cast<unsigned>(date.month()) - 1);
  if (date.year() == today.year()) return fmt::format("{} {} {}", day, month, time);
  return fmt::format("{} {} {} {}", day, month, static_cast<int>(date.year()), time);
}

}  // namespace carehub::core
