#include "protocols/fhir/bars.hpp"

#include <algorithm>
#include <boost/json/value.hpp>

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/json_text.hpp"
#include "protocols/fhir/parts.hpp"
#include "protocols/fhir/response.hpp"

namespace carehub::fhir {
namespace {

// Only names of the standard are shown; anything else could be patient text.
std::string safe_name(const std::string& name) {
  const bool safe = !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  return safe ? name : "?";
}

std::string outcome_codes(const Node& root) {
  std::string all;
  for (const Node& issue : root.items("issue")) {
    all += (all.empty() ? "" : ", ") + safe_name(issue.text("code"));
    for (const Code& code : codes_of(issue["details"])) all += " " + safe_name(code.code);
  }
  return all.empty() ? "no code" : all;
}

std::unexpected<Error> refuse_resource(const Node& root, const std::string& type) {
  constexpr std::string_view only = "only message bundles ($process-message) are taken";
  if (type.empty())
    return fail(ErrorCode::invalid_input, "resourceType", "not a FHIR document: it has no resourceType");
  if (type == "OperationOutcome")
    return fail(ErrorCode::unsupported, type, "another system's report of success or failure ({}); it asks for nothing",
                outcome_codes(root));
  if (type == "CapabilityStatement")
    return fail(ErrorCode::unsupported, type, "a description of what a server can do; it asks for nothing");
  if (type == "Parameters") return fail(ErrorCode::unsupported, type, "parameters of another call; {}", only);
  return fail(ErrorCode::unsupported, safe_name(type), "a single {} on its own says nothing about whom it is for; {}",
              safe_name(type), only);
}

Result<void> check_bundle(const Node& root) {
  const std::string type = root.text("resourceType");
  if (type != "Bundle") return refuse_resource(root, type);
  const std::string kind = lower(root.text("type"));
  if (kind == "searchset")
    return fail(ErrorCode::unsupported, "Bundle.type",
                "the answer to a search (searchset), not a message; it asks for nothing");
  if (kind == "collection" || kind == "document")
    return fail(ErrorCode::unsupported, "Bundle.type", "a {}, not a BaRS message; ask the sender for a message bundle",
                kind);
  if (kind != "message")
    return fail(ErrorCode::unsupported, "Bundle.type", "a bundle of type '{}', not a message", safe_name(kind));
  if (root.items("entry").empty())
    return fail(ErrorCode::invalid_input, "Bundle.entry", "a message with nothing in it");
  return {};
}

std::string bundle_id(const Bundle& bundle) {
  for (const std::string& id : {bundle.root()["identifier"].text("value"), bundle.root().text("id"),
                                bundle.first("MessageHeader").own_id, bundle.first("MessageHeader").url_id})
    if (!id.empty()) return lower(id);
  return {};
}

// Two senders have been seen to use one identifier for different messages, so the content counts too: only a true
// repeat is a duplicate.
void add_message_ids(const std::string& id, const std::string& mark, Draft& draft) {
  draft.referral.external_ids.push_back({"message", (id.empty() ? "no-id" : id) + "#" + mark});
  if (!id.empty()) draft.referral.external_ids.push_back({"bundle", id});
  if (id.empty()) draft.warn("The message has no identifier; a repeat of it is known only by its content.");
}

void read_referral(Draft& draft) {
  const Node& request = draft.request.node;
  draft.referral.ambulance.validation = draft.reading.validation;
  add_identifiers(draft);
  add_person(draft);
  add_location(draft);
  add_triage_outcome(draft);
  add_flags(draft);
  add_clinical(draft);
  add_sender(draft);
  if (draft.reading.booking && draft.reading.meaning != Meaning::cancel) add_booking(draft);
  const auto until = read_time(request["occurrencePeriod"]["end"], "ServiceRequest.occurrencePeriod.end", draft);
  const auto from = read_time(request["occurrencePeriod"]["start"], "ServiceRequest.occurrencePeriod.start", draft);
  if (draft.reading.validation) {
    draft.referral.ambulance.breach_at = until;
    if (!until)
      draft.warn("No validation breach time was sent: ask the ambulance service when it must have an answer.");
  } else {
    if (from) draft.keep("Wanted from", time_words(draft.calendar, *from));
    if (until) draft.keep("Wanted until", time_words(draft.calendar, *until));
  }
  if (const auto written = read_time(request["authoredOn"], "ServiceRequest.authoredOn", draft))
    draft.keep("Request written", time_words(draft.calendar, *written));
  draft.keep("Priority of the request", request.text("priority"));
  if (draft.referral.summary.empty()) draft.referral.summary = words_of(request["category"]);
}

std::vector<ExternalId> only(const std::vector<ExternalId>& ids, std::initializer_list<std::string_view> systems) {
  std::vector<ExternalId> kept;
  for (const std::string_view system : systems)
    for (const ExternalId& id : ids)
      if (id.system == system) kept.push_back(id);
  return kept;
}

std::string sender_words(const Draft& draft) {
  std::string words = draft.referral.referrer.empty() ? "the sender" : draft.referral.referrer;
  if (!draft.referral.referrer_ods.empty()) words += " (" + draft.referral.referrer_ods + ")";
  return words;
}

// A journey joins several requests of one person, so it never decides which request is cancelled.
Result<Command> cancellation(const Draft& draft) {
  const std::vector<ExternalId> ids = only(draft.referral.external_ids, {"service_request", "appointment", "message"});
  if (only(ids, {"service_request", "appointment"}).empty())
    return fail(ErrorCode::invalid_input, "Bundle.entry",
                "a cancellation that names no request; ask the sender which one it means");
  std::string reason =
      (draft.reading.entered_in_error ? "sent in error, says " : "withdrawn by ") + sender_words(draft);
  const Node& request = draft.request.node;
  for (const Node& member : {request["statusReason"], request["cancelationReason"], request["note"]})
    if (const std::string words = words_of(member); !words.empty()) reason += ": " + words;
  return Command{CancelCase{CaseId{}, first_bytes(reason, 2000), draft.reading.entered_in_error, ids}};
}

Command update(const Draft& draft) {
  std::string note = "updated by " + sender_words(draft);
  if (!draft.referral.ambulance.category_text.empty()) note += "; " + draft.referral.ambulance.category_text;
  if (draft.referral.ambulance.breach_at)
    note += "; answer wanted by " + time_words(draft.calendar, *draft.referral.ambulance.breach_at);
  return UpdateReferral{CaseId{}, draft.referral, std::move(note)};
}

MessageKind kind_of(const Reading& reading) {
  switch (reading.meaning) {
    case Meaning::new_validation:
      return MessageKind::validation_request;
    case Meaning::new_referral:
      return MessageKind::referral;
    case Meaning::new_booking:
      return MessageKind::booking;
    case Meaning::cancel:
      return MessageKind::cancellation;
    case Meaning::response:
      return MessageKind::response;
    case Meaning::update:
      break;
  }
  if (reading.booking) return MessageKind::booking;
  return reading.validation ? MessageKind::validation_update : MessageKind::referral_update;
}

Command respond(Draft& draft) {
  RecordResponse response = read_response(draft);
  for (ExternalId& id : only(draft.referral.external_ids, {"service_request", "appointment", "message"}))
    response.external_ids.push_back(std::move(id));
  return response;
}

Result<Command> command_of(Draft& draft) {
  if (draft.reading.meaning == Meaning::response) {
    add_identifiers(draft);
    return respond(draft);
  }
  if (draft.reading.meaning == Meaning::cancel) {
    add_identifiers(draft);
    add_sender(draft);
    draft.referral.warnings = draft.reading.warnings;  // doubts about the person no longer matter
    return cancellation(draft);
  }
  read_referral(draft);
  fit(draft.referral);
  if (draft.reading.meaning == Meaning::update) return update(draft);
  return RegisterCase{draft.referral, certain_triage(draft), std::nullopt};
}

}  // namespace

Result<Message> read_message(std::string_view json, const Calendar& calendar) {
  CAREHUB_TRY(const boost::json::value document, parse_json(json));
  const Node root{&document};
  CAREHUB_CHECK(check_bundle(root));
  const Bundle bundle{root};
  CAREHUB_TRY(const Reading reading, read_meaning(bundle));
  Draft draft{bundle, calendar, reading, reading.booking ? appointment_of(bundle) : request_of(bundle), {}};
  draft.referral.warnings = reading.warnings;
  const std::string id = bundle_id(bundle);
  add_message_ids(id, content_mark(document), draft);
  CAREHUB_TRY(Command command, command_of(draft));
  return Message{kind_of(reading), draft.referral.external_ids.front().value, draft.referral.external_ids,
                 std::move(command), draft.referral.warnings};
}

}  // namespace carehub::fhir
