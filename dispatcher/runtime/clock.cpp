#include "dispatcher/runtime/clock.hpp"

#include <algorithm>

namespace carehub::runtime {
namespace {

constexpr minutes jump_told_for{10};
// While the machine's clock is behind, the hub's runs on, this much slower, until they meet again.
constexpr std::int64_t catch_up_divisor = 1'000;

}  // namespace

TimeSource TimeSource::system() {
  return {[] { return Instant(std::chrono::system_clock::now()); }, [] { return std::chrono::steady_clock::now(); }};
}

HubClock::HubClock(ClockPlan plan, std::optional<Instant> last, TimeSource source)
    : plan_(plan), source_(std::move(source)), simulated_(plan.speed > 1 || plan.start || plan.rush_until) {
  at_ = source_.steady();
  now_ = simulated_ ? plan_.start.value_or(source_.wall()) : source_.wall();
  if (last) now_ = simulated_ ? std::max(*last, plan_.start.value_or(*last)) : std::max(*last, now_);
}

Instant HubClock::now() {
  advance();
  return now_;
}

std::int32_t HubClock::speed() {
  advance();
  return plan_.rush_until && now_ < *plan_.rush_until ? std::max(rush_speed, plan_.speed) : plan_.speed;
}

std::chrono::nanoseconds HubClock::until(Instant at) {
  const auto left = at - now();
  if (left <= Duration{0}) return Duration{0};
  return left / speed() + std::chrono::microseconds(1);
}

void HubClock::advance() {
  const auto steady = source_.steady();
  const auto passed = std::max(Duration{0}, std::chrono::duration_cast<Duration>(steady - at_));
  at_ = steady;
  if (simulated_)
    advance_simulation(passed);
  else
    advance_real(passed);
}

void HubClock::advance_simulation(Duration passed) {
  if (plan_.rush_until && now_ < *plan_.rush_until) {
    const auto fast = std::max(rush_speed, plan_.speed);
    const auto needed = (*plan_.rush_until - now_) / fast + Duration{1};
    if (passed < needed) {
      now_ += passed * fast;
      return;
    }
    now_ = *plan_.rush_until;
    passed -= needed;
  }
  now_ += passed * plan_.speed;
}

// Follows the machine's clock forward. When that one is behind, time goes on by the steady clock: the two-hour clocks
// of people who wait must not stand still.
void HubClock::advance_real(Duration passed) {
  const auto wall = source_.wall();
  const auto expected = now_ + passed;
  if (wall < expected) {
    const bool far_behind = expected - wall > std::chrono::milliseconds(1);
    now_ = std::max(wall, far_behind ? expected - passed / catch_up_divisor : expected);
    return;
  }
  if (wall - expected > clock_step_told) {
    jump_ = wall - expected;
    jumped_until_ = wall + jump_told_for;
  }
  now_ = wall;
}

std::optional<Duration> HubClock::stepped() {
  if (simulated_) return std::nullopt;
  advance();
  const auto behind = now_ - source_.wall();
  if (behind > clock_step_told) return behind;
  if (now_ < jumped_until_) return -jump_;
  return std::nullopt;
}

}  // namespace carehub::runtime
