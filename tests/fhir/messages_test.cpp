// One invented message of each kind.

#include "support.hpp"

namespace carehub::fhir {

TEST_CASE("bars: a validation request carries breach time, clock start, category and requester", "[fhir]") {
  const Message message = taken(own("validation_request.json"));
  CHECK(message.kind == MessageKind::validation_request);
  const auto& command = std::get<RegisterCase>(message.command);
  const Referral& referral = command.referral;
  CHECK(referral.source == Source::ambulance999);
  CHECK(referral.ambulance.validation);
  CHECK(referral.ambulance.category == AmbulanceCategory::c3);
  CHECK(iso8601(referral.ambulance.breach_at.value()) == "2026-11-22T20:08:00Z");
  CHECK(iso8601(referral.ambulance.clock_start.value()) == "2026-11-22T19:38:00Z");
  CHECK(referral.ambulance.requester == "Invented Ambulance Service (RYE)");
  CHECK(referral.referrer == "Sam Marlow, Invented Ambulance Service");
  CHECK(referral.referrer_ods == "RYE");
  CHECK_FALSE(command.triage.has_value());
  CHECK_FALSE(command.received.has_value());
}

TEST_CASE("bars: person, place, flags and story of a request are read", "[fhir]") {
  const Referral referral = referral_in(taken(own("validation_request.json")));
  CHECK(referral.person.name == "Mabel Invented");
  CHECK(referral.person.nhs_number == "9990000018");
  CHECK(referral.person.nhs_number_status == NhsNumberStatus::well_formed);
  CHECK(referral.person.born.has_value());
  CHECK(referral.person.age_years == 83);
  CHECK(referral.person.sex == "female");
  REQUIRE(referral.person.contacts.size() >= 2);
  CHECK(referral.person.contacts[0].phone == "01632960111");
  CHECK(referral.person.contacts[0].call_back);
  CHECK(referral.person.contacts[0].relation == "daughter");
  CHECK_FALSE(referral.person.contacts[1].call_back);
  CHECK(referral.location.position == coordinates_from_degrees(50.6998, -1.2944));
  CHECK(referral.location.postcode == "PO30 1AA");
  CHECK_FALSE(referral.location.doubtful);
  CHECK(referral.symptom_group == "SG1137");
  CHECK(referral.symptom_discriminator == "SD4033");
  CHECK(referral.disposition == "Dx0122");
  CHECK(referral.summary == "Palpitations");
  CHECK(referral.narrative.find("sits up in bed.\nLives alone.") != std::string::npos);
  CHECK(referral.consent == "direct care");
  CHECK(kept(referral, "GP practice") == "Invented Surgery (J84001)");
  CHECK(referral.warnings.empty());
}

TEST_CASE("bars: every flag is kept with its kind and code", "[fhir]") {
  const Referral referral = referral_in(taken(own("validation_request.json")));
  REQUIRE(referral.flags.size() == 4);
  CHECK(referral.flags[0] == Flag{FlagKind::scene_safety, "UNK", "Scene safety is not known: it was not asked"});
  CHECK(referral.flags[1] == Flag{FlagKind::safeguarding, "766561000000109", "Adult safeguarding concern (finding)"});
  CHECK(referral.flags[2].kind == FlagKind::respect);
  CHECK(referral.flags[3].kind == FlagKind::reasonable_adjustment);
}

TEST_CASE("bars: an unsafe scene says so first, whatever text came with it", "[fhir]") {
  const std::string text = changed(own("validation_request.json"), "\"code\": \"UNK\"", "\"code\": \"U\"");
  const Referral referral = referral_in(taken(changed(text, "\"display\": \"Unknown\"", "\"display\": \"Dog loose\"")));
  CHECK(referral.flags.at(0) == Flag{FlagKind::scene_safety, "U", "The scene is NOT safe: Dog loose"});
}

TEST_CASE("bars: each flag category has its kind", "[fhir]") {
  const auto kind_for = [](const std::string& category) {
    const std::string text =
        changed(own("validation_request.json"), "\"code\": \"RT\"", "\"code\": \"" + category + "\"");
    return referral_in(taken(text)).flags.at(2).kind;
  };
  CHECK(kind_for("RS") == FlagKind::rejected_services);
  CHECK(kind_for("IR") == FlagKind::infection_risk);
  CHECK(kind_for("RC") == FlagKind::repeat_caller);
  CHECK(kind_for("AC") == FlagKind::agency_contacted);
  CHECK(kind_for("API") == FlagKind::additional_information);
  CHECK(kind_for("NEW1") == FlagKind::other);
}

TEST_CASE("bars: journey, request, case number and message are external identifiers", "[fhir]") {
  const Message message = taken(own("validation_request.json"));
  CHECK(external(message.external_ids, "journey") == "7a000000-0000-4000-8000-000000000001");
  CHECK(external(message.external_ids, "service_request") == "00000000-0000-4000-8000-000000000002");
  CHECK(external(message.external_ids, "cad") == "https://sender.example/Id/case-number|CAD-4711");
  CHECK(external(message.external_ids, "bundle") == "11111111-0000-4000-8000-000000000001");
  CHECK(external(message.external_ids, "message") == message.message_id);
  CHECK(referral_in(message).external_ids == message.external_ids);
}

TEST_CASE("bars: an update keeps the identifiers and carries the new category and breach time", "[fhir]") {
  const Message first = taken(own("validation_request.json"));
  const Message update = taken(own("validation_update.json"));
  CHECK(update.kind == MessageKind::validation_update);
  const Referral referral = referral_in(update);
  CHECK(std::holds_alternative<UpdateReferral>(update.command));
  CHECK(external(update.external_ids, "service_request") == external(first.external_ids, "service_request"));
  CHECK(update.message_id != first.message_id);
  CHECK(referral.ambulance.category == AmbulanceCategory::c4);
  CHECK(iso8601(referral.ambulance.breach_at.value()) == "2026-11-22T20:38:00Z");
  CHECK(std::get<UpdateReferral>(update.command).note.find("C4") != std::string::npos);
  CHECK(taken(own("referral_update.json")).kind == MessageKind::referral_update);
}

TEST_CASE("bars: a revoked request was right and has changed; an error should never have been sent", "[fhir]") {
  const auto revoked = std::get<CancelCase>(taken(own("cancellation_revoked.json")).command);
  CHECK_FALSE(revoked.entered_in_error);
  CHECK(revoked.reason.find("Invented Ambulance Service") != std::string::npos);
  CHECK(external(revoked.external_ids, "service_request") == "00000000-0000-4000-8000-000000000002");
  CHECK(taken(own("cancellation_revoked.json")).warnings.empty());
  const Message error = taken(own("cancellation_in_error.json"));
  CHECK(error.kind == MessageKind::cancellation);
  CHECK(std::get<CancelCase>(error.command).entered_in_error);
}

TEST_CASE("bars: a cancellation never finds its case by the journey, which joins several requests", "[fhir]") {
  const std::string text = changed(own("validation_request.json"), "\"status\": \"active\",\n    \"intent\"",
                                   "\"status\": \"revoked\",\n    \"intent\"");
  const auto cancel = std::get<CancelCase>(taken(text).command);
  CHECK(external(cancel.external_ids, "journey").empty());
  CHECK_FALSE(external(cancel.external_ids, "service_request").empty());
}

TEST_CASE("bars: a coded fall is triaged as a fall, with its story and language", "[fhir]") {
  const Message message = taken(own("referral_fall.json"));
  CHECK(message.kind == MessageKind::referral);
  const auto& command = std::get<RegisterCase>(message.command);
  CHECK(command.referral.source == Source::call_for_care);
  REQUIRE(command.triage.has_value());
  CHECK(command.triage->need == Need::falls);
  CHECK(command.referral.summary == "Fall");
  CHECK(command.referral.person.communication_needs == "speaks Polish");
  CHECK(command.referral.narrative.find("Found on the bathroom floor") != std::string::npos);
  CHECK_FALSE(command.referral.ambulance.breach_at.has_value());
  CHECK(kept(command.referral, "Wanted until") == "Sun 22 Nov 2026 21:30");
}

TEST_CASE("bars: a need that is not certain is left to a navigator", "[fhir]") {
  const auto triage = [](const std::string& text) { return std::get<RegisterCase>(taken(text).command).triage; };
  const std::string fall = own("referral_fall.json");
  CHECK_FALSE(triage(changed(changed(fall, "\"1912002\"", "\"60845006\""), "\"Fall\"", "\"Dyspnoea\"")).has_value());
  CHECK_FALSE(triage(changed(fall, "\"code\": \"S\"", "\"code\": \"U\"")).has_value());
  CHECK_FALSE(triage(changed(fall, "local-call-for-care", "a1t1")).has_value());
  CHECK_FALSE(triage(changed(own("referral_111_crisis.json"), "DX92", "Dx02")).has_value());
  CHECK_FALSE(triage(changed(own("referral_111_crisis.json"), "DX92", "Dx9999")).has_value());
}

TEST_CASE("bars: an answer is accepted, rejected with its code, or final with its outcome", "[fhir]") {
  const Message accepted = taken(own("response_accepted.json"));
  CHECK(accepted.kind == MessageKind::response);
  CHECK(std::get<RecordResponse>(accepted.command).kind == "accepted");
  CHECK(external(std::get<RecordResponse>(accepted.command).external_ids, "bundle") ==
        "11111111-0000-4000-8000-000000000001");
  const auto rejected = std::get<RecordResponse>(taken(own("response_rejected.json")).command);
  CHECK(rejected.kind == "rejected");
  CHECK(rejected.reason == "FC Failed contact: No answer after three calls");
  const auto final_answer = std::get<RecordResponse>(taken(own("response_final.json")).command);
  CHECK(final_answer.kind == "final");
  CHECK(final_answer.reason.find("PATLIFT Patient has been lifted") != std::string::npos);
  CHECK(final_answer.reason.find("C5") != std::string::npos);
  CHECK(final_answer.note.find("Lifted, no injury") != std::string::npos);
  CHECK(final_answer.note.find("HUB-1042") != std::string::npos);
}

TEST_CASE("bars: the acknowledgement of a request is an answer, not a second call", "[fhir]") {
  std::string text = own("response_accepted.json");
  text = changed(changed(text, "servicerequest-response", "servicerequest-request"), "in-progress", "planned");
  text = changed(text, "\"reference\": \"urn:uuid:00000000-0000-4000-8000-000000000007\"",
                 "\"reference\": \"urn:uuid:00000000-0000-4000-8000-000000000002\"");
  const Message message = taken(text);
  CHECK(std::get<RecordResponse>(message.command).kind == "interim");
}

TEST_CASE("bars: a booking becomes a case that says when and where, without the service's own position", "[fhir]") {
  const Message message = taken(own("booking_request.json"));
  CHECK(message.kind == MessageKind::booking);
  const Referral referral = referral_in(message);
  CHECK(referral.summary == "Booking, Mon 23 Nov 2026 09:30: Invented Urgent Treatment Centre");
  CHECK(referral.source == Source::nhs111);
  CHECK_FALSE(referral.location.position.has_value());
  CHECK(referral.location.postcode == "PO33 2AA");
  CHECK(external(message.external_ids, "appointment") == "00000000-0000-4000-8000-000000000302");
  CHECK(warns(referral.warnings, "No slot of this hub has been taken"));
  CHECK(referral.narrative.find("Cut hand") != std::string::npos);
  const Message cancelled = taken(own("booking_cancelled.json"));
  CHECK(external(std::get<CancelCase>(cancelled.command).external_ids, "appointment") ==
        "00000000-0000-4000-8000-000000000302");
}

TEST_CASE("bars: the same message has the same identity, whatever its white space", "[fhir]") {
  const std::string text = own("validation_request.json");
  std::string packed;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && text[i - 1] != '\\') quoted = !quoted;
    if (quoted || (text[i] != '\n' && text[i] != ' ')) packed.push_back(text[i]);
  }
  CHECK(packed.size() < text.size());
  CHECK(taken(packed).message_id == taken(text).message_id);
}

TEST_CASE("bars: another message under a used identifier is not taken for a repeat", "[fhir]") {
  const std::string first = own("validation_request.json");
  const std::string second = changed(first, "Palpitations since", "Chest pain since");
  CHECK(taken(first).message_id != taken(second).message_id);
  CHECK(external(taken(first).external_ids, "bundle") == external(taken(second).external_ids, "bundle"));
}

}  // namespace carehub::fhir
