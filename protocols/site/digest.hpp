#pragma once
// Tells whether two texts are the same without keeping them.

#include <string>
#include <string_view>

namespace carehub::site {

// BLAKE2b, 32 bytes in hexadecimal.
[[nodiscard]] std::string digest_of(std::string_view text);

}  // namespace carehub::site
