#include "tools/rounds/draft.hpp"

#include <algorithm>

#include "protocols/base/assert.hpp"

namespace carehub::rounds {

Draft::Draft(const Model& model)
    : model_(&model),
      round_of_(model.visits.size(), -1),
      used_at_(model.kind_of.size(), -1),
      is_kept_(model.kind_of.size(), 0) {
  for (std::size_t v = 0; v < model.kind_of.size(); ++v) {
    routes_.emplace_back(model, static_cast<std::int32_t>(v));
    routes_.back().set_version(++versions_);
  }
  for (std::size_t j = 0; j < model.visits.size(); ++j) {
    absent_.push_back(static_cast<std::int32_t>(j));
    score_.left_out += model.visits[j].worth;
  }
}

std::int32_t Draft::spare(const Kind& kind) const {
  const auto idle = std::ranges::find_if(
      kind.vehicles, [&](std::int32_t vehicle) { return used_at_[static_cast<std::size_t>(vehicle)] < 0; });
  return idle == kind.vehicles.end() ? -1 : *idle;
}

void Draft::mark() {
  for (const std::int32_t vehicle : touched_) is_kept_[static_cast<std::size_t>(vehicle)] = 0;
  touched_.clear();
  kept_count_ = 0;
  kept_absent_ = absent_;
  kept_score_ = score_;
}

void Draft::roll_back() {
  for (const std::int32_t job : absent_) round_of_[static_cast<std::size_t>(job)] = -1;
  for (std::size_t i = 0; i < kept_count_; ++i) {
    const std::int32_t vehicle = kept_[i].vehicle();
    Route& route = routes_[static_cast<std::size_t>(vehicle)];
    for (const Stop& stop : route.stops())
      if (stop.job != no_job) round_of_[static_cast<std::size_t>(stop.job)] = -1;
    std::swap(route, kept_[i]);
    note_use(vehicle);
  }
  for (const std::int32_t vehicle : touched_) {
    is_kept_[static_cast<std::size_t>(vehicle)] = 0;
    for (const Stop& stop : route(vehicle).stops())
      if (stop.job != no_job) round_of_[static_cast<std::size_t>(stop.job)] = vehicle;
  }
  touched_.clear();
  kept_count_ = 0;
  absent_ = kept_absent_;
  score_ = kept_score_;
}

Route& Draft::keep(std::int32_t vehicle) {
  Route& route = routes_[static_cast<std::size_t>(vehicle)];
  if (is_kept_[static_cast<std::size_t>(vehicle)] != 0) return route;
  is_kept_[static_cast<std::size_t>(vehicle)] = 1;
  if (kept_count_ == kept_.size()) kept_.emplace_back();
  kept_[kept_count_++] = route;
  touched_.push_back(vehicle);
  return route;
}

void Draft::note_change(std::int32_t vehicle) {
  routes_[static_cast<std::size_t>(vehicle)].set_version(++versions_);
  note_use(vehicle);
}

void Draft::note_use(std::int32_t vehicle) {
  std::int32_t& at = used_at_[static_cast<std::size_t>(vehicle)];
  if (route(vehicle).empty() == (at < 0)) return;
  if (at < 0) {
    at = static_cast<std::int32_t>(used_.size());
    used_.push_back(vehicle);
    return;
  }
  used_[static_cast<std::size_t>(at)] = used_.back();
  used_at_[static_cast<std::size_t>(used_.back())] = at;
  used_.pop_back();
  used_at_[static_cast<std::size_t>(vehicle)] = -1;
}

bool Draft::take_out(std::int32_t vehicle, std::size_t first, std::size_t count) {
  Route& route = keep(vehicle);
  for (std::size_t k = first; k < first + count; ++k) {
    const std::int32_t job = route.stops()[k].job;
    absent_.push_back(job);
    round_of_[static_cast<std::size_t>(job)] = -1;
    score_.left_out += model_->visit(job).worth;
  }
  const std::int64_t before = route.cost();
  const bool done = route.remove(*model_, first, count);
  score_.cost += route.cost() - before;
  note_change(vehicle);
  return done;
}

void Draft::put_in(std::int32_t job, const Spot& spot) {
  Route& route = keep(spot.vehicle);
  route.insert(*model_, job, spot.before);
  score_.cost += spot.added;
  score_.left_out -= model_->visit(job).worth;
  round_of_[static_cast<std::size_t>(job)] = spot.vehicle;
  absent_.erase(std::ranges::find(absent_, job));
  note_change(spot.vehicle);
}

bool Draft::put_round(std::int32_t vehicle, std::span<const std::int32_t> jobs) {
  Route tried(*model_, vehicle);
  if (!tried.assign(*model_, jobs)) return false;
  Route& route = keep(vehicle);
  CAREHUB_ASSERT(route.empty(), "vehicle {} has a round already", vehicle);
  route = tried;
  score_.cost += route.cost();
  for (const std::int32_t job : jobs) {
    score_.left_out -= model_->visit(job).worth;
    round_of_[static_cast<std::size_t>(job)] = vehicle;
    absent_.erase(std::ranges::find(absent_, job));
  }
  note_change(vehicle);
  return true;
}

}  // namespace carehub::rounds
