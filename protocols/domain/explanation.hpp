#pragma once
// Why a team or place was chosen and every other one was not; frozen in the journal with the decision.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

// What an answer costs, in tenths of a minute that a case of weight 1 waits.
struct CandidateCost {
  std::int64_t breach = 0;   // chance of a breach x what a breach costs
  std::int64_t waiting = 0;  // weighted time until the person is seen
  std::int64_t travel = 0;
  std::int64_t reserve = 0;  // what calls still to come are likely to lose by it
  std::int64_t others = 0;   // what the other open cases lose by it
  bool operator==(const CandidateCost&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateCost, (), (breach, waiting, travel, reserve, others))

// Why one who could come was not chosen.
struct WhyNot {
  NotOfferedReason reason = NotOfferedReason::later;
  std::int64_t figure = 0;  // meaning by reason
  CaseId other;             // the case that would be delayed
  bool operator==(const WhyNot&) const = default;
};
BOOST_DESCRIBE_STRUCT(WhyNot, (), (reason, figure, other))

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
  CaseId after;                       // queued behind this case
  std::int32_t rank_penalty = 0;      // stale data ranks lower, never silently dropped
  std::optional<CandidateCost> cost;  // as planned; none by the nearest-first policy
  std::optional<WhyNot> why_not;      // none: the chosen one
  bool operator==(const Candidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Candidate, (),
                      (kind, unit, service, arrival, travel_s, wait_s, slack_s, late, breach_permille, position_age_s,
                       after, rank_penalty, cost, why_not))

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
  MatchingPolicy policy = MatchingPolicy::nearest;
  bool held = false;           // it waits on purpose: sending now would cost others more
  std::int64_t hold_cost = 0;  // of waiting, in the unit of CandidateCost, when the plan weighed it
  bool operator==(const Explanation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Explanation, (),
                      (at, known_until, offered, not_offered, escalate, shortfall, policy, held, hold_cost))

}  // namespace carehub
