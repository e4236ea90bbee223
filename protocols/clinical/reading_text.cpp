#include "protocols/clinical/reading_text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace carehub::clinical {
namespace {

constexpr std::int64_t most_hundredths = 100'000'000;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string result(trimmed(text));
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits, and decimals after a point; the third decimal rounds.
std::optional<std::int32_t> read_number(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  const auto decimals = point < text.size() ? text.substr(point + 1) : std::string_view();
  if (whole.empty() || (point < text.size() && decimals.empty())) return std::nullopt;
  if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(decimals, is_digit)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole) {
    value = value * 10 + (c - '0');
    if (value > most_hundredths) return std::nullopt;
  }
  const auto decimal = [&](std::size_t at) { return at < decimals.size() ? decimals[at] - '0' : 0; };
  value = value * 100 + decimal(0) * 10 + decimal(1) + (decimal(2) >= 5 ? 1 : 0);
  if (value > most_hundredths) return std::nullopt;
  return static_cast<std::int32_t>(value);
}

using Word = std::pair<std::string_view, std::int32_t>;

template <std::size_t n>
std::optional<std::int32_t> look_up(const std::array<Word, n>& words, const std::string& text) {
  for (const auto& [word, value] : words)
    if (word == text) return value;
  return std::nullopt;
}

constexpr std::array<Word, 11> consciousness_words{{{"a", 0},
                                                    {"c", 100},
                                                    {"v", 200},
                                                    {"p", 300},
                                                    {"u", 400},
                                                    {"alert", 0},
                                                    {"confusion", 100},
                                                    {"confused", 100},
                                                    {"voice", 200},
                                                    {"pain", 300},
                                                    {"unresponsive", 400}}};

constexpr std::array<Word, 9> oxygen_words{{{"yes", 100},
                                            {"no", 0},
                                            {"true", 100},
                                            {"false", 0},
                                            {"1", 100},
                                            {"0", 0},
                                            {"oxygen", 100},
                                            {"on oxygen", 100},
                                            {"air", 0}}};

constexpr std::array<Word, 17> urine_words{{{"0", 0},
                                            {"-", 0},
                                            {"clear", 0},
                                            {"neg", 0},
                                            {"negative", 0},
                                            {"trace", 50},
                                            {"+-", 50},
                                            {"+", 100},
                                            {"++", 200},
                                            {"+++", 300},
                                            {"++++", 400},
                                            {"1+", 100},
                                            {"2+", 200},
                                            {"3+", 300},
                                            {"4+", 400},
                                            {"pos", 100},
                                            {"positive", 100}}};

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool same_unit(std::string_view a, std::string_view b) {
  return std::ranges::equal(trimmed(a), trimmed(b), {}, lower, lower);
}

std::optional<std::int32_t> read_hundredths(ReadingKind kind, std::string_view value) {
  switch (kind) {
    case ReadingKind::consciousness:
      return look_up(consciousness_words, lowered(value));
    case ReadingKind::on_oxygen:
      return look_up(oxygen_words, lowered(value));
    case ReadingKind::urine:
      return look_up(urine_words, lowered(value));
    case ReadingKind::soft_signs:
      return std::nullopt;
    default:
      return read_number(trimmed(value));
  }
}

std::optional<ScaleEnd> end_of_scale(const Reading& reading) {
  if (reading.kind != ReadingKind::glucose && reading.kind != ReadingKind::ketones) return std::nullopt;
  const auto word = lowered(reading.value);
  if (word == "lo" || word == "low") return ScaleEnd::low;
  if (word == "hi" || word == "high") return ScaleEnd::high;
  return std::nullopt;
}

}  // namespace carehub::clinical
