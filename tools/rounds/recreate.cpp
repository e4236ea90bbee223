#include <algorithm>
#include <array>
#include <tuple>

#include "tools/rounds/ruin.hpp"

namespace carehub::rounds {

namespace {

enum class By { lot, size, far, near, narrow, early, late, worth };

// How often each order is drawn, of 20.
constexpr std::array<std::pair<By, std::uint32_t>, 8> orders{{{By::lot, 4},
                                                              {By::size, 4},
                                                              {By::far, 2},
                                                              {By::near, 1},
                                                              {By::narrow, 2},
                                                              {By::early, 2},
                                                              {By::late, 2},
                                                              {By::worth, 3}}};

By drawn(Random& random) {
  std::uint32_t at = random.below(20);
  for (const auto& [by, share] : orders) {
    if (at < share) return by;
    at -= share;
  }
  return By::lot;
}

}  // namespace

Recreate::Recreate(const Model& model, const Tuning& tuning)
    : model_(model), tuning_(tuning), spots_(model), waits_(model.visits.size(), 0), looked_(model.kind_of.size(), 0) {
  for (const Visit& visit : model.visits) {
    std::int64_t away = 0;
    if (!model.kinds.empty()) {
      const Kind& kind = model.kinds.front();
      away = kind.price(kind.start, visit.place) + kind.price(visit.place, kind.end);
    }
    away_.push_back(away);
  }
}

void Recreate::order(Random& random) {
  const By by = drawn(random);
  keyed_.clear();
  for (const std::int32_t job : jobs_) {
    const Visit& visit = model_.visit(job);
    std::int64_t key = 0;
    switch (by) {
      case By::lot:
        key = static_cast<std::int64_t>(random.next() >> 2);
        break;
      case By::size:
        key = -visit.size;
        break;
      case By::far:
        key = -away_[static_cast<std::size_t>(job)];
        break;
      case By::near:
        key = away_[static_cast<std::size_t>(job)];
        break;
      case By::narrow:
        key = visit.close - visit.open;
        break;
      case By::early:
        key = visit.open;
        break;
      case By::late:
        key = -visit.close;
        break;
      case By::worth:
        key = -visit.worth;
        break;
    }
    keyed_.push_back({key, static_cast<std::int32_t>(keyed_.size()), job});
  }
  // Equal keys keep the order in which the visits were taken out, which is as good as a lot.
  std::ranges::sort(keyed_,
                    [](const Keyed& a, const Keyed& b) { return std::tie(a.key, a.turn) < std::tie(b.key, b.turn); });
  std::ranges::transform(keyed_, jobs_.begin(), &Keyed::job);
}

void Recreate::look_at(const Route& route, std::int32_t job, Random& random, Spot& best) {
  Spot spot = spots_.cheapest(route, job, best.added);
  if (!spot.found()) return;
  if (random.chance(tuning_.blink_of_1024)) spot = spots_.next_to(route, job, spot.before);
  if (spot.added < best.added) best = spot;
}

void Recreate::look_among_neighbours(const Draft& draft, std::int32_t job, Random& random, Spot& best) {
  ++look_;
  std::uint32_t left = tuning_.looked_at;
  for (const std::int32_t other : model_.near_to(job)) {
    const std::int32_t vehicle = draft.round_of(other);
    if (vehicle < 0) continue;
    if (left-- == 0) return;
    std::uint32_t& seen = looked_[static_cast<std::size_t>(vehicle)];
    if (seen == look_) continue;
    seen = look_;
    look_at(draft.route(vehicle), job, random, best);
  }
}

Spot Recreate::spot_for(const Draft& draft, std::int32_t job, Random& random) {
  Spot best;
  if (draft.used().size() > tuning_.looked_at / 2)
    look_among_neighbours(draft, job, random, best);
  else
    for (const std::int32_t vehicle : draft.used()) look_at(draft.route(vehicle), job, random, best);
  for (const Kind& kind : model_.kinds) {
    const std::int32_t vehicle = draft.spare(kind);
    if (vehicle >= 0) look_at(draft.route(vehicle), job, random, best);
  }
  if (best.found()) return best;
  for (const std::int32_t vehicle : draft.used()) look_at(draft.route(vehicle), job, random, best);
  return best;
}

void Recreate::around(Draft& draft, std::int32_t seed, Random& random) {
  const auto fresh = draft.fresh();
  jobs_.assign(fresh.begin(), fresh.end());
  if (draft.absent().size() > fresh.size()) add_waiting(draft, seed);
  order(random);
  for (const std::int32_t job : jobs_) {
    Spot spot;
    if (waits_[static_cast<std::size_t>(job)] == 0)
      spot = spot_for(draft, job, random);
    else
      for (const std::int32_t vehicle : draft.touched()) look_at(draft.route(vehicle), job, random, spot);
    waits_[static_cast<std::size_t>(job)] = 0;
    if (spot.found()) draft.put_in(job, spot);
  }
}

void Recreate::add_waiting(const Draft& draft, std::int32_t seed) {
  for (const std::int32_t job : model_.near_to(seed)) {
    if (jobs_.size() >= draft.fresh().size() + tuning_.retried) return;
    if (draft.round_of(job) >= 0 || std::ranges::find(draft.fresh(), job) != draft.fresh().end()) continue;
    jobs_.push_back(job);
    waits_[static_cast<std::size_t>(job)] = 1;
  }
}

void Recreate::everywhere(Draft& draft, Random& random) {
  jobs_ = draft.absent();
  std::ranges::stable_sort(jobs_, std::ranges::greater{}, [&](std::int32_t job) { return model_.visit(job).worth; });
  for (const std::int32_t job : jobs_) {
    const Spot spot = spot_for(draft, job, random);
    if (spot.found()) draft.put_in(job, spot);
  }
}

}  // namespace carehub::rounds
