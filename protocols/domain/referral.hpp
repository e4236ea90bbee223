#pragma once
// What is told when a case is taken in, on whatever channel. Everything may be missing; an unknown person is normal.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/clinical.hpp"
#include "protocols/domain/geo.hpp"
#include "protocols/domain/opening_hours.hpp"
#include "protocols/domain/skills.hpp"

namespace carehub {

struct Contact {
  std::string name;
  std::string relation;  // self, daughter, GP ...
  std::string phone;
  bool call_back = false;   // the one to ring (rank 1)
  bool non_public = false;  // shown to clinicians only
  bool operator==(const Contact&) const = default;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, relation, phone, call_back, non_public))

struct Flag {
  FlagKind kind = FlagKind::other;
  std::string code;  // as sent, kept even if unknown
  std::string text;
  bool operator==(const Flag&) const = default;
};
BOOST_DESCRIBE_STRUCT(Flag, (), (kind, code, text))

struct Person {
  std::string name;
  std::string nhs_number;  // ten digits, or as sent when malformed
  NhsNumberStatus nhs_number_status = NhsNumberStatus::absent;
  std::optional<LocalDay> born;
  std::optional<std::int32_t> age_years;  // as told, where the day of birth is not known
  std::string sex;
  std::vector<Contact> contacts;
  std::string communication_needs;
  bool housebound = false;
  std::string practice;  // ODS code of the GP practice, as told
  bool operator==(const Person&) const = default;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (name, nhs_number, nhs_number_status, born, age_years, sex, contacts, communication_needs,
                       housebound, practice))

struct Location {
  std::optional<Coordinates> position;
  std::string address;
  std::string postcode;
  std::string locality;   // name of a locality of the site, filled by the core from the position when empty
  bool doubtful = false;  // swapped, outside the area, or guessed: a person must confirm
  std::string doubt;      // why, in words
  std::string access;     // key safe and the like: the most protected field
  bool operator==(const Location&) const = default;
};
BOOST_DESCRIBE_STRUCT(Location, (), (position, address, postcode, locality, doubtful, doubt, access))

// An identifier of another system: a message, a journey, a request.
struct ExternalId {
  std::string system;  // "journey", "service_request", "message", "cad", or a URI
  std::string value;
  auto operator<=>(const ExternalId&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExternalId, (), (system, value))

// What an ambulance service or 111 says of the call it sends.
struct AmbulanceDetails {
  AmbulanceCategory category = AmbulanceCategory::none;
  std::string category_text;           // as sent
  bool validation = false;             // asks for clinical validation; ambulance owns the case until answered
  std::optional<Instant> breach_at;    // ServiceRequest.occurrencePeriod.end
  std::optional<Instant> clock_start;  // T5, CarePlan.period.start
  std::string requester;               // organisation that sends and gets the case back
  bool operator==(const AmbulanceDetails&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmbulanceDetails, (), (category, category_text, validation, breach_at, clock_start, requester))

struct Sbard {
  std::string situation, background, assessment, recommendation, decision;
  bool operator==(const Sbard&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sbard, (), (situation, background, assessment, recommendation, decision))

struct Observation {
  std::string name;   // "NEWS2", "pulse"
  std::string value;  // as told, with its unit
  std::optional<Instant> at;
  bool operator==(const Observation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Observation, (), (name, value, at))

struct Referral {
  Source source = Source::self_referral;
  std::string referrer;  // person and organisation that refers, in words
  std::string referrer_ods;
  std::string summary;    // the need in a few words: "New confusion"
  std::string narrative;  // the story
  Person person;
  Location location;
  std::vector<Flag> flags;
  std::vector<ExternalId> external_ids;
  AmbulanceDetails ambulance;
  std::string disposition;    // Dx code as sent, upper or lower case
  std::string symptom_group;  // SG, always a pair with the discriminator
  std::string symptom_discriminator;
  Sbard sbard;
  std::vector<Observation> observations;
  std::vector<std::string> red_flags;  // codes of red flags answered yes
  std::vector<std::string> warnings;   // what was doubtful in the message; nothing is dropped
  std::optional<Instant> on_floor_since;
  std::string consent;  // basis for sharing, for example direct care
  bool operator==(const Referral&) const = default;
};
BOOST_DESCRIBE_STRUCT(Referral, (),
                      (source, referrer, referrer_ods, summary, narrative, person, location, flags, external_ids,
                       ambulance, disposition, symptom_group, symptom_discriminator, sbard, observations, red_flags,
                       warnings, on_floor_since, consent))

// One thing known of the case: an answer given, as its fact takes it.
struct KnownFact {
  std::string fact;   // "time_on_floor_min"
  std::string value;  // "yes", "no", "40", "falls"
  bool operator==(const KnownFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(KnownFact, (), (fact, value))

// What triage decides: the need, who could meet it, how soon.
struct Triage {
  Need need = Need::other;
  Priority priority = Priority::p3;
  SkillSet skills;                    // all of them are needed
  std::vector<ServiceKind> services;  // kinds that may take it, best first; empty: by need
  std::string reason;
  std::optional<std::int32_t> visit_s;  // expected time with the person; none: as usual for the service
  ClinicalResult result = ClinicalResult::open;
  std::vector<ServiceKind> never;          // kinds that must not take it, whoever asks below a clinical navigator
  std::optional<std::int32_t> target_min;  // of the pathway
  std::vector<std::string> kit;
  std::vector<KnownFact> facts;    // every answer that was given
  std::vector<std::string> rules;  // that fired: "red_flag.chest_pain", "falls.long_lie"
  std::string pathway;             // with its version: "falls 1"
  std::string edition;             // of the clinical content
  bool operator==(const Triage&) const = default;
};
BOOST_DESCRIBE_STRUCT(Triage, (),
                      (need, priority, skills, services, reason, visit_s, result, never, target_min, kit, facts, rules,
                       pathway, edition))

// Age in days: of whoever's birthday is not known, at the last birthday that the years told leave open.
// Source: NHS Directory of Services: 365.25 days a year, rounded down.
[[nodiscard]] std::optional<std::int32_t> age_days(const Person& person, LocalDay today);
// Age in whole years on the day of `at`, if anything is known of it.
[[nodiscard]] std::optional<std::int32_t> age_years(const Person& person, LocalDay today);
// "83", "80s" band: "under 1", "10s", "80s", or "age not known".
[[nodiscard]] std::string age_band(const Person& person, LocalDay today);

}  // namespace carehub
