#include "dispatcher/core/capacity.hpp"

#include "protocols/domain/tally.hpp"

namespace carehub::core {

bool report_is_stale(const ServiceState& service, const ServiceConfig& config, Instant now) {
  return !service.reported_at || now - *service.reported_at >= minutes(config.capacity_stale_min);
}

UnitKind unit_kind(const ServiceConfig& config) {
  return config.capacity == CapacityKind::bookable_slots ? UnitKind::slot : UnitKind::queue;
}

namespace {

std::int32_t free_teams(const State& state, const ServiceId& service) {
  std::int32_t free = 0;
  for (const Team* team : state.team_list()) {
    if (team->service == service && team->status == TeamStatus::available && !team->retired) ++free;
  }
  return free;
}

std::optional<std::int32_t> free_in_places(const State& state, const ServiceId& service, Instant now) {
  std::optional<std::int32_t> sum;
  for (const Place* place : state.place_list()) {
    if (place->service != service || place->retired || place->closed_by_staff) continue;
    const PlaceConfig* config = state.place_config(place->id);
    if (config == nullptr) continue;
    const auto free = free_places(*place, *config, now);
    if (!free) return std::nullopt;
    sum = sum.value_or(0) + *free;
  }
  return sum;
}

}  // namespace

std::optional<std::int32_t> figure_now(const State& state, const ServiceState& service, Instant now) {
  const ServiceConfig* config = state.service_config(service.id);
  if (config == nullptr || service.retired) return std::nullopt;
  if (config->capacity == CapacityKind::mobile_teams) return free_teams(state, service.id);
  if (config->capacity == CapacityKind::places) return free_in_places(state, service.id, now);
  if (report_is_stale(service, *config, now)) return std::nullopt;
  return service.free ? service.free : service.wait_min;
}

}  // namespace carehub::core
