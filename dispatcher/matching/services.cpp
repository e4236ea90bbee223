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
  RankedCandidate ranked{.candidate = {}, .service_rank = service.rank, .last_resort = service.last_resort};
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

void consider_slots(const World& world, const Asked& asked, const ScreenedService& service, std::int32_t travel_s,
                    Found& found) {
  if (!is_fresh(service, world.now))
    return found.not_offered.push_back(
        refuse(*service.config, NotOfferedReason::capacity_unknown, report_age_min(service, world.now)));
  const auto earliest = world.now + seconds{travel_s};
  const auto slot = std::ranges::lower_bound(service.state->free_slots, earliest);
  if (slot == service.state->free_slots.end())
    return found.not_offered.push_back(refuse(*service.config, NotOfferedReason::no_free_slot));
  offer(world, asked, service, *slot, travel_s, 0, found);
}

void consider(const World& world, const Asked& asked, const ScreenedService& service, Found& found) {
  const auto& config = *service.config;
  const auto no = [&](NotOffered reason) { found.not_offered.push_back(std::move(reason)); };
  if (service.reason) return no(refuse(config, *service.reason, service.figure));
  const bool goes_there = config.position && !config.visits;
  if (goes_there && asked.housebound && !service.last_resort)
    return no(refuse(config, NotOfferedReason::cannot_travel));
  auto travel = journey_s(world, asked, config);
  if (!travel && !service.last_resort) return no(refuse(config, NotOfferedReason::unreachable));
  if (config.capacity == CapacityKind::bookable_slots && !service.last_resort)
    return consider_slots(world, asked, service, *travel, found);
  const auto wait = wait_in_queue(world, service);
  const auto arrival = std::max(wait.until, world.now + seconds{travel.value_or(0)});
  offer(world, asked, service, arrival, travel.value_or(0), wait.penalty_s, found);
}

}  // namespace

void add_slots_and_queues(const World& world, const Asked& asked, const std::vector<ScreenedService>& services,
                          Found& found) {
  for (const auto& service : services) {
    const auto kind = service.config->capacity;
    const bool own_units = kind == CapacityKind::mobile_teams || kind == CapacityKind::places;
    if (!own_units || service.last_resort) consider(world, asked, service, found);
  }
}

}  // namespace carehub::matching
