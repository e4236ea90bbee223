#pragma once
// Which build this is, for the log and the handshake.

#include <string>

namespace carehub::runtime {

[[nodiscard]] std::string build_text();  // "carehub 0.1.0"

}  // namespace carehub::runtime
