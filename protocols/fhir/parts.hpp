#pragma once
// The parts of a referral, each read by a function of its own. None of them fails: what cannot be read is kept as it
// was sent, or said in a warning.

#include <optional>
#include <string>

#include "protocols/domain/referral.hpp"
#include "protocols/fhir/bundle.hpp"
#include "protocols/fhir/meaning.hpp"

namespace carehub::fhir {

// A referral while it is read.
struct Draft {
  const Bundle& bundle;
  const Calendar& calendar;
  const Reading& reading;
  Resource request;  // ServiceRequest, else Appointment; may be absent
  Referral referral;

  void warn(std::string text) { referral.warnings.push_back(std::move(text)); }
  // Keeps a fact that has no member of its own.
  void keep(std::string name, std::string value) {
    if (!value.empty()) referral.observations.push_back({std::move(name), std::move(value), std::nullopt});
  }
  // Adds a paragraph to the story, once.
  void tell(std::string paragraph);
};

void add_identifiers(Draft& draft);     // external ids; the message's own is added by the caller
void add_person(Draft& draft);          // name, NHS number, birth, contacts, communication
void add_location(Draft& draft);        // where the person is
void add_triage_outcome(Draft& draft);  // CarePlan: SG, SD, Dx, ambulance category, narrative, clock start
void add_flags(Draft& draft);
void add_clinical(Draft& draft);  // conditions, observations, medication, log entries, questionnaires
void add_sender(Draft& draft);    // referrer, organisations, source, consent
void add_booking(Draft& draft);   // an appointment made elsewhere

// A need that the message states for certain; otherwise none, and a navigator decides. Never for validation requests.
[[nodiscard]] std::optional<Triage> certain_triage(const Draft& draft);

// Keeps the referral within what a link carries. Text that is too long is cut at the end, and a warning says so.
void fit(Referral& referral);

// A time as sent. One without a zone is taken as London time, with a warning that names the field.
[[nodiscard]] std::optional<Instant> read_time(const Node& node, std::string_view field, Draft& draft);
// "Sun 22 Nov 2026 19:42"
[[nodiscard]] std::string time_words(const Calendar& calendar, Instant at);
// The text up to so many bytes, never ending inside a character.
[[nodiscard]] std::string first_bytes(std::string_view text, std::size_t max);
// Text with literal "/n" turned into line breaks, as some senders write them.
[[nodiscard]] std::string with_line_breaks(std::string_view text);

}  // namespace carehub::fhir
