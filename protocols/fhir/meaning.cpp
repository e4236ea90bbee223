#include "protocols/fhir/meaning.hpp"

#include <algorithm>

#include "protocols/fhir/coding.hpp"

namespace carehub::fhir {
namespace {

struct Facts {
  std::string event;   // servicerequest-request ...
  std::string reason;  // new, update, delete
  std::string status;  // of the request or appointment
  bool has_request = false;
  bool has_appointment = false;
  bool has_patient = false;
};

bool is_cancelled(const std::string& status) {
  return status == "revoked" || status == "entered-in-error" || status == "cancelled";
}

Facts facts_of(const Bundle& bundle) {
  const Node header = bundle.first("MessageHeader").node;
  const Resource request = request_of(bundle);
  const Resource appointment = appointment_of(bundle);
  Facts facts;
  facts.event = lower(header["eventCoding"].text("code"));
  if (facts.event.empty()) facts.event = lower(system_name(header.text("eventUri")));
  for (const Code& code : codes_of(header["reason"])) facts.reason = lower(code.code);
  facts.has_request = request.node.given();
  facts.has_appointment = appointment.node.given();
  facts.has_patient = bundle.first("Patient").node.given();
  const bool booking = facts.event.starts_with("booking") || (!facts.has_request && facts.has_appointment);
  facts.status = lower((booking && facts.has_appointment ? appointment : request).node.text("status"));
  return facts;
}

// "validation" may stand in the category, or only in the message's definition or the request's profile.
bool asks_validation(const Bundle& bundle, Reading& reading) {
  for (const Node& category : appointment_of(bundle).node.items("serviceCategory"))
    if (Code code = code_in(codes_of(category), "usecases-categories-bar"); !code.code.empty())
      reading.use_case = lower(code.code);
  const Node request = request_of(bundle).node;
  bool stated = false;
  bool validation = false;
  for (const Code& code : codes_of(request["category"])) {
    const std::string value = lower(code.code);
    if (value == "validation") stated = validation = true;
    if (value == "referral") stated = true;
    if (code.system == "usecases-categories-bar") reading.use_case = value;
  }
  if (stated || !request.given()) return validation;
  const Node header = bundle.first("MessageHeader").node;
  validation = header.text("definition").find("validation") != std::string::npos;
  for (const Node& profile : request["meta"].items("profile"))
    validation = validation || profile.text().find("validation") != std::string::npos;
  reading.warnings.push_back(
      std::string("The message does not say whether it is a referral or a validation request; taken as a ") +
      (validation ? "validation request." : "referral."));
  return validation;
}

// The answer that a receiver gives at once carries the request again, with an Encounter of its own that is planned.
bool is_acknowledgement(const Bundle& bundle) {
  const std::vector<Resource> encounters = bundle.of("Encounter");
  if (encounters.size() < 2) return false;
  return lower(responder_encounter(bundle).node.text("status")) == "planned";
}

void warn_of_oddities(const Bundle& bundle, const Facts& facts, Reading& reading) {
  const auto warn = [&](std::string text) { reading.warnings.push_back(std::move(text)); };
  if (facts.reason.empty()) warn("The message gives no reason (new, update or delete); taken by its status.");
  if (facts.reason == "delete" && !is_cancelled(facts.status))
    warn("The message is marked delete, but its request is not cancelled. It was NOT cancelled here: ask the sender.");
  if (reading.meaning == Meaning::cancel && facts.reason != "update")
    warn("Cancelled by its status; the message is marked '" + facts.reason + "'.");
  if (!facts.has_patient) warn("The message holds no patient.");
  const bool taken_in = reading.meaning == Meaning::new_validation || reading.meaning == Meaning::new_referral;
  if (!taken_in) return;
  if (!facts.has_request) warn("The message holds no ServiceRequest; the kind of request is not certain.");
  if (facts.has_request && facts.status != "active")
    warn("The request's status is '" + facts.status + "', not active: ask the sender whether it still stands.");
  const Node plan = bundle.first("CarePlan").node;
  const std::string expected = reading.validation ? "active" : "completed";
  if (!plan.given()) {
    warn("The message holds no care plan: triage outcome and clock start are not known.");
  } else if (lower(plan.text("status")) != expected) {
    warn("The sender's care plan is '" + lower(plan.text("status")) + "', not " + expected +
         ": its assessment may not be finished.");
  }
}

Result<Meaning> meaning_of(const Bundle& bundle, const Facts& facts, Reading& reading) {
  if (facts.event.ends_with("-response")) return Meaning::response;
  if (!facts.has_request && !facts.has_appointment && !facts.has_patient)
    return fail(ErrorCode::invalid_input, "Bundle.entry",
                "the message holds no request, no appointment and no patient; there is nothing to act on");
  if (!facts.event.ends_with("-request"))
    reading.warnings.push_back("The message's event is missing or unknown; taken by what it holds.");
  if (is_cancelled(facts.status)) {
    reading.entered_in_error = facts.status == "entered-in-error";
    return Meaning::cancel;
  }
  if (facts.reason == "update" || facts.reason == "delete") return Meaning::update;
  if (reading.booking) return Meaning::new_booking;
  if (is_acknowledgement(bundle)) return Meaning::response;
  return reading.validation ? Meaning::new_validation : Meaning::new_referral;
}

}  // namespace

Resource request_of(const Bundle& bundle) {
  Resource focused = bundle.focus("ServiceRequest");
  return focused.node.given() ? focused : bundle.first("ServiceRequest");
}

Resource appointment_of(const Bundle& bundle) {
  Resource focused = bundle.focus("Appointment");
  return focused.node.given() ? focused : bundle.first("Appointment");
}

Resource responder_encounter(const Bundle& bundle) {
  if (Resource focused = bundle.focus("Encounter"); focused.node.given()) return focused;
  const std::string own = bare_id(request_of(bundle).node["encounter"].text("reference"));
  const std::vector<Resource> encounters = bundle.of("Encounter");
  for (const Resource& encounter : encounters)
    if (encounter.url_id != own && lower(encounter.own_id) != own) return encounter;
  return encounters.empty() ? Resource{} : encounters.back();
}

Result<Reading> read_meaning(const Bundle& bundle) {
  const Facts facts = facts_of(bundle);
  Reading reading;
  reading.booking = facts.event.starts_with("booking") || (!facts.has_request && facts.has_appointment);
  reading.validation = asks_validation(bundle, reading);
  CAREHUB_TRY(reading.meaning, meaning_of(bundle, facts, reading));
  warn_of_oddities(bundle, facts, reading);
  return reading;
}

}  // namespace carehub::fhir
