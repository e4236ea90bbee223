// Small ruin and recreate: the way out of a plan that no single move makes better.

#include <algorithm>
#include <utility>

#include "dispatcher/matching/plan/search.hpp"

namespace carehub::matching::plan {

namespace {

constexpr std::size_t fewest = 2;
constexpr std::size_t most = 4;
constexpr std::size_t calls_least = 3;  // with fewer, single moves find everything

}  // namespace

// xorshift64: any generator would do, as long as it is the same everywhere.
std::uint32_t Search::random() {
  state_ ^= state_ << 13U;
  state_ ^= state_ >> 7U;
  state_ ^= state_ << 17U;
  return static_cast<std::uint32_t>(state_ >> 33U);
}

// One call and those near it or in its route, with some chance.
Route Search::related_calls() {
  const Problem& problem = plan_.problem();
  const auto& calls = problem.open();
  const std::size_t wanted = std::min<std::size_t>(fewest + random() % (most - fewest + 1), calls.size());
  const Index first = calls[random() % calls.size()];
  std::vector<std::pair<std::int64_t, Index>> others;
  others.reserve(calls.size());
  for (const Index call : calls) {
    if (call == first || !plan_.may_move(call)) continue;
    std::int64_t apart_s = problem.apart_s(first, call);
    if (plan_.unit_of(call) != nobody && plan_.unit_of(call) == plan_.unit_of(first)) apart_s /= 2;
    others.emplace_back(apart_s * (300 + random() % 1000), call);
  }
  const std::size_t more = std::min(wanted - 1, others.size());
  std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(more), others.end());
  Route chosen;
  if (plan_.may_move(first)) chosen.push_back(first);
  for (std::size_t i = 0; i < more; ++i) chosen.push_back(others[i].second);
  return chosen;
}

void Search::put_back(Route calls) {
  const auto& all = plan_.problem().calls();
  const auto order = random() % 3;
  if (order == 0) {
    for (std::size_t i = calls.size(); i > 1; --i) std::swap(calls[i - 1], calls[random() % i]);
  } else if (order == 1) {
    std::ranges::stable_sort(calls, [&](Index a, Index b) { return all[a].weight > all[b].weight; });
  } else {
    std::ranges::stable_sort(calls, [&](Index a, Index b) { return all[a].due_s < all[b].due_s; });
  }
  for (const Index call : calls) {
    const Insertion best = plan_.cheapest(call, all[call].apart);
    if (best.possible()) plan_.insert(call, best);
  }
}

void Search::ruin_and_recreate(int rounds) {
  if (plan_.problem().open().size() < calls_least || plan_.problem().units().empty()) return;
  Plan best = plan_;
  Cost best_cost = best.total();
  for (int round = 0; round < rounds && !spent(); ++round) {
    const Route chosen = related_calls();
    for (const Index call : chosen) {
      if (plan_.unit_of(call) != nobody) plan_.take_out(call);
    }
    put_back(chosen);
    const Cost cost = plan_.total();
    if (cost < best_cost) {
      best_cost = cost;
      best = plan_;
    } else {
      plan_.restore(best);
    }
  }
  improve();
}

}  // namespace carehub::matching::plan
