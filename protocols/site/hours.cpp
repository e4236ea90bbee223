#include "protocols/site/hours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace carehub::site {
namespace {

constexpr std::int32_t minutes_in_day = 1440;
constexpr std::array<std::string_view, 7> weekday_names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::string_view days_hint = "write days as Mon-Fri, Sat,Sun,BH or daily";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<int> digits(std::string_view text, std::size_t count) {
  int number = 0;
  if (text.size() != count) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// "HH:MM" up to 24:00.
std::optional<std::int32_t> minute_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2), 2);
  const auto minute = digits(text.substr(3, 2), 2);
  if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > minutes_in_day) return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<std::size_t> weekday(std::string_view name) {
  const auto found = std::ranges::find(weekday_names, name);
  if (found == weekday_names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - weekday_names.begin());
}

// "Mon", "Mon-Fri" (may run over Sunday), "BH" or "daily".
bool add_days(std::string_view part, Session& session) {
  if (part == "daily") {
    session.weekdays = 0x7F;
    session.bank_holidays = true;
    return true;
  }
  if (part == "BH") {
    session.bank_holidays = true;
    return true;
  }
  const auto ends = split(part, '-');
  const auto first = weekday(ends.front());
  const auto last = weekday(ends.back());
  if (ends.size() > 2 || !first || !last) return false;
  for (auto day = *first;; day = (day + 1) % 7) {
    session.weekdays = static_cast<std::uint8_t>(session.weekdays | 1U << day);
    if (day == *last) return true;
  }
}

// "08:00-20:00"; an end up to the start lies on the next day.
std::vector<HoursFault> read_times(std::string_view text, Session& session) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return {{"", fmt::format("'{}' has no start and end; write HH:MM-HH:MM", text)}};
  std::vector<HoursFault> faults;
  const auto start_text = trimmed(text.substr(0, dash));
  const auto end_text = trimmed(text.substr(dash + 1));
  const auto start = minute_of_day(start_text);
  const auto end = minute_of_day(end_text);
  if (!start || *start == minutes_in_day)
    faults.push_back({"start", fmt::format("'{}' is not a time; write HH:MM", start_text)});
  if (!end) faults.push_back({"end", fmt::format("'{}' is not a time; write HH:MM", end_text)});
  if (!faults.empty()) return faults;
  if (*start == *end)
    return {{"end", fmt::format("starts and ends at {}; write 'all hours', or 00:00-24:00", start_text)}};
  session.start_min = *start;
  session.end_min = *end > *start ? *end : *end + minutes_in_day;
  return {};
}

std::vector<HoursFault> read_piece(std::string_view piece, OpeningHours& hours) {
  if (piece == "all hours") {
    hours.all_hours = true;
    return {};
  }
  const auto space = piece.find(' ');
  if (space == std::string_view::npos)
    return {{"", fmt::format("'{}' is not days and hours; write for example 'Mon-Fri 08:00-20:00'", piece)}};
  std::vector<HoursFault> faults;
  Session days{.weekdays = 0};
  for (const auto part : split(piece.substr(0, space), ','))
    if (!add_days(part, days)) faults.push_back({"days", fmt::format("'{}' is not a day; {}", part, days_hint)});
  for (const auto times : split(piece.substr(space + 1), ',')) {
    Session session = days;
    const auto found = read_times(times, session);
    faults.insert(faults.end(), found.begin(), found.end());
    if (found.empty()) hours.sessions.push_back(session);
  }
  return faults;
}

}  // namespace

std::vector<HoursFault> read_hours(std::string_view text, OpeningHours& hours) {
  std::vector<HoursFault> faults;
  for (const auto piece : split(text, ';')) {
    const auto found = read_piece(piece, hours);
    faults.insert(faults.end(), found.begin(), found.end());
  }
  return faults;
}

std::optional<LocalDay> read_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4), 4);
  const auto month = digits(text.substr(5, 2), 2);
  const auto day = digits(text.substr(8, 2), 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return LocalDay{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::vector<HoursFault> read_exception(std::string_view text, OpeningHours& hours) {
  const auto space = text.find(' ');
  const auto day = read_day(text.substr(0, space));
  if (!day || space == std::string_view::npos)
    return {{"", fmt::format("'{}' is not a dated exception; write '2026-12-25 closed' or '2026-12-24 08:00-16:00'",
                             text)}};
  const auto rest = trimmed(text.substr(space + 1));
  DatedException exception{.day = *day, .closed = rest == "closed"};
  if (!exception.closed) {
    Session session;
    if (auto faults = read_times(rest, session); !faults.empty()) return faults;
    exception.start_min = session.start_min;
    exception.end_min = session.end_min;
  }
  hours.exceptions.push_back(exception);
  return {};
}

}  // namespace carehub::site
