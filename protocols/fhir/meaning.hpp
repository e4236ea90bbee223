#pragma once
// What a message asks for, from (event, reason, ServiceRequest.status, category, Encounter, CarePlan).
// Source: BaRS payload decode table (domain facts 04). A combination that the table does not know is taken by what is
// certain in it, with a warning, because refusing it could lose a call.

#include <string>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/fhir/bundle.hpp"

namespace carehub::fhir {

enum class Meaning { new_validation, new_referral, update, cancel, response, new_booking };

struct Reading {
  Meaning meaning = Meaning::new_referral;
  bool validation = false;        // clinical validation of an ambulance call
  bool booking = false;           // about an appointment
  bool entered_in_error = false;  // of a cancellation: it should never have been sent
  std::string use_case;           // "a4t3" as sent, lower case; empty if none
  std::vector<std::string> warnings;
};

// Errors: invalid_input when the message says nothing that could be acted on.
[[nodiscard]] Result<Reading> read_meaning(const Bundle& bundle);

// The request in the bundle: the one in focus, else the first; not given if there is none.
[[nodiscard]] Resource request_of(const Bundle& bundle);
[[nodiscard]] Resource appointment_of(const Bundle& bundle);
// The Encounter of the side that answers: the one in focus, else one that the request does not name as its own.
[[nodiscard]] Resource responder_encounter(const Bundle& bundle);

}  // namespace carehub::fhir
