#include "dispatcher/matching/plan/problem.hpp"

#include <algorithm>

#include "protocols/base/assert.hpp"

namespace carehub::matching::plan {

Index Problem::add(const Call& call) {
  CAREHUB_ASSERT(units_.empty() && calls_.size() < nobody, "{} calls", calls_.size());
  distances_.locate(calls_.emplace_back(call).at);
  open_.push_back(static_cast<Index>(calls_.size() - 1));
  return open_.back();
}

void Problem::open(Index call) {
  const auto at = std::ranges::lower_bound(open_, call);
  if (at == open_.end() || *at != call) open_.insert(at, call);
}

void Problem::close(Index call) {
  const auto at = std::ranges::lower_bound(open_, call);
  if (at != open_.end() && *at == call) open_.erase(at);
}

Index Problem::add(const Unit& unit) {
  CAREHUB_ASSERT(units_.size() < nobody, "{} units", units_.size());
  if (units_.empty()) ways_.resize(calls_.size() * calls_.size());
  distances_.locate(units_.emplace_back(unit).from);
  allowed_.resize(allowed_.size() + calls_.size());
  ways_.resize(ways_.size() + calls_.size());
  return static_cast<Index>(units_.size() - 1);
}

std::int32_t Problem::travel_s(Index unit, Index before, Index call, std::int32_t start_s) const {
  const Unit& who = units_[unit];
  const Index at = before != nobody ? before : who.from_call;
  const bool from_call = who.mobile && at != nobody;
  const std::size_t row = from_call ? at : calls_.size() + unit;
  Distance& way = ways_[row * calls_.size() + call];
  if (!way.known()) {
    const Spot& from = from_call ? calls_[at].at : who.from;
    way = who.mobile ? distances_.between(from, calls_[call].at) : distances_.between(calls_[call].at, from);
  }
  const std::int32_t takes_s = who.mobile ? distances_.team_s(way, start_s) : distances_.person_s(way);
  return takes_s < 0 ? forever_s : takes_s;
}

std::int32_t Problem::apart_s(Index a, Index b) const {
  Distance& way = ways_[a * calls_.size() + b];
  if (!way.known()) way = distances_.between(calls_[a].at, calls_[b].at);
  const std::int32_t takes_s = distances_.team_s(way, 0);
  return takes_s < 0 ? forever_s : takes_s;
}

}  // namespace carehub::matching::plan
