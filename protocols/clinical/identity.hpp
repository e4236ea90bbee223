#pragma once
// Whether what a device says of whom it measured can be the resident: see may_be in telemetry.hpp.

#include <string>
#include <string_view>
#include <vector>

namespace carehub::clinical {

// "HARLOW, Mrs Edith" is {"harlow", "edith"}: in lower case, without titles and marks.
[[nodiscard]] std::vector<std::string> name_words(std::string_view text);

}  // namespace carehub::clinical
