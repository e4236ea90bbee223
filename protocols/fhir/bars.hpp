#pragma once
// Booking and Referral Standard messages (FHIR R4 / UK Core) to commands. Version facts: domain facts 04.
// A message is never lost: what can be read becomes a command, what is doubtful becomes a warning on the case, and what
// is refused says why in words that hold no patient data.

#include <string>
#include <string_view>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/command.hpp"
#include "protocols/domain/opening_hours.hpp"

namespace carehub::fhir {

enum class MessageKind {
  validation_request,
  validation_update,
  referral,
  referral_update,
  cancellation,
  response,
  booking,
  not_a_message,
};
BOOST_DESCRIBE_ENUM(MessageKind, validation_request, validation_update, referral, referral_update, cancellation,
                    response, booking, not_a_message)

struct Message {
  MessageKind kind = MessageKind::referral;
  std::string message_id;                // MessageHeader or Bundle identifier, for idempotency
  std::vector<ExternalId> external_ids;  // journey, service request, message: how the core finds the case
  Command command;                       // RegisterCase, UpdateReferral, CancelCase, RecordResponse or BookService
  std::vector<std::string> warnings;
};

// Errors: invalid_input with the place in the document: not JSON, not a message bundle, no usable content.
// Requires: at most 256 KiB, depth 32 (limit_exceeded otherwise).
[[nodiscard]] Result<Message> read_message(std::string_view json, const Calendar& calendar);

}  // namespace carehub::fhir
