#include "console/model/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr char lower_of(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

constexpr std::uint64_t in_hours_from = 10;  // nobody acts on the seconds of so long a time
constexpr std::uint64_t in_days_from = 48;

struct Date {
  std::string day;  // "22 Nov"
  std::string year;
  [[nodiscard]] std::string month() const { return day.substr(day.find(' ') + 1); }
};

// "Sun 22 Nov 2026" in its parts.
Date date_of(const Calendar& calendar, Instant at) {
  const auto text = day_text(calendar, at);
  const auto day = text.find(' ') + 1;
  const auto year = text.rfind(' ') + 1;
  return {text.substr(day, year - 1 - day), text.substr(year)};
}

// Bytes up to the column `width`.
std::size_t bytes_of_columns(std::string_view text, std::size_t width) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (continues_character(text[i]) && i > 0) continue;
    if (seen == width) return i;
    ++seen;
  }
  return text.size();
}

}  // namespace

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower_of);
  return result;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower_of, lower_of);
}

bool starts_with_word(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && same_word(text.substr(0, start.size()), start);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> result;
  std::string word;
  for (const char c : text) {
    if (!is_blank(c)) {
      word += lower_of(c);
    } else if (!word.empty()) {
      result.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) result.push_back(std::move(word));
  return result;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Optimal string alignment over three rows. Words longer than a verb or a name are never meant: they are far from all.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
  constexpr std::size_t longest = 40;
  if (a.size() > longest || b.size() > longest) return most + 1;
  std::array<std::size_t, longest + 1> before{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = lower_of(a[i - 1]) == lower_of(b[j - 1]) ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + changed});
      const bool swapped =
          i > 1 && j > 1 && lower_of(a[i - 1]) == lower_of(b[j - 2]) && lower_of(a[i - 2]) == lower_of(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return std::min(last[b.size()], most + 1);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string result;
  for (const auto& part : parts) {
    if (!result.empty()) result += between;
    result += part;
  }
  return result;
}

std::string one_of(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return joined(parts, "");
  const std::vector<std::string> first(parts.begin(), parts.end() - 1);
  return joined(first, ", ") + " or " + parts.back();
}

std::string with(std::string text, std::string_view more, std::string_view between) {
  if (more.empty()) return text;
  if (!text.empty()) text += between;
  return text += more;
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::string out;
  std::size_t column = 0;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    text.remove_prefix(word.size());
    if (column > 0 && column + 1 + columns(word) > width) {
      out += '\n';
      out += indent;
      column = indent.size();
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += columns(word);
  }
  return out;
}

std::string capitalised(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z') result[0] = static_cast<char>(result[0] - 'a' + 'A');
  return result;
}

std::size_t columns(std::string_view text) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i == 0 || !continues_character(text[i])) ++seen;
  return seen;
}

std::string cut(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  if (width == 0) return {};
  return std::string(text.substr(0, bytes_of_columns(text, width - 1))) + "…";
}

std::string time_text(const Calendar& calendar, Instant at, Instant now) {
  const auto clock = clock_text(calendar, at);
  if (local_time(calendar, at).day == local_time(calendar, now).day) return clock;
  const Date date = date_of(calendar, at);
  const auto day = date.year == date_of(calendar, now).year ? date.day : date.day + " " + date.year;
  return day + " " + clock;
}

std::string short_time_text(const Calendar& calendar, Instant at, Instant now) {
  if (local_time(calendar, at).day == local_time(calendar, now).day) return clock_text(calendar, at);
  const Date date = date_of(calendar, at);
  return date.year == date_of(calendar, now).year ? date.day : date.month() + " " + date.year;
}

std::string left_text(std::int64_t left_s) {
  // The magnitude is taken unsigned, because the lowest number has no positive twin.
  const auto whole = left_s < 0 ? 0 - static_cast<std::uint64_t>(left_s) : static_cast<std::uint64_t>(left_s);
  const auto whole_hours = whole / 3600;
  if (whole_hours < in_hours_from) return countdown_text(left_s);
  const auto* sign = left_s < 0 ? "-" : "";
  if (whole_hours < in_days_from) return fmt::format("{}{} h", sign, whole_hours);
  return fmt::format("{}{} d", sign, whole_hours / 24);
}

std::string fitted(std::string_view text, std::size_t width) {
  auto result = cut(text, width);
  result.append(width - columns(result), ' ');
  return result;
}

}  // namespace carehub::console
