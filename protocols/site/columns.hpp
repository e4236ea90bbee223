#pragma once
// A text of lines with fields between commas, as a spreadsheet writes it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace carehub::site {

struct Line {
  std::size_t number = 0;
  std::vector<std::string> fields;  // one at least; without blanks around them
};

// Lines that are empty, or a comment after #, are left out. A field in double quotes may hold commas, and two quotes
// for one.
[[nodiscard]] std::vector<Line> lines_of(std::string_view text);
[[nodiscard]] std::optional<double> number_in(std::string_view text);

}  // namespace carehub::site
