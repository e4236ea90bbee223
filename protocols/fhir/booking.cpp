// A booking made elsewhere: the vocabulary has no person's slot of another service, so it is a referral that carries
// it.

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {

void add_booking(Draft& draft) {
  const Node& appointment = draft.request.node;
  Referral& referral = draft.referral;
  const auto start = read_time(appointment["start"], "Appointment.start", draft);
  const auto end = read_time(appointment["end"], "Appointment.end", draft);
  std::string where = draft.bundle.first("HealthcareService").node.text("name");
  if (where.empty()) where = words_of(appointment["serviceCategory"]);
  const std::string when = start ? time_words(draft.calendar, *start) : "time not given";
  referral.summary = "Booking, " + when + (where.empty() ? "" : ": " + where);
  draft.keep("Booked from", when);
  if (end) draft.keep("Booked until", time_words(draft.calendar, *end));
  draft.keep("Booking status", appointment.text("status"));
  draft.keep("Booked for", words_of(appointment["serviceCategory"]));
  for (const Node& reason : appointment.items("reasonCode")) draft.tell(words_of(reason));
  draft.tell(with_line_breaks(appointment.text("description")));
  draft.tell(with_line_breaks(appointment.text("comment")));
  if (!start) draft.warn("The booking gives no time that can be read: ask the sender.");
  if (lower(appointment.text("status")) == "noshow") draft.warn("The person did not attend the appointment.");
  draft.warn("A booking made by another system. No slot of this hub has been taken for it: check it with the service.");
}

}  // namespace carehub::fhir
