#pragma once
// The hub's time: never runs backwards, goes on from the journal's last moment, and may run faster for a simulation.
// Thread: one.

#include <chrono>
#include <functional>
#include <optional>

#include "protocols/base/time.hpp"

namespace carehub::runtime {

using Steady = std::chrono::steady_clock::time_point;

// Where time comes from; tests hand in their own.
struct TimeSource {
  std::function<Instant()> wall;
  std::function<Steady()> steady;
  [[nodiscard]] static TimeSource system();
};

struct ClockPlan {
  std::int32_t speed = 1;             // over 1: a simulation
  std::optional<Instant> start;       // of a simulation; none: now
  std::optional<Instant> rush_until;  // a simulation runs rush_speed times until then
};

inline constexpr std::int32_t rush_speed = 500;
// A difference between the machine's clock and the hub's from which on people are told.
inline constexpr seconds clock_step_told{2};

class HubClock {
 public:
  // `last` is the journal's last moment, if it has one: time goes on from there, never before.
  HubClock(ClockPlan plan, std::optional<Instant> last, TimeSource source = TimeSource::system());

  [[nodiscard]] Instant now();
  [[nodiscard]] std::int32_t speed();
  [[nodiscard]] bool simulated() const { return simulated_; }
  // How long to wait, on the steady clock, until the hub's time is `at`; zero if it has come.
  [[nodiscard]] std::chrono::nanoseconds until(Instant at);
  // How far the machine's clock is behind the hub's (negative: it jumped ahead), if it is far enough to be told.
  [[nodiscard]] std::optional<Duration> stepped();

 private:
  void advance();
  void advance_simulation(Duration passed);
  void advance_real(Duration passed);

  ClockPlan plan_;
  TimeSource source_;
  bool simulated_ = false;
  Instant now_;
  Steady at_;             // when now_ was right
  Instant jumped_until_;  // a forward jump of the machine's clock is told until then
  Duration jump_{};
};

}  // namespace carehub::runtime
