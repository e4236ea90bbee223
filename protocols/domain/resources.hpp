#pragma once
// Live state of teams, places and services. What they are by roster stands in the site (site.hpp).

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/geo.hpp"
#include "protocols/domain/skills.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

// A visit promised to a team: the first of its queue is the current one.
struct Visit {
  CaseId case_id;
  Instant expected_arrival;
  Instant expected_end;
  bool operator==(const Visit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Visit, (), (case_id, expected_arrival, expected_end))

struct Team {
  TeamId id;
  std::uint64_t version = 0;
  ServiceId service;
  SkillSet skills;
  TeamStatus status = TeamStatus::off_duty;
  Instant status_since;
  std::optional<Coordinates> position;
  std::optional<Instant> position_at;
  bool position_doubtful = false;     // impossible jump, or outside the area
  std::optional<Instant> last_heard;  // any report of the crew
  std::optional<Instant> shift_start;
  std::optional<Instant> shift_end;
  std::optional<Instant> break_until;
  std::optional<Instant> break_planned;  // start of the next planned break
  std::vector<Visit> queue;
  std::string reported;            // an impossible transition as the crew reported it, until resolved
  std::string crew;                // names or numbers of the crew, as signed on
  bool retired = false;            // no longer in the site file
  std::uint64_t alerted = 0;       // bit per AlertKind raised for the present cause
  UserName crew_user;              // the only one of the crew role who may act for it; empty: signed on by the desk
  std::optional<Instant> safe_at;  // when its crew last said something itself; positions do not count
  bool operator==(const Team&) const = default;
};
BOOST_DESCRIBE_STRUCT(Team, (),
                      (id, version, service, skills, status, status_since, position, position_at, position_doubtful,
                       last_heard, shift_start, shift_end, break_until, break_planned, queue, reported, crew, retired,
                       alerted, crew_user, safe_at))

struct Place {
  PlaceId id;
  std::uint64_t version = 0;
  ServiceId service;
  std::int32_t capacity = 0;
  std::optional<std::int32_t> occupied;  // as last counted by staff
  std::optional<Instant> counted_at;
  std::string counted_by;
  std::vector<CaseId> travelling;  // signposted, not yet arrived: they hold a place
  bool closed_by_staff = false;
  std::string closed_reason;
  bool retired = false;
  std::uint64_t alerted = 0;     // bit per AlertKind raised for the present cause
  Instant watched_from;          // a stale figure is looked for from here on
  std::vector<Instant> leaving;  // when those who arrived are expected to leave, the first one first
  bool operator==(const Place&) const = default;
};
BOOST_DESCRIBE_STRUCT(Place, (),
                      (id, version, service, capacity, occupied, counted_at, counted_by, travelling, closed_by_staff,
                       closed_reason, retired, alerted, watched_from, leaving))

struct ServiceState {
  ServiceId id;
  std::uint64_t version = 0;
  Mode mode = Mode::propose;
  std::optional<std::int32_t> free;      // slots or workers free now, as reported
  std::optional<std::int32_t> queue;     // people waiting
  std::optional<std::int32_t> wait_min;  // minutes to an answer or the next visit
  std::vector<Instant> free_slots;       // bookable, sorted
  std::vector<CaseId> booked;            // open cases that hold a slot or stand in the queue
  std::optional<Instant> reported_at;
  std::string reported_by;
  bool not_accepting = false;
  std::string note;
  bool retired = false;
  std::uint64_t alerted = 0;         // bit per AlertKind raised for the present cause
  std::vector<std::int32_t> recent;  // free, every 15 minutes, newest last; -1 unknown
  Instant watched_from;              // a stale figure is looked for from here on
  bool operator==(const ServiceState&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServiceState, (),
                      (id, version, mode, free, queue, wait_min, free_slots, booked, reported_at, reported_by,
                       not_accepting, note, retired, alerted, recent, watched_from))

struct Alert {
  AlertId id;
  std::uint64_t version = 0;
  AlertKind kind = AlertKind::due_soon;
  Severity severity = Severity::medium;
  AlertState state = AlertState::open;
  CaseId case_id;  // the object: exactly one of these four or a home, or none for the hub itself
  TeamId team;
  PlaceId place;
  ServiceId service;
  Instant raised;
  std::string text;      // what a person must act on; no patient text
  std::string taken_by;  // who acknowledged or shelved it
  std::optional<Instant> shelved_until;
  bool escalated = false;
  std::string note;
  HomeId home;          // of a care home,
  ResidentId resident;  // or of one of its residents
  bool operator==(const Alert&) const = default;
};
BOOST_DESCRIBE_STRUCT(Alert, (),
                      (id, version, kind, severity, state, case_id, team, place, service, raised, text, taken_by,
                       shelved_until, escalated, note, home, resident))

// A shift given to the next one, with everything that was unresolved.
struct Handover {
  UserName from;
  UserName to;  // empty: to whoever takes it
  Instant at;
  std::string note;
  std::vector<CaseId> cases;  // open ones that its giver had taken up, or that are late, due soon or owe a call
  std::vector<AlertId> alerts;
  std::int32_t open = 0;   // cases in all
  UserName taken_by = {};  // empty: nobody took it over yet
  std::optional<Instant> taken = {};
  bool operator==(const Handover&) const = default;
};
BOOST_DESCRIBE_STRUCT(Handover, (), (from, to, at, note, cases, alerts, open, taken_by, taken))

// How often a service would have taken a case but for one thing: for commissioners.
struct GapTally {
  ServiceId service;
  NotOfferedReason reason = NotOfferedReason::closed;
  Need need = Need::unknown;
  std::int64_t cases = 0;
  bool operator==(const GapTally&) const = default;
};
BOOST_DESCRIBE_STRUCT(GapTally, (), (service, reason, need, cases))

// Declared by a person; a calculation may only suggest.
struct Opel {
  std::int32_t level = 0;  // 1 to 4; 0 not declared
  std::string by;
  Instant at;
  std::string reason;
  bool operator==(const Opel&) const = default;
};
BOOST_DESCRIBE_STRUCT(Opel, (), (level, by, at, reason))

}  // namespace carehub
