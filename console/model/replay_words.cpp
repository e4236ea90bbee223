// Moments as people write them.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "console/model/replay.hpp"

namespace carehub::console {
namespace {

using Words = std::vector<std::string>;

Words lower_words(std::string_view text) {
  Words words(1);
  for (const char c : text) {
    if (c != ' ')
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<std::int32_t> number_of(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "14:05" or "14:05:30", as seconds of the day.
std::optional<std::int32_t> second_of_day(std::string_view text) {
  std::int32_t sum = 0;
  std::int32_t unit = 3600;
  int parts = 0;
  while (!text.empty() && parts < 3) {
    const auto colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    const bool fits = part.size() == 2 || (parts == 0 && part.size() == 1);
    const auto number = fits ? number_of(part) : std::nullopt;
    if (!number || *number < 0 || *number >= (parts == 0 ? 24 : 60)) return std::nullopt;
    sum += *number * unit;
    unit /= 60;
    ++parts;
    text = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  }
  return parts < 2 || !text.empty() ? std::nullopt : std::optional(sum);
}

template <std::size_t count>
std::optional<int> place_of(const std::array<std::string_view, count>& names, std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i)
    if (names[i].starts_with(word)) return static_cast<int>(i);
  return std::nullopt;
}

std::optional<LocalDay> day_of_date(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return LocalDay{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

// "2026-11-22"
std::optional<LocalDay> written_date(std::string_view word) {
  if (word.size() != 10 || word[4] != '-' || word[7] != '-') return std::nullopt;
  const auto year = number_of(word.substr(0, 4));
  const auto month = number_of(word.substr(5, 2));
  const auto day = number_of(word.substr(8, 2));
  return year && month && day ? day_of_date(*year, *month, *day) : std::nullopt;
}

// "22 nov": the last such day that is not later than today.
std::optional<LocalDay> day_and_month(const std::string& first, const std::string& second, LocalDay today) {
  static constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                           "may",       "june",     "july",     "august",
                                                           "september", "october",  "november", "december"};
  const auto day = number_of(first);
  const auto month = place_of(months, second);
  if (!day || !month) return std::nullopt;
  const std::chrono::year_month_day now{std::chrono::sys_days{std::chrono::days{today.days}}};
  const auto found = day_of_date(static_cast<int>(now.year()), *month + 1, *day);
  if (found && found->days <= today.days) return found;
  return day_of_date(static_cast<int>(now.year()) - 1, *month + 1, *day);
}

std::optional<LocalDay> day_of(const Words& words, const LocalTime& today) {
  static constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                            "friday", "saturday", "sunday"};
  if (words.size() == 2) return day_and_month(words[0], words[1], today.day);
  if (words.size() != 1) return std::nullopt;
  if (words[0] == "today") return today.day;
  if (words[0] == "yesterday") return LocalDay{today.day.days - 1};
  if (const auto weekday = place_of(weekdays, words[0]))
    return LocalDay{today.day.days - (today.weekday - *weekday + 7) % 7};
  return written_date(words[0]);
}

Instant moment_on(const Calendar& calendar, LocalDay day, std::int32_t second) {
  return instant_of(calendar, day, second / 60) + seconds(second % 60);
}

// "1,000,131"
std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

}  // namespace

std::string read_words(std::int32_t permille, Sequence events) {
  if (events == 0) return fmt::format("{} per cent read", permille / 10);
  const auto read = events * static_cast<std::uint64_t>(std::max(0, permille)) / 1000;
  std::uint64_t step = 1;
  while (step * 1000 < events) step *= 10;
  return fmt::format("read {} of {} events", with_commas(read / step * step), with_commas(events));
}

Result<Instant> moment_of(std::string_view text, const Calendar& calendar, Instant cursor, Instant live) {
  Words words = lower_words(text);
  const auto wrong = [&] {
    return fail(ErrorCode::invalid_input, std::string(text),
                "write a time such as 14:05, yesterday 14:05, mon 14:05 or 22 nov 14:05, or -20 for 20 minutes "
                "earlier");
  };
  if (words.empty()) return wrong();
  if (words.size() == 1 && (words[0][0] == '-' || words[0][0] == '+')) {
    const auto by = number_of(std::string_view(words[0]).substr(1));
    if (!by || *by < 0) return wrong();
    return cursor + minutes(words[0][0] == '-' ? -*by : *by);
  }
  const auto second = second_of_day(words.back());
  if (!second) return wrong();
  words.pop_back();
  const LocalTime today = local_time(calendar, live);
  if (words.empty()) {
    const Instant at = moment_on(calendar, today.day, *second);
    return at <= live ? at : moment_on(calendar, LocalDay{today.day.days - 1}, *second);
  }
  const auto day = day_of(words, today);
  if (!day) return wrong();
  return moment_on(calendar, *day, *second);
}

}  // namespace carehub::console
