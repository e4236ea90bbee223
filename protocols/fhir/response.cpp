#include "protocols/fhir/response.hpp"

#include "protocols/fhir/coding.hpp"

namespace carehub::fhir {
namespace {

void add_part(std::string& all, const std::string& part, std::string_view between) {
  if (part.empty()) return;
  if (!all.empty()) all += between;
  all += part;
}

// Source: BaRS decode table, responses (domain facts 04): in-progress is the start of the consultation, cancelled with
// a reason is a rejection, finished or triaged is the outcome.
std::string kind_by_encounter(const std::string& status, Draft& draft) {
  if (status == "planned" || status == "arrived") return "interim";
  if (status == "in-progress") return "accepted";
  if (status == "cancelled" || status == "entered-in-error") return "rejected";
  if (status == "finished" || status == "triaged") return "final";
  draft.warn("The answer does not say clearly what was decided; read it and ask the sender.");
  return "interim";
}

std::string kind_by_appointment(const std::string& status) {
  if (status == "booked" || status == "arrived" || status == "fulfilled") return "accepted";
  if (status == "cancelled" || status == "entered-in-error") return "rejected";
  return status == "noshow" ? "final" : "interim";
}

std::string kind_of(const Resource& encounter, const std::string& appointment, Draft& draft) {
  const std::string answer = lower(draft.bundle.first("MessageHeader").node["response"].text("code"));
  if (answer == "fatal-error" || answer == "transient-error") return "rejected";
  if (draft.reading.booking && !encounter.node.given()) return kind_by_appointment(appointment);
  return kind_by_encounter(lower(encounter.node.text("status")), draft);
}

std::string reason_of(const Resource& encounter, const std::string& appointment, const Draft& draft) {
  std::string reason;
  for (const Node& one : encounter.node.items("reasonCode")) {
    for (const Code& code : codes_of(one))
      if (code.system != "message-reason-encounter") add_part(reason, code_and_words(code), "; ");
    add_part(reason, one.text("text"), ": ");
  }
  for (const Observation& one : draft.referral.observations)
    if (one.name == "Outcome") add_part(reason, one.value, "; ");
  add_part(reason, draft.referral.ambulance.category_text, "; ");
  add_part(reason, draft.referral.disposition, "; ");
  if (appointment == "noshow") add_part(reason, "did not attend the appointment", "; ");
  const std::string answer = lower(draft.bundle.first("MessageHeader").node["response"].text("code"));
  if (answer.ends_with("error")) add_part(reason, "the other system could not take the message (" + answer + ")", "; ");
  return reason;
}

// Case numbers of the answering side: after an upgrade also that of the ambulance request raised.
std::string case_numbers(const Draft& draft) {
  std::string numbers;
  for (const Resource& encounter : draft.bundle.of("Encounter"))
    for (const Node& identifier : encounter.node.items("identifier"))
      add_part(numbers, identifier.text("value") + " (" + encounter.node.text("status") + ")", ", ");
  return numbers.empty() ? "" : "Case numbers: " + numbers;
}

std::string note_of(const Draft& draft) {
  std::string note;
  for (const Flag& flag : draft.referral.flags)
    add_part(note, std::string(name_of(flag.kind)) + ": " + (flag.text.empty() ? flag.code : flag.text), "\n");
  add_part(note, draft.referral.narrative, "\n");
  add_part(note, draft.referral.sbard.recommendation, "\n");
  for (const Observation& one : draft.referral.observations)
    if (one.value != "noted" && one.name != "Outcome") add_part(note, one.name + ": " + one.value, "\n");
  add_part(note, case_numbers(draft), "\n");
  for (const std::string& warning : draft.referral.warnings) add_part(note, "Doubtful: " + warning, "\n");
  constexpr std::size_t note_max = 14 * 1024;
  if (note.size() > note_max)
    note = first_bytes(note, note_max) + " ... (cut: the answer is longer than the hub can hold)";
  return note;
}

}  // namespace

RecordResponse read_response(Draft& draft) {
  const Resource encounter = responder_encounter(draft.bundle);
  const std::string appointment = lower(appointment_of(draft.bundle).node.text("status"));
  add_triage_outcome(draft);
  add_flags(draft);
  add_clinical(draft);
  RecordResponse response;
  response.kind = kind_of(encounter, appointment, draft);
  response.reason = reason_of(encounter, appointment, draft);
  if (response.kind == "rejected" && response.reason.empty())
    draft.warn("The answer rejects the request without a reason: ask the sender.");
  if (const std::string about = draft.bundle.first("MessageHeader").node["response"].text("identifier"); !about.empty())
    response.external_ids.push_back({"bundle", lower(about)});
  response.note = note_of(draft);
  return response;
}

}  // namespace carehub::fhir
