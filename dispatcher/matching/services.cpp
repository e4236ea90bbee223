#include <algorithm>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/travel.hpp"

namespace carehub::matching {
namespace {

NotOffered refuse(const ServiceConfig& config, NotOfferedReason reason, std::int64_t figure = 0) {
  const auto kind = config.capacity == CapacityKind::bookable_slots ? UnitKind::slot : UnitKind::queue;
  return {kind, config.id.value, config.id, reason, figure};
}

bool is_fresh(const ScreenedService& service, Instant now) {
  return service.state != nullptr && service.state->reported_at &&
         now - *service.state->reported_at <= minutes{service.config->capacity_stale_min};
}

std::int64_t report_age_min(const ScreenedService& service, Instant now) {
  if (service.state == nullptr || !service.state->reported_at) return -1;
  return whole_minutes(now - *service.state->reported_at);
}

// Seconds of the person's own journey; none where there is no way. A queue that visits or rings needs none.
std::optional<std::int32_t> journey_s(const World& world, const Asked& asked, const ServiceConfig& config) {
  if (!config.position || config.visits) return 0;
  return person_travel_s(*world.site, asked.position, *config.position);
}

struct Wait {
  Instant until;
  std::int32_t penalty_s = 0;
};

Wait wait_in_queue(const World& world, const ScreenedService& service) {
  const bool known = is_fresh(service, world.now) && service.state->wait_min;
  const auto wait_min = known ? *service.state->wait_min : service.config->typical_wait_min;
  return {world.now + minutes{wait_min}, known ? 0 : unknown_wait_penalty_s};
}

void offer(const World& world, const Asked& asked, const ScreenedService& service, Instant arrival,
           std::int32_t travel_s, std::int32_t penalty_s, Found& found) {
  RankedCandidate ranked{.candidate = {},
                         .service_rank = service.rank,
                         .last_resort = service.last_resort,
                         .catch_all = service.catch_all};
  auto& candidate = ranked.candidate;
  candidate.kind = service.config->capacity == CapacityKind::bookable_slots ? UnitKind::slot : UnitKind::queue;
  candidate.unit = service.config->id.value;
  candidate.service = service.config->id;
  candidate.arrival = arrival;
  candidate.travel_s = travel_s;
  candidate.wait_s = static_cast<std::int32_t>(whole_seconds(arrival - world.now)) - travel_s;
  candidate.rank_penalty = penalty_s;
  set_slack(candidate, world, asked, *service.config);
  found.offered.push_back(std::move(ranked));
}

// When the person would be seen, or why that cannot be.
struct Outlook {
  std::optional<NotOffered> reason;
  Instant arrival;
  std::int32_t travel_s = 0;
  std::int32_t penalty_s = 0;
};

Outlook outlook_of_queue(const World& world, const ScreenedService& service, std::int32_t travel_s) {
  const auto wait = wait_in_queue(world, service);
  return {{}, std::max(wait.until, world.now + seconds{travel_s}), travel_s, wait.penalty_s};
}

Outlook outlook_of_slots(const World& world, const ScreenedService& service, std::int32_t travel_s) {
  const auto& config = *service.config;
  if (!is_fresh(service, world.now))
    return {.reason = refuse(config, NotOfferedReason::capacity_unknown, report_age_min(service, world.now)),
            .arrival = {}};
  const auto& slots = service.state->free_slots;
  const auto slot = std::ranges::lower_bound(slots, world.now + seconds{travel_s});
  if (slot == slots.end()) return {.reason = refuse(config, NotOfferedReason::no_free_slot), .arrival = {}};
  return {{}, *slot, travel_s, 0};
}

Outlook outlook_of(const World& world, const Asked& asked, const ScreenedService& service) {
  const auto& config = *service.config;
  if (service.reason) return {.reason = refuse(config, *service.reason, service.figure), .arrival = {}};
  const bool goes_there = config.position && !config.visits;
  if (goes_there && asked.housebound) return {.reason = refuse(config, NotOfferedReason::cannot_travel), .arrival = {}};
  const auto travel = journey_s(world, asked, config);
  if (!travel) return {.reason = refuse(config, NotOfferedReason::unreachable), .arrival = {}};
  if (config.capacity == CapacityKind::bookable_slots) return outlook_of_slots(world, service, *travel);
  return outlook_of_queue(world, service, *travel);
}

void consider(const World& world, const Asked& asked, ScreenedService service, Found& found) {
  auto outlook = outlook_of(world, asked, service);
  if (outlook.reason && !service.guaranteed) return found.not_offered.push_back(std::move(*outlook.reason));
  if (outlook.reason) {
    service.last_resort = true;
    outlook = outlook_of_queue(world, service, journey_s(world, asked, *service.config).value_or(0));
  }
  offer(world, asked, service, outlook.arrival, outlook.travel_s, outlook.penalty_s, found);
}

bool has_offer(const Found& found, const ServiceId& id) {
  return std::ranges::any_of(found.offered, [&](const RankedCandidate& r) { return r.candidate.service == id; });
}

}  // namespace

void add_slots_and_queues(const World& world, const Asked& asked, const std::vector<ScreenedService>& services,
                          Found& found) {
  for (const auto& service : services) {
    const auto kind = service.config->capacity;
    const bool own_units = kind == CapacityKind::mobile_teams || kind == CapacityKind::places;
    if (!own_units) {
      consider(world, asked, service, found);
    } else if (service.guaranteed && !has_offer(found, service.config->id)) {
      // None of its teams or places can: the service itself is asked.
      auto itself = service;
      itself.last_resort = true;
      consider(world, asked, itself, found);
    }
  }
}

}  // namespace carehub::matching
