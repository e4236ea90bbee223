#include <algorithm>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/travel.hpp"

namespace carehub::matching {
namespace {

bool is_fresh(const ScreenedService& service, Instant now) {
  return service.state != nullptr && service.state->reported_at &&
         now - *service.state->reported_at < minutes{service.config->capacity_stale_min};
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
  return {world.now + minutes{wait_min}, known ? 0 : world.site->thresholds.unknown_wait_penalty_s};
}

// When the person would be seen.
struct Outlook {
  Instant arrival;
  std::int32_t travel_s = 0;
  std::int32_t penalty_s = 0;
};

std::unexpected<Against> no(NotOfferedReason reason, std::int64_t figure = 0) {
  return std::unexpected(Against{reason, figure});
}

Outlook outlook_of_queue(const World& world, const ScreenedService& service, std::int32_t travel_s) {
  const auto wait = wait_in_queue(world, service);
  return {std::max(wait.until, world.now + seconds{travel_s}), travel_s, wait.penalty_s};
}

std::expected<Outlook, Against> outlook_of_slots(const World& world, const ScreenedService& service,
                                                 std::int32_t travel_s) {
  if (!is_fresh(service, world.now)) return no(NotOfferedReason::capacity_unknown, report_age_min(service, world.now));
  const auto& slots = service.state->free_slots;
  const auto slot = std::ranges::lower_bound(slots, world.now + seconds{travel_s});
  if (slot == slots.end()) return no(NotOfferedReason::no_free_slot);
  return Outlook{*slot, travel_s, 0};
}

std::expected<Outlook, Against> outlook_of(const World& world, const Asked& asked, const ScreenedService& service) {
  const auto& config = *service.config;
  if (service.reason) return no(*service.reason, service.figure);
  const bool goes_there = config.position && !config.visits;
  if (goes_there && asked.housebound) return no(NotOfferedReason::cannot_travel);
  const auto travel = journey_s(world, asked, config);
  if (!travel) return no(NotOfferedReason::unreachable);
  if (config.capacity == CapacityKind::bookable_slots) return outlook_of_slots(world, service, *travel);
  return outlook_of_queue(world, service, *travel);
}

bool has_offer(const Found& found, const ScreenedService& service) {
  return std::ranges::any_of(found.offered, [&](const Offer& offer) { return offer.service == &service; });
}

}  // namespace

Verdict consider_service(const World& world, const Asked& asked, const ScreenedService& service) {
  auto outlook = outlook_of(world, asked, service);
  if (!outlook && !service.guaranteed) return std::unexpected(outlook.error());
  // None of its own teams or places can, or something speaks against it: asked all the same, because somebody must be.
  const bool last_resort = service.last_resort || !outlook || has_own_units(*service.config);
  if (!outlook) outlook = outlook_of_queue(world, service, journey_s(world, asked, *service.config).value_or(0));

  Offer offer;
  offer.kind = kind_of_unit(*service.config);
  offer.unit = &service.config->id.value;
  offer.service = &service;
  offer.arrival = outlook->arrival;
  offer.travel_s = outlook->travel_s;
  offer.wait_s = static_cast<std::int32_t>(whole_seconds(outlook->arrival - world.now)) - outlook->travel_s;
  offer.last_resort = last_resort;
  offer.rank_penalty = outlook->penalty_s;
  set_slack(offer, world, asked);
  return offer;
}

void add_slots_and_queues(const World& world, const Asked& asked, const ScreenedServices& services, Found& found) {
  for (const auto& service : services) {
    const bool asked_itself = !has_own_units(*service.config) || (service.guaranteed && !has_offer(found, service));
    if (!asked_itself) continue;
    found.add(kind_of_unit(*service.config), service.config->id.value, service,
              consider_service(world, asked, service));
  }
}

}  // namespace carehub::matching
