#include "tools/rounds/route.hpp"

#include <algorithm>

#include "protocols/base/assert.hpp"
#include "tools/rounds/windows.hpp"

namespace carehub::rounds {

namespace {

inline std::int64_t earliest(const Visit& visit, std::int64_t at) {
  if (visit.windows.size() == 1) return at > visit.close ? never : std::max(at, visit.open);
  return earliest_in(visit.windows, at);
}

std::int64_t latest(const Visit& visit, std::int64_t at) {
  if (visit.windows.size() == 1) return at < visit.open ? -never : std::min(at, visit.close);
  return latest_in(visit.windows, at);
}

std::int64_t work(const Visit& visit, std::int32_t from) {
  return visit.service + (from == visit.place ? 0 : visit.setup);
}

std::int64_t late_from(const Stop& stop, std::int32_t from) {
  return from == stop.place ? stop.late_here : stop.late;
}

// Could the visit stand between these two but for breaks? `seconds` is the row of its place.
[[gnu::always_inline]] inline bool in_time(const Visit& visit, const BothWays* seconds, const Stop& from,
                                           const Stop& to) {
  const std::int64_t start = earliest(visit, from.ready + seconds[static_cast<std::size_t>(from.place)].in);
  if (start == never) return false;
  const std::int64_t leave = start + work(visit, from.place);
  return leave + seconds[static_cast<std::size_t>(to.place)].out <= late_from(to, visit.place);
}

}  // namespace

Route::Route(const Model& model, std::int32_t vehicle)
    : vehicle_(vehicle), kind_(model.kind_of[static_cast<std::size_t>(vehicle)]) {
  const Kind& kind = model.kinds[static_cast<std::size_t>(kind_)];
  stops_.resize(2);
  stops_.front().place = kind.start;
  stops_.back().place = kind.end;
  delivered_.assign(model.measures, 0);
  picked_.assign(model.measures, 0);
  // A vehicle whose breaks do not fit in its hours stays empty: no spot is ever found in it.
  static_cast<void>(refresh(model, 1, 0));
}

bool Route::refresh(const Model& model, std::size_t first, std::size_t last) {
  const Kind& kind = model.kinds[static_cast<std::size_t>(kind_)];
  if (model.carries) refresh_loads(model, kind);
  const bool in_time =
      kind.breaks.empty() ? refresh_times(model, kind, first, last) : refresh_times_with_breaks(model, kind);
  longest_gap_ = 0;
  for (std::size_t k = 1; k < stops_.size(); ++k)
    longest_gap_ = std::max(longest_gap_, stops_[k].late_here - stops_[k - 1].ready);
  return in_time && within_limits(kind);
}

bool Route::within_limits(const Kind& kind) const {
  return !kind.limited || empty() ||
         (static_cast<std::int64_t>(tasks()) <= kind.tasks_max && travel_s_ <= kind.travel_max_s &&
          metres_ <= kind.metres_max);
}

void Route::link(const Kind& kind, std::size_t first, std::size_t last) {
  if (empty()) return;
  for (std::size_t k = first; k <= last; ++k) {
    const std::int32_t from = stops_[k - 1].place, to = stops_[k].place;
    stops_[k].leg = kind.price(from, to);
    cost_ += stops_[k].leg;
    if (kind.limited) travel_s_ += kind.seconds->from_to(from, to);
    if (kind.limited && !kind.metres->empty()) metres_ += kind.metres->from_to(from, to);
  }
}

void Route::unlink(const Kind& kind, std::size_t first, std::size_t last) {
  if (empty()) return;
  for (std::size_t k = first; k <= last; ++k) {
    const std::int32_t from = stops_[k - 1].place, to = stops_[k].place;
    cost_ -= stops_[k].leg;
    if (kind.limited) travel_s_ -= kind.seconds->from_to(from, to);
    if (kind.limited && !kind.metres->empty()) metres_ -= kind.metres->from_to(from, to);
  }
}

void Route::carry(const Model& model, std::int32_t job, std::int64_t sign) {
  if (!model.carries) return;
  for (std::size_t i = 0; i < model.measures; ++i) {
    delivered_[i] += sign * model.delivery(job)[i];
    picked_[i] += sign * model.pickup(job)[i];
  }
}

bool Route::refresh_times(const Model& model, const Kind& kind, std::size_t first, std::size_t last) {
  stops_.front().ready = kind.hours.start;
  for (std::size_t k = first; k + 1 < stops_.size(); ++k) {
    const Visit& visit = model.visit(stops_[k].job);
    const Stop& from = stops_[k - 1];
    const std::int64_t start = earliest(visit, from.ready + kind.seconds->from_to(from.place, visit.place));
    if (start == never) return false;
    stops_[k].ready = start + work(visit, from.place);
  }
  const Stop& final_stop = stops_[stops_.size() - 2];
  Stop& end = stops_.back();
  end.late = end.late_here = kind.hours.end;
  if (!empty() && final_stop.ready + kind.seconds->from_to(final_stop.place, end.place) > end.late) return false;
  for (std::size_t k = last; k > 0; --k) {
    const Visit& visit = model.visit(stops_[k].job);
    const Stop& next = stops_[k + 1];
    const std::int64_t leave = late_from(next, visit.place) - kind.seconds->from_to(visit.place, next.place);
    stops_[k].late_here = latest(visit, leave - visit.service);
    stops_[k].late = latest(visit, leave - visit.service - visit.setup);
  }
  return true;
}

// The load on leaving each stop, and the greatest up to and from there.
void Route::refresh_loads(const Model& model, const Kind& kind) {
  if (!model.mixed_loads && !kind.guarded_breaks) return;
  const std::size_t wide = model.measures;
  load_.resize(stops_.size() * wide);
  load_before_.resize(load_.size());
  load_after_.resize(load_.size());
  std::copy(delivered_.begin(), delivered_.end(), load_.begin());
  std::copy(delivered_.begin(), delivered_.end(), load_before_.begin());
  for (std::size_t k = 1; k < stops_.size(); ++k) {
    for (std::size_t i = 0; i < wide; ++i) {
      const std::int32_t job = stops_[k].job;
      const std::int64_t change = job == no_job ? 0 : model.pickup(job)[i] - model.delivery(job)[i];
      load_[k * wide + i] = load_[(k - 1) * wide + i] + change;
      load_before_[k * wide + i] = std::max(load_before_[(k - 1) * wide + i], load_[k * wide + i]);
    }
  }
  load_after_ = load_;
  for (std::size_t at = load_.size() - wide; at-- > 0;)
    load_after_[at] = std::max(load_after_[at], load_after_[at + wide]);
}

bool Route::room_for(const Model& model, std::int32_t job) const {
  const Kind& kind = model.kinds[static_cast<std::size_t>(kind_)];
  for (std::size_t i = 0; i < model.measures; ++i) {
    if (delivered_[i] + model.delivery(job)[i] > kind.capacity[i]) return false;
    if (picked_[i] + model.pickup(job)[i] > kind.capacity[i]) return false;
  }
  return true;
}

bool Route::loads_within(const Model& model, const Kind& kind) const {
  for (std::size_t i = 0; i < delivered_.size(); ++i) {
    if (delivered_[i] > kind.capacity[i] || picked_[i] > kind.capacity[i]) return false;
    if (model.mixed_loads && load_after_[i] > kind.capacity[i]) return false;
  }
  return true;
}

bool Route::loads_allow(const Model& model, const Kind& kind, std::int32_t job, std::size_t before) const {
  const std::size_t at = (before - 1) * model.measures;
  for (std::size_t i = 0; i < model.measures; ++i) {
    if (load_before_[at + i] + model.delivery(job)[i] > kind.capacity[i]) return false;
    if (load_after_[at + i] + model.pickup(job)[i] > kind.capacity[i]) return false;
  }
  return true;
}

bool Route::limits_allow(const Model& model, const Kind& kind, std::int32_t job, std::size_t before) const {
  const std::int32_t from = stops_[before - 1].place, to = stops_[before].place, here = model.visit(job).place;
  if (static_cast<std::int64_t>(tasks()) >= kind.tasks_max) return false;
  const auto longer = [&](const Ways& ways) {
    return ways.from_to(from, here) + std::int64_t{ways.from_to(here, to)} - (empty() ? 0 : ways.from_to(from, to));
  };
  if (travel_s_ + longer(*kind.seconds) > kind.travel_max_s) return false;
  return kind.metres->empty() || metres_ + longer(*kind.metres) <= kind.metres_max;
}

bool Route::possible(const Model& model, const Kind& kind, std::int32_t job, std::size_t before) const {
  if (kind.limited && !limits_allow(model, kind, job, before)) return false;
  if (model.mixed_loads && !loads_allow(model, kind, job, before)) return false;
  if (kind.breaks.empty()) return true;
  return kind.guarded_breaks ? in_time_with_guards(model, job, before) : in_time_with_breaks(model, kind, job, before);
}

template <bool simple>
void Route::look_over(const Model& model, const Kind& kind, std::int32_t job, Spot& best, std::int32_t except) const {
  const Visit& visit = model.visit(job);
  const BothWays* seconds = kind.seconds->row(visit.place);
  const BothWays* priced = simple ? seconds : kind.priced->row(visit.place);
  const BothWays* metres = simple || kind.per_metre == 0 ? nullptr : kind.metres->row(visit.place);
  const std::int64_t opening = empty() ? kind.fixed : 0;
  for (std::size_t k = 1; k < stops_.size(); ++k) {
    const Stop &from = stops_[k - 1], &to = stops_[k];
    if (from.ready > visit.close) break;
    if (std::max(from.ready, visit.open) + visit.service > to.late_here) continue;
    const auto from_place = static_cast<std::size_t>(from.place), to_place = static_cast<std::size_t>(to.place);
    std::int64_t added = std::int64_t{priced[from_place].in} + priced[to_place].out;
    if constexpr (!simple) {
      added *= kind.per_priced;
      if (metres != nullptr) added += kind.per_metre * (std::int64_t{metres[from_place].in} + metres[to_place].out);
    }
    added += opening - to.leg;
    if (added >= best.added) continue;
    if (!in_time(visit, seconds, from, to) || !possible(model, kind, job, k)) continue;
    if (static_cast<std::int32_t>(k) == except) continue;
    best = {added, vehicle_, static_cast<std::int32_t>(k)};
  }
}

void Route::look_for_spot(const Model& model, std::int32_t job, Spot& best, std::int32_t except) const {
  if (model.visit(job).service > longest_gap_ || !model.fit(kind_, job)) return;
  if (model.carries && !room_for(model, job)) return;
  const Kind& kind = model.kinds[static_cast<std::size_t>(kind_)];
  if (kind.simple)
    look_over<true>(model, kind, job, best, except);
  else
    look_over<false>(model, kind, job, best, except);
}

void Route::insert(const Model& model, std::int32_t job, std::int32_t before) {
  const Kind& kind = model.kinds[static_cast<std::size_t>(kind_)];
  const auto at = static_cast<std::size_t>(before);
  if (empty()) cost_ = kind.fixed;
  unlink(kind, at, at);
  stops_.insert(stops_.begin() + before, Stop{.job = job, .place = model.visit(job).place});
  link(kind, at, at + 1);
  carry(model, job, 1);
  const bool done = refresh(model, at, at);
  CAREHUB_ASSERT(done, "job {} before stop {} of vehicle {}", job, before, vehicle_);
}

bool Route::remove(const Model& model, std::size_t first, std::size_t count) {
  const Kind& kind = model.kinds[static_cast<std::size_t>(kind_)];
  unlink(kind, first, first + count);
  for (std::size_t k = first; k < first + count; ++k) carry(model, stops_[k].job, -1);
  const auto from = stops_.begin() + static_cast<std::ptrdiff_t>(first);
  stops_.erase(from, from + static_cast<std::ptrdiff_t>(count));
  if (empty()) cost_ = stops_.back().leg = 0;
  link(kind, first, first);
  return refresh(model, first, first - 1) || empty();
}

bool Route::assign(const Model& model, std::span<const std::int32_t> jobs) {
  const Kind& kind = model.kinds[static_cast<std::size_t>(kind_)];
  const Stop back = stops_.back();
  stops_.resize(1);
  for (const std::int32_t job : jobs) stops_.push_back({.job = job, .place = model.visit(job).place});
  stops_.push_back(back);
  delivered_.assign(model.measures, 0);
  picked_.assign(model.measures, 0);
  for (const std::int32_t job : jobs) carry(model, job, 1);
  cost_ = empty() ? 0 : kind.fixed;
  travel_s_ = metres_ = 0;
  link(kind, 1, jobs.size() + 1);
  const bool fit = std::ranges::all_of(jobs, [&](std::int32_t job) { return model.fit(kind_, job); });
  return refresh(model, 1, jobs.size()) && fit && loads_within(model, kind);
}

}  // namespace carehub::rounds
