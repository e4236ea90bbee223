#include "dispatcher/matching/plan/search.hpp"

#include <algorithm>

namespace carehub::matching::plan {

namespace {

constexpr int passes_max = 6;

Index count(std::size_t size) {
  return static_cast<Index>(size);
}

}  // namespace

void Search::settle() {
  mend_routes();
  insert_those_apart();
  improve();
}

// The last ones come off first: those before them were there first.
void Search::mend_routes() {
  for (Index unit = 0; unit < count(plan_.problem().units().size()); ++unit) {
    while (!plan_.route(unit).empty() && plan_.cost_of(unit) >= impossible) plan_.take_out(plan_.route(unit).back());
  }
}

void Search::insert_those_apart() {
  const auto& calls = plan_.problem().calls();
  for (const Index call : plan_.problem().open()) {
    if (plan_.unit_of(call) != nobody) continue;
    const Insertion best = plan_.cheapest(call, calls[call].apart);
    if (best.possible()) plan_.insert(call, best);
  }
}

void Search::improve() {
  touched_.assign(plan_.problem().units().size(), 0);
  for (pass_ = 1; pass_ <= passes_max && !spent(); ++pass_) {
    bool better = move_calls();
    better = exchange_calls() || better;
    better = exchange_ends() || better;
    if (!better) return;
  }
}

bool Search::move_calls() {
  bool better = false;
  for (const Index call : plan_.problem().open()) better = move_call(call) || better;
  return better;
}

// To the best place of all, or apart.
bool Search::move_call(Index call) {
  if (!plan_.may_move(call) || spent()) return false;
  const Cost apart = plan_.problem().calls()[call].apart;
  const Index had = plan_.unit_of(call);
  if (had == nobody) {
    const Insertion best = plan_.cheapest(call, apart);
    if (!best.possible()) return false;
    plan_.insert(call, best);
    mark(best.unit);
    return true;
  }
  const Route before = plan_.route(had);
  const Cost cost_before = plan_.cost_of(had);
  plan_.take_out(call);
  const Cost gain = cost_before - plan_.cost_of(had);
  const Insertion best = plan_.cheapest(call, std::min(gain, apart));
  if (best.possible()) {
    plan_.insert(call, best);
    mark(best.unit);
    mark(had);
    return true;
  }
  if (apart < gain) {
    mark(had);
    return true;
  }
  plan_.set_route(had, before, cost_before);
  return false;
}

bool Search::exchange_calls() {
  bool better = false;
  const auto& calls = plan_.problem().open();
  for (auto a = calls.begin(); a != calls.end(); ++a) {
    for (auto b = std::next(a); b != calls.end(); ++b) better = exchange(*a, *b) || better;
  }
  return better;
}

bool Search::exchange(Index a, Index b) {
  const Index u = plan_.unit_of(a), v = plan_.unit_of(b);
  if (u == nobody || v == nobody || u == v || spent()) return false;
  if (!plan_.may_move(a) || !plan_.may_move(b)) return false;
  if (!plan_.problem().allows(u, b) || !plan_.problem().allows(v, a)) return false;
  Route first = plan_.route(u), second = plan_.route(v);
  *std::ranges::find(first, a) = b;
  *std::ranges::find(second, b) = a;
  const Cost had = plan_.cost_of(u) + plan_.cost_of(v);
  const Cost x = plan_.evaluate(u, first, had);
  if (x >= impossible) return false;
  const Cost y = plan_.evaluate(v, second, had - x);
  if (y >= impossible) return false;
  plan_.set_route(u, first, x);
  plan_.set_route(v, second, y);
  mark(u);
  mark(v);
  return true;
}

bool Search::exchange_ends() {
  bool better = false;
  const auto& units = plan_.problem().units();
  for (Index u = 0; u < count(units.size()); ++u) {
    for (Index v = static_cast<Index>(u + 1); units[u].mobile && v < count(units.size()); ++v) {
      if (!units[v].mobile || plan_.route(u).size() + plan_.route(v).size() < 2) continue;
      const bool fresh = pass_ == 1 || touched_[u] >= pass_ - 1 || touched_[v] >= pass_ - 1;
      while (fresh && !spent() && exchange_ends(u, v)) better = true;
    }
  }
  return better;
}

bool Search::may_end_with(Index unit, std::size_t from, Index other) const {
  const Route& end = plan_.route(other);
  return std::all_of(end.begin() + static_cast<std::ptrdiff_t>(from), end.end(),
                     [&](Index call) { return plan_.problem().allows(unit, call) && plan_.may_move(call); });
}

bool Search::exchange_ends(Index u, Index v) {
  const Route& first = plan_.route(u);
  const Route& second = plan_.route(v);
  for (std::size_t i = 0; i <= first.size(); ++i) {
    if (!may_end_with(v, i, u)) continue;
    for (std::size_t j = 0; j <= second.size(); ++j) {
      const std::size_t moved = (first.size() - i) + (second.size() - j);
      const bool fits = i + second.size() - j <= route_max && j + first.size() - i <= route_max;
      if (moved < 2 || !fits || !may_end_with(u, j, v)) continue;
      const auto at = [](const Route& route, std::size_t k) { return route.begin() + static_cast<std::ptrdiff_t>(k); };
      Route x(first.begin(), at(first, i)), y(second.begin(), at(second, j));
      x.insert(x.end(), at(second, j), second.end());
      y.insert(y.end(), at(first, i), first.end());
      const Cost had = plan_.cost_of(u) + plan_.cost_of(v);
      const Cost x_cost = plan_.evaluate(u, x, had);
      if (x_cost >= impossible) continue;
      const Cost y_cost = plan_.evaluate(v, y, had - x_cost);
      if (y_cost >= impossible) continue;
      plan_.set_route(u, x, x_cost);
      plan_.set_route(v, y, y_cost);
      mark(u);
      mark(v);
      return true;
    }
  }
  return false;
}

}  // namespace carehub::matching::plan
