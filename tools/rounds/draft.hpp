#pragma once
// A plan in the making: every vehicle's round, who is in none, and a way back to where it was.

#include <vector>

#include "tools/rounds/route.hpp"

namespace carehub::rounds {

class Draft {
 public:
  // Nobody is in a round.
  explicit Draft(const Model& model);

  [[nodiscard]] const Model& model() const { return *model_; }
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }
  [[nodiscard]] const Route& route(std::int32_t vehicle) const { return routes_[static_cast<std::size_t>(vehicle)]; }
  // The vehicle that visits a job, or -1.
  [[nodiscard]] std::int32_t round_of(std::int32_t job) const { return round_of_[static_cast<std::size_t>(job)]; }
  [[nodiscard]] const std::vector<std::int32_t>& absent() const { return absent_; }
  // Vehicles that have something to do, in no order.
  [[nodiscard]] const std::vector<std::int32_t>& used() const { return used_; }
  // One idle vehicle of a kind, or -1.
  [[nodiscard]] std::int32_t spare(const Kind& kind) const;
  [[nodiscard]] Score score() const { return score_; }

  // What comes after this can be undone by roll_back().
  void mark();
  void roll_back();
  // Since mark(): the visits taken out and not put back yet, and the vehicles whose rounds have changed.
  [[nodiscard]] std::span<const std::int32_t> fresh() const { return std::span(absent_).subspan(kept_absent_.size()); }
  [[nodiscard]] std::span<const std::int32_t> touched() const { return touched_; }
  // As Route::remove; after false only roll_back() is of use.
  [[nodiscard]] bool take_out(std::int32_t vehicle, std::size_t first, std::size_t count);
  // Requires: the job is absent, the spot was found for it in this state.
  void put_in(std::int32_t job, const Spot& spot);
  // Requires: the jobs are absent and the round is empty. False, and nothing is changed, where it cannot be driven.
  [[nodiscard]] bool put_round(std::int32_t vehicle, std::span<const std::int32_t> jobs);

 private:
  Route& keep(std::int32_t vehicle);
  void note_change(std::int32_t vehicle);
  void note_use(std::int32_t vehicle);

  const Model* model_;
  std::vector<Route> routes_;
  std::vector<std::int32_t> round_of_;
  std::vector<std::int32_t> absent_;
  std::vector<std::int32_t> used_;
  std::vector<std::int32_t> used_at_;  // by vehicle: position in used_, or -1
  Score score_;
  std::uint64_t versions_ = 0;

  std::vector<Route> kept_;  // the first kept_count_ are in use
  std::size_t kept_count_ = 0;
  std::vector<std::int32_t> touched_;
  std::vector<char> is_kept_;
  std::vector<std::int32_t> kept_absent_;
  Score kept_score_;
};

}  // namespace carehub::rounds
