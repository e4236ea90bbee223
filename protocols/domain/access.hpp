#pragma once
// The way into somebody's home stays with the hub: screens and lists say only that it is known. It is shown to whoever
// asks by name and says why (ViewPerson).

#include <string_view>

namespace carehub {

// Stands in a published case in place of what is known.
inline constexpr std::string_view access_held = "held by the hub";

}  // namespace carehub
