#pragma once
// Small handling of words: for matching what people type, and for fitting text into columns.

#include <string>
#include <string_view>
#include <vector>

#include "protocols/domain/opening_hours.hpp"

namespace carehub::console {

// ASCII only; other bytes stay as they are.
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);                // in any case
[[nodiscard]] bool starts_with_word(std::string_view text, std::string_view start);  // in any case
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);  // split at blanks, in lower case
[[nodiscard]] bool all_digits(std::string_view text);                    // and not empty
// Changes needed to turn one word into the other, two neighbours swapped counting once; stops counting above `most`.
[[nodiscard]] std::size_t distance(std::string_view a, std::string_view b, std::size_t most = 8);
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between);
// "CR1, CR2 or PM1"
[[nodiscard]] std::string one_of(const std::vector<std::string>& parts);
// `more` behind `text`, with `between` where neither is empty.
[[nodiscard]] std::string with(std::string text, std::string_view more, std::string_view between = ", ");
[[nodiscard]] std::string capitalised(std::string_view text);

// Characters, not bytes. Bytes that are not UTF-8 count as one each.
[[nodiscard]] std::size_t columns(std::string_view text);
// In lines of at most `width` columns, broken at blanks; a longer word has a line of its own. Lines after the first
// begin with `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::string_view indent = {});
// Cut to `width` columns with an ellipsis, or filled up with blanks.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);

// A time of day, with its date when that is another day than `now`'s: "19:58", "24 Nov 19:58", "22 Nov 2025 15:20".
[[nodiscard]] std::string time_text(const Calendar& calendar, Instant at, Instant now);
// The same where there is no room for both: "19:58", "24 Nov", "Nov 2025".
[[nodiscard]] std::string short_time_text(const Calendar& calendar, Instant at, Instant now);
// Time left, minus what is past it: "8:40", "-6:12", "1:05:00"; from ten hours on "40 h", from two days on "12 d".
[[nodiscard]] std::string left_text(std::int64_t left_s);

}  // namespace carehub::console
