#pragma once
// NHS numbers: ten digits with a modulus 11 check digit (domain facts 05). A wrong one is a warning, never a lost case.

#include <string>
#include <string_view>

#include "protocols/domain/vocabulary.hpp"

namespace carehub {

struct NhsNumber {
  std::string digits;  // ten digits, or the text as given
  NhsNumberStatus status = NhsNumberStatus::absent;
};

// Spaces and hyphens are dropped. Ten equal digits pass the arithmetic and are refused as malformed.
[[nodiscard]] NhsNumber read_nhs_number(std::string_view text);
// "999 000 0018"
[[nodiscard]] std::string spaced_nhs_number(std::string_view digits);

}  // namespace carehub
