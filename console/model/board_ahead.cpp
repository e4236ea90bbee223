#include "console/model/board_ahead.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/ahead.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {

namespace {

constexpr minutes half_hour{30};
constexpr std::int32_t nobody_below_x100 = 5;

std::int32_t value_at(const std::vector<std::int32_t>& values, std::size_t index) {
  return index < values.size() ? std::max(0, values[index]) : 0;
}

std::vector<HalfHourAhead> half_hours_of(const Board& board) {
  std::vector<HalfHourAhead> halves;
  for (const ServiceOutlook& service : board.ahead) {
    while (halves.size() < service.waiting_x100.size()) {
      const Instant from = *board.ahead_made + half_hour * static_cast<int>(halves.size());
      halves.push_back({from, from + half_hour, 0, 0, 0, std::nullopt});
    }
    for (std::size_t i = 0; i < service.waiting_x100.size(); ++i) {
      halves[i].calls_x100 += value_at(service.calls_x100, i);
      halves[i].waiting_x100 += value_at(service.waiting_x100, i);
      halves[i].late_x100 += value_at(service.late_x100, i);
    }
  }
  for (HalfHourAhead& half : halves)
    if (half.waiting_x100 >= nobody_below_x100)
      half.chance_percent = std::min(100, (100 * half.late_x100 + half.waiting_x100 / 2) / half.waiting_x100);
  return halves;
}

std::vector<ServiceAhead> services_of(const Board& board) {
  std::vector<ServiceAhead> services;
  for (const ServiceOutlook& outlook : board.ahead) {
    const auto found = std::ranges::find(board.services, outlook.service, &ServiceBoard::service);
    ServiceAhead service;
    service.name = found != board.services.end() ? found->name : outlook.service.value;
    if (found != board.services.end() && found->total)
      service.staffed = fmt::format("{} {}", *found->total, found->live ? "on shift" : "places");
    for (const std::int32_t calls : outlook.calls_x100) service.calls_x100 += std::max(0, calls);
    for (const std::int32_t waiting : outlook.waiting_x100)
      service.most_waiting_x100 = std::max(service.most_waiting_x100, waiting);
    for (const std::int32_t late : outlook.late_x100) service.most_late_x100 = std::max(service.most_late_x100, late);
    if (service.most_waiting_x100 >= nobody_below_x100) services.push_back(std::move(service));
  }
  std::ranges::stable_sort(services, std::ranges::greater{}, [](const ServiceAhead& one) {
    return std::pair(one.most_late_x100, one.most_waiting_x100);
  });
  return services;
}

}  // namespace

BoardAhead board_ahead(const Board& board, const Calendar& calendar, Instant now) {
  BoardAhead ahead;
  if (!board.ahead_made || board.ahead.empty()) {
    ahead.missing = "nobody has looked ahead yet";
    return ahead;
  }
  const auto age = std::max<std::int64_t>(0, whole_seconds(now - *board.ahead_made));
  // A simulation runs ahead of its outlook.
  if (now - *board.ahead_made > outlook_good_for * std::max(1, board.status.speed)) {
    ahead.missing = fmt::format("looked ahead {} ago: too old to show", age_text(age));
    return ahead;
  }
  ahead.age = fmt::format("as of {}, {} ago", clock_text_seconds(calendar, *board.ahead_made), age_text(age));
  ahead.half_hours = half_hours_of(board);
  ahead.services = services_of(board);
  return ahead;
}

}  // namespace carehub::console
