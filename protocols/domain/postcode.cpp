#include "protocols/domain/postcode.hpp"

#include <algorithm>
#include <string>

namespace carehub {
namespace {

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

// "PO30" becomes "AA99".
std::string shape(std::string_view text) {
  std::string result;
  for (const char c : text) result += is_letter(c) ? 'A' : is_digit(c) ? '9' : '?';
  return result;
}

}  // namespace

bool is_postcode_district(std::string_view text) {
  const auto form = shape(text);
  const bool known =
      form == "A9" || form == "A99" || form == "AA9" || form == "AA99" || form == "A9A" || form == "AA9A";
  if (!known || one_of(text[0], "QVX")) return false;
  if (text == "ZZ99") return true;
  if (is_letter(text[1]) && one_of(text[1], "IJZ")) return false;
  if (form == "A9A") return one_of(text[2], "ABCDEFGHJKSTUW");
  if (form == "AA9A") return one_of(text[3], "ABEHMNPRVWXY");
  return true;
}

bool is_postcode(std::string_view text) {
  if (text == "GIR 0AA") return true;
  const auto space = text.find(' ');
  if (space == std::string_view::npos || !is_postcode_district(text.substr(0, space))) return false;
  const auto inward = text.substr(space + 1);
  if (shape(inward) != "9AA") return false;
  const bool pseudo = text.starts_with("ZZ99");
  return pseudo || (!one_of(inward[1], "CIKMOV") && !one_of(inward[2], "CIKMOV"));
}

std::optional<std::string> tidy_postcode(std::string_view text) {
  constexpr std::size_t inward_letters = 3;
  std::string letters;
  for (const char c : text)
    if (c != ' ' && c != '\t') letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (letters.size() <= inward_letters) return std::nullopt;
  letters.insert(letters.size() - inward_letters, 1, ' ');
  return is_postcode(letters) ? std::optional(std::move(letters)) : std::nullopt;
}

bool looks_like_ods_code(std::string_view text) {
  if (text.size() < 3 || text.size() > 6 || text.size() == 4) return false;
  if (!std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c); })) return false;
  return text.size() == 6 ? shape(text) == "A99999" : is_letter(text[0]) || text[0] == '8';
}

}  // namespace carehub
