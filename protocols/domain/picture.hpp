#pragma once
// What consoles hold: a replica of the records that their role may see, and the figures computed from them.

#include <array>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "protocols/domain/action.hpp"
#include "protocols/domain/case.hpp"
#include "protocols/domain/journeys.hpp"
#include "protocols/domain/outlook.hpp"
#include "protocols/domain/resources.hpp"
#include "protocols/domain/site.hpp"

namespace carehub {

// Calls with one need in an hour: what demand is learned from.
struct NeedTally {
  Need need = Need::unknown;
  std::int32_t calls = 0;
  std::int64_t weight = 0;  // sum of their weights (MatchingRules)
  bool operator==(const NeedTally&) const = default;
};
BOOST_DESCRIBE_STRUCT(NeedTally, (), (need, calls, weight))

// Ended responses of one source in an hour: two-hour clocks, and all urgent community responses.
struct SourceTally {
  Source source = Source::nhs111;
  std::int32_t two_hour_met = 0;
  std::int32_t two_hour_ended = 0;
  std::int32_t all_response_met = 0;
  std::int32_t all_response_ended = 0;
  bool operator==(const SourceTally&) const = default;
};
BOOST_DESCRIBE_STRUCT(SourceTally, (), (source, two_hour_met, two_hour_ended, all_response_met, all_response_ended))

// Ended two-hour clocks and arrivals of one local hour; kept for eight days.
struct HourTally {
  LocalDay day;
  std::int32_t hour = 0;
  std::int32_t received = 0;                     // cases of any source
  std::vector<std::int32_t> received_by_source;  // by position in Source
  std::int32_t two_hour_met = 0;                 // by the hour received
  std::int32_t two_hour_breached = 0;
  std::int32_t all_response_met = 0;  // all urgent community response, two-hour or not
  std::int32_t all_response_ended = 0;
  std::vector<NeedTally> needs;  // as first triaged, by the hour of triage
  // The same ends by source. Hours of a snapshot from before these were counted have fewer than ended, or none.
  std::vector<SourceTally> sources = {};
  bool operator==(const HourTally&) const = default;
};
BOOST_DESCRIBE_STRUCT(HourTally, (),
                      (day, hour, received, received_by_source, two_hour_met, two_hour_breached, all_response_met,
                       all_response_ended, needs, sources))

// What every console shows at the top, whatever its role. Holds no patient data.
struct HubStatus {
  std::string hub_name;
  Instant now;             // the dispatcher's clock when this was made
  std::int32_t speed = 1;  // of its clock; over 1 only in a simulation
  Opel opel;
  std::int32_t waiting = 0;  // open cases with nobody on the way
  std::int32_t open = 0;
  std::int32_t due_soon = 0;             // running clocks due within the threshold
  std::int32_t breached = 0;             // open cases with a breached running clock
  std::array<std::int32_t, 3> alerts{};  // unresolved, by severity
  std::int32_t two_hour_met = 0;         // today, local
  std::int32_t two_hour_ended = 0;
  std::int32_t all_response_met = 0;
  std::int32_t all_response_ended = 0;
  bool simulated = false;                    // not the time of the world: every screen says so
  std::optional<Handover> handover;          // the last one; it stays after it was taken over
  std::vector<AssignedAction> actions = {};  // open, and ended within a day; in the order of stands_before
  bool operator==(const HubStatus&) const = default;
};
BOOST_DESCRIBE_STRUCT(HubStatus, (),
                      (hub_name, now, speed, opel, waiting, open, due_soon, breached, alerts, two_hour_met,
                       two_hour_ended, all_response_met, all_response_ended, simulated, handover, actions))

// Capacity of one service for the board; no patient data.
enum class Rag { open, low, full, closed, unknown };
BOOST_DESCRIBE_ENUM(Rag, open, low, full, closed, unknown)

struct ServiceBoard {
  ServiceId service;
  std::string name;
  std::string detail;  // "2 teams on shift", "adults, to 23:00"
  Rag rag = Rag::unknown;
  std::optional<std::int32_t> free;  // unknown when too old: never a number that may be wrong
  std::optional<std::int32_t> total;
  std::string unit;  // "free now", "of 12 places", "min to next visit"
  std::optional<std::int32_t> queue;
  std::optional<Instant> next_free;
  std::optional<Instant> opens;
  std::optional<Instant> last_entry;
  std::optional<Instant> reported_at;  // none: live
  bool live = false;                   // computed from the teams themselves
  std::vector<std::int32_t> recent;    // free, every 15 minutes, newest last; -1 unknown
  bool operator==(const ServiceBoard&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServiceBoard, (),
                      (service, name, detail, rag, free, total, unit, queue, next_free, opens, last_entry, reported_at,
                       live, recent))

struct LocalityBoard {
  std::string name;
  std::int32_t teams_on_shift = 0;
  std::int32_t teams_free = 0;
  bool operator==(const LocalityBoard&) const = default;
};
BOOST_DESCRIBE_STRUCT(LocalityBoard, (), (name, teams_on_shift, teams_free))

// So many teams are on shift from then on, as signed on and rostered; `open`: the service takes people.
struct StaffingStep {
  Instant from;
  std::int32_t on_shift = 0;
  bool open = true;
  bool operator==(const StaffingStep&) const = default;
};
BOOST_DESCRIBE_STRUCT(StaffingStep, (), (from, on_shift, open))

// Of a service with teams: the first step is now, one more for each change in the next four hours.
struct ServiceStaffing {
  ServiceId service;
  std::vector<StaffingStep> steps;
  bool operator==(const ServiceStaffing&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServiceStaffing, (), (service, steps))

// Everything the manager's workspace gets. A test proves that no patient field can reach it.
struct Board {
  HubStatus status;
  std::vector<ServiceBoard> services;
  std::vector<LocalityBoard> localities;
  std::vector<HourTally> hours;             // the last 48 hours, oldest first
  std::vector<std::int32_t> expected_x100;  // arrivals expected for each hour of today, times 100
  std::vector<ServiceOutlook> ahead;        // the next hours; empty: nobody looked ahead
  std::optional<Instant> ahead_made;
  std::optional<TravelFigures> travel;  // where travel times are learned
  std::vector<ServiceStaffing> staffing;
  std::vector<ServiceOutlook> forecast;  // further ahead than `ahead`; empty: nobody looked so far
  std::optional<Instant> forecast_made;
  Calendar calendar = {};  // of the site, which the board does not get
  std::vector<SuggestedAction> suggested_actions = {};
  bool operator==(const Board&) const = default;
};
BOOST_DESCRIBE_STRUCT(Board, (),
                      (status, services, localities, hours, expected_x100, ahead, ahead_made, travel, staffing,
                       forecast, forecast_made, calendar, suggested_actions))

// Changed records since the update before; sent whole, applied in order.
struct PictureUpdate {
  std::uint64_t number = 0;  // 1, 2, 3 ... of this stream; a gap means a new snapshot
  std::uint64_t epoch = 0;   // of the dispatcher's start; another one means a new snapshot
  Sequence sequence = 0;     // the journal position shown
  std::vector<Case> cases;
  std::vector<CaseId> cases_gone;  // closed and aged out
  std::vector<Team> teams;
  std::vector<Place> places;
  std::vector<ServiceState> services;
  std::vector<Alert> alerts;
  std::vector<AlertId> alerts_gone;  // resolved
  std::optional<HubStatus> status;
  std::optional<Board> board;
  std::vector<Site> site;  // one when the site changed, else none
  std::optional<Outlook> outlook;
};
BOOST_DESCRIBE_STRUCT(PictureUpdate, (),
                      (number, epoch, sequence, cases, cases_gone, teams, places, services, alerts, alerts_gone, status,
                       board, site, outlook))

}  // namespace carehub
