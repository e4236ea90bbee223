#pragma once
// One person's urgent need, from the call to its close. The record that state holds and consoles see.

#include <optional>
#include <string>
#include <vector>

#include "protocols/domain/explanation.hpp"
#include "protocols/domain/person_record.hpp"
#include "protocols/domain/referral.hpp"

namespace carehub {

// A running or ended clock. It is never reset: a move to another team or service keeps it.
struct Clock {
  ClockKind kind = ClockKind::two_hour;
  Instant started;
  Instant due;  // met up to and including this instant
  std::optional<Instant> stopped;
  ClockOutcome outcome = ClockOutcome::running;
  bool breach_seen = false;  // the breach was raised while still running
  std::string reason;        // why excluded
  bool operator==(const Clock&) const = default;
};
BOOST_DESCRIBE_STRUCT(Clock, (), (kind, started, due, stopped, outcome, breach_seen, reason))

// Who is, or is proposed to be, responsible for meeting the need.
struct Assignment {
  UnitKind kind = UnitKind::team;
  std::string unit;
  ServiceId service;
  Instant since;
  std::optional<Instant> expected;   // arrival
  std::optional<Instant> answer_by;  // a proposal or allocation not answered by then raises an alert
  std::string override_reason;       // given when a person chose other than the first offer
  CaseId after;                      // planned behind this case, which the unit has not been sent to yet
  bool held = false;                 // it waits on purpose; the unit is not kept for it
  bool operator==(const Assignment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Assignment, (), (kind, unit, service, since, expected, answer_by, override_reason, after, held))

struct HistoryEntry {
  Instant at;                       // when it was recorded
  std::string by;                   // who, in words: "M. Cole (navigator)", "CR2", "hub"
  std::string what;                 // "triaged: crisis, nurse"
  std::optional<Instant> happened;  // when it happened, if told and different
  bool operator==(const HistoryEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(HistoryEntry, (), (at, by, what, happened))

struct Claim {
  UserName user;
  Instant until;
  bool operator==(const Claim&) const = default;
};
BOOST_DESCRIBE_STRUCT(Claim, (), (user, until))

// A promise to ring somebody by a time. It stands until it is kept; what was kept is in the history.
struct Duty {
  std::int32_t number = 0;  // of this case, from 1
  DutyKind kind = DutyKind::call_back;
  Instant due;
  std::string to;     // whom to ring, in words
  std::string about;  // what for
  std::int32_t attempts = 0;
  bool operator==(const Duty&) const = default;
};
BOOST_DESCRIBE_STRUCT(Duty, (), (number, kind, due, to, about, attempts))

// Calls to hear whether somebody who waits is still well enough to wait.
struct Welfare {
  std::optional<Instant> heard;  // last spoken to
  std::optional<Instant> tried;  // last tried in vain since then
  std::int32_t attempts = 0;     // in vain since then
  bool operator==(const Welfare&) const = default;
};
BOOST_DESCRIBE_STRUCT(Welfare, (), (heard, tried, attempts))

struct Case {
  CaseId id;
  std::uint64_t version = 0;  // rises with every change
  CaseStatus status = CaseStatus::received;
  Instant received;
  Referral referral;
  std::optional<Triage> triage;
  std::vector<Clock> clocks;
  std::optional<Assignment> assignment;
  std::optional<Explanation> explanation;       // of the last decision
  std::optional<Instant> latest_safe_dispatch;  // of the tightest running clock, by the best option known
  std::vector<std::string> excluded_units;      // refused by the crew or excluded by a person
  std::optional<Claim> claim;
  std::vector<CaseId> possible_duplicates;
  CaseId duplicate_of;
  Outcome outcome = Outcome::none;
  std::optional<Instant> closed;
  bool fail_safe_fired = false;
  bool returned_to_ambulance = false;  // ownership went back to 999
  std::vector<HistoryEntry> history;
  std::optional<Instant> first_seen;  // first face to face contact, by a team or at a place
  std::uint64_t alerted = 0;          // bit per AlertKind raised for the present cause, so that it is raised once
  std::vector<Duty> duties;           // not yet kept
  Welfare welfare;
  std::vector<CaseId> earlier_calls;      // about the same person within the repeat window, newest first
  std::optional<Instant> accepted;        // the hub took the responsibility by a person's word
  std::optional<Instant> consultation;    // when a clinician began to speak with the person: in progress from then on
  std::vector<PersonField> known_fields;  // what is on record of the person, by kind; shown on asking
  std::string safety;                     // for whoever goes there: scene safety, from the person's record
  std::int32_t duties_given = 0;          // numbers used
  bool operator==(const Case&) const = default;
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, version, status, received, referral, triage, clocks, assignment, explanation,
                       latest_safe_dispatch, excluded_units, claim, possible_duplicates, duplicate_of, outcome, closed,
                       fail_safe_fired, returned_to_ambulance, history, first_seen, alerted, duties, welfare,
                       earlier_calls, accepted, consultation, known_fields, safety, duties_given))

// The running clock that is due first; none if no clock runs.
[[nodiscard]] const Clock* tightest_clock(const Case& c);
// The clock to show: the tightest running one, else the one that ended last, met or breached; null if there is none.
[[nodiscard]] const Clock* shown_clock(const Case& c);
// Only 999 may be sent, unless a clinical navigator decides otherwise: a red flag, or an ambulance category that is
// never for the community, C1, C2 and C2A (domain facts 02).
[[nodiscard]] bool red_flagged(const Case& c);
// Nobody is on the way yet: received, triaged or proposed.
[[nodiscard]] bool is_waiting(const Case& c);

}  // namespace carehub
