#include "dispatcher/matching/screen.hpp"

#include <algorithm>

namespace carehub::matching {
namespace {

constexpr std::int32_t grown_up_years = 18;

void refuse(ScreenedService& service, NotOfferedReason reason, std::int64_t figure = 0) {
  service.reason = reason;
  service.figure = figure;
}

bool takes_need(const ScreenedService& service, const Asked& asked) {
  const auto& kinds = asked.kinds;
  if (!kinds.empty() && std::ranges::find(kinds, service.config->kind) == kinds.end()) return false;
  // A need without a name is judged by the kinds that triage asked for; so is a service without a list.
  const bool named = asked.need != Need::other && asked.need != Need::unknown;
  const auto& needs = service.config->needs;
  if (!named || needs.empty()) return !kinds.empty();
  return std::ranges::find(needs, asked.need) != needs.end();
}

// Someone of unknown age is taken by services for grown-ups; a room for young people has to know.
void screen_age(ScreenedService& service, const Asked& asked) {
  const auto& config = *service.config;
  const bool for_the_young = config.max_age_years && *config.max_age_years < grown_up_years;
  if (!asked.age) {
    if (for_the_young) refuse(service, NotOfferedReason::too_old, *config.max_age_years);
    return;
  }
  if (config.min_age_years && *asked.age < *config.min_age_years)
    return refuse(service, NotOfferedReason::too_young, *config.min_age_years);
  if (config.min_age_days && asked.age_days && *asked.age_days < *config.min_age_days)
    return refuse(service, NotOfferedReason::too_young, *config.min_age_days * 4 / 1461);
  if (config.max_age_years && *asked.age > *config.max_age_years)
    refuse(service, NotOfferedReason::too_old, *config.max_age_years);
}

bool covers_place(const ServiceConfig& config, const Asked& asked) {
  return config.localities.empty() || std::ranges::find(config.localities, asked.locality) != config.localities.end();
}

// What the clinical rules, its practices and its referrers say of a service.
void screen_rules(ScreenedService& service, const Asked& asked) {
  const auto& config = *service.config;
  if (std::ranges::find(asked.never, config.kind) != asked.never.end())
    return refuse(service, NotOfferedReason::ruled_out);
  const auto& person = asked.call->referral.person;
  if (!config.practices.empty() && std::ranges::find(config.practices, person.practice) == config.practices.end())
    return refuse(service, NotOfferedReason::wrong_practice);
  const auto source = asked.call->referral.source;
  if (!config.referrers.empty() && std::ranges::find(config.referrers, source) == config.referrers.end())
    refuse(service, NotOfferedReason::wrong_referrer, static_cast<std::int64_t>(source));
}

// Another service of the kind covers the place: the other county's ambulance is not the one to ask.
bool covered_by_another(const World& world, const Asked& asked, const ScreenedService& service) {
  const auto& mine = *service.config;
  return !covers_place(mine, asked) && std::ranges::any_of(world.site->services, [&](const ServiceConfig& other) {
    return other.kind == mine.kind && other.id != mine.id && covers_place(other, asked);
  });
}

// What 111 sends is taken in the session that names it.
bool shut_to_disposition(ScreenedService& service, const World& world, const Asked& asked) {
  const auto& code = asked.call->referral.disposition;
  if (code.empty()) return false;
  const auto& calendar = world.site->calendar;
  bool named = false;
  std::optional<Instant> opens;
  for (const auto& window : service.config->windows) {
    const auto names = [&](const std::string& one) { return same_letters(one, code); };
    if (std::ranges::none_of(window.dispositions, names)) continue;
    if (open_interval(window.hours, calendar, world.now)) return false;
    named = true;
    const auto next = next_opening(window.hours, calendar, world.now);
    if (next) opens = opens ? std::min(*opens, next->from) : next->from;
  }
  if (named) refuse(service, NotOfferedReason::closed, opens ? whole_minutes(*opens - world.now) : -1);
  return named;
}

// Hours of a service that takes referrals; those of a drop-in room count when the person gets there.
void screen_hours(ScreenedService& service, const World& world) {
  const auto& config = *service.config;
  if (config.capacity == CapacityKind::places) return;
  const auto& calendar = world.site->calendar;
  const auto interval = open_interval(config.hours, calendar, world.now);
  if (!interval) {
    const auto next = next_opening(config.hours, calendar, world.now);
    return refuse(service, NotOfferedReason::closed, next ? whole_minutes(next->from - world.now) : -1);
  }
  const auto last_referral = interval->until - minutes{config.last_referral_before_close_min};
  if (world.now > last_referral)
    refuse(service, NotOfferedReason::last_referral_passed, whole_minutes(world.now - last_referral));
}

// The first reason, in the order of NotOfferedReason, why the service itself may not take the case.
void screen_fit(ScreenedService& service, const World& world, const Asked& asked) {
  const auto& config = *service.config;
  if (is_excluded(asked, config.id.value)) return refuse(service, NotOfferedReason::excluded);
  if (!asked.emergency && !takes_need(service, asked)) return refuse(service, NotOfferedReason::wrong_need);
  if (!asked.emergency) screen_rules(service, asked);
  if (service.reason) return;
  screen_age(service, asked);
  if (service.reason) return;
  if (!covers_place(config, asked)) return refuse(service, NotOfferedReason::wrong_area);
  if (service.state != nullptr && service.state->not_accepting) return refuse(service, NotOfferedReason::not_accepting);
  if (!shut_to_disposition(service, world, asked)) screen_hours(service, world);
}

}  // namespace

ScreenedService screen_service(const World& world, const Asked& asked, std::size_t position) {
  return screen_service(world, asked, position, world.site->services[position]);
}

ScreenedService screen_service(const World& world, const Asked& asked, std::size_t position,
                               const ServiceConfig& config) {
  const auto state = world.directory->services[position];
  ScreenedService service{
      .config = &config, .state = state == Directory::nowhere ? nullptr : world.services[state], .reason = {}};
  const auto kind = std::ranges::find(asked.kinds, config.kind);
  service.rank = static_cast<std::size_t>(kind - asked.kinds.begin());
  service.catch_all = config.catch_all && !asked.emergency;
  if (asked.emergency && !config.takes_red_flags) {
    refuse(service, NotOfferedReason::red_flag);
    return service;
  }
  service.guaranteed = config.catch_all || asked.emergency;
  screen_fit(service, world, asked);
  // The catch-all takes what nobody else can, and those who take red flags take them; never what the rules keep from
  // the case, nor what another of its kind is there for.
  if (!service.reason || !service.guaranteed) return service;
  service.guaranteed = service.reason != NotOfferedReason::ruled_out && !covered_by_another(world, asked, service);
  if (service.guaranteed) service.reason.reset();
  service.last_resort = service.guaranteed;
  return service;
}

ScreenedServices screen_services(const World& world, const Asked& asked) {
  ScreenedServices services;
  services.reserve(world.site->services.size());
  for (std::size_t i = 0; i < world.site->services.size(); ++i) services.push_back(screen_service(world, asked, i));
  return services;
}

}  // namespace carehub::matching
