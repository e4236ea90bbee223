#pragma once
// Small handling of words: for matching what people type, and for fitting text into columns.

#include <string>
#include <string_view>
#include <vector>

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
[[nodiscard]] std::string capitalised(std::string_view text);

// Characters, not bytes. Bytes that are not UTF-8 count as one each.
[[nodiscard]] std::size_t columns(std::string_view text);
// Cut to `width` columns with an ellipsis, or filled up with blanks.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);

}  // namespace carehub::console
