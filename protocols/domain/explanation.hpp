#pragma once
// Why a team or place was chosen and every other one was not; frozen in the journal with the decision.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

// A team, a place or a service's queue or slot that could take the case.
struct Candidate {
  UnitKind kind = UnitKind::team;
  std::string unit;  // TeamId, PlaceId or ServiceId
  ServiceId service;
  Instant arrival;  // of the team at the person, or of the person at the place
  std::int32_t travel_s = 0;
  std::int32_t wait_s = 0;   // until the team is free or the place opens
  std::int64_t slack_s = 0;  // to the tightest running clock; negative is late
  bool late = false;
  std::optional<std::int32_t> breach_permille;  // chance of breach, once the lookahead knows it
  std::optional<std::int32_t> position_age_s;
  CaseId after;                   // queued behind this case
  std::int32_t rank_penalty = 0;  // stale data ranks lower, never silently dropped
  bool operator==(const Candidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Candidate, (),
                      (kind, unit, service, arrival, travel_s, wait_s, slack_s, late, breach_permille, position_age_s,
                       after, rank_penalty))

struct NotOffered {
  UnitKind kind = UnitKind::team;
  std::string unit;
  ServiceId service;
  NotOfferedReason reason = NotOfferedReason::wrong_need;
  std::int64_t figure = 0;  // meaning by reason
  bool operator==(const NotOffered&) const = default;
};
BOOST_DESCRIBE_STRUCT(NotOffered, (), (kind, unit, service, reason, figure))

struct Explanation {
  Instant at;
  Sequence known_until = 0;        // the journal position it was computed on
  std::vector<Candidate> offered;  // best first; never empty
  std::vector<NotOffered> not_offered;
  bool escalate = false;  // nothing meets the target
  std::string shortfall;  // what is missing, in words, when escalate
  bool operator==(const Explanation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Explanation, (), (at, known_until, offered, not_offered, escalate, shortfall))

}  // namespace carehub
