#pragma once
// Finds a member that stands twice in one object. A JSON reader keeps one of the two and says nothing; the other could
// be the time that somebody counts on.

#include <optional>
#include <string_view>

namespace carehub::rounds {

// Where the second one of two begins. Requires: valid JSON. Names are compared as they are written.
[[nodiscard]] std::optional<std::size_t> repeated_member(std::string_view text);

}  // namespace carehub::rounds
