// The board of capacity: figures with their age, and no word about any person.

#include <algorithm>

#include "dispatcher/core/capacity.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/core/staffing.hpp"

namespace carehub::core {

namespace {

// Up to a share of its capacity a service is low.
Rag rag_of(std::int32_t free, std::int32_t total, std::int32_t low_percent) {
  if (free <= 0) return Rag::full;
  return free * 100 <= total * low_percent || free == 1 ? Rag::low : Rag::open;
}

std::string plural(std::int32_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string ages(const ServiceConfig& config) {
  if (config.min_age_years && config.max_age_years) {
    return fmt::format("ages {} to {}", *config.min_age_years, *config.max_age_years);
  }
  if (config.max_age_years) return fmt::format("up to {}", *config.max_age_years);
  if (config.min_age_years)
    return *config.min_age_years >= 18 ? "adults" : fmt::format("from {}", *config.min_age_years);
  return "all ages";
}

std::string hours_words(const Site& site, const ServiceConfig& config, const std::optional<OpenInterval>& open) {
  if (config.hours.all_hours) return "24 h";
  return open ? "to " + clock_text(site.calendar, open->until) : std::string();
}

std::string joined(std::string text, const std::string& more) {
  if (more.empty()) return text;
  return text.empty() ? more : text + ", " + more;
}

void fill_teams(const State& state, const ServiceConfig& config, ServiceBoard& board) {
  std::int32_t on_shift = 0, free = 0, queued = 0;
  for (const Team* team : state.team_list()) {
    if (team->service != config.id || team->retired || team->status == TeamStatus::off_duty) continue;
    ++on_shift;
    if (team->status == TeamStatus::available) ++free;
    if (team->queue.size() > 1) queued += static_cast<std::int32_t>(team->queue.size()) - 1;
    if (!team->queue.empty()) {
      const Instant end = team->queue.back().expected_end;
      if (!board.next_free || end < *board.next_free) board.next_free = end;
    }
  }
  if (free > 0) board.next_free.reset();
  board.live = true;
  board.detail = plural(on_shift, "team on shift", "teams on shift");
  board.unit = "free now";
  board.free = free;
  board.total = on_shift;
  board.queue = queued;
  board.rag = on_shift == 0 ? Rag::closed : rag_of(free, on_shift, state.site().thresholds.board_low_percent);
}

void fill_places(const State& state, const ServiceConfig& config, Instant now, ServiceBoard& board) {
  std::int32_t total = 0;
  bool any = false;
  for (const Place* place : state.place_list()) {
    if (place->service != config.id || place->retired || place->closed_by_staff) continue;
    any = true;
    total += place->capacity;
    if (place->counted_at && (!board.reported_at || *place->counted_at < *board.reported_at)) {
      board.reported_at = place->counted_at;
    }
    const PlaceConfig* place_config = state.place_config(place->id);
    const auto open = open_interval(config.hours, state.site().calendar, now);
    if (open && place_config != nullptr && !config.hours.all_hours) {
      board.last_entry = open->until - minutes(place_config->last_entry_before_close_min);
    }
  }
  board.total = total;
  board.unit = fmt::format("of {}", plural(total, "place", "places"));
  if (!any) {
    board.rag = Rag::closed;
  } else if (const auto free = state.find_service(config.id) == nullptr
                                   ? std::nullopt
                                   : figure_now(state, *state.find_service(config.id), now)) {
    board.free = free;
    board.rag = rag_of(*free, total, state.site().thresholds.board_low_percent);
  }
}

Rag rag_of_wait(std::int32_t wait_min, const ServiceConfig& config) {
  if (wait_min > config.target_min) return Rag::full;
  return wait_min * 2 > config.target_min ? Rag::low : Rag::open;
}

void fill_reported(const ServiceState& service, const ServiceConfig& config, Instant now, ServiceBoard& board) {
  board.reported_at = service.reported_at;
  const bool slots = config.capacity == CapacityKind::bookable_slots;
  board.unit = slots ? "free" : config.visits ? "min to next visit" : "min to an answer";
  if (service.not_accepting) {
    board.rag = Rag::closed;
    return;
  }
  if (report_is_stale(service, config, now)) return;
  board.queue = service.queue;
  for (Instant slot : service.free_slots) {
    if (slot >= now && !board.next_free) board.next_free = slot;
  }
  if (service.free) {
    board.free = service.free;
    board.unit = slots ? "free" : config.visits ? "visits free" : "free now";
    board.rag = *service.free <= 0 ? Rag::full : *service.free == 1 ? Rag::low : Rag::open;
  } else if (service.wait_min) {
    board.free = service.wait_min;
    board.rag = rag_of_wait(*service.wait_min, config);
  } else if (slots) {
    const auto left =
        std::count_if(service.free_slots.begin(), service.free_slots.end(), [now](Instant at) { return at >= now; });
    board.free = static_cast<std::int32_t>(left);
    board.rag = left == 0 ? Rag::full : left == 1 ? Rag::low : Rag::open;
  }
}

ServiceBoard service_board(const State& state, const ServiceConfig& config, const ServiceState& service, Instant now) {
  const Calendar& calendar = state.site().calendar;
  ServiceBoard board;
  board.service = config.id;
  board.name = config.name;
  board.recent = service.recent;
  const auto open = open_interval(config.hours, calendar, now);
  const std::string opening = hours_words(state.site(), config, open);
  switch (config.capacity) {
    case CapacityKind::mobile_teams:
      fill_teams(state, config, board);
      board.detail = joined(board.detail, opening);
      break;
    case CapacityKind::places:
      fill_places(state, config, now, board);
      board.detail = joined(ages(config), opening);
      break;
    case CapacityKind::bookable_slots:
    case CapacityKind::advice_queue:
      fill_reported(service, config, now, board);
      board.detail = joined(config.min_age_years || config.max_age_years ? ages(config) : std::string(), opening);
      break;
  }
  if (!open) {
    board.rag = Rag::closed;
    board.free.reset();
    if (const auto next = next_opening(config.hours, calendar, now)) board.opens = next->from;
  }
  return board;
}

void fill_localities(const State& state, Board& board) {
  for (const Locality& locality : state.site().localities) board.localities.push_back({locality.name, 0, 0});
  for (const Team* team : state.team_list()) {
    if (team->retired || team->status == TeamStatus::off_duty) continue;
    const auto at = state.locality_of(team->id);
    if (!at) continue;
    ++board.localities[*at].teams_on_shift;
    if (team->status == TeamStatus::available) ++board.localities[*at].teams_free;
  }
}

// Arrivals expected in each hour of today, by the site's own demand profile.
std::vector<std::int32_t> expected_today(const Site& site, Instant now) {
  const LocalTime local = local_time(site.calendar, now);
  const auto& holidays = site.calendar.bank_holidays;
  const bool weekend = local.weekday >= 5 || std::binary_search(holidays.begin(), holidays.end(), local.day);
  std::vector<std::int32_t> expected(24, 0);
  for (const DemandStream& stream : site.demand) {
    const auto& weights = weekend ? stream.weekend_weights : stream.weekday_weights;
    std::int64_t sum = 0;
    for (std::int32_t weight : weights) sum += weight;
    if (sum <= 0) continue;
    const auto weekday = static_cast<std::size_t>(local.weekday);
    const std::int64_t factor = weekday < stream.day_factors_percent.size() ? stream.day_factors_percent[weekday] : 100;
    for (std::size_t hour = 0; hour < weights.size() && hour < expected.size(); ++hour) {
      expected[hour] += static_cast<std::int32_t>(stream.per_day_x100 * factor * weights[hour] / (100 * sum));
    }
  }
  return expected;
}

void fill_hours(const State& state, Instant now, Board& board) {
  const LocalTime local = local_time(state.site().calendar, now);
  const LocalDay first{local.day.days - 2};
  for (auto at = state.hours().upper_bound({first, local.second_of_day / 3600}); at != state.hours().end(); ++at) {
    board.hours.push_back(at->second.record);
  }
}

}  // namespace

Board board(const State& state, Instant now) {
  Board board;
  board.status = hub_status(state, now);
  for (const ServiceConfig& config : state.site().services) {
    const ServiceState* service = state.find_service(config.id);
    if (service != nullptr) board.services.push_back(service_board(state, config, *service, now));
  }
  fill_localities(state, board);
  fill_hours(state, now, board);
  board.staffing = staffing(state, now);
  board.expected_x100 = expected_today(state.site(), now);
  board.calendar = state.site().calendar;
  board.suggested_actions = state.site().suggested_actions;
  if (state.site().travel.learn) board.travel = matching::travel_figures(state.site(), state.hub().travel);
  return board;
}

}  // namespace carehub::core
