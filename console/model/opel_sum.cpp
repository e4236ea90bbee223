#include "console/model/opel_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace carehub::console {

namespace {

// From the first on one point, from the second on two.
struct Steps {
  double one;
  double two;
};

std::int32_t points_above(double value, Steps steps) {
  return value >= steps.two ? 2 : value >= steps.one ? 1 : 0;
}

std::int32_t points_below(double value, Steps steps) {
  return value < steps.two ? 2 : value < steps.one ? 1 : 0;
}

double share(std::int32_t part, std::int32_t whole) {
  return whole > 0 ? 100.0 * part / whole : 0;
}

std::string percent(double value) {
  return fmt::format("{:.0f}%", std::floor(value));
}

OpelMeasure in_two_hours(const HubStatus& status) {
  OpelMeasure measure{"seen in two hours today", "?", std::nullopt};
  if (status.two_hour_ended <= 0) return measure;
  const double seen = share(status.two_hour_met, status.two_hour_ended);
  return {measure.what, percent(seen), points_below(seen, {80, 70})};
}

OpelMeasure late(const HubStatus& status) {
  const double part = share(status.breached, status.open);
  return {"open cases, too late", fmt::format("{} of {}", status.breached, status.open),
          status.breached == 0 ? 0 : points_above(part, {0, 10})};
}

OpelMeasure waiting(const HubStatus& status) {
  return {"open cases, nobody sent", fmt::format("{} of {}", status.waiting, status.open),
          points_above(share(status.waiting, status.open), {40, 70})};
}

OpelMeasure teams_free(const Board& board) {
  std::int32_t on_shift = 0;
  std::int32_t free = 0;
  for (const ServiceBoard& service : board.services) {
    if (!service.live || !service.total) continue;
    on_shift += *service.total;
    free += service.free.value_or(0);
  }
  OpelMeasure measure{"teams free, of those on shift", "?", std::nullopt};
  if (on_shift == 0) return measure;
  return {measure.what, fmt::format("{} of {}", free, on_shift), points_below(share(free, on_shift), {25, 10})};
}

OpelMeasure services_with(const Board& board, Rag rag, std::string what, Steps steps) {
  const auto open = static_cast<std::int32_t>(
      std::ranges::count_if(board.services, [](const ServiceBoard& service) { return service.rag != Rag::closed; }));
  const auto these = static_cast<std::int32_t>(std::ranges::count(board.services, rag, &ServiceBoard::rag));
  if (open == 0) return {std::move(what), "?", std::nullopt};
  return {std::move(what), fmt::format("{} of {}", these, open),
          these == 0 ? 0 : points_above(share(these, open), steps)};
}

// The last three whole hours of today, in roots of what was expected: chance alone passes 1.28 one time in ten.
OpelMeasure calls(const Board& board, const LocalTime& now) {
  const std::int32_t this_hour = now.second_of_day / 3600;
  const std::int32_t from = std::max(0, this_hour - 3);
  OpelMeasure measure{fmt::format("calls, {:02}:00 to {:02}:00", from, this_hour), "?", std::nullopt};
  double expected = 0;
  for (std::int32_t hour = from; hour < this_hour && static_cast<std::size_t>(hour) < board.expected_x100.size();
       ++hour)
    expected += board.expected_x100[static_cast<std::size_t>(hour)] / 100.0;
  if (expected <= 0) return measure;
  std::int32_t received = 0;
  for (const HourTally& tally : board.hours)
    if (tally.day == now.day && tally.hour >= from && tally.hour < this_hour) received += tally.received;
  const double above = (received - expected) / std::sqrt(expected);
  return {measure.what, fmt::format("{}, expected {:.0f}", received, expected), points_above(above, {1.28, 2.56})};
}

OpelMeasure late_ahead(const BoardAhead& ahead) {
  OpelMeasure measure{"late at once, next hours", "?", std::nullopt};
  if (ahead.half_hours.empty()) return measure;
  std::int32_t most = 0;
  for (const HalfHourAhead& half : ahead.half_hours) most = std::max(most, half.late_x100);
  return {measure.what, fmt::format("{:.1f}", most / 100.0), points_above(most, {100, 400})};
}

}  // namespace

OpelSum opel_sum(const Board& board, const BoardAhead& ahead, const LocalTime& now) {
  OpelSum sum;
  sum.measures = {in_two_hours(board.status),
                  late(board.status),
                  waiting(board.status),
                  teams_free(board),
                  services_with(board, Rag::full, "services full, of open ones", {20, 40}),
                  services_with(board, Rag::unknown, "services not known", {0, 15}),
                  calls(board, now),
                  late_ahead(ahead)};
  std::size_t known = 0;
  for (const OpelMeasure& measure : sum.measures) {
    if (!measure.points) continue;
    ++known;
    sum.points += *measure.points;
    sum.most += 2;
  }
  if (known * 2 < sum.measures.size()) {
    sum.text = fmt::format("no suggestion: {} of {} measures known", known, sum.measures.size());
    return sum;
  }
  // Up to a quarter of the points level 1, up to a half 2, up to three quarters 3.
  sum.level = std::max(1, (4 * sum.points + sum.most - 1) / sum.most);
  sum.text = fmt::format("sum suggests {} ({} of {})", sum.level, sum.points, sum.most);
  return sum;
}

}  // namespace carehub::console
