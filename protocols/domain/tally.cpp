#include "protocols/domain/tally.hpp"

#include <algorithm>

#include "protocols/domain/running_clocks.hpp"

namespace carehub {
namespace {

std::int64_t seconds_from(Instant from, Instant to) {
  return std::chrono::floor<seconds>(to - from).count();
}

}  // namespace

bool has_breached(const Case& c, Instant now) {
  const Clock* clock = first_due_clock(c);
  return clock != nullptr && clock->due < now;
}

bool is_under_way(const Case& c) {
  return c.status >= CaseStatus::en_route && c.status <= CaseStatus::booked;
}

bool is_due_soon(const Case& c, Instant now, const Thresholds& thresholds) {
  if (has_breached(c, now)) return false;
  const auto left = slack_s(c, now);
  return left && is_pressing(*left, is_under_way(c), thresholds);
}

std::optional<std::int64_t> slack_s(const Case& c, Instant now) {
  const auto* clock = tightest_clock(c);
  if (clock == nullptr) return std::nullopt;
  if (is_waiting(c)) return seconds_from(now, c.latest_safe_dispatch.value_or(clock->due));
  const bool on_the_way = c.status != CaseStatus::on_scene && c.assignment && c.assignment->expected;
  // Who is overdue can be there now at the earliest.
  if (on_the_way) return seconds_from(std::max(*c.assignment->expected, now), clock->due);
  return seconds_from(now, clock->due);
}

PositionAge position_age(const Team& team, Instant now, const Thresholds& thresholds) {
  if (!team.position || !team.position_at) return PositionAge::unknown;
  const auto age = now - *team.position_at;
  if (age > seconds{thresholds.position_unknown_s}) return PositionAge::unknown;
  return age > seconds{thresholds.position_stale_s} ? PositionAge::stale : PositionAge::fresh;
}

seconds expected_visit(const Case& c, const ServiceConfig& service) {
  return c.triage && c.triage->visit_s ? seconds{*c.triage->visit_s} : seconds{minutes{service.visit_min}};
}

std::optional<std::int32_t> free_places(const Place& place, const PlaceConfig& config, Instant now) {
  if (!place.occupied || !place.counted_at) return std::nullopt;
  if (now - *place.counted_at >= minutes{config.count_stale_min}) return std::nullopt;
  const auto taken = std::int64_t{*place.occupied} + static_cast<std::int64_t>(place.travelling.size());
  return static_cast<std::int32_t>(std::max<std::int64_t>(0, config.capacity - taken));
}

}  // namespace carehub
