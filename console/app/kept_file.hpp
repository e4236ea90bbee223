#pragma once
// One kept command as a file: a line that says what it is, then its bytes (docs/formats.md).

#include <string>
#include <string_view>

#include "console/model/kept.hpp"
#include "protocols/base/error.hpp"

namespace carehub::app {

[[nodiscard]] std::string encode_kept(const console::KeptCommand& one);
// Errors: corrupt, unsupported.
[[nodiscard]] Result<console::KeptCommand> decode_kept(std::string_view bytes);

}  // namespace carehub::app
