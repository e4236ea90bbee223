#include "protocols/domain/nhs_number.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carehub {
namespace {

constexpr std::size_t digits_in_all = 10;

std::string without_spacing(std::string_view text) {
  std::string kept;
  for (const char c : text)
    if (c != ' ' && c != '-' && c != '\t') kept += c;
  return kept;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Weights 10 to 2 on the first nine digits, modulus 11; a remainder of 10 has no check digit.
bool check_digit_right(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i + 1 < digits_in_all; ++i) sum += (digits[i] - '0') * static_cast<int>(digits_in_all - i);
  const int check = (11 - sum % 11) % 11;
  return check == digits.back() - '0';
}

}  // namespace

NhsNumber read_nhs_number(std::string_view text) {
  auto digits = without_spacing(text);
  if (digits.empty()) return {};
  if (digits.size() != digits_in_all || !std::ranges::all_of(digits, is_digit))
    return {std::string{text}, NhsNumberStatus::malformed};
  const bool all_equal = digits.find_first_not_of(digits.front()) == std::string::npos;
  if (all_equal) return {std::move(digits), NhsNumberStatus::malformed};
  const auto status = check_digit_right(digits) ? NhsNumberStatus::well_formed : NhsNumberStatus::check_digit_wrong;
  return {std::move(digits), status};
}

std::string spaced_nhs_number(std::string_view digits) {
  if (digits.size() != digits_in_all || !std::ranges::all_of(digits, is_digit)) return std::string{digits};
  return fmt::format("{} {} {}", digits.substr(0, 3), digits.substr(3, 3), digits.substr(6));
}

}  // namespace carehub
