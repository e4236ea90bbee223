#pragma once
// One vehicle's round with what makes an insertion cheap to judge: how early each stop is done with, how late it may be
// reached. Source: Savelsbergh, ORSA Journal on Computing 4(2), 1992 (forward time slack).

#include <vector>

#include "tools/rounds/breaks.hpp"
#include "tools/rounds/model.hpp"

namespace carehub::rounds {

inline constexpr std::int32_t no_job = -1;

struct Stop {
  std::int32_t job = no_job;  // none at both ends
  std::int32_t place = 0;
  std::int64_t ready = 0;      // earliest moment to leave
  std::int64_t late = 0;       // latest arrival from elsewhere that keeps the rest in time
  std::int64_t late_here = 0;  // the same from this very place: no setup
  std::int64_t leg = 0;        // what coming here costs; nothing at the end of an empty round
};

// Where a job goes and what it adds.
struct Spot {
  std::int64_t added = std::numeric_limits<std::int64_t>::max();
  std::int32_t vehicle = -1;
  std::int32_t before = 0;  // position in Route::stops

  [[nodiscard]] bool found() const { return vehicle >= 0; }
};

class Route {
 public:
  Route() = default;
  Route(const Model& model, std::int32_t vehicle);

  [[nodiscard]] bool empty() const { return stops_.size() == 2; }
  [[nodiscard]] std::size_t tasks() const { return stops_.size() - 2; }
  [[nodiscard]] const std::vector<Stop>& stops() const { return stops_; }
  [[nodiscard]] std::int64_t cost() const { return cost_; }
  [[nodiscard]] std::int32_t vehicle() const { return vehicle_; }
  [[nodiscard]] std::int32_t kind() const { return kind_; }
  // Another number after every change.
  [[nodiscard]] std::uint64_t version() const { return version_; }
  void set_version(std::uint64_t version) { version_ = version; }

  // Betters `best` by the cheapest place for the job here, if there is one; not that at position `except`.
  void look_for_spot(const Model& model, std::int32_t job, Spot& best, std::int32_t except = 0) const;
  // Requires: `before` came from look_for_spot, and nothing has changed since.
  void insert(const Model& model, std::int32_t job, std::int32_t before);
  // Requires: 1 <= first, first + count <= tasks() + 1. Leaving out visits keeps a round in time and within its loads
  // where journeys obey the triangle inequality; false where it does not, and the round is then of no use.
  [[nodiscard]] bool remove(const Model& model, std::size_t first, std::size_t count);
  // The whole order at once; false where it cannot be done.
  [[nodiscard]] bool assign(const Model& model, std::span<const std::int32_t> jobs);

 private:
  template <bool simple>
  void look_over(const Model& model, const Kind& kind, std::int32_t job, Spot& best, std::int32_t except) const;
  // What speaks against it but the times without breaks: limits, loads, breaks.
  [[nodiscard]] bool possible(const Model& model, const Kind& kind, std::int32_t job, std::size_t before) const;
  [[nodiscard]] bool in_time_with_breaks(const Model& model, const Kind& kind, std::int32_t job,
                                         std::size_t before) const;
  [[nodiscard]] bool in_time_with_guards(const Model& model, std::int32_t job, std::size_t before) const;
  [[nodiscard]] bool room_for(const Model& model, std::int32_t job) const;
  [[nodiscard]] bool loads_allow(const Model& model, const Kind& kind, std::int32_t job, std::size_t before) const;
  [[nodiscard]] bool limits_allow(const Model& model, const Kind& kind, std::int32_t job, std::size_t before) const;

  // The totals gain or lose the legs to these stops.
  void link(const Kind& kind, std::size_t first, std::size_t last);
  void unlink(const Kind& kind, std::size_t first, std::size_t last);
  void carry(const Model& model, std::int32_t job, std::int64_t sign);
  // Works out what follows from the order of stops, of which `first` to `last` have changed or changed neighbours;
  // false where it cannot be driven.
  [[nodiscard]] bool refresh(const Model& model, std::size_t first, std::size_t last);
  [[nodiscard]] bool refresh_times(const Model& model, const Kind& kind, std::size_t first, std::size_t last);
  [[nodiscard]] bool refresh_times_with_breaks(const Model& model, const Kind& kind);
  void refresh_loads(const Model& model, const Kind& kind);
  [[nodiscard]] bool within_limits(const Kind& kind) const;
  [[nodiscard]] bool loads_within(const Model& model, const Kind& kind) const;
  [[nodiscard]] BreakSet allowed_after(const Model& model, const Kind& kind, std::size_t stop) const;

  std::vector<Stop> stops_;
  std::int32_t vehicle_ = -1;
  std::int32_t kind_ = 0;
  std::uint64_t version_ = 0;
  std::int64_t cost_ = 0;
  std::int64_t longest_gap_ = 0;  // between leaving a stop and having to be at the next: no longer visit fits
  std::int64_t travel_s_ = 0;
  std::int64_t metres_ = 0;
  Amount delivered_, picked_;  // totals
  // Stops x measures, where loads rise and fall or a break looks at them: the load on leaving a stop, the greatest up
  // to it, the greatest from it on.
  Amount load_, load_before_, load_after_;
  BreakTimes breaks_;
};

}  // namespace carehub::rounds
