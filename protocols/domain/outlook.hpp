#pragma once
// What the next hours are likely to bring, found by playing them forward many times from the live state. Not part of
// the journal: it follows from the state, and can be worked out again.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

// Of an open case that nobody has reached yet.
struct CaseOutlook {
  CaseId case_id;
  std::int32_t breach_permille = 0;  // chance that its target is missed
  std::optional<Instant> likely;     // reached by then in half of all futures; none: in fewer than half of them
  std::optional<Instant> latest;     // in nine of ten
  bool operator==(const CaseOutlook&) const = default;
};
BOOST_DESCRIBE_STRUCT(CaseOutlook, (), (case_id, breach_permille, likely, latest))

// By half hour from the moment it was made; means of all futures, times 100.
struct ServiceOutlook {
  ServiceId service;
  std::vector<std::int32_t> calls_x100;    // new ones in the half hour
  std::vector<std::int32_t> waiting_x100;  // at its end: people who wait for this service,
  std::vector<std::int32_t> late_x100;     // and of them those whose target is or will be missed: the shortfall
  // At the same moments, of a service with teams: those on shift with nobody to see or go to,
  std::vector<std::int32_t> free_x100 = {};
  std::vector<std::int32_t> full_permille = {};  // and the chance that there is none, although some are on shift
  bool operator==(const ServiceOutlook&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServiceOutlook, (), (service, calls_x100, waiting_x100, late_x100, free_x100, full_permille))

// What confirming a proposal now changes, beside leaving it unanswered for `delay_min`.
struct ActionOutlook {
  CaseId case_id;
  UnitKind kind = UnitKind::team;
  std::string unit;
  std::int32_t now_permille = 0;    // chance that the case's target is missed
  std::int32_t later_permille = 0;  // and if it is left
  std::int32_t saved_x100 = 0;      // missed targets saved, by weight, of all cases and calls to come; may be negative
  bool operator==(const ActionOutlook&) const = default;
};
BOOST_DESCRIBE_STRUCT(ActionOutlook, (), (case_id, kind, unit, now_permille, later_permille, saved_x100))

struct Outlook {
  Instant made;
  std::int32_t futures = 0;      // played; 0: there is none, and `missing` says why
  std::int32_t horizon_min = 0;  // of each
  std::int32_t delay_min = 0;
  std::vector<CaseOutlook> cases;  // by id
  std::vector<ServiceOutlook> services;
  std::vector<ActionOutlook> actions;  // heaviest first
  std::string missing;
  bool operator==(const Outlook&) const = default;
};
BOOST_DESCRIBE_STRUCT(Outlook, (), (made, futures, horizon_min, delay_min, cases, services, actions, missing))

}  // namespace carehub
