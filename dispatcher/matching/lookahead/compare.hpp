#pragma once
// The next hours played forward from two beginnings, which differ by one choice. Future n of both has the same calls to
// come and the same luck for each person, so that what differs is the choice's doing.

#include <atomic>
#include <vector>

#include "dispatcher/matching/lookahead/outset.hpp"

namespace carehub::matching::lookahead {

struct ChancesOf {
  CaseId id;
  std::int32_t now_permille = 0;  // chance that the target is missed
  std::int32_t then_permille = 0;
};

struct Comparison {
  std::int32_t futures = 0;           // played of each
  std::int32_t missed_more_x100 = 0;  // missed targets more by the choice, by weight, of all, those to come among them
  std::vector<ChancesOf> cases;       // of both beginnings; the most changed first
};

// `stop`: set by another thread, it ends after the future under way. Deterministic but for that.
[[nodiscard]] Comparison compare(const Outset& now, const Outset& then, const std::atomic<bool>* stop = nullptr);

}  // namespace carehub::matching::lookahead
