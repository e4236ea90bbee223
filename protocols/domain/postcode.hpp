#pragma once
// Shapes of postcodes and ODS codes. Existence is not checked.

#include <optional>
#include <string>
#include <string_view>

namespace carehub {

// "PO30". Source: BS 7666 postcode rules (domain facts 05).
[[nodiscard]] bool is_postcode_district(std::string_view text);
// "PO30 1SS", with one space; GIR 0AA and the pseudo area ZZ99 count.
[[nodiscard]] bool is_postcode(std::string_view text);
// As it is written: upper case, one space before the last three; nothing if it has no postcode's shape.
[[nodiscard]] std::optional<std::string> tidy_postcode(std::string_view text);
// Three characters of a trust, five of a site, letter and five digits of a practice, and the like.
[[nodiscard]] bool looks_like_ods_code(std::string_view text);

}  // namespace carehub
