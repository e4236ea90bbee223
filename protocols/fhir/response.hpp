#pragma once
// A partner's answer: accepted, rejected with a code, interim or final.

#include "protocols/domain/command.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {

// The draft holds what the answer says of the person; its text becomes the note.
[[nodiscard]] RecordResponse read_response(Draft& draft);

}  // namespace carehub::fhir
