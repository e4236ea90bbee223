#include "console/model/board_forecast.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {

namespace {

constexpr minutes forecast_step{30};
constexpr std::size_t forecast_steps = 8;

// How full services will be: what was looked at furthest ahead, if it is not too old.
struct Looked {
  const std::vector<ServiceOutlook>* services = nullptr;
  std::optional<Instant> made;
};

Looked looked_ahead(const Board& board) {
  if (board.forecast_made && !board.forecast.empty()) return {&board.forecast, board.forecast_made};
  if (board.ahead_made && !board.ahead.empty()) return {&board.ahead, board.ahead_made};
  return {};
}

const StaffingStep& step_at(const ServiceStaffing& staffing, Instant at) {
  const auto after = std::ranges::upper_bound(staffing.steps, at, {}, &StaffingStep::from);
  return after == staffing.steps.begin() ? staffing.steps.front() : *std::prev(after);
}

Fullness fullness_of(const StaffingStep& step, std::optional<std::int32_t> full_permille) {
  if (!step.open) return Fullness::closed;
  if (step.on_shift <= 0) return Fullness::nobody;
  if (!full_permille) return Fullness::unknown;
  if (*full_permille >= full_likely_permille) return Fullness::full;
  return *full_permille >= full_may_be_permille ? Fullness::may_be_full : Fullness::room;
}

std::optional<std::int32_t> figure_at(const std::vector<std::int32_t>& values, std::size_t index) {
  return index < values.size() ? std::optional(values[index]) : std::nullopt;
}

ForecastCell cell_of(const StaffingStep& step, const ServiceOutlook* outlook, std::size_t index) {
  ForecastCell cell;
  cell.on_shift = step.on_shift;
  if (outlook != nullptr) cell.free_x100 = figure_at(outlook->free_x100, index);
  cell.fullness =
      fullness_of(step, outlook != nullptr && cell.free_x100 ? figure_at(outlook->full_permille, index) : std::nullopt);
  if (cell.fullness == Fullness::closed) {
    cell.text = "closed";
    cell.text_short = "–";
  } else if (cell.fullness == Fullness::nobody) {
    cell.text = "none";
    cell.text_short = "0";
  } else {
    const std::string free = cell.fullness == Fullness::unknown
                                 ? std::string("?")
                                 : fmt::format("{:.1f}", std::clamp(*cell.free_x100, 0, 100 * step.on_shift) / 100.0);
    cell.text = fmt::format("{} of {}", free, step.on_shift);
    cell.text_short = fmt::format("{}/{}", free, step.on_shift);
  }
  return cell;
}

std::string staffing_text(const ServiceStaffing& staffing, const Calendar& calendar) {
  std::string text;
  const StaffingStep* before = nullptr;
  for (const StaffingStep& step : staffing.steps) {
    const std::string from = before == nullptr ? "" : " from " + clock_text(calendar, step.from);
    if (!text.empty()) text += ", ";
    if (!step.open)
      text += "closed" + from;
    else
      text += fmt::format("{} on shift{}", step.on_shift, from);
    before = &step;
  }
  return text;
}

// "likely full 20:30 to 21:30, 22:30"
std::string full_text(const ForecastRow& row, const std::vector<std::string>& times) {
  std::string text;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].fullness != Fullness::full) continue;
    const std::size_t first = i;
    while (i + 1 < row.cells.size() && row.cells[i + 1].fullness == Fullness::full) ++i;
    text += text.empty() ? "likely full " : ", ";
    text += first == i ? times[first] : fmt::format("{} to {}", times[first], times[i]);
  }
  return text;
}

std::string calls_text(const ServiceOutlook* outlook) {
  if (outlook == nullptr) return "?";
  std::int32_t calls_x100 = 0;
  for (const std::int32_t calls : outlook->calls_x100) calls_x100 += std::max(0, calls);
  return fmt::format("{:.1f}", calls_x100 / 100.0);
}

// The fullest first; then those that may be, those of which it is not known, and those with room.
int rank_of(const ForecastRow& row) {
  const auto count = [&](Fullness one) {
    return static_cast<int>(std::ranges::count(row.cells, one, &ForecastCell::fullness));
  };
  return -(1'000 * count(Fullness::full) + 30 * count(Fullness::may_be_full) + count(Fullness::unknown));
}

}  // namespace

BoardForecast board_forecast(const Board& board, const Calendar& calendar, Instant now) {
  BoardForecast forecast;
  Looked looked = looked_ahead(board);
  if (!looked.made) {
    forecast.missing = "how full: nobody has looked so far ahead yet";
  } else if (now - *looked.made > forecast_good_for * std::max(1, board.status.speed)) {
    forecast.missing =
        fmt::format("how full: looked ahead {} ago, too old to show", age_text(whole_seconds(now - *looked.made)));
    looked = {};
  } else {
    forecast.age = fmt::format("as of {}, {} ago", clock_text_seconds(calendar, *looked.made),
                               age_text(std::max<std::int64_t>(0, whole_seconds(now - *looked.made))));
  }
  const Instant from = looked.made.value_or(now);
  for (std::size_t i = 0; i < forecast_steps; ++i)
    forecast.times.push_back(clock_text(calendar, from + forecast_step * static_cast<int>(i + 1)));
  for (const ServiceStaffing& staffing : board.staffing) {
    const bool any = std::ranges::any_of(staffing.steps, [](const auto& one) { return one.open && one.on_shift > 0; });
    if (!any) continue;
    const ServiceOutlook* outlook = nullptr;
    if (looked.services != nullptr) {
      const auto found = std::ranges::find(*looked.services, staffing.service, &ServiceOutlook::service);
      if (found != looked.services->end()) outlook = &*found;
    }
    const auto named = std::ranges::find(board.services, staffing.service, &ServiceBoard::service);
    ForecastRow row;
    row.name = named != board.services.end() ? named->name : staffing.service.value;
    row.calls = calls_text(outlook);
    row.staffing = staffing_text(staffing, calendar);
    for (std::size_t i = 0; i < forecast_steps; ++i) {
      const Instant at = from + forecast_step * static_cast<int>(i + 1);
      row.cells.push_back(cell_of(step_at(staffing, at), outlook, i));
    }
    row.full = full_text(row, forecast.times);
    forecast.rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(forecast.rows, {}, rank_of);
  return forecast;
}

}  // namespace carehub::console
