#pragma once
// The wire format as a .proto file, printed from the same declarations that encode: docs/carehub.proto.

#include <string>

namespace carehub::wire {

// Everything that Event, Command, Request, Reply and Case reach, each message after the ones it holds.
[[nodiscard]] std::string schema_proto();

}  // namespace carehub::wire
