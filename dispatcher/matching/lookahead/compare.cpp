#include "dispatcher/matching/lookahead/compare.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "dispatcher/matching/lookahead/future.hpp"

namespace carehub::matching::lookahead {
namespace {

struct BothChances {
  std::int64_t now = 0;
  std::int64_t then = 0;
  int sides = 0;  // 2: waits in both beginnings
};

void count_sides(std::map<CaseId, BothChances>& chances, const Outset& outset) {
  for (const Person& person : outset.people) ++chances[person.id].sides;
}

}  // namespace

Comparison compare(const Outset& now, const Outset& then, const std::atomic<bool>* stop) {
  const LookaheadRules& rules = now.rules;
  Future without(now), with(then);
  std::map<CaseId, BothChances> chances;
  count_sides(chances, now);
  count_sides(chances, then);
  Comparison found;
  std::int64_t more = 0;
  const auto may_try = [&] {
    const bool stopped = stop != nullptr && stop->load(std::memory_order_relaxed);
    return !stopped && without.moves() + with.moves() < rules.moves;
  };
  for (std::int32_t number = 0; number < rules.action_futures && (number == 0 || may_try()); ++number) {
    const Played a = without.play(static_cast<std::uint64_t>(number));
    const Played b = with.play(static_cast<std::uint64_t>(number));
    for (std::size_t i = 0; i < now.people.size(); ++i) chances[now.people[i].id].now += a.people[i].chance;
    for (std::size_t i = 0; i < then.people.size(); ++i) chances[then.people[i].id].then += b.people[i].chance;
    more += b.weighted_late - a.weighted_late;
    ++found.futures;
  }
  const std::int64_t count = std::max(1, found.futures);
  const auto permille = [&](std::int64_t sum) { return static_cast<std::int32_t>(sum * 1000 / plan::whole / count); };
  for (const auto& [id, both] : chances)
    if (both.sides == 2) found.cases.push_back({id, permille(both.now), permille(both.then)});
  std::ranges::stable_sort(found.cases, std::ranges::greater{},
                           [](const ChancesOf& one) { return std::abs(one.then_permille - one.now_permille); });
  found.missed_more_x100 = static_cast<std::int32_t>(more * 100 / plan::whole / count);
  return found;
}

}  // namespace carehub::matching::lookahead
